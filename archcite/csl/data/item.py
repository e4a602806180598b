"""An item to be cited: CSL-JSON made safe, typed and ready to render.

Items come from anywhere: numbers stand where strings belong, dates are empty, names are null.  Whatever has
a meaning is kept; whatever has none counts as absent; nothing raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.warning_collector import emit_warning
from archcite.csl.data import name as names
from archcite.csl.data.date import ItemDate
from archcite.csl.data.date_parser import parse_date
from archcite.csl.data.markup import build_reader, to_rich
from archcite.csl.variables import ALIASES, DATES, NAMES, SHORT_FORMS
from archcite.errors import ArchciteError
from archcite.richtext.marks import NO_TEXT, Rich, strip_unsafe, to_line

_BRACED = pattern(r"\{:((?:[-_a-z]+|[A-Z]+):[^}]+)\}")
_NOTE_LINE = pattern(r"([-_a-z]+|[A-Z]+):\s*([^}]+)")
# An address is not prose: no typographic apostrophes, no markup.
_ADDRESSES = frozenset(("DOI", "URL"))
_NO_VARIABLES = frozenset(("id", "type", "categories", "custom"))
# People and databases give a DOI with its resolver; styles add one of their own.
_DOI_RESOLVER = pattern(
    r"(?:(?:(?:https?://)?(?:dx[.-]|www\.)?doi[.-]org[^/\s]*/|info:doi/|urn:doi:|doi\s*[:=]?)\s*)+(?=10\.)",
    re.IGNORECASE,
)
_SITE = pattern(r"\w+://[^/?#]+")
_NO_TEXTS = _NO_VARIABLES | NAMES | DATES
LATER_TITLE = "later-title"


class Item:
    """One item.

    ``raw`` holds its plain variables as strings, ``names`` its name variables, ``dates`` its dates.  ``quotes`` are
    the quotation marks of the locale, in which its texts may be quoting. ``keep_resolvers`` leaves a DOI as it was
    given, with the address of a resolver. ``later_title`` is what later cites call a work without a short title of its
    own: :data:`LATER_TITLE` in ``custom``, where CSL-JSON has room for what is not a variable.
    """

    __slots__ = ("_to_rich", "dates", "id", "language", "later_title", "names", "raw", "rich", "type")

    def __init__(
        self,
        given: Mapping[str, object],
        quotes: tuple[str, ...] | None = None,
        *,
        keep_resolvers: bool = False,
    ) -> None:
        self.id = get_id(given)
        self.type = str(given.get("type") or "")
        self.raw: dict[str, Rich] = {}
        self.names: dict[str, tuple[names.ItemName, ...]] = {}
        self.dates: dict[str, ItemDate] = {}
        self.rich: dict[str, Rich] = {}  # what :meth:`text` has made so far
        self._to_rich = to_rich if quotes is None else build_reader(quotes)
        for variable, value in given.items():
            if variable in _NO_TEXTS or not isinstance(value, str):
                self._set(variable, value)
            elif text := (strip_unsafe(value) if variable == "note" else to_line(value)).strip():
                self.raw[variable] = text
        if "note" in self.raw:
            self._read_note(self.raw["note"])
        for variable, alias in ALIASES:
            if variable not in self.raw and alias in self.raw:
                self.raw[variable] = self.raw[alias]
        if "DOI" in self.raw and not keep_resolvers:
            self.raw["DOI"] = strip_doi_resolver(self.raw["DOI"])
        if self.id and "citation-key" not in self.raw:
            self.raw["citation-key"] = to_line(self.id)
        if "page" in self.raw and "page-first" not in self.raw:
            first = re.match(r"\s*([^-\u2013,&]*)", self.raw["page"].replace("\\-", "\0"))
            if first and first.group(1).strip():
                self.raw["page-first"] = Rich(first.group(1).strip().replace("\0", "-"))
        self.language = self.raw.get("language", "").strip().lower()
        custom = given.get("custom")
        later = custom.get(LATER_TITLE) if isinstance(custom, Mapping) else None
        self.later_title = to_line(later) if isinstance(later, str) else NO_TEXT

    @property
    def present(self) -> frozenset[str]:
        """The variables that have a value."""
        return frozenset((*self.raw, *self.names, *self.dates))

    def text(self, variable: str) -> Rich:
        """Return a variable as rich text; empty if the item lacks it."""
        rich = self.rich.get(variable)
        if rich is None:
            raw = self.raw.get(variable, NO_TEXT)
            is_plain = not raw or variable in _ADDRESSES
            rich = self.rich[variable] = raw if is_plain else self._to_rich(raw)
        return rich

    def short_text(self, variable: str) -> Rich:
        """Return the short form of a variable, or the long one if the item has no short form.

        The short form of an address is that of the site, as in citeproc-js; eleven official styles ask for it.
        """
        short = SHORT_FORMS.get(variable, variable + "-short")
        found = self.text(short)
        if not found:
            found = self.text(variable)
            if variable == "URL" and (site := _SITE.match(found)):
                return Rich(site[0])
        return found

    def short_title(self) -> Rich:
        """Return the title as a later cite has it: the short one, the one for later cites, or the whole."""
        return self.text(SHORT_FORMS["title"]) or self._to_rich(self.later_title) or self.text("title")

    def _set(self, variable: str, value: object) -> None:
        if variable in NAMES:
            found = names.get_names(value if isinstance(value, list) else [value])
            if found:
                self.names[variable] = found
        elif variable in DATES:
            date = parse_date(value)
            if date is not None:
                self.dates[variable] = date
        elif (
            variable not in _NO_VARIABLES
            and isinstance(value, (str, int, float))
            and not isinstance(value, bool)
        ):
            text = to_line(str(value)).strip()
            if text:
                self.raw[variable] = text

    def _read_note(self, note: str) -> None:
        """Read variables that people write into the note because their tool has no field for them.

        Either ``{:variable: value}`` anywhere, or lines of ``variable: value`` before any other text (but one
        line may come first).  What is taken leaves the note. As in citeproc-js, the type and the dates of a note win
        over those of the item, and other variables do not.
        """
        people: dict[str, list[names.ItemName]] = {}
        kept: list[str] = []
        lines = _BRACED.sub(lambda match: f"\n{match.group(1)}\n", note).split("\n")
        for number, line in enumerate(lines):
            match = _NOTE_LINE.fullmatch(line)
            if match is None:
                kept.append(line)
                if number and line.strip():
                    kept.extend(lines[number + 1 :])
                    break
            else:
                variable, value = match.group(1), match.group(2).strip()
                if variable == "type":
                    self.type = value
                elif variable in NAMES:
                    if variable not in self.names:
                        name = names.from_line(value)
                        people.setdefault(variable, []).extend([name] if name else [])
                elif variable in DATES:
                    self._set(variable, {"raw": value})
                elif variable not in self.raw:
                    self.raw[variable] = to_line(value)
        self.names.update((variable, tuple(found)) for variable, found in people.items() if found)
        note = "\n".join(kept).strip()
        if note:
            self.raw["note"] = to_line(note)
        else:
            del self.raw["note"]


def get_id(given: Mapping[str, Any]) -> str:
    """Return the id of a CSL-JSON item or cite as text; empty if it has none.

    >>> get_id({"id": 7}), get_id({"id": None})
    ('7', '')
    """
    value = given.get("id", "")
    return value if isinstance(value, str) else "" if value is None else str(value)


def strip_doi_resolver(text: Rich) -> Rich:
    """Strip the address of a resolver, or the word DOI, from the front of a DOI; leave other text as it is.

    >>> [strip_doi_resolver(text) for text in ("https://dx.doi.org/10.1000/x", "doi: 10.1000/x", "10.1000/x", "doi")]
    ['10.1000/x', '10.1000/x', '10.1000/x', 'doi']
    """
    found = _DOI_RESOLVER.match(text)
    return Rich(text[found.end() :]) if found else text


def check_items(items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return items as a list, with a warning of those that would get lost.

    Raises :class:`~archcite.errors.ArchciteError` if an item is not a mapping, or they are not a list.
    """
    if not isinstance(items, (list, Iterable)):
        raise ArchciteError(f"The items must be a list of CSL-JSON items, not {type(items).__name__}.")
    if isinstance(items, Mapping) and "id" not in items and _is_table(items):
        raise ArchciteError(
            "The items must be a list of CSL-JSON items, not a mapping; give list(items.values())."
        )
    found = [items] if isinstance(items, Mapping) else list(items)
    known: dict[str, Mapping[str, Any]] = {}
    for item in found:
        if not isinstance(item, Mapping):
            raise ArchciteError(
                f"An item must be a mapping of CSL-JSON, not {type(item).__name__}; give a list of mappings."
            )
        key = get_id(item)
        if not key:
            title = item.get("title") or "untitled"
            message = f"An item (“{title}”) has no id, so that it cannot be cited; give it one."
            emit_warning(message)
        elif known.setdefault(key, item) != item:
            message = (
                f"Two different items have the id “{key}”; only the last one is used. Give each its own."
            )
            emit_warning(message)
    return found


def _is_table(items: Mapping[str, Any]) -> bool:
    """Return whether a mapping has items for values, and is not an item itself."""
    return bool(items) and all(isinstance(item, Mapping) and "type" in item for item in items.values())
