"""The ``citation-label`` of an item that has none: letters of the names, digits of the year (``Doe65``)."""

from __future__ import annotations

from archcite.csl.data.item import Item
from archcite.csl.render.names import has_more_names
from archcite.richtext.marks import Rich, to_plain

# How many letters of each family name, by the number of names; from the fifth name on, none counts.
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
_MANY = (1, 1, 1, 1)
_NAMES = ("author", "editor", "translator")
_TITLE_LETTERS = 4
_ARTICLES = frozenset(("a", "an", "the"))


def build_citation_label(item: Item) -> Rich:
    """Return the label that the item brings, or build one from its names, or else its title, and its year.

    >>> build_citation_label(Item({"author": [{"family": "Roe"}, {"family": "Noakes"}], "issued": {"raw": "1978"}}))
    'RoNo78'
    >>> build_citation_label(Item({"title": "The Zebra", "issued": {"raw": "1999"}}))
    'Zebr99'
    """
    given = item.text("citation-label")
    if given:
        return given
    people = next((item.names[name] for name in _NAMES if name in item.names), ())
    families = [_read_letters(name.family or name.literal) for name in people]
    letters = _LETTERS.get(len(families), _MANY)
    if has_more_names(people):
        families.pop()
        letters = _MANY
    label = "".join(family[:count] for family, count in zip(families, letters, strict=False))
    if not label:
        title = _read_letters(item.text("title"))[:_TITLE_LETTERS]
        label = title[:1].upper() + title[1:]
    date = item.dates.get("issued")
    year = f"{abs(date.start[0]) % 100:02d}" if date and date.start else ""
    return Rich(label + year)


def _read_letters(rich: str) -> str:
    """Return the letters of a name or a title, without the article that it begins with."""
    words = to_plain(rich).split()
    if len(words) > 1 and words[0].casefold() in _ARTICLES:
        words = words[1:]
    return "".join(filter(str.isalpha, "".join(words)))
