"""``python -m benchmarks.mkdocs``: what the plug-in adds to the build of a site of 500 pages with 5,000 citations."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import measure, workload
from benchmarks.report import table

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- mkdocs: begin -->", "<!-- mkdocs: end -->"
AIM = 5.0  # CPU seconds, for the whole site
_WORDS = (  # noqa: SIM905
    "the committee wrote to its office in the spring and the answer came late with a note on the margin that "
    "nobody had asked for though the files of the ministry say little of it before the archive was moved"
).split()
_BUILDS: Mapping[str, Sequence[str]] = {
    "without": (),
    "chicago": ("note_scope: project",),
    "chicago, without cards": ("note_scope: project", "hover_cards: false"),
    "apa": ("style: apa", "note_scope: project"),
}


def main() -> None:
    """Make the site, build it in all ways in turn, and say what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mkdocs", description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--citations", type=int, default=5000)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3, help="how often each build is run")
    parser.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _make(folder, asked.pages, asked.citations, asked.records)
        runs: dict[str, list[measure.Run]] = {name: [] for name in _BUILDS}
        for _ in range(asked.rounds):
            for number, name in enumerate(_BUILDS):
                command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", f"{number}.yml"]
                runs[name].append(measure.run(command, folder, folder / "log"))
    told = _told(runs, asked)
    print(told)
    if asked.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN, 1)
        PAGE.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")


def _make(folder: Path, pages: int, citations: int, records: int) -> None:
    """Pages of ten paragraphs; most citations have a page, some have two sources, some name the author."""
    chance = random.Random(workload.SEED)
    items = workload.items(records)
    (folder / "records.json").write_text(json.dumps(items), encoding="utf-8")
    keys = [item["id"] for item in items]
    left = [citations // pages + (number < citations % pages) for number in range(pages)]
    for number, count in enumerate(left):
        paragraphs = [f"# Page {number}", *(_paragraph(chance, keys) for _ in range(count)), "An end.[^own]"]
        paragraphs.append("[^own]: A note of the author's.")
        path = folder / "docs" / f"part{number // 50:02}" / f"page{number:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Sources\n\n[[bibliography]]\n", encoding="utf-8")
    for number, options in enumerate(_BUILDS.values()):
        lines = ["site_name: Site", "theme: mkdocs", f"site_dir: site{number}"]
        lines += ["markdown_extensions: [footnotes]", "plugins:", "  - search"]
        if options:
            lines += ["  - archcite:", "      sources: [records.json]", *(f"      {one}" for one in options)]
        (folder / f"{number}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _paragraph(chance: random.Random, keys: Sequence[str]) -> str:
    first, second = chance.choice(keys), chance.choice(keys)
    written = chance.choice(
        [f"[@{first}, p. {chance.randrange(1, 400)}]"] * 6
        + [
            f"[@{first}]",
            f"[see @{first}, fol. 3v; @{second}, 12-14]",
            f"@{first} [p. {chance.randrange(1, 90)}]",
        ]
    )
    words = chance.choices(_WORDS, k=60)
    words.insert(chance.randrange(20, 60), written)
    return " ".join(words).capitalize().replace(written.capitalize(), written) + "."


def _told(runs: Mapping[str, Sequence[measure.Run]], asked: argparse.Namespace) -> str:
    figures = {name: measure.figure(several) for name, several in runs.items()}
    base = figures["without"].cpu
    rows = [
        (
            name, f"{one.cpu:.2f} ({one.least:.2f}–{one.most:.2f})", f"{one.memory:.0f}",
            "" if name == "without" else f"**{one.cpu - base:.2f}**",
        )
        for name, one in figures.items()
    ]  # fmt: skip
    return (
        f"Measured with `python -m benchmarks.mkdocs`: {asked.pages} pages, {asked.citations:,} citations of "
        f"{asked.records:,} records, and one bibliography; medians of {asked.rounds} rounds. "
        f"Aimed at: no more than {AIM:.0f} CPU seconds more.\n\n"
        + table(("plug-in", "CPU s", "memory, MB", "more than without"), rows)
    )


if __name__ == "__main__":
    main()
