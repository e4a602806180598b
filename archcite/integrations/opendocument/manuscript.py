"""An OpenDocument text with its citations done: footnotes, citations in the text, and bibliographies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from archcite.errors import SourceError, SourceLocation
from archcite.integrations.common.archive import Archive, Element, read_parts
from archcite.integrations.common.citation_markers import Marker
from archcite.integrations.common.library import Library
from archcite.integrations.common.manuscript import (
    Manuscript,
    MarkedText,
    describe_place,
    find_piece,
    get_start_with_space,
    has_ancestor,
)
from archcite.integrations.common.rendered_project import RenderedPage
from archcite.integrations.opendocument.bibliography import place_bibliography
from archcite.integrations.opendocument.notes import Notes
from archcite.integrations.opendocument.odf import Writer, build, to_name
from archcite.integrations.opendocument.paragraphs import ParagraphText, read_paragraph

MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_PARAGRAPHS = tuple(map(to_name, ("text:p", "text:h")))
_HEADING, _LEVEL = to_name("text:h"), to_name("text:outline-level")
_BODY = f"{to_name('office:body')}/{to_name('office:text')}"
_AUTOMATIC = to_name("office:automatic-styles")
_CONTENTS = to_name("text:index-body")
# Text boxes and shapes. LibreOffice leaves out notes in a shape, and Word has none in either.
_DRAWN = to_name("draw:*")
_NOTE, _SIGN, _LABEL = map(to_name, ("text:note", "text:note-citation", "text:label"))
# Cross-references that repeat text of another place.
_REFERENCES = frozenset(map(to_name, ("text:bookmark-ref", "text:reference-ref", "text:sequence-ref")))
# What is read elsewhere, or not at all: notes, where the text refers to them, comments, and deleted text.
_ELSEWHERE = frozenset(map(to_name, ("text:note", "office:annotation", "text:tracked-changes")))


def open_manuscript(
    data: bytes, name: str, library: Library, in_notes: bool, notes: str | None
) -> Manuscript:
    """Open an .odt file as a manuscript that cites sources of a library.

    Raises :class:`~archcite.errors.SourceError` if the data are not an OpenDocument text, or one that is damaged,
    protected by a password or too large.
    """
    location = SourceLocation(name)
    infos, parts = read_parts(data, location, ".odt", "LibreOffice")
    if b":encryption-data" in parts.get(_MANIFEST, b""):
        raise SourceError("It is protected by a password: save it without one.", location=location)
    archive = Archive(name, infos, parts)
    text = archive.read_tree(_CONTENT).find(_BODY) if _CONTENT in parts else None
    if text is None:
        raise SourceError("It is not an OpenDocument text: use an .odt file.", location=location)
    return _TextManuscript(name, library, in_notes, archive, text, notes)


@define
class _TextManuscript(Manuscript):
    archive: Archive
    _text: Element
    _wanted_notes: str | None
    _in_contents: list[tuple[ParagraphText, Marker]] = field(factory=list, init=False)
    _writer: Writer = field(init=False)

    # -- what is cited -----------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the whole manuscript in reading order."""
        for number, paragraph in enumerate(_iterate_paragraphs(self._text), 1):
            self._read_paragraph(paragraph, number)
        self._report_comments()
        if _STYLES in self.archive.parts:  # headers and footers
            self._report_paragraphs("a header or footer", self.archive.read_tree(_STYLES))

    def _read_paragraph(self, paragraph: Element, number: int) -> None:
        text = read_paragraph(paragraph)
        level = paragraph.get(_LEVEL, "1")
        if paragraph.tag == _HEADING and level.isdecimal():
            self.heading = int(level)
        place = describe_place(number, text.text)
        if self.add_listing(paragraph, text.text, place):
            return
        is_in_box = has_ancestor(paragraph, _DRAWN)
        is_in_contents = has_ancestor(paragraph, _CONTENTS)
        for event in self.iterate_events(text):
            if not isinstance(event, Marker):
                self._read_note(event)
            elif is_in_contents or self._is_repeated(text, event):
                self._in_contents.append((text, event))
            else:
                self.add_mark(text, event, place, is_in_box=is_in_box)

    def _is_repeated(self, text: ParagraphText, marker: Marker) -> bool:
        """Return whether a marker is in a cross-reference."""
        piece = find_piece(text, marker.start)
        return piece.element.tag in _REFERENCES and not piece.is_tail

    def _read_note(self, note: Element) -> None:
        """Read a note of the author's own where the text refers to it."""
        sign = note.find(_SIGN)
        if sign is None or sign.get(_LABEL) is None:
            self.note += 1
        for paragraph in note.iter(*_PARAGRAPHS):
            self.add_marks_of_note(read_paragraph(paragraph))

    def _report_comments(self) -> None:
        for comment in self._text.iter(to_name("office:annotation")):
            self._report_paragraphs("a comment", comment)

    def _report_paragraphs(self, part: str, root: Element) -> None:
        for paragraph in root.iter(*_PARAGRAPHS):
            self.report_other_part(part, read_paragraph(paragraph).text)

    # -- what is put into the manuscript -------------------------------------------------------------------

    def place(self, page: RenderedPage) -> None:
        """Put what was formatted into the manuscript, from its end to its start."""
        root = self.archive.edit_tree(_CONTENT)
        styles = root.find(_AUTOMATIC)
        if styles is None:
            styles = build("office:automatic-styles")
            root.insert(root.index(root.find(to_name("office:body"))), styles)
        self._writer = Writer(styles)
        notes = Notes(self._text, self._writer, self._wanted_notes)
        has_new_notes = self.place_marks(page, notes.build)
        for text, marker in reversed(self._in_contents):
            text.delete(get_start_with_space(text.text, marker.start), marker.end)
        for one in self.listings:
            place_bibliography(one.paragraph, page.bibliographies[one.listing.id], one.level, self._writer)
        if has_new_notes:
            notes.number()

    def build_runs(self, rich: str, text: MarkedText, marker: Marker) -> list[Any]:
        """Build spans, which look like the text that they are put into."""
        return self._writer.build_runs(rich)

    def to_bytes(self) -> bytes:
        """Return the changed file."""
        return self.archive.to_bytes()


def _iterate_paragraphs(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and headings in reading order, without those of notes, comments and deleted text."""
    waiting = [parent]
    while waiting:
        element = waiting.pop()
        if element.tag in _PARAGRAPHS:
            yield element
        waiting.extend(child for child in reversed(element) if child.tag not in _ELSEWHERE)
