"""Titles of published works for later notes: without the subtitle (CMOS 18, 13.38)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.item import LATER_TITLE
from archcite.record import Publication

Item: TypeAlias = Mapping[str, Any]

# The end of a title: before a colon, or after a question or an exclamation mark.
_END = pattern(r"(?<=[^\s:]):\s+\S|(?<=\w[?!])\s+\S")
# Acts and judgments have names, and no subtitles.
_NAMED = frozenset(("bill", "hearing", "legal_case", "legislation", "regulation", "treaty"))
_CREATORS = ("author", "editor", "translator")


def add_later_titles(items: Mapping[str, Item], records: Mapping[str, object]) -> dict[str, Item]:
    """Return CSL-JSON items, with a title for later notes for each published work that has no short title.

    A title is not shortened if two works of the same people would be called the same.

    >>> book = {"id": "a", "type": "book", "title": "Magnetic Mountain: Stalinism as a Civilization"}
    >>> add_later_titles({"a": book}, {"a": Publication(book)})["a"]["custom"]
    {'later-title': 'Magnetic Mountain'}
    """
    short = {
        key: title
        for key, item in items.items()
        if isinstance(records[key], Publication) and (title := _cut_title(item))
    }
    if not short:
        return dict(items)
    names = {key: _get_name_of_work(item, short.get(key)) for key, item in items.items()}
    taken = Counter(names.values())
    return {
        key: _add_title(item, short[key]) if key in short and taken[names[key]] == 1 else item
        for key, item in items.items()
    }


def _add_title(item: Item, title: str) -> Item:
    custom = item.get("custom")
    return {**item, "custom": {**(custom if isinstance(custom, Mapping) else {}), LATER_TITLE: title}}


def _cut_title(item: Item) -> str:
    """Return the title of an item without its subtitle; empty if it has none, or a short title already.

    >>> _cut_title({"title": "Magnetic Mountain: Stalinism as a Civilization"}), _cut_title({"title": "Signs"})
    ('Magnetic Mountain', '')
    """
    title = item.get("title")
    if (
        not isinstance(title, str)
        or item.get("title-short")
        or item.get("shortTitle")
        or str(item.get("type")) in _NAMED
    ):
        return ""
    end = _END.search(title)
    short = title[: end.start()] if end else ""
    # Where a part of the title is set apart across its end, it cannot be cut.
    return "" if short.count("<") != 2 * short.count("</") else short


def _get_name_of_work(item: Item, short: str | None = None) -> tuple[str, str]:
    """Return what a work is called in later notes, its people and its short title, to tell which works share it.

    >>> _get_name_of_work({"author": [{"family": "Roe"}], "title": "Signs"})
    ("[{'family': 'Roe'}]", 'signs')
    """
    title = short or str(item.get("title-short") or item.get("title") or "")
    names = next((item[variable] for variable in _CREATORS if item.get(variable)), ())
    return repr(names), title.casefold()
