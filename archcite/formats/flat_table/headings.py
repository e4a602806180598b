"""The headings of a table: the field that each names, and the sign that divides them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceLocation
from archcite.formats.common.reader_warnings import warn
from archcite.formats.csl_json.reference_managers import load_table
from archcite.formats.flat_table.cells import DELIMITERS, split_cells
from archcite.formats.flat_table.columns import COLUMNS
from archcite.record.serialization import COPY_KEYS, RECORD_KEYS
from archcite.record.vocabulary import LEVELS, ROLES

REFERENCE = "reference"
_NUMBERED = pattern(r"\.\d+(?=\.|$)")
# What a dotted name of a table has at most: steps, and digits of a number.
_MOST_STEPS, _MOST_DIGITS = 10, 6


@frozen
class Column:
    """The meaning of a column: its field, the label for bare numbers, and whether semicolons divide its texts."""

    heading: str
    name: str | None
    label: str = ""
    is_divided: bool = False


def warn_of_unknown(headings: Sequence[str], name: str) -> None:
    """Warn of the columns of a file that no field is known for; their texts become notes.

    >>> warn_of_unknown([], "a.csv")
    """
    if headings:
        named = ", ".join(f"“{heading}”" for heading in headings[:10])
        columns = f"unknown column{'s' if len(headings) > 1 else ''} {named}"
        warn(SourceLocation(name), f"{columns}; the text was added to the notes.")


def find_delimiter(line: str) -> str:
    """Return the delimiter: the one that gives the most known headings."""
    return max(DELIMITERS, key=lambda sign: (_count_known(split_cells(line, sign)), line.count(sign)))


def _count_known(headings: Sequence[str]) -> int:
    return sum(parse_heading(heading).name is not None for heading in headings)


@functools.lru_cache(maxsize=1000)
def parse_heading(heading: str) -> Column:
    """Find the field of a heading: a dotted name, a short name, or a common name."""
    plain = heading.strip()
    bare = _NUMBERED.sub("", plain)
    is_known = bare in COLUMNS or ("." in bare and bare.partition(".")[0] in _list_first_steps())
    if is_known and _is_dotted(plain):
        return Column(plain, plain)
    word = re.sub(r"[\s_-]+|(?<=[a-z])(?=[A-Z])", " ", plain).casefold().strip()
    meant = load_table("table")["columns"].get(word)
    if meant is not None:
        meant, divided, _ = meant.partition(";")
        name, _, label = meant.partition("=")
        return Column(plain, name, label, bool(divided))
    name = word.replace(" ", "_")
    name = _build_short_names().get(name, name)
    if name in COLUMNS:
        return Column(plain, name, "pp." if name == "holding.pages" else "")
    return Column(plain, None)


def _is_dotted(name: str) -> bool:
    """Return whether all steps of a dotted name say something.

    >>> _is_dotted("holding.2.pages"), _is_dotted("author."), _is_dotted("title")
    (True, False, True)
    """
    steps = name.split(".")
    return len(steps) <= _MOST_STEPS and all(
        step.strip() and not (step.isdecimal() and len(step) > _MOST_DIGITS) for step in steps
    )


@functools.cache
def _build_short_names() -> Mapping[str, str]:
    """Map the short names of an archcite file to dotted names: “file” to “holding.file”."""
    return {
        "repository": "holding.repository.name",
        "pages": "holding.pages",
        **{level: f"holding.{level}" for level in LEVELS},
        **{key: f"copy.{key}" for key in COPY_KEYS},
    }


@functools.cache
def _list_first_steps() -> frozenset[str]:
    return frozenset((*RECORD_KEYS, *ROLES, "holding", "copy"))
