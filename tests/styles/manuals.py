"""Compare the archival styles with the official ones on the examples of the style manuals.

``python -m tests.styles.manuals FOLDER`` reads the manuals' examples, CSL-JSON files as the maintainers of the official
styles keep them (``chicago-18th.json``, ``apa-7th.json`` …), and prints for each style how many archival examples
come out the same from

* the official style, with the item as it is, and
* the archival style, with the item read into a record and written again as an item.

Where the manual itself prints another text than the official style, that text counts; ``manuals.toml`` has those, with
their sources. ``--show`` prints the differences, ``--all`` takes every example instead of the archival ones.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from archcite.csl import Processor
from archcite.csl.style.library import read_source
from archcite.formats.csl_json import reader
from archcite.formats.csl_json.printed_item import to_printed_item
from archcite.styles import resolve

Item = dict[str, Any]

# The archival style -> the file of its manual's examples, and the official style.
MANUALS = {
    "chicago": ("chicago-18th", "chicago-notes-bibliography"),
    "chicago-author-date": ("chicago-18th", "chicago-author-date"),
    "turabian": ("chicago-18th", "turabian-notes-bibliography"),
    "apa": ("apa-7th", "apa"),
    "mla": ("mla-9th", "modern-language-association"),
    "mhra": ("mhra-4th", "mhra-notes"),
    "new-harts-rules": ("new-harts-rules-2nd", "new-harts-rules-notes"),
    "oscola": ("oscola-4th", "oscola"),
}
OWN_TEXTS = Path(__file__).with_suffix(".toml")
_TYPES = frozenset(("collection", "interview", "letter", "manuscript", "personal_communication"))
_LABEL = re.compile(r"^Archive [Pp]lace(?=:)|^Type(?=:)", re.MULTILINE)
_ARCHIVE = re.compile(r"archive(?:[_-](?:collection|location|place))?")


@attrs.frozen
class Difference:
    """One line that the two styles print differently."""

    item: str
    form: str
    official: str
    archival: str


@attrs.frozen
class Comparison:
    """What two styles make of the same examples, and how many lines are the manual's own text instead."""

    lines: int
    differences: tuple[Difference, ...]
    as_manual: int = 0

    @property
    def equal(self) -> int:
        """Return how many lines are the same."""
        return self.lines - len(self.differences)


def is_archival(item: Item) -> bool:
    """Return whether an example is of an archival source; lines of its note count."""
    lines = dict(line.partition(": ")[::2] for line in str(item.get("note", "")).splitlines() if ": " in line)
    return lines.get("type", item["type"]) in _TYPES or any(map(_ARCHIVE.fullmatch, (*item, *lines)))


def compare(archival: str, official: str, items: list[Item]) -> Comparison:
    """Compare citations and entries of items: the official style's, and those of an archival style's records."""
    read = [to_item(item) for item in items]
    ours = list(render(resolve(archival), read))
    theirs = list(render(read_source(official)[0], [spell_labels(item) for item in items]))
    texts = read_own_texts(archival)
    differing = [
        Difference(ident, form, their, our)
        for (ident, form, our), (_, _, their) in zip(ours, theirs, strict=True)
        if our != their
    ]
    left = tuple(each for each in differing if each.archival != texts.get((each.item, each.form)))
    return Comparison(len(ours), left, len(differing) - len(left))


def read_own_texts(style: str) -> dict[tuple[str, str], str]:
    """Return the texts that the manual of a style prints otherwise than the official style, by example and form."""
    table = tomllib.loads(OWN_TEXTS.read_text(encoding="utf-8"))
    return {
        (text["item"], form): text[form]
        for text in table["own-text"]
        for form in ("citation", "entry")
        if text["style"] == style and form in text
    }


def spell_labels(item: Item) -> Item:
    """Return an item with the labels in its note spelled as CSL spells them (“Archive place”), as Zotero does."""
    note = _LABEL.sub(lambda label: label[0].lower().replace(" ", "-"), str(item.get("note", "")))
    return {**item, "note": note} if note else item


def to_item(item: Item) -> Item:
    """Return what a record, or a published work, that is read from an item is written as."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (record,) = reader.read(json.dumps([item]))
    return to_printed_item(record)


def render(style: Any, items: list[Item]) -> Iterator[tuple[str, str, str]]:
    """Yield id, form and text: each item cited alone, then in the bibliography of them all."""
    for item in items:
        processor = Processor(style, [item], output="html")
        processor.cite([{"id": item["id"]}], note=1)
        yield item["id"], "citation", processor.citations()[0]
        yield item["id"], "entry", "".join(processor.bibliography())


def show(difference: Difference) -> str:
    """Return both lines, one under the other, with the places where they differ."""
    lines = difflib.ndiff([difference.official], [difference.archival])
    return f"{difference.item} ({difference.form})\n" + "\n".join(line.rstrip() for line in lines)


def main(arguments: list[str]) -> int:
    """Print the figures; return 1 where a style is under the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--style", choices=MANUALS, action="append")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--bar", type=float, default=0.95)
    options = parser.parse_args(arguments)
    is_under = False
    for style in options.style or MANUALS:
        file, official = MANUALS[style]
        items = json.loads((options.folder / f"{file}.json").read_text(encoding="utf-8"))
        compared = compare(style, official, [item for item in items if options.all or is_archival(item)])
        share = compared.equal / max(compared.lines, 1)
        is_under = is_under or share < options.bar
        print(
            f"{style:<22}{compared.equal:>4} of {compared.lines:<4}{share:>7.1%}  as in {official}"
            + (f", {compared.as_manual} of them as the manual itself" if compared.as_manual else "")
        )
        if options.show:
            print(*map(show, compared.differences), sep="\n\n")
    return int(is_under)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
