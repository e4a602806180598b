"""How much of the portal's real strings is understood, field by field, and which of them come back to the letter.

    python tests/readers/wilson_figures.py FILE

The file has one JSON object a line: ``raw``, the string, and the fields that it states. Without a file it is the
one that ``ARCHCITE_WILSON_DEV`` names, or ``../shared/archives/wilson-dev.jsonl``. Every string is read by
:func:`archcite.parse` and written again in the style ``wilson-center``. What does not come back to the letter is not
canonical, and is shown with what is different.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import archcite  # noqa: E402
from archcite.errors import ArchciteWarning  # noqa: E402
from archcite.notation.reference_formatter import find_difference  # noqa: E402
from archcite.record import Holding, Record  # noqa: E402

ROLES = {
    "translators": "translator",
    "obtained_by": "obtained-by",
    "contributors": "contributed-by",
    "transcribers": "transcribed-by",
}


class Figures(NamedTuple):
    """How many fields there are and are right, how many strings there are and come back; what is not so."""

    fields: int
    right: int
    strings: int
    back: int
    wrong: tuple[str, ...]
    reported: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part of the fields that is right."""
        return self.right / self.fields if self.fields else 0.0

    def __str__(self) -> str:
        return (
            f"Fields right: {self.right} of {self.fields} ({self.share:.1%})\n"
            f"Strings that come back to the letter: {self.back} of {self.strings}; "
            f"reported as not canonical: {len(self.reported)}"
        )


def measure(path: Path) -> Figures:
    """The figures of a file of strings."""
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    fields = right = back = 0
    wrong: list[str] = []
    reported: list[str] = []
    for entry in entries:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ArchciteWarning)
            record = archcite.parse(entry["raw"])
        for field, want, got in _fields(entry, record):
            fields += 1
            right += want == got
            if want != got:
                wrong.append(f"{entry['raw'][:60]} … {field}: {got!r}, not {want!r}")
        again = archcite.cite(record, style="wilson-center")
        if again == entry["raw"]:
            back += 1
        elif changed := differences(entry["raw"], again):
            reported.append(f"{entry['raw']}\n" + "\n".join(f"    “{old}” → “{new}”" for old, new in changed))
    return Figures(fields, right, len(entries), back, tuple(wrong), tuple(reported))


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """Where two strings differ, word by word."""
    from difflib import SequenceMatcher

    before, after = old.split(" "), new.split(" ")
    return [
        (" ".join(before[first:last]), " ".join(after[start:end]))
        for tag, first, last, start, end in SequenceMatcher(None, before, after, False).get_opcodes()
        if tag != "equal"
    ] or ([find_difference(old, new)] if old != new else [])


def _fields(entry: dict[str, Any], record: Record) -> Iterator[tuple[str, object, object]]:
    """Name, wanted and found value of each field that a string states."""
    if entry["kind"] == "citation":
        yield "title", entry["title"], record.title
        yield "date", entry["date"], record.date.edtf if record.date else None
        yield "date_text", entry["date_text"], record.date.text if record.date else None
        yield "portal", entry["portal"], record.copy.portal
        if "url" in entry:
            yield "url", entry["url"], record.copy.url
    for field, role in ROLES.items():
        if field in entry:
            yield field, entry[field], [agent.name for agent in record.agents(role)]
    if "project" in entry:
        yield "project", entry["project"], next((one.on_behalf_of for one in record.agents()), None)
    if "translated_from" in entry:
        yield "translated_from", entry["translated_from"], record.original_language
    for field in ("reprinted_in", "published_in"):
        if field in entry:
            yield field, entry[field].rstrip("."), (record.published_in or "").rstrip(".")
    copies = entry.get("copies") or [entry]
    if "copies" in entry:
        yield "copies", len(copies), len(record.holdings)
    for copy, holding in zip(copies, record.holdings or (Holding(),), strict=False):
        yield from _held(copy, holding, record)


def _held(entry: dict[str, Any], holding: Holding, record: Record) -> Iterator[tuple[str, object, object]]:
    yield "repository", entry["repository"], holding.repository.name
    if "repository_abbr" in entry:
        yield "repository_abbr", entry["repository_abbr"], holding.repository.code
    got = [(part.label or "", part.value or part.title or "") for part in holding.parts]
    if holding.pages:
        got.append((holding.pages.label or "", holding.pages.value))
    if record.medium:
        got.append(("", record.medium))
    wanted = entry["locator"]
    yield "levels", len(wanted), len(got)
    stated = entry.get("labels_stated") or [True] * len(wanted)
    for index, (label, value) in enumerate(wanted):
        found = got[index] if index < len(got) else ("", "")
        yield f"value of {label}", _plain(value), _plain(found[1])
        if stated[index]:
            yield f"label {label}", True, _bare(found[0]) in _bare(label)


def _plain(value: str) -> str:
    """A value without the quotation marks around it and the comma drawn into them."""
    return value.strip('"“”').rstrip(",.")


def _bare(label: str) -> str:
    return re.sub(r"[\s.:]", "", label).casefold()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and with ``--details`` what is wrong or not canonical; 1 where a string is lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    named = os.environ.get("ARCHCITE_WILSON_DEV") or ROOT.parent / "shared" / "archives" / "wilson-dev.jsonl"
    parser.add_argument("file", nargs="?", type=Path, default=Path(named), help="the file of strings")
    parser.add_argument("--details", action="store_true", help="show each difference")
    asked = parser.parse_args(arguments)
    if not asked.file.is_file():
        parser.error(f"There is no file {asked.file}: name the file of strings.")
    figures = measure(asked.file)
    if asked.details:
        for line in figures.wrong:
            print(f"wrong: {line}")
        for line in figures.reported:
            print(f"not canonical: {line}")
    print(figures)
    return int(figures.back + len(figures.reported) < figures.strings)


if __name__ == "__main__":
    sys.exit(main())
