"""Write ``gallery.md``: some kinds of sources in every archival style, and the table of the first page.

``python docs/generate_gallery.py`` brings the pages up to date; with ``--check`` nothing is written, and the exit
status is 1 where one is not current.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tomllib
import warnings
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import archcite  # noqa: E402
from archcite import styles  # noqa: E402
from docs.page_writing import write_pages  # noqa: E402

DOCS = ROOT / "docs"
SOURCES = DOCS / "sources" / "gallery.yaml"
FORMS = {"note": "note", "short": "later note", "in-text": "in the text", "entry": "bibliography"}
# The styles of the first page, each with the form that shows most.
FIRST = {
    "chicago": "note",
    "mhra": "note",
    "nara": "note",
    "oscola": "note",
    "bundesarchiv": "note",
    "archives-nationales": "note",
    "mla": "entry",
    "apa": "entry",
}
_INTRODUCTION = """\
# Gallery

<!-- Written by docs/generate_gallery.py. -->

Twenty-four kinds of sources, each as a record in YAML and as every archival style prints it. The records are in
`docs/sources/gallery.yaml`; copy one, change it, and run `archcite cite` on it. [Styles for archival
sources](guides/styles.md) describes the styles; [the authorities](#authorities) are at the end of this page.
"""
_AUTHORITIES = """\
## Authorities

Where the manual or the institution that a style follows says how archives are cited.

| style | country | authority |
|---|---|---|
"""


def build_gallery() -> str:
    """Return the page."""
    text = SOURCES.read_text(encoding="utf-8")
    entries = {
        entry.split("\n", 1)[0].removeprefix("- id: "): entry for entry in re.split(r"\n(?=- id: )", text)[1:]
    }
    parts = [_INTRODUCTION]
    for record in archcite.read_all(SOURCES):
        parts.append(f"## {record.id.replace('-', ' ').capitalize()}\n")
        parts.append(f"```yaml\n{entries[record.id].rstrip()}\n```\n")
        parts.append("| style | form | citation |\n|---|---|---|")
        for style in styles.load_archival_styles():
            in_text = archcite.cite(record, style, form="note").startswith("(")
            forms = ("in-text", "entry") if in_text else ("note", "short", "entry")
            parts.extend(f"| `{style}` | {FORMS[form]} | {_cite(record, style, form)} |" for form in forms)
        parts.append("")
    return "\n".join([*parts, _AUTHORITIES + build_authorities(), ""])


def build_authorities() -> str:
    """Return the rows of the table of authorities."""
    stated = tomllib.loads((DOCS / "sources" / "authorities.toml").read_text(encoding="utf-8"))
    rows = []
    for style, own in styles.load_archival_styles().items():
        source = styles.find_archival_file(own.file).read_text(encoding="utf-8")
        address = re.search(r'<link href="([^"]+)" rel="documentation"', source)
        assert address is not None
        section = f"[{stated[style]['section']}](<{unescape(address[1])}>)"
        rows.append(f"| `{style}` | {stated[style]['country']} | {section} |")
    return "\n".join(rows)


def build_first_table() -> str:
    """Return the table of the first page: one letter in some styles."""
    record = archcite.read(DOCS / "sources" / "creel.yaml")
    rows = [f"| `{style}` | {_cite(record, style, form)} |" for style, form in FIRST.items()]
    return "\n".join(["| style | citation |", "|---|---|", *rows])


# Key -> a value, and the kind of a source that has such a thing. Whether a style prints the key shows in the citation.
_EXAMPLES: dict[str, tuple[object, str]] = {
    "place": ("Lisbon", "letter"),
    "time": ("03:35", "telegram"),
    "number": ("No. 98765", "telegram"),
    "classification": ("Secret; Exdis", "telegram"),
    "drafting": ("Drafted by Usher on May 3", "telegram"),
    "version": ("carbon copy", "letter"),
    "related": ("enclosure to Lee to Ray, 4 May 1950", "report"),
    "marginalia": ("“Nonsense” in pencil", "letter"),
    "extent": ("3 leaves", "map"),
    "scale": ("1:25,000", "map"),
    "technique": ("gelatin silver print", "photograph"),
    "hand": ("in the hand of Ann Lee", "letter"),
    "seal": ("great seal, broken", "charter"),
    "timecode": ("00:12:05–00:13:40", "audio recording"),
    "file_name": ("outbox/0917.eml", "email"),
    "checksum": ("sha256:0a1b2c", "email"),
    "archived_copy": ("https://web.archive.org/web/2020/https://example.org", "web page"),
}


def build_printed_keys() -> str:
    """Return the table of the keys that tell more of a source, with the styles that print each."""
    rows = ["| key | printed by |", "|---|---|"]
    for key, (value, kind) in _EXAMPLES.items():
        record, with_key = (_read_example(kind, further) for further in ({}, {key: value}))
        names = list(styles.load_archival_styles())
        printed = [
            style
            for style in names
            if any(_cite(record, style, form) != _cite(with_key, style, form) for form in ("note", "entry"))
        ]
        rows.append(f"| `{key}` | {_list_styles(printed, names)} |")
    return "\n".join(rows)


def _read_example(kind: str, further: dict[str, object]) -> object:
    """Return the record of a source with further keys, as YAML has them."""
    keys: dict[str, object] = {
        "kind": kind,
        "title": "Plan of the City",
        "author": "Ann Lee",
        "date": "1950-05-04",
        "repository": "Yale University Library",
        "box": "box 5",
        "url": "https://example.org",
        **further,
    }
    return archcite.read(io.StringIO("\n".join(f"{key}: {json.dumps(value)}" for key, value in keys.items())))


def _list_styles(printed: list[str], names: list[str]) -> str:
    """Return “all styles”, “no style”, or which styles, the shorter way."""
    others = [name for name in names if name not in printed]
    if not printed:
        return "no style; it is kept in the record and exported"
    if not others:
        return "all styles"
    if len(others) < len(printed):
        return f"all but {', '.join(f'`{name}`' for name in others)}"
    return ", ".join(f"`{name}`" for name in printed)


def _cite(record: object, style: str, form: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", archcite.ArchciteWarning)
        try:
            citation = archcite.cite(record, style, form=form, format="markdown")  # type: ignore[arg-type]
        except archcite.ArchciteError:
            return "—"  # the style does not list such a source in bibliographies
    return " ".join(citation.split()).replace("|", "\\|")


def main() -> int:
    """Write what has changed, or with ``--check`` only name it."""
    index = DOCS / "index.md"
    before = index.read_text(encoding="utf-8")
    marked = r"(<!-- eight styles: begin -->\n\n).*?(\n\n<!-- eight styles: end -->)"
    first = re.sub(marked, lambda found: found[1] + build_first_table() + found[2], before, flags=re.DOTALL)
    records = DOCS / "records.md"
    keys = re.sub(
        r"(<!-- printed keys: begin -->\n\n).*?(\n\n<!-- printed keys: end -->)",
        lambda found: found[1] + build_printed_keys() + found[2],
        records.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    pages = ((DOCS / "gallery.md", build_gallery()), (index, first), (records, keys))
    return write_pages(pages, "generate_gallery.py")


if __name__ == "__main__":
    sys.exit(main())
