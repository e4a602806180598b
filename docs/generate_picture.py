"""Draw a record, and its citation in four styles: ``_static/overview.svg``, and ``overview-narrow.svg`` for phones.

``python docs/generate_picture.py`` draws them again; with ``--check`` nothing is written, and the exit status is 1
where one is not current. ``--social-card`` draws ``social-card.png``, which other sites show beside a link; it needs
Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import textwrap
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import archcite  # noqa: E402
from docs.page_writing import write_pages  # noqa: E402

PICTURES = ROOT / "docs" / "_static"
RECORD = ROOT / "docs" / "sources" / "creel.yaml"
STYLES = {"chicago": "note", "mla": "entry", "apa": "entry", "bundesarchiv": "note"}
WIDTH, LEFT, LINE, MOST_LETTERS = 1000, 400, 20, 58
NARROW, FEWER_LETTERS = 420, 46

_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">
<title id="title">A record in YAML, and its citation in four styles</title>
<style>
text {{ font: 14px ui-monospace, monospace; fill: #1f2937; }}
.cited {{ font: 15px Georgia, serif; }} .name {{ font: bold 13px system-ui, sans-serif; fill: #1d4ed8; }}
rect {{ fill: #f8fafc; stroke: #cbd5e1; }} path {{ stroke: #64748b; fill: none; stroke-width: 2; }}
</style>
{parts}
</svg>
"""


def draw() -> str:
    """Return the picture as SVG."""
    record = archcite.read(RECORD)
    height = 20
    parts = []
    middles = []
    for style, form in STYLES.items():
        lines = textwrap.wrap(archcite.cite(record, style, form=form), MOST_LETTERS)
        tall = LINE * len(lines) + 44
        parts.append(_draw_card(LEFT + 60, height, WIDTH - LEFT - 80, tall, style, lines, "cited"))
        middles.append(height + tall // 2)
        height += tall + 16
    yaml = _read_lines()
    tall = LINE * len(yaml) + 44
    top = max(20, (height - tall) // 2)
    parts.append(_draw_card(20, top, LEFT - 40, tall, RECORD.name, yaml, "record"))
    start = top + tall // 2
    parts += [
        f'<path d="M{LEFT - 20} {start}C{LEFT + 20} {start} {LEFT + 20} {y} {LEFT + 60} {y}"/>'
        for y in middles
    ]
    return _SVG.format(width=WIDTH, height=height + 4, parts="\n".join(parts))


def draw_narrow() -> str:
    """Return the picture as SVG for a narrow page: the record, and below it the citations."""
    record = archcite.read(RECORD)
    cards = [(RECORD.name, _read_lines(), "record")]
    for style, form in STYLES.items():
        cards.append((style, textwrap.wrap(archcite.cite(record, style, form=form), FEWER_LETTERS), "cited"))
    height = 4
    parts = []
    for name, lines, kind in cards:
        tall = LINE * len(lines) + 44
        parts.append(_draw_card(4, height, NARROW - 8, tall, name, lines, kind))
        height += tall + 12
    return _SVG.format(width=NARROW, height=height, parts="\n".join(parts))


def draw_social_card() -> None:
    """Write the picture that other sites show beside a link to the documentation, as PNG, with Chromium."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("The social card is drawn with Chromium, which is not here.")
    title = (
        '<h1 style="font: bold 60px system-ui, sans-serif; margin: 20px 0 0 60px">archcite</h1>'
        '<p style="font: 30px system-ui, sans-serif; margin: 0 0 4px 60px">'
        "Citations for archival sources, in any CSL style and any document.</p>"
    )
    picture = draw().replace("<svg ", '<svg width="880" style="margin-left: 150px" ', 1)
    page = f'<!doctype html><meta charset="utf-8"><body style="margin: 0; background: white">{title}{picture}'
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "card.html").write_text(page, encoding="utf-8")
        options = ("--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1200,630")
        target = f"--screenshot={PICTURES / 'social-card.png'}"
        subprocess.run(
            [browser, *options, target, f"{folder}/card.html"], check=True, stderr=subprocess.DEVNULL
        )


def _read_lines() -> list[str]:
    # Not every program that draws SVG keeps leading spaces.
    return [
        line.replace("  ", "\N{NO-BREAK SPACE}" * 2)
        for line in RECORD.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]


def _draw_card(x: int, y: int, width: int, height: int, name: str, lines: list[str], kind: str) -> str:
    texts = "".join(
        f'<text class="{kind}" x="{x + 16}" y="{y + 48 + LINE * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>'
        f'<text class="name" x="{x + 16}" y="{y + 24}">{escape(name)}</text>{texts}'
    )


if __name__ == "__main__":
    if "--social-card" in sys.argv:
        sys.exit(draw_social_card())
    drawn = [(PICTURES / "overview.svg", draw()), (PICTURES / "overview-narrow.svg", draw_narrow())]
    sys.exit(write_pages(drawn, "generate_picture.py"))
