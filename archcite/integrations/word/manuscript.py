"""A Word manuscript with its citations done: footnotes, citations in the text, and bibliographies."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from archcite.errors import SourceError, SourceLocation
from archcite.integrations.common.archive import Element
from archcite.integrations.common.citation_markers import Marker, find_markers
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
from archcite.integrations.word.bibliography import place_bibliography
from archcite.integrations.word.fields import Fields, count_notes, find_marked_notes, read_fields
from archcite.integrations.word.notes import Notes
from archcite.integrations.word.package import Package, open_package
from archcite.integrations.word.paragraphs import ParagraphText, read_paragraph
from archcite.integrations.word.styles import NOTE_KINDS, DocumentStyles
from archcite.integrations.word.wordml import RELATIONSHIPS, Maker

_MARKUP_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# The relationship of a file that Word takes into the text when it opens the manuscript (w:altChunk).
_EMBEDDED = "aFChunk"
# Parts beside the main text; a word processor allows no notes in them.
_OTHER_PARTS = {"header": "a header", "footer": "a footer", "comments": "a comment"}


def open_manuscript(
    data: bytes, name: str, library: Library, in_notes: bool, notes: str | None
) -> Manuscript:
    """Open a .docx file as a manuscript that cites sources of a library.

    Raises :class:`~archcite.errors.SourceError` if the data are not a Word document, or one that is damaged,
    protected by a password or too large.
    """
    return _WordManuscript(name, library, in_notes, open_package(data, name), notes)


@define
class _WordManuscript(Manuscript):
    package: Package
    _wanted_notes: str | None
    _in_contents: list[tuple[ParagraphText, Marker]] = field(factory=list, init=False)
    _copies: list[tuple[ParagraphText, Marker]] = field(
        factory=list, init=False
    )  # for older versions of Word
    maker: Maker = field(init=False)
    styles: DocumentStyles = field(init=False)
    notes: dict[str, Notes] = field(init=False)
    _fields: dict[str, Fields] = field(factory=dict, init=False)  # by the part that they are in

    def __attrs_post_init__(self) -> None:
        root = self.package.read_tree(self.package.document)
        namespace = root.tag.partition("}")[0].lstrip("{")
        if namespace not in RELATIONSHIPS:
            raise SourceError(
                "It is not a Word document: use a .docx file.", location=SourceLocation(self.package.name)
            )
        self.maker = Maker(namespace)
        self.styles = DocumentStyles(self.package, self.maker)
        self.notes = {kind: Notes(self.package, self.maker, self.styles, kind) for kind in NOTE_KINDS}

    # -- what is cited -----------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the whole manuscript in reading order."""
        root = self.package.read_tree(self.package.document)
        parts = (self.package.find_related(self.package.document, kind) for kind in NOTE_KINDS)
        for part in filter(None, (self.package.document, *parts)):
            self._fields[part] = read_fields(self.package.read_tree(part), self.maker)
        for number, paragraph in enumerate(root.iter(self.maker.name("p")), 1):
            self._read_paragraph(paragraph, number)
        self._report_other_parts()

    def _read_paragraph(self, paragraph: Element, number: int) -> None:
        text = read_paragraph(paragraph, self.maker)
        if not text.text:
            return
        style = self.styles.get_name(paragraph)
        if style.startswith("heading ") and style[8:].isdecimal():
            self.heading = int(style[8:])
        place = describe_place(number, text.text)
        if self.add_listing(paragraph, text.text, place):
            return
        is_in_box = has_ancestor(paragraph, self.maker.name("txbxContent"))
        is_copy = has_ancestor(paragraph, f"{_MARKUP_COMPATIBILITY}Fallback")
        for event in self.iterate_events(text):
            if not isinstance(event, Marker):
                self._read_note(event)
            elif style.startswith("toc ") or self._is_repeated(text, event):
                self._in_contents.append((text, event))
            elif is_copy:
                self._copies.append((text, event))
            else:
                self.add_mark(text, event, place, is_in_box=is_in_box)

    def _is_repeated(self, text: ParagraphText, marker: Marker) -> bool:
        """Return whether a marker is in a field that repeats text of another place."""
        repeated = self._fields[self.package.document].repeated
        return bool(repeated) and find_piece(text, marker.start).element in repeated

    def _read_note(self, reference: Element) -> None:
        """Read a note of the author's own where the text refers to it."""
        name = self.maker.name
        kind = "footnotes" if reference.tag == name("footnoteReference") else "endnotes"
        if reference.get(name("customMarkFollows")) not in ("1", "true", "on"):
            self.note += 1
        note = self.notes[kind].find(reference.get(name("id"), ""))
        if note is None:
            return
        for paragraph in note.iter(name("p")):
            self.add_marks_of_note(read_paragraph(paragraph, self.maker))

    def _report_other_parts(self) -> None:
        for part in self.package.parts:
            folder, _, base = part.rpartition("/")
            kind = next((kind for kind in _OTHER_PARTS if base.startswith(kind)), None)
            if kind and base.endswith(".xml") and folder == self.package.document.rpartition("/")[0]:
                for paragraph in self.package.read_tree(part).iter(self.maker.name("p")):
                    self.report_other_part(_OTHER_PARTS[kind], read_paragraph(paragraph, self.maker).text)

        for part in self.package.iterate_related(self.package.document, _EMBEDDED):
            content = self.package.parts[part]
            if content.startswith(b"PK") or find_markers(content.decode("utf-8", "replace"), self.find_key):
                self.problems.append(
                    f"an embedded file ({part}): It is not read; open the manuscript in Word and save it, which "
                    "makes the file part of the text."
                )

    # -- what is put into the manuscript -------------------------------------------------------------------

    def place(self, page: RenderedPage) -> None:
        """Put what was formatted into the manuscript, from its end to its start."""
        root = self.package.edit_tree(self.package.document)
        before = count_notes(root, self.maker)
        for kind in NOTE_KINDS:
            part = self.package.find_related(self.package.document, kind)
            if part and any(mark.citation.note and not mark.is_made_note for mark in self.marks):
                self.package.edit_tree(part)
        notes = self.notes[self._wanted_notes or self._choose_notes()]
        self.place_marks(page, notes.add)
        in_boxes = [mark for mark in self.marks if mark.is_in_box]
        if len(in_boxes) == len(self._copies):
            for mark, (text, marker) in reversed(list(zip(in_boxes, self._copies, strict=True))):
                self.place_text(text, marker, self.fit(mark, page.citations[mark.citation.id]))
        notes.number()
        self._update_note_numbers(root, before)
        for text, marker in reversed(self._in_contents):
            text.delete(get_start_with_space(text.text, marker.start), marker.end)
        for one in self.listings:
            place_bibliography(
                one.paragraph,
                page.bibliographies[one.listing.id],
                one.level,
                self.maker,
                self.styles,
            )

    def _update_note_numbers(self, root: Element, before: dict[Element, int]) -> None:
        """Update the fields that show the number of a note, in the text and in notes."""
        if not any(fields.note_numbers for fields in self._fields.values()):
            return
        targets, after = find_marked_notes(root, self.maker), count_notes(root, self.maker)
        for part, fields in self._fields.items():
            if fields.update_note_numbers(targets, before, after):
                self.package.edit_tree(part)

    def build_runs(self, rich: str, text: MarkedText, marker: Marker) -> list[Any]:
        """Build runs that look like the text before a marker, or like the marker itself at the start."""
        assert isinstance(text, ParagraphText)
        properties = self.maker.copy_properties(text.find_run(max(marker.start - 1, 0)))
        return self.maker.build_rich_runs(rich, properties)

    def to_bytes(self) -> bytes:
        """Return the changed file."""
        return self.package.to_bytes()

    def _choose_notes(self) -> str:
        name = self.maker.name
        root = self.package.read_tree(self.package.document)
        has_footnotes = next(root.iter(name("footnoteReference")), None) is not None
        has_endnotes = next(root.iter(name("endnoteReference")), None) is not None
        return "endnotes" if has_endnotes and not has_footnotes else "footnotes"
