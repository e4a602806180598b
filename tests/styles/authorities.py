"""Compare what the archival styles print with examples of authorities, archives and libraries.

``python -m tests.styles.authorities FILE …`` reads examples, a JSON object a line (``style``, ``kind``, ``expected``,
``fields``, ``source``), makes a record of the fields of each, prints it in our style of that name, and counts how many
come out to the letter. ``--show`` prints those that do not, ``--json`` everything. The files may also be named in the
variable ``ARCHCITE_AUTHORITIES``, divided as a path is.

Italics are not marked in the examples, and not compared. Of an example that begins or ends in the middle of a citation
(``note-start``, ``source-note``) that part is compared; a bare reference has no full stop of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

import archcite
from archcite.dates import to_edtf
from archcite.errors import ArchciteError
from archcite.notation import parse_reference
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Pages, Part, Record, Repository
from archcite.styles import find_archival

Fields = dict[str, Any]

# The style of an example -> ours; what is not here is a name of ours, or not a style that archcite has.
STYLES = {
    "aglc4": "aglc",
    "chicago-bibliography": "chicago",
    "chicago-notes": "chicago",
    "chicago-notes-practice": "chicago",
    "csn-czech-archives": "czech",
    "gost-r-7.0.5-2008": "gost",
    "isnad-2-dipnotlu": "isnad",
    "isnad-2-metinici": "isnad-metinici",
    "mla-8": "mla",
    "new-harts-rules": "new-harts-rules",
    "pa-aa": "bundesarchiv",
    "russian-archives": "chicago",
    "turabian-bibliography": "turabian",
    "turabian-notes": "turabian",
    "uliege-bibliohist": "liege",
}
FORMS: dict[str, archcite.api.Form] = {
    "bibliography": "entry",
    "in-text": "in-text",
    "note": "note",
    "note-start": "note",
    "reference": "note",
    "short-note": "short",
    "source-note": "note",
}
# Field -> the level of a part; and the word before a bare number.
LEVELS = {
    "record_group": ("fonds", "Record Group"),
    "fonds": ("fonds", None),
    "fonds_code": ("fonds", None),
    "collection": ("fonds", None),
    "fond": ("fonds", "f."),
    "department": ("fonds", None),
    "ref": ("fonds", None),
    "series": ("series", None),
    "opis": ("series", "op."),
    "volume": ("volume", "vol."),
    "box": ("box", "box"),
    "folder": ("folder", "folder"),
    "piece": ("file", None),
    "file": ("file", "file"),
    "delo": ("file", "d."),
    "notebook": ("file", None),
    "control_symbol": ("item", None),
    "number": ("file", "No."),
    "gomlek": ("item", "Gömlek No."),
    "item": ("item", None),
    "image": ("item", "Image"),
    "identifier": ("item", None),
}
LEAVES = {
    "folios": "f.",
    "folio": "fol.",
    "leaf": "Bl.",
    "leaves": "ll.",
    "listy": "ll.",
    "pages": "p.",
    "varak": "",
}
TITLES = {"record_group": "record_group_title", "fonds_code": "fonds_title", "fonds": "fonds_title"}
LOCATOR_LEVELS = {
    "box": "box",
    "container": "box",
    "folder": "folder",
    "series": "series",
    "record group": "fonds",
}


@attrs.frozen
class Outcome:
    """One example, and what is printed of it."""

    style: str
    expected: str
    printed: str
    source: str

    @property
    def is_exact(self) -> bool:
        """Return whether the example is printed to the letter."""
        return self.printed == self.expected


def build_record(fields: Fields, expected: str) -> Record:
    """Build the record of an example's fields; a bare number has the label that the example writes before it."""
    text = dict(fields)
    agents = [_read_agent(name, "author") for name in text.get("creators", ())]
    if "creator" in text:
        agents.append(_read_agent(text["creator"], "author"))
    if "recipient" in text:
        agents.append(_read_agent(text["recipient"], "recipient"))
    # A shelfmark is of a manuscript; other documents without a date are “n.d.”.
    is_manuscript = str(text.get("item", "")).casefold().startswith("ms")
    default = "letter" if "recipient" in text else "manuscript" if is_manuscript else "document"
    return Record(
        kind=str(text.get("genre", default)).lower(),
        title=text.get("title") or text.get("heading"),
        title_kind="supplied" if text.get("title_supplied") else None,
        date=_read_date(text),
        agents=agents,
        holdings=[_build_holding(text, expected)],
        place=text.get("place_of_writing"),
        time=text.get("time"),
        classification=text.get("classification"),
        drafting=text.get("drafting"),
        medium=text.get("medium"),
        copy=OnlineCopy(text.get("portal"), text.get("url")),
    )


