"""A manuscript of a word processor, whose markers become citations.

The document is read once to see what is cited, in reading order, and changed when all is formatted. Markers in notes of
the author's own are cited where the text refers to the note.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from attrs import define, field, frozen

from archcite._foundation.lazy_regex import pattern
from archcite.integrations.common.archive import Element
from archcite.integrations.common.bibliography_options import parse_listing_options, to_listing_fields
from archcite.integrations.common.citation_markers import Marker, find_markers
from archcite.integrations.common.citation_syntax import BEFORE_NOTE
from archcite.integrations.common.document_model import Listing, Page, PlacedCitation
from archcite.integrations.common.library import Library
from archcite.integrations.common.own_notes import (
    continues_sentence,
    fit_into_note,
    is_mid_sentence,
    is_superscript,
)
from archcite.integrations.common.project import ProjectDocument, render
from archcite.integrations.common.punctuation import absorb_sign, place_sign
from archcite.integrations.common.rendered_project import RenderedCitation, RenderedPage
from archcite.integrations.common.rich_links import strip_full_stop
from archcite.integrations.common.settings import Settings

# The character that marks a reference to a note of the author's own in the text.
NOTE_SIGN = "\N{OBJECT REPLACEMENT CHARACTER}"
_NAME = "document"
_LISTING = pattern(r"\[\[\s*bibliography\b([^\]]*)\]\]")
_STRAIGHT_QUOTES = str.maketrans("“”„‟‘’", '""""\'\'')
_EXCERPT_LENGTH = 40


class MarkedText(Protocol):
    """The text of a paragraph, as a reader sees it. A change leaves all places before it as they were.

    Each of its pieces has an ``element`` of the document, a ``start`` and a ``text``.
    """

    text: str
    pieces: list[Any]

    def insert(self, place: int, elements: Iterable[Any]) -> None:
        """Insert elements at a place of the text, after all text before it."""

    def delete(self, start: int, end: int) -> None:
        """Delete a part of the text."""


@frozen
class CitedManuscript:
    """The result for a manuscript: the new file, the number of its citations, and sentences about problems."""

    data: bytes
    citations: int
    listings: int
    problems: tuple[str, ...]


@define(eq=False)
class Mark:
    """A marker of the manuscript: its paragraph, its citation, and whether a note is made of it."""

    text: MarkedText
    marker: Marker
    citation: PlacedCitation
    is_made_note: bool
    is_in_box: bool


@define(eq=False)
class ListingMark:
    """A paragraph ``[[bibliography]]``, and the level of its headings."""

    paragraph: Any
    listing: Listing
    level: int


