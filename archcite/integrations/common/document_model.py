"""The citations and bibliographies of a document, as it is read; Sphinx keeps them in its environment."""

from __future__ import annotations

from attrs import frozen

from archcite.integrations.common.citation_syntax import WrittenCite


@frozen
class PlacedCitation:
    """One citation in its place.

    ``note`` is the number of the footnote that it is in, 0 in the running text, and ``footnote`` the id of
    that; ``anchor`` is the id that a link to the citation has; ``location`` is for warnings; ``tags`` are the
    ``only`` expressions that it stands under; ``is_made_note`` says that the footnote was made of the citation,
    ``resets_positions`` that nothing counts as cited before it, ``continues_sentence`` that it is in the middle of a
    sentence in a note of the author's own.
    """

    id: str
    cites: tuple[WrittenCite, ...]
    note: int
    footnote: str
    anchor: str
    location: str
    tags: tuple[str, ...] = ()
    is_made_note: bool = False
    resets_positions: bool = False
    continues_sentence: bool = False


@frozen
class Mention:
    """A part of what is known of some sources, in the text, which is not a citation: ``author``, ``title``, ``year``.

    ``author`` is as a later citation has it, ``authors`` as the first one. It may be in ``brackets``, or begin a
    sentence (``is_capitalized``).
    """

    id: str
    keys: tuple[str, ...]
    part: str
    location: str
    brackets: bool = False
    is_capitalized: bool = False


@frozen
class Listing:
    """One bibliography, with its options.

    ``style`` is empty for the style of its document, ``tags`` are those of a citation, and ``also`` are keys that are
    listed whether they are cited or not; ``only`` are those of a listing that has no others. One with
    ``among`` lists none but these.
    """

    id: str
    location: str
    tags: tuple[str, ...] = ()
    filter: str = ""
    scope: str = "project"
    section_by: str = ""
    level: str = "item"
    style: str = ""
    rest: str = ""
    also: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    among: frozenset[str] | None = None


@frozen
class Page:
    """The contents of one document: its own style (or none), citations and bibliographies in reading order.

    ``in_notes`` says that its citations were made footnotes when it was read, ``notes`` how many footnotes it has, with
    the author's own; 0 where they are numbered through all documents. ``uncited`` are keys that bibliographies list
    as if they were cited there; ``*`` is for all sources.
    """

    style: str = ""
    in_notes: bool = False
    citations: tuple[PlacedCitation, ...] = ()
    listings: tuple[Listing, ...] = ()
    notes: int = 0
    uncited: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
