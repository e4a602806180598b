"""Holdings: the repository of the original, the path down to the file or item, and the pages.

Levels are those of ISAD(G) (fonds, series, file, item) and the containers of archives (box, folder, reel).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from archcite._foundation.calls import explain_call
from archcite._foundation.characters import remove_unwanted
from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import format_value
from archcite.errors import RecordError
from archcite.record.arguments import explain_arguments
from archcite.record.converters import (
    build_natural_key,
    format_repr,
    to_text,
    to_text_or_empty,
    to_tuple,
    validate_instance,
)
from archcite.record.vocabulary import LEVEL_WORDS

# A label in front of the numbers: “pp.”, “ll.”, “Bl.”, “folios”, “p.”. Chinese and Japanese write
# “第3页” without a space.
_LABELLED = pattern(r"(?P<label>(?![\u3040-\u30ff\u4e00-\u9fff])[^\W\d_]+\.?)\s*(?P<value>.*\d.*)", re.DOTALL)
# The same in front of the number of a part, where titles may hold numbers too.
_LABELLED_PART = pattern(r"(?P<label>\D*[^\W\d]\.?)\s+(?P<value>\d.*)", re.DOTALL)
# A number with its label behind it, or a name that begins with a year.
_NAMED_NUMBER = pattern(r"\d+\. [^\W\d_]{3,}|(?:1[0-9]|20)\d\d [^\W\d_]{3,}")


@frozen
class Repository:
    """An archive, library or other holder: its name, its usual code (RGANI, TNA), place and country.

    >>> Repository("Central Historical National Archives", place="Bucharest").name
    'Central Historical National Archives'
    """

    __repr__ = format_repr

    name: str | None = field(default=None, converter=to_text)
    code: str | None = field(default=None, converter=to_text)
    place: str | None = field(default=None, converter=to_text)
    country: str | None = field(default=None, converter=to_text)

    def __bool__(self) -> bool:
        return bool(self.name or self.code or self.place or self.country)

    def __str__(self) -> str:
        return self.name or self.code or ""


@frozen
class Part:
    """One step of the path in a repository: its level, the label as printed, the value, a title of its own.

    >>> str(Part("file", "File", "6/1955"))
    'File 6/1955'
    """

    __repr__ = format_repr

    level: str = field(converter=to_text_or_empty)
    label: str | None = field(default=None, converter=to_text)
    value: str | None = field(default=None, converter=to_text)
    title: str | None = field(default=None, converter=to_text)

    def __attrs_post_init__(self) -> None:
        if not self.level:
            raise RecordError(f"The part “{self}” of a holding has no level: use fonds, series, box, file …")
        if not (self.value or self.title):
            raise RecordError(f"The {self.level} of a holding has neither value nor title: give one of them.")

    @classmethod
    @explain_call
    def parse(cls, level: str, text: str | int) -> Part:
        """Parse a part as people write it: “File 6”, “f. 5”, a bare number, or a name.

        A bare number is labelled with its level; the first word is a label where it is the level's own word
        or ends with a full stop. A number that has its label behind it (“54. doboz”), and a name that begins with a
        year, are kept as they are.

        >>> [str(Part.parse(*part)) for part in (("box", "6"), ("file", "d. 273"), ("fonds", "House Papers"))]
        ['box 6', 'd. 273', 'House Papers']
        >>> [str(Part.parse(*part)) for part in (("box", "54. doboz"), ("series", "1920 års dossiersystem"))]
        ['54. doboz', '1920 års dossiersystem']
        """
        level, word = LEVEL_WORDS.get(level, (level, level))
        label, value = split_label(str(text), word)
        return cls(level, label or (word if is_bare_number(value) else None), value)

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Key that sorts parts in natural order: file 6 before file 10."""
        return build_natural_key(str(self))

    def __str__(self) -> str:
        text = self.value or self.title or ""
        return f"{self.label} {text}" if self.label else text


def is_bare_number(value: str) -> bool:
    """Return whether the value of a part is a number that needs a label.

    >>> is_bare_number("6/1955"), is_bare_number("54. doboz"), is_bare_number("1920 års dossiersystem")
    (True, False, False)
    """
    return value[:1].isdigit() and not _NAMED_NUMBER.match(value)


