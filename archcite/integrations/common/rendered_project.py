"""The result of formatting, as plain data: for each document, everything that is printed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from archcite.record import Source


@frozen
class Place:
    """Where something is cited: a document, with its title, the anchor there, and what the place is called."""

    docname: str
    title: str
    anchor: str
    label: str


@frozen
class RenderedEntry:
    """One entry of a bibliography: its anchor, its rich text, the keys of what it lists, and where that is cited."""

    anchor: str
    rich: str
    keys: tuple[str, ...]
    places: tuple[Place, ...] = ()


@frozen
class RenderedSection:
    """Entries, and sections, under one heading; the title is empty where a bibliography has no headings."""

    title: str
    anchor: str
    entries: tuple[RenderedEntry, ...] = ()
    sections: tuple[RenderedSection, ...] = ()


@frozen
class RenderedBibliography:
    """The sections of a bibliography, whether the lines of its entries hang, and the lines between and in entries."""

    sections: tuple[RenderedSection, ...]
    hanging_indent: bool = False
    entry_spacing: int = 1
    line_spacing: int = 1

    def walk(self) -> Iterator[tuple[int, RenderedSection]]:
        """Yield all sections in the order of the page, each with its depth, from 1.

        >>> inner = RenderedSection("RGANI", "b")
        >>> [depth for depth, _ in RenderedBibliography((RenderedSection("Archives", "a", (), (inner,)),)).walk()]
        [1, 2]
        """
        return _walk(self.sections, 1)

    def iterate_entries(self) -> Iterator[RenderedEntry]:
        """Yield all entries in the order of the page."""
        return (entry for _depth, section in self.walk() for entry in section.entries)


@frozen
class RenderedCitation:
    """One citation: its rich text, what the running text says before its note, and the keys that are in it.

    ``ends_abbreviated`` means that its last full stop is that of an abbreviation.
    """

    rich: str
    lead: str
    keys: tuple[str, ...]
    ends_abbreviated: bool = False


@frozen
class RenderedPage:
    """Everything that is printed in one document.

    ``entries`` says where the entry of a key is (document and anchor); ``cards`` are their rich texts;
    ``records`` are all that is cited or listed there, ``mentions`` the rich texts of mentions.
    """

    citations: Mapping[str, RenderedCitation]
    bibliographies: Mapping[str, RenderedBibliography]
    entries: Mapping[str, tuple[str, str]]
    cards: Mapping[str, str]
    records: tuple[Source, ...] = ()
    mentions: Mapping[str, str] = {}

    def find_anchors(self) -> dict[str, str]:
        """Find the anchors of the entries on this page, by the keys of what they list alone."""
        entries = [entry for one in self.bibliographies.values() for entry in one.iterate_entries()]
        return {entry.keys[0]: entry.anchor for entry in reversed(entries) if len(entry.keys) == 1}


@frozen
class Rendering:
    """All documents, and what to warn of: the place, the subtype and the sentence.

    ``punctuation_in_quote`` means that full stops and commas go inside closing quotation marks.
    """

    pages: Mapping[str, RenderedPage]
    problems: Sequence[tuple[str, str, str]]
    punctuation_in_quote: bool = False


def _walk(sections: Iterable[RenderedSection], depth: int) -> Iterator[tuple[int, RenderedSection]]:
    for section in sections:
        yield depth, section
        yield from _walk(section.sections, depth + 1)


def list_backlinks(places: Iterable[Place], docname: str) -> Iterator[tuple[str, Place]]:
    """Yield the places where an entry is cited, each with the text before its back link.

    Places in the document itself come first, by number; those in others are by title and number.

    >>> here, there = Place("a", "Here", "x", "1"), Place("b", "There", "y", "2")
    >>> [(before, place.label) for before, place in list_backlinks([there, here], "a")]
    [('↑\xa0', '1'), ('; There\xa0', '2')]
    """
    before = docname
    for number, place in enumerate(sorted(places, key=lambda place: place.docname != docname)):
        text = ("; ", ", ")[place.docname == before] if number else "↑\N{NO-BREAK SPACE}"
        if place.docname not in (docname, before):
            text += f"{place.title}\N{NO-BREAK SPACE}"
        before = place.docname
        yield text, place
