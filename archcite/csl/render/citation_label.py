"""The ``citation-label`` of an item that has none: letters of the names, digits of the year (``Doe65``)."""

from __future__ import annotations

from archcite.csl.data.item import Item
from archcite.richtext.marks import to_plain

# How many letters of each family name, by the number of names; from the fifth name on, none counts.
_LETTERS = {1: (4,), 2: (2, 2), 3: (1, 1, 2)}
_MANY = (1, 1, 1, 1)
_NAMES = ("author", "editor", "translator")


def build_citation_label(item: Item) -> str:
    """Return the label that the item brings, or build one from its names and its year.

    >>> build_citation_label(Item({"author": [{"family": "Roe"}, {"family": "Noakes"}], "issued": {"raw": "1978"}}))
    'RoNo78'
    """
    given = item.text("citation-label")
    if given:
        return given
    people = next((item.names[name] for name in _NAMES if name in item.names), ())
    families = ["".join(filter(str.isalpha, to_plain(name.family or name.literal))) for name in people]
    letters = _LETTERS.get(len(families), _MANY)
    label = "".join(family[:count] for family, count in zip(families, letters, strict=False))
    date = item.dates.get("issued")
    year = f"{abs(date.start[0]) % 100:02d}" if date and date.start else ""
    return label + year