@define
class Manuscript(ABC):
    """A manuscript while it is read and changed: what it cites and lists, and what is wrong.

    ``note`` is the number of the last note that was read, ``heading`` the level of the last heading.
    """

    name: str
    library: Library
    in_notes: bool
    marks: list[Mark] = field(factory=list, init=False)
    listings: list[ListingMark] = field(factory=list, init=False)
    problems: list[str] = field(factory=list, init=False)
    note: int = field(default=0, init=False)
    heading: int = field(default=0, init=False)
    _in_quote: bool = field(default=False, init=False)

    @abstractmethod
    def read(self) -> None:
        """Read the whole manuscript in reading order."""

    @abstractmethod
    def place(self, page: RenderedPage) -> None:
        """Put what was formatted into the manuscript."""

    @abstractmethod
    def build_runs(self, rich: str, text: MarkedText, marker: Marker) -> list[Any]:
        """Build the elements of rich text that goes where a marker is."""

    @abstractmethod
    def to_bytes(self) -> bytes:
        """Return the changed file."""

    def cite(self, settings: Settings, data: bytes) -> CitedManuscript:
        """Replace all markers; ``data`` is the file as it was, which is returned if it has none."""
        self.read()
        page = Page(
            "",
            self.in_notes,
            tuple(mark.citation for mark in self.marks),
            tuple(one.listing for one in self.listings),
        )
        rendering = render([ProjectDocument(_NAME, "", _NAME, page)], self.library, settings)
        self._in_quote = rendering.punctuation_in_quote
        if self.marks or self.listings:
            self.place(rendering.pages[_NAME])
            data = self.to_bytes()
        found = (f"{location}: {sentence}" for location, _kind, sentence in rendering.problems)
        problems = tuple(f"“{self.name}”, {problem}" for problem in (*self.problems, *found))
        return CitedManuscript(data, len(self.marks), len(self.listings), problems)

    # -- what is cited -----------------------------------------------------------------------------------

    def add_mark(
        self,
        text: MarkedText,
        marker: Marker,
        place: str,
        *,
        is_in_own_note: bool = False,
        is_in_box: bool = False,
    ) -> None:
        """Add a marker, or report what is wrong with it.

        It becomes a note if the style has notes, and if it is not in a note or a text box.
        """
        problem = marker.problem or self._describe_unknown_keys(marker)
        if problem:
            self.problems.append(f"{place}: {problem}")
            return
        is_made_note = self.in_notes and not is_in_own_note and not is_in_box
        if is_made_note:
            self.note += 1
        note = max(self.note, 1) if is_made_note or is_in_own_note else 0
        first, *others = marker.cites
        cites = (first.capitalize_prefix() if is_made_note else first, *others)
        identifier = f"cite-{len(self.marks)}"
        citation = PlacedCitation(
            identifier,
            cites,
            note,
            f"note-{note}" if note else "",
            identifier,
            place,
            is_made_note=is_made_note,
            continues_sentence=bool(note) and not is_made_note and is_mid_sentence(text.text[: marker.start]),
        )
        self.marks.append(Mark(text, marker, citation, is_made_note, is_in_box))

    def add_listing(self, paragraph: Any, text: str, place: str) -> bool:
        """Add a bibliography if the text of a paragraph is the marker of one; return whether it is."""
        found = _LISTING.fullmatch(text.strip())
        if found is None:
            return False
        options, problems = parse_listing_options(found[1].translate(_STRAIGHT_QUOTES))
        self.problems.extend(f"{place}: {problem}" for problem in problems)
        listing = Listing(f"list-{len(self.listings)}", place, **to_listing_fields(options))
        self.listings.append(ListingMark(paragraph, listing, self.heading + 1))
        return True

    def find_key(self, written: str) -> str | None:
        """Find the key of a source; eight capitals and figures are the end of an address in Zotero."""
        if written in self.library.items:
            return written
        if len(written) == 8 and written.isupper():
            return next(
                (key for key in self.library.items if key.endswith(("/" + written, "_" + written))), None
            )
        return None

    def iterate_events(self, text: MarkedText) -> Iterator[Marker | Element]:
        """Yield the markers of a paragraph and its references to notes of the author's own, in reading order."""
        events: list[tuple[int, Marker | Element]] = [
            (marker.start, marker) for marker in find_markers(text.text, self.find_key)
        ]
        events += [(piece.start, piece.element) for piece in text.pieces if piece.text == NOTE_SIGN]
        for _start, event in sorted(events, key=lambda one: one[0]):
            yield event

    def add_marks_of_note(self, text: MarkedText) -> None:
        """Add the markers of a paragraph of a note of the author's own, the last note that was read."""
        for marker in find_markers(text.text, self.find_key):
            place = f"note {self.note} ({shorten(text.text)})"
            self.add_mark(text, marker, place, is_in_own_note=True)

    def report_other_part(self, part: str, text: str) -> None:
        """Report a paragraph with a marker in a part of the manuscript where no citations are made."""
        if find_markers(text, self.find_key):
            self.problems.append(
                f"{part} ({shorten(text)}): Citations are not made there; move the marker into the text or into a note."
            )

    def _describe_unknown_keys(self, marker: Marker) -> str:
        unknown = [cite.key for cite in marker.cites if cite.key not in self.library.items]
        return " ".join(self.library.describe_unknown_key(key) for key in dict.fromkeys(unknown))

    # -- what is put into the manuscript -------------------------------------------------------------------

    def fit(self, mark: Mark, written: RenderedCitation) -> str:
        """Return the rich text of a citation, as it fits in the place of its marker."""
        follows = mark.text.text[mark.marker.end :]
        if mark.citation.note:
            return fit_into_note(written, follows, in_text=mark.citation.cites[0].in_text)
        if self.in_notes:  # in a text box, which can have no notes
            lead = f"{written.lead} " if written.lead else ""
            return f"{lead}({strip_full_stop(written.rich)})"
        return strip_full_stop(written.rich) if continues_sentence(follows) else written.rich

    def place_marks(self, page: RenderedPage, build_note: Callable[[str], Any]) -> bool:
        """Put what the markers print in their places; return whether notes were made.

        ``build_note`` makes a note of finished rich text, and returns its sign for the text. Notes are made
        in the order of the text, and markers replaced from its end.
        """
        signs = [
            build_note(page.citations[mark.citation.id].rich) if mark.is_made_note else None
            for mark in self.marks
        ]
        for mark, sign in reversed(list(zip(self.marks, signs, strict=True))):
            written = page.citations[mark.citation.id]
            if sign is not None:
                self.place_note(mark, written, sign)
            else:
                self.place_text(mark.text, mark.marker, self.fit(mark, written))
        return any(sign is not None for sign in signs)

    def place_note(self, mark: Mark, written: RenderedCitation, sign: Any) -> None:
        """Put the sign of a note behind the punctuation that follows its marker."""
        lead, length = self._absorb(written.lead, mark.text, mark.marker)
        runs = self.build_runs(lead, mark.text, mark.marker)
        self._place_behind(mark.text, mark.marker, [sign], runs, absorbed=length)

    def place_text(self, text: MarkedText, marker: Marker, rich: str) -> None:
        """Put rich text in the place of a marker."""
        if is_superscript(rich):
            self._place_behind(text, marker, self.build_runs(rich, text, marker), [])
            return
        rich, length = self._absorb(rich, text, marker)
        text.insert(marker.start, self.build_runs(rich, text, marker))
        text.delete(marker.start, marker.end + length)

    def _absorb(self, rich: str, text: MarkedText, marker: Marker) -> tuple[str, int]:
        return absorb_sign(rich, text.text[marker.end :]) if self._in_quote else (rich, 0)

    def _place_behind(
        self, text: MarkedText, marker: Marker, runs: list[Any], lead: list[Any], *, absorbed: int = 0
    ) -> None:
        end = marker.end + absorbed
        found = BEFORE_NOTE.match(text.text, end)
        start = marker.start if lead else get_start_with_space(text.text, marker.start)
        before = text.text[:start]
        if found and not lead:
            at, sign = place_sign(before, found[0], in_quote=self._in_quote)
            if at < len(before) or sign != found[0]:
                text.insert(found.end(), runs)
                text.delete(start, found.end())
                text.insert(at, self.build_runs(sign, text, marker) if sign else [])
                return
        text.insert(found.end() if found else end, runs)
        text.insert(start, lead)
        text.delete(start, end)


def find_piece(text: MarkedText, place: int) -> Any:
    """Return the piece of a text that a place is in."""
    return text.pieces[bisect_right(text.pieces, place, key=lambda piece: piece.start) - 1]


def has_ancestor(element: Element, tag: str) -> bool:
    """Return whether an element is in one with a tag, at any depth."""
    return next(element.iterancestors(tag), None) is not None


def get_start_with_space(text: str, start: int) -> int:
    """Return where the white space before a place starts."""
    return len(text[:start].rstrip())


def describe_place(number: int, text: str) -> str:
    """Return the number of a paragraph and the start of its text."""
    return f"paragraph {number} ({shorten(text)})"


def shorten(text: str) -> str:
    """Return the start of a text, to find it by.

    >>> shorten("As the letter of the director to the colonel shows")
    '“As the letter of the director to the …”'
    """
    words = " ".join(text[: 4 * _EXCERPT_LENGTH].replace(NOTE_SIGN, "").split())
    if len(words) > _EXCERPT_LENGTH:
        words = words[:_EXCERPT_LENGTH].rpartition(" ")[0] + " …"
    return f"“{words}”"
