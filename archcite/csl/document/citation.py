"""Cites and citations of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archcite.csl.data.item import get_id
from archcite.csl.data.item_shape import FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, NO_POSITION, SUBSEQUENT
from archcite.csl.render import numbers
from archcite.csl.render.context import AUTHOR, NO_NAMES, UNLABELLED_NAMES
from archcite.richtext.marks import NO_TEXT

# CSL-JSON's numbers of positions that a cite may demand.
_POSITIONS = {value: value for value in (NO_POSITION, FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR)}
_FORCED = {0: FIRST, 1: SUBSEQUENT, 2: IBID, 3: IBID_WITH_LOCATOR}


class Cite:
    """Cite of a citation: which item, where in it, and the affixes around it."""

    __slots__ = (
        "author_only",
        "composite",
        "first_note",
        "forced",
        "forced_first_note",
        "id",
        "label",
        "locator",
        "position",
        "prefix",
        "suffix",
        "suppressed",
    )

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.id = get_id(given)
        self.locator = str(given.get("locator") or "").strip()
        embedded = numbers.find_embedded_label(self.locator, "locator") if self.locator else ""
        self.label = embedded or str(given.get("label") or "page").strip().replace(" ", "-")
        self.prefix = str(given.get("prefix") or "")
        self.suffix = str(given.get("suffix") or "")
        self.author_only = bool(given.get("author-only"))
        self.composite = bool(given.get("composite")) and not self.author_only
        self.suppressed = (
            UNLABELLED_NAMES if given.get("suppress-author") else AUTHOR if self.composite else NO_NAMES
        )
        self.position: frozenset[str] = NO_POSITION
        self.first_note = 0
        self.forced: frozenset[str] | None = None
        self.forced_first_note = to_int(given.get("first-reference-note-number"))
        if "position" in given or given.get("near-note"):
            self.forced = _FORCED.get(to_int(given.get("position")), FIRST)
            if given.get("near-note"):
                self.forced |= {NEAR_NOTE}

    def restore_positions(self) -> None:
        """Replace positions that were unpickled by the constants that they equal, which are compared by identity."""
        self.position = _POSITIONS.get(self.position, self.position)
        if self.forced is not None:
            self.forced = _POSITIONS.get(self.forced, self.forced)


class CitationCluster:
    """Citation: its cites in the order in which they are printed, and the note that it is in.

    ``prefix`` and ``suffix`` are those of the citation as a whole, whatever order its cites come in.
    ``resets_position`` says that it and what follows starts again, so that nothing counts as cited before, as in a new
    chapter; ``resets`` is how many citations up to this one do. ``in_sentence`` says that it continues a sentence of a
    note. ``keeps_prefixes`` says that a cite with a prefix is not sorted before those that its author put before it.
    ``shown_note`` is the number that its note has in print, if that is not ``note``.
    ``lead`` is what the running text has before it (the names of a composite citation), ``rich`` and
    ``text`` the citation as finished rich text and as it is written. ``ends_abbreviated`` says that the full stop at
    its end is that of an abbreviation (“ibid.”).
    ``dirty`` says that something it depends on has changed since it was rendered. ``place``, ``chapter``,
    ``previous`` and ``cites_so_far`` (in its note) describe its position; see
    :mod:`archcite.csl.document.positions`.
    """

    __slots__ = (
        "chapter",
        "cites",
        "cites_so_far",
        "dirty",
        "ends_abbreviated",
        "given",
        "id",
        "in_sentence",
        "keeps_prefixes",
        "lead",
        "note",
        "place",
        "prefix",
        "previous",
        "printed_note",
        "resets",
        "resets_position",
        "rich",
        "shown_note",
        "signature",
        "suffix",
        "text",
        "updated",
    )

    def __init__(
        self,
        ident: str,
        cites: Sequence[Cite],
        note: int,
        *,
        prefix: str = "",
        suffix: str = "",
        resets_position: bool = False,
        in_sentence: bool = False,
        keeps_prefixes: bool = False,
        shown_note: int = 0,
    ) -> None:
        self.id = ident
        self.given = self.cites = tuple(cites)
        self.note = self.printed_note = note
        self.prefix, self.suffix = prefix, suffix
        self.resets_position = resets_position
        self.in_sentence = in_sentence
        self.keeps_prefixes = keeps_prefixes
        self.shown_note = shown_note
        self.resets = 0
        self.rich = NO_TEXT
        self.text = self.lead = ""
        self.ends_abbreviated = False
        self.signature: object = None
        self.dirty = True
        self.updated = False
        self.place = -1
        self.chapter = self.cites_so_far = 0
        self.previous: CitationCluster | None = None


def to_int(value: object) -> int:
    """Convert a value of an item or a style to an integer; 0 if it is not one.

    >>> to_int("12"), to_int(None)
    (12, 0)
    """
    try:
        return int(str(value)) if value else 0
    except ValueError:
        return 0
