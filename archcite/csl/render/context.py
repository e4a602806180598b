"""What a cite is rendered with: its item, position and locator, and the names that it may leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archcite.csl.data.item import Item
from archcite.csl.render.names import NamesRenderer, NameVisibility


class AuthorSubstitution(NamedTuple):
    """What a bibliography puts in place of names that the entry before has too, and the names of that entry.

    CSL 1.0.2, "Reference Grouping": ``subsequent-author-substitute`` and its rule.
    """

    mark: str
    rule: str
    names: str = ""
    each: tuple[str, ...] = ()

    def count_repeated(self, names: str, each: Sequence[str]) -> int:
        """How many of an entry's names are replaced; -1 for all of them at once.

        >>> before = AuthorSubstitution("———", "partial-each", "Doe and Roe", ("Doe", "Roe"))
        >>> before.count_repeated("Doe and Poe", ("Doe", "Poe"))
        1
        """
        if self.rule.startswith("complete"):
            if names != self.names:
                return 0
            return len(each) if self.rule == "complete-each" and each else -1
        same = 0
        for name, before in zip(each, self.each, strict=False):
            if name != before:
                break
            same += 1
        return min(same, 1) if self.rule == "partial-first" else same


class Context:
    """One cite or entry while it is rendered: the item, what the citation adds, and what came out.

    ``plan`` is what disambiguation asks of the lists of names, in the order in which they are rendered.
    ``trace``, where it is a list, collects the lists of names that were rendered.  ``leads`` says that the first
    names are the first thing that was printed.
    """

    __slots__ = (
        "author",
        "citation_number",
        "first_each",
        "first_names",
        "first_note",
        "item",
        "list_index",
        "locator",
        "names_lead",
        "substitution",
        "suppress_author",
        "trace",
        "visibility",
        "year_suffix",
    )

    def __init__(self, item: Item) -> None:
        self.item = item
        self.locator = ""
        self.citation_number = ""
        self.first_note = ""
        self.year_suffix = ""
        self.visibility: Mapping[int, NameVisibility] | None = None
        self.trace: list[tuple[NamesRenderer, str]] | None = None
        self.suppress_author = False
        self.substitution: AuthorSubstitution | None = None
        self.author: str | None = None
        self.first_names: str | None = None
        self.first_each: tuple[str, ...] = ()
        self.names_lead = False
        self.list_index = 0
