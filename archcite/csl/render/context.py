"""The input and the output of rendering one cite or entry, in one object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archcite.csl.data.item import Item
from archcite.csl.render.names import NamesRenderer, NameVisibility
from archcite.richtext.marks import NO_TEXT, Rich

# Which names in the author's place a cite leaves out: none; those of its author, or what replaces them (composite);
# also those of contributors without a label, which read as an author (suppress-author); all (collapsing).
NO_NAMES, AUTHOR, UNLABELLED_NAMES, ALL_NAMES = range(4)


class AuthorSubstitution(NamedTuple):
    """Substitute for names that the entry before has too, and the names of that entry.

    CSL 1.0.2, "Reference Grouping": ``subsequent-author-substitute`` and its rule.  What must match are "all rendered
    names": “et al.” is a term, and whom it stands for does not count.
    """

    mark: Rich
    rule: str
    each: tuple[Rich, ...] = ()

    def count_repeated(self, each: Sequence[str]) -> int:
        """Count the names of an entry that are replaced; return -1 to replace them all at once.

        >>> before = AuthorSubstitution("———", "partial-each", ("Doe", "Roe"))
        >>> before.count_repeated(("Doe", "Poe"))
        1
        """
        if self.rule.startswith("complete"):
            if not each or tuple(each) != self.each:
                return 0
            return len(each) if self.rule == "complete-each" else -1
        same = 0
        for name, before in zip(each, self.each, strict=False):
            if name != before:
                break
            same += 1
        return min(same, 1) if self.rule == "partial-first" else same


class Context:
    """Cite or entry while it is rendered: the item, what the citation adds to it, and what was found on the way.

    ``visibility`` is what disambiguation asks of the lists of names, by their index in rendering order. ``trace``,
    if it is a list, collects the lists of names that were rendered. ``first_names`` and ``first_each`` are the
    first names that were rendered, as one text and one by one; ``names_lead`` says that nothing was printed before
    them. ``author`` is what was printed as the author, and ``has_contributor`` says that contributors were printed in
    the author's place. ``suppressed`` is which of these names are left out, and ``left_out`` counts the lists that
    were. ``title`` is the first title that was printed, as the style formats it, if the program records it.
    """

    __slots__ = (
        "author",
        "citation_number",
        "first_each",
        "first_names",
        "first_note",
        "has_contributor",
        "item",
        "left_out",
        "list_index",
        "locator",
        "names_lead",
        "substitution",
        "suppressed",
        "title",
        "trace",
        "visibility",
        "year_suffix",
    )

    def __init__(self, item: Item) -> None:
        self.item = item
        self.locator = NO_TEXT
        self.citation_number = NO_TEXT
        self.first_note = NO_TEXT
        self.year_suffix = NO_TEXT
        self.visibility: Mapping[int, NameVisibility] | None = None
        self.trace: list[tuple[NamesRenderer, str]] | None = None
        self.suppressed = NO_NAMES
        self.substitution: AuthorSubstitution | None = None
        self.author: Rich | None = None
        self.has_contributor = False
        self.left_out = 0
        self.title: Rich | None = None
        self.first_names: Rich | None = None
        self.first_each: tuple[Rich, ...] = ()
        self.names_lead = False
        self.list_index = 0