def _read_agent(name: Any, role: str) -> Agent:
    return Agent(literal=name["body"], role=role) if isinstance(name, dict) else Agent.parse(name, role)


def _read_date(text: Fields) -> ArchivalDate | None:
    date, words = text.get("date"), text.get("date_text")
    if not date and words:
        date = to_edtf(words)
    return ArchivalDate(date, words) if date or words else None


def _build_holding(text: Fields, expected: str) -> Holding:
    parts = []
    for field, (level, word) in LEVELS.items():
        if field in text and not (field == "number" and "fonds_code" not in text):
            part = _read_part(level, str(text[field]), word, expected)
            parts.append(attrs.evolve(part, title=text.get(TITLES.get(field, ""))))
    for label, value in text.get("locator", ()) if isinstance(text.get("locator"), list) else ():
        level = LOCATOR_LEVELS.get(label.casefold(), "item")
        bare = label in ("unit", "item", "reference code", "collection number", "call number")
        written = label.capitalize() if f"{label.capitalize()} {value}" in expected else label
        parts.append(Part(level, None if bare or label.casefold() in value.casefold() else written, value))
    pages = next(
        (_read_pages(str(text[field]), label) for field, label in LEAVES.items() if field in text), Pages()
    )
    repository = Repository(text.get("repository"), text.get("repository_abbr"), text.get("place"))
    return Holding(repository, parts, pages)


def _read_part(level: str, value: str, word: str | None, expected: str) -> Part:
    for label in (word, word.capitalize()) if word else ():
        if f"{label} {value}" in expected:
            return Part(level, label, value)
    found = parse_reference(value).parts
    if len(found) == 1 and found[0].label and str(found[0]) == value:
        return attrs.evolve(found[0], level=level)
    return Part(level, None, value)


def _read_pages(value: str, label: str) -> Pages:
    return Pages(label, value) if label and value[:1].isdigit() else Pages(value)


def compare(example: dict[str, Any]) -> Outcome | None:
    """Return what our style prints of an example; None for a style that archcite does not have, or without a record."""
    style = STYLES.get(example["style"], example["style"])
    form = FORMS.get(example["kind"])
    if form is None or find_archival(style) is None or not example["fields"]:
        return None
    record = build_record(example["fields"], example["expected"])
    try:
        given = example["fields"].get("locator")
        locator = given if isinstance(given, str) else None
        locale = example["fields"].get("language")
        printed = str(archcite.cite(record, style, form=form, locator=locator, locale=locale))
    except ArchciteError as error:
        printed = f"({error})"
    expected = example["expected"]
    if example["kind"] == "note-start":
        printed = printed[: len(expected)]
    elif example["kind"] == "source-note":
        start = max(printed.find("Source:"), 0)
        printed = printed[start : start + len(expected)]
    elif example["kind"] == "reference" or not expected.endswith("."):
        printed, expected = printed.removesuffix("."), expected.removesuffix(".")
    return Outcome(example["style"], expected, printed, example["source"])


def read_examples(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the examples of a file, one from each line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def main() -> int:
    """Print how many examples come out to the letter; the exit status is 2 without files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true", help="print the examples that come out differently")
    parser.add_argument("--json", action="store_true", help="print each example as a JSON object a line")
    options = parser.parse_args()
    named = [Path(name) for name in os.environ.get("ARCHCITE_AUTHORITIES", "").split(os.pathsep) if name]
    files = options.files or named
    if not files:
        parser.print_usage(sys.stderr)
        return 2
    count: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for example in (example for file in files for example in read_examples(file)):
        outcome = compare(example)
        if outcome is None:
            missing[example["style"]] += 1
            continue
        count[outcome.style] += 1
        exact[outcome.style] += outcome.is_exact
        if options.json:
            print(json.dumps({**attrs.asdict(outcome), "exact": outcome.is_exact}, ensure_ascii=False))
        elif options.show and not outcome.is_exact:
            print(f"{outcome.style}\n- {outcome.expected}\n+ {outcome.printed}\n  {outcome.source}")
    if not options.json:
        for style in sorted(count):
            print(f"{style:24}{exact[style]:3} of {count[style]:3}")
        for style in sorted(missing):
            print(f"{style:24}{missing[style]:3} not tried: no such style, or nothing to print it from")
        print(f"{'all':24}{exact.total():3} of {count.total():3}, {missing.total()} not tried")
    return 0


if __name__ == "__main__":
    sys.exit(main())
