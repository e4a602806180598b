"""Write ``archives.md``: every archive of the table with its levels, an example in and out, and where that is from.

``python docs/generate_archives.py`` brings the page up to date; with ``--check`` nothing is written, and the exit
status is 1 where it is not current.  The examples are those of ``tests/notation/references.toml``, so that every
line of the page is a test as well.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archcite.notation import (  # noqa: E402
    Archive,
    Tradition,
    get_tradition,
    list_archives,
    load_traditions,
    parse_reference,
    write_reference,
)
from docs.page_writing import write_pages  # noqa: E402

PAGE = ROOT / "docs" / "archives.md"
REFERENCES = ROOT / "tests" / "notation" / "references.toml"
# What is said of a tradition's source; the third is for those that have none.
OWN = "the archive’s own guidance"
VERIFIED: Mapping[str | None, str] = {
    "archive": "another archive’s guidance",
    "guide": "a guide",
    "citations": "citations in print",
    None: "not verified",
}
_INTRODUCTION = """
# Archives and how they cite

<!-- Made by docs/generate_archives.py; edit archcite/notation/data and tests/notation/references.toml instead. -->

archcite knows {archives} archives in {countries} countries, and {traditions} ways of writing a reference. What other
archives write is read by the labels that it has; what has none is kept whole, and reported.

Each example is a reference *in*, and what is written *out*: where a line begins with →, the reference does not come
back as it was, which is reported, and the line is what archcite makes of it; then, where that is different, what a
reader of the archive writes, in its script; and English. A † marks an example that was made after the levels of the
archive, and was found nowhere.

The last column says how the notation was verified. {own} of the {archives} archives say themselves how to cite them,
in words that were read. Of the {traditions} notations, {archive} were checked against the guidance of an archive that
uses them, {guide} against a guide (a standard, a university’s, a journal’s), {citations} against citations in print.
**{none} are not verified**: they are as readers of these archives know them, and nothing that the archives say was
found. Corrections are welcome.
"""


# The file of strings is not ours to publish, so that these are the figures of the day on which it was measured.
_PORTAL = """
## Citations of the Wilson Center Digital Archive

The portal has cited itself in many ways since the 1990s. `archcite.parse` reads them with one grammar, and
`python tests/readers/wilson_figures.py FILE` says how well, on a file of strings with the fields that they state. On 32
strings of the portal, in November 2026: 384 of 384 fields right; 8 strings come back to the letter in the style
`wilson-center`, and the other 24 are reported as not canonical, each with what is different. What differs is the
portal’s own former habits: the comma inside the quotation marks, curly marks, `July 06`, a colon or nothing behind the
archive, an address without angle brackets, the archive last. Of two copies in one string both are read, and the style
prints the first.
"""


def page() -> str:
    """The whole page."""
    known = sorted(list_archives(), key=lambda archive: (archive.country or "", archive.english))
    kinds = Counter(one.verified for one in load_traditions().values())
    introduction = _INTRODUCTION.format(
        archives=len(known),
        countries=len({archive.country for archive in known if archive.country}),
        traditions=len(load_traditions()),
        own=sum(archive.source is not None for archive in known),
        archive=kinds["archive"],
        guide=kinds["guide"],
        citations=kinds["citations"],
        none=kinds[None],
    )
    examples = _examples()
    lines = [
        introduction.strip(),
        "",
        "| archive | country | ISIL | levels | in and out | source |",
        "|---|---|---|---|---|---|",
        *(_row(archive, examples[archive.english]) for archive in known),
        "",
        "## Notations",
        "",
        "The labels of each, the widest level first: short and long in the original language, in its own script where "
        "that is not Latin, and in English; with the plural where it differs. Levels that are not in a table are "
        "those of *International*.",
        "",
        *(line for one in load_traditions().values() for line in _notation(one)),
        _PORTAL.strip(),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _examples() -> dict[str, dict[str, Any]]:
    """An example for each archive: the first that has a source, or else the first."""
    examples: dict[str, dict[str, Any]] = {}
    for entry in tomllib.loads(REFERENCES.read_text(encoding="utf-8"))["reference"]:
        name = entry.get("archive")
        if name and (name not in examples or ("source" in entry and "source" not in examples[name])):
            examples[name] = entry
    return examples


def _row(archive: Archive, example: Mapping[str, Any]) -> str:
    known = get_tradition(archive.tradition)
    names = [archive.english, *([archive.name] if archive.name != archive.english else [])]
    if archive.codes:
        names.append(f"*{' · '.join(archive.codes)}*")
    found = parse_reference(example["text"])
    written = write_reference(found)
    own = write_reference(found, "own")
    lines = [
        f"`{example['text']}`" + ("" if "source" in example else " †"),
        *([] if found.exact else [f"→ `{written}`"]),
        *([] if own == written else [f"`{own}`"]),
        write_reference(found, "english"),
    ]
    cells = [
        "<br>".join(names),
        archive.country or "",
        archive.isil or "",
        _levels(known),
        "<br>".join(lines),
        f"[{OWN}]({archive.source})" if archive.source else _source(known),
    ]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _levels(known: Tradition) -> str:
    """The levels from the widest down, each with its label; those of call numbers have none."""
    if known.id == "international":
        return "as they are labelled"
    names = dict.fromkeys((*(name for name in known.unlabelled if name not in known.levels), *known.levels))
    written = []
    for name in names:
        level = known.find_level(name)
        label = level.get_label(known.own_form) if level and name not in known.bare else ""
        written.append(f"{name} {label}" if label and label != name else name)
    return " › ".join(written)


def _source(known: Tradition) -> str:
    said = VERIFIED[known.verified]
    if known.source is None:
        return said
    return f"[{said}]({known.source})" if known.source.startswith("http") else f"{said}: {known.source}"


def _notation(known: Tradition) -> Iterator[str]:
    said = _source(known).replace(VERIFIED["archive"], "an archive’s guidance")
    yield from (f"### {known.name}", "", f"Source: {said}.", "")
    if not known.levels:
        return
    yield from ("| level | short | long | script | English |", "|---|---|---|---|---|")
    for level in known.levels.values():
        script = dict.fromkeys(
            filter(None, (_labels(level.labels.get(f)) for f in ("script", "script_long")))
        )
        cells = [
            level.stands_for or level.name,
            _labels(level.labels.get("short")),
            _labels(level.labels.get("long")),
            ", ".join(script),
            _labels(level.labels.get("english")),
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _labels(labels: tuple[str, str] | None) -> str:
    return " / ".join(dict.fromkeys(labels)) if labels else ""


def main() -> int:
    """Write the page, or with ``--check`` only say whether it is current."""
    return write_pages([(PAGE, page())], "generate_archives.py")


if __name__ == "__main__":
    sys.exit(main())
