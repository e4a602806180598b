"""The item types of Zotero, as its schema has them: which field is which CSL variable, read both ways."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from archcite._foundation import resources

# The type that a CSL type with several is written as.
_CHOSEN = {
    "broadcast": "tvBroadcast",
    "motion_picture": "film",
    "personal_communication": "letter",
}


class ItemType(NamedTuple):
    """A type of item: its CSL type, its fields and its kinds of creators with their CSL variables."""

    csl_type: str
    fields: Mapping[str, str]
    creators: Mapping[str, str]

    def find_field(self, variable: str) -> str | None:
        """Return the field that a CSL variable has."""
        return next((name for name, known in self.fields.items() if known == variable), None)

    def find_creator(self, variable: str) -> str | None:
        """Return the kind of creator that a name variable has."""
        return next((name for name, known in self.creators.items() if known == variable), None)


@functools.cache
def load_item_types() -> Mapping[str, ItemType]:
    """Return the item types by name.

    >>> load_item_types()["journalArticle"].find_field("container-title")
    'publicationTitle'
    """
    tables = resources.read_table(__spec__, "item_types.toml")
    return {
        name: ItemType(table["type"], _parse_pairs(table["fields"]), _parse_pairs(table["creators"]))
        for name, table in tables.items()
    }


@functools.cache
def find_item_type(csl_type: str) -> str:
    """Return the name of the item type of a CSL type: “document” for one that Zotero lacks.

    >>> find_item_type("article-journal"), find_item_type("musical_score")
    ('journalArticle', 'document')
    """
    if csl_type in _CHOSEN:
        return _CHOSEN[csl_type]
    return next((name for name, known in load_item_types().items() if known.csl_type == csl_type), "document")


def _parse_pairs(text: str) -> dict[str, str]:
    return {name: variable for name, _, variable in (pair.partition("=") for pair in text.split())}