def split_label(text: str, word: str) -> tuple[str | None, str]:
    """Split the label from the number after it; ``word`` is a label even without a full stop.

    >>> split_label("File 6/1955", "file"), split_label("RG 59", "fonds")
    (('File', '6/1955'), (None, 'RG 59'))
    """
    found = _LABELLED_PART.fullmatch(text.strip())
    if found and (found["label"].endswith(".") or found["label"].casefold() == word.casefold()):
        return found["label"], found["value"]
    return None, text.strip()


class Pages(str):
    """Pages, folios or leaves: a string as it is printed, that knows its label and its value.

    A single argument is split after its label; two arguments are the label and the value.

    >>> Pages("pp. 719-720").label, Pages("pp. 719-720").value
    ('pp.', '719-720')
    >>> Pages("ll.", "12-15 ob.")
    Pages('ll.', '12-15 ob.')
    >>> str(Pages("719-720")), Pages("719-720").label
    ('719-720', None)
    >>> str(Pages("第3页"))
    '第3页'
    >>> bool(Pages(""))
    False
    """

    __slots__ = ("label", "value")
    label: str | None
    value: str

    def __new__(cls, label_or_text: str = "", value: str | None = None) -> Pages:
        """Make pages of a label and a value, or of a text that has both."""
        if isinstance(label_or_text, Pages) and value is None:
            return label_or_text
        if not isinstance(label_or_text, str):
            raise RecordError(
                f"Pages must be text, and {format_value(label_or_text)} is not: write it in quotes."
            )
        if value is None:
            label, value = _split_label(remove_unwanted(label_or_text).strip())
        else:
            label, value = to_text(label_or_text or ""), to_text_or_empty(value)
        if label and not value:
            raise RecordError(f"Pages with the label “{label}” have no number: give one.")
        self = super().__new__(cls, f"{label} {value}" if label else value)
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "value", value)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Pages are frozen: {name} cannot be set.")

    def __reduce__(self) -> tuple[type[Pages], tuple[str, str]]:
        return (Pages, (self.label or "", self.value))

    def __repr__(self) -> str:
        return f"Pages({self.label or ''!r}, {self.value!r})"

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Key that sorts pages in natural order: p. 9 before p. 10."""
        return build_natural_key(self.value)


def _split_label(text: str) -> tuple[str | None, str]:
    found = _LABELLED.fullmatch(text)
    return (found["label"], found["value"]) if found else (None, text)


def _to_parts(value: Iterable[Part]) -> tuple[Part, ...]:
    return to_tuple(Part, value)


@explain_arguments('Holding(Repository("RGANI"), [Part("fonds", "f.", "5")])')
@frozen
class Holding:
    """One place that keeps the source: repository, path (from the widest part down), pages, a note.

    An empty holding is falsy, and its repository is there and empty.

    >>> Holding().repository.name is None, bool(Holding())
    (True, False)
    """

    __repr__ = format_repr

    repository: Repository = field(factory=Repository, validator=validate_instance(Repository))
    parts: tuple[Part, ...] = field(default=(), converter=_to_parts)
    pages: Pages = field(default=Pages(), converter=Pages)
    note: str | None = field(default=None, converter=to_text)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Raise the error of an attribute that a holding does not have, with what has it."""
            from archcite._foundation.attributes import get_missing

            meant = {"archive": "repository", "page": "pages"}
            return get_missing(
                self,
                name,
                lambda one: f'part("{LEVEL_WORDS[one][0]}")' if one in LEVEL_WORDS else meant.get(one),
            )

    def part(self, level: str) -> Part | None:
        """Return the first part of a level, or None.

        >>> Holding(parts=[Part("file", "File", "6/1955")]).part("file").value
        '6/1955'
        """
        return next((part for part in self.parts if part.level == level), None)

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Key that sorts holdings by repository, path and pages."""
        path = tuple(part.sort_key for part in self.parts)
        return (str(self.repository).casefold(), path, self.pages.sort_key)

    def __bool__(self) -> bool:
        return bool(self.repository or self.parts or self.pages or self.note)

    def __str__(self) -> str:
        pieces = (str(self.repository), *map(str, self.parts), str(self.pages))
        return ", ".join(piece for piece in pieces if piece)
