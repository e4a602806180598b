"""A manuscript with its citations done: footnotes, citations in the text, and bibliographies.

The document is read once to see what is cited, in reading order, and changed when all is formatted. Markers in
footnotes of the author's own are cited where the text refers to the note.
"""

from __future__ import annotations

from attrs import define, field, frozen

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.integrations.common.bibliography_options import parse_listing_options, to_listing_fields
from archcite.integrations.common.citation_markers import Marker, find_markers
from archcite.integrations.common.citation_syntax import BEFORE_NOTE, QUOTATION_END
from archcite.integrations.common.document_model import Listing, Page, PlacedCitation
from archcite.integrations.common.library import Library
from archcite.integrations.common.own_notes import (
    continues_sentence,
    fit_into_note,
    is_mid_sentence,
    is_superscript,
)
from archcite.integrations.common.project import ProjectDocument, render
from archcite.integrations.common.rendered_project import RenderedCitation, RenderedPage
from archcite.integrations.common.rich_links import strip_full_stop
from archcite.integrations.common.settings import Settings
from archcite.integrations.common.style_lookup import is_in_notes, resolve_style_path
from archcite.integrations.word.bibliography import place_bibliography
from archcite.integrations.word.notes import Notes
from archcite.integrations.word.package import Package, open_package
from archcite.integrations.word.paragraphs import NOTE_SIGN, ParagraphText, read_paragraph
from archcite.integrations.word.styles import NOTE_KINDS, DocumentStyles
from archcite.integrations.word.wordml import RELATIONSHIPS, Element, Maker

_NAME = "document"
_MARKUP_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LISTING = pattern(r"\[\[\s*bibliography\b([^\]]*)\]\]")
_STRAIGHT_QUOTES = str.maketrans("“”„‟‘’", '""""\'\'')
_EXCERPT_LENGTH = 40
# Parts beside the main text; a word processor allows no notes in them.
_OTHER_PARTS = {"header": "a header", "footer": "a footer", "comments": "a comment"}


@frozen
class CitedManuscript:
    """What comes of a manuscript: the new file, the number of its citations, and sentences about problems."""

    data: bytes
    citations: int
    listings: int
    problems: tuple[str, ...]


def cite_manuscript(
    data: bytes,
    library: Library,
    *,
    name: str = "manuscript.docx",
    style: str = "chicago",
    locale: str | None = None,
    archive_first: bool | None = None,
    date_words: bool = False,
    notes: str | None = None,
    folder: str = ".",
) -> CitedManuscript:
    """Replace the markers of a .docx file by citations, in reading order, and ``[[bibliography]]`` by the list.

    ``notes`` is ``footnotes`` or ``endnotes``; without it, citations are endnotes only if all notes of the
    manuscript are. ``archive_first`` and ``date_words`` are those of :func:`archcite.cite`. Everything but the markers
    stays as it is. A marker with an unknown key stays too, and is reported.

    Raises :class:`~archcite.errors.SourceError` if the file is not a usable .docx file, and
    :class:`~archcite.errors.StyleError` if the style is unknown.
    """
    package = open_package(data, name)
    manuscript = _Manuscript(package, library, is_in_notes(style, folder=folder), notes)
    manuscript.read()
    page = Page(
        "",
        manuscript.in_notes,
        tuple(mark.citation for mark in manuscript.marks),
        tuple(one.listing for one in manuscript.listings),
    )
    settings = Settings(
        style,
        "project",
        locale,
        resolve_style_path=lambda wanted: resolve_style_path(wanted, folder),
        archive_first=archive_first,
        date_words=date_words,
    )
    rendering = render([ProjectDocument(_NAME, "", _NAME, page)], library, settings)
    manuscript.place(rendering.pages[_NAME], in_quote=rendering.punctuation_in_quote)
    sentences = [
        f"“{name}”, {location}: {sentence}" for location, _kind, sentence in rendering.problems
    ]  # fmt: skip
    problems = (*(f"“{name}”, {problem}" for problem in manuscript.problems), *sentences)
    changed = manuscript.marks or manuscript.listings
    return CitedManuscript(
        package.to_bytes() if changed else data, len(manuscript.marks), len(manuscript.listings), problems
    )


@define(eq=False)
class _Mark:
    """A marker of the manuscript: its paragraph, its citation, and whether a note is made of it."""

    text: ParagraphText
    marker: Marker
    citation: PlacedCitation
    is_made_note: bool
    is_in_box: bool


@define(eq=False)
class _ListingMark:
    """A paragraph ``[[bibliography]]``, and the level of the heading before it."""

    paragraph: Element
    listing: Listing
    level: int


@define
class _Manuscript:
    package: Package
    library: Library
    in_notes: bool
    _wanted_notes: str | None
    marks: list[_Mark] = field(factory=list)
    listings: list[_ListingMark] = field(factory=list)
    problems: list[str] = field(factory=list)
    _in_contents: list[tuple[ParagraphText, Marker]] = field(factory=list)
    _copies: list[tuple[ParagraphText, Marker]] = field(factory=list)  # in what older versions of Word show
    _number: int = 0
    _in_quote: bool = False
    _heading: int = 0
    maker: Maker = field(init=False)
    styles: DocumentStyles = field(init=False)
    notes: dict[str, Notes] = field(init=False)

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
        for number, paragraph in enumerate(root.iter(self.maker.name("p")), 1):
            self._read_paragraph(paragraph, number)
        self._report_other_parts()

    def _read_paragraph(self, paragraph: Element, number: int) -> None:
        text = read_paragraph(paragraph, self.maker)
        if not text.text:
            return
        style = self.styles.get_name(paragraph)
        if style.startswith("heading ") and style[8:].isdecimal():
            self._heading = int(style[8:])
        found = _LISTING.fullmatch(text.text.strip())
        if found:
            self._add_listing(paragraph, found[1], _describe_place(number, text.text))
            return
        is_in_box = _has_ancestor(paragraph, self.maker.name("txbxContent"))
        is_copy = _has_ancestor(paragraph, f"{_MARKUP_COMPATIBILITY}Fallback")
        events: list[tuple[int, Marker | Element]] = [
            (marker.start, marker) for marker in find_markers(text.text, self._find_key)
        ]
        events += [(piece.start, piece.element) for piece in text.pieces if piece.text == NOTE_SIGN]
        for _start, event in sorted(events, key=lambda one: one[0]):
            if not isinstance(event, Marker):
                self._read_note(event)
            elif style.startswith("toc "):
                self._in_contents.append((text, event))
            elif is_copy:
                self._copies.append((text, event))
            else:
                self._add_mark(text, event, _describe_place(number, text.text), is_in_box=is_in_box)

    def _read_note(self, reference: Element) -> None:
        """Read a note of the author's own where the text refers to it."""
        name = self.maker.name
        kind = "footnotes" if reference.tag == name("footnoteReference") else "endnotes"
        if reference.get(name("customMarkFollows")) not in ("1", "true", "on"):
            self._number += 1
        note = self.notes[kind].find(reference.get(name("id"), ""))
        if note is None:
            return
        for paragraph in note.iter(name("p")):
            text = read_paragraph(paragraph, self.maker)
            for marker in find_markers(text.text, self._find_key):
                place = f"note {self._number} ({_shorten(text.text)})"
                self._add_mark(text, marker, place, note=max(self._number, 1))

    def _add_mark(
        self, text: ParagraphText, marker: Marker, place: str, *, note: int = 0, is_in_box: bool = False
    ) -> None:
        problem = marker.problem or self._describe_unknown_keys(marker)
        if problem:
            self.problems.append(f"{place}: {problem}")
            return
        is_made_note = self.in_notes and not note and not is_in_box
        if is_made_note:
            self._number += 1
            note = self._number
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
        self.marks.append(_Mark(text, marker, citation, is_made_note, is_in_box))

    def _add_listing(self, paragraph: Element, written: str, place: str) -> None:
        options, problems = parse_listing_options(written.translate(_STRAIGHT_QUOTES))
        self.problems.extend(f"{place}: {problem}" for problem in problems)
        listing = Listing(f"list-{len(self.listings)}", place, **to_listing_fields(options))
        self.listings.append(_ListingMark(paragraph, listing, self._heading + 1))

    def _find_key(self, written: str) -> str | None:
        """Find the key of a source; eight capitals and figures are the end of an address in Zotero."""
        if written in self.library.items:
            return written
        if len(written) == 8 and written.isupper():
            return next(
                (key for key in self.library.items if key.endswith(("/" + written, "_" + written))), None
            )
        return None

    def _describe_unknown_keys(self, marker: Marker) -> str:
        unknown = [cite.key for cite in marker.cites if cite.key not in self.library.items]
        return " ".join(self.library.describe_unknown_key(key) for key in dict.fromkeys(unknown))

    def _report_other_parts(self) -> None:
        for part in self.package.parts:
            folder, _, base = part.rpartition("/")
            kind = next((kind for kind in _OTHER_PARTS if base.startswith(kind)), None)
            if kind and base.endswith(".xml") and folder == self.package.document.rpartition("/")[0]:
                for paragraph in self.package.read_tree(part).iter(self.maker.name("p")):
                    text = read_paragraph(paragraph, self.maker).text
                    if find_markers(text, self._find_key):
                        self.problems.append(
                            f"{_OTHER_PARTS[kind]} ({_shorten(text)}): Citations are not made there; "
                            "move the marker into the text or into a note."
                        )

    # -- what is put into the manuscript -------------------------------------------------------------------

    def place(self, page: RenderedPage, *, in_quote: bool) -> None:
        """Put what was formatted into the manuscript, from its end to its start.

        If ``in_quote``, a full stop or comma goes into a quotation that ends before a note.
        """
        self._in_quote = in_quote
        if not self.marks and not self.listings:
            return
        self.package.edit_tree(self.package.document)
        for kind in NOTE_KINDS:
            part = self.package.find_related(self.package.document, kind)
            if part and any(mark.citation.note and not mark.is_made_note for mark in self.marks):
                self.package.edit_tree(part)
        notes = self.notes[self._wanted_notes or self._choose_notes()]
        # Notes are added in the order of the text, and markers replaced from its end.
        signs = [
            notes.add(page.citations[mark.citation.id].rich) if mark.is_made_note else None
            for mark in self.marks
        ]
        in_boxes = [mark for mark in self.marks if mark.is_in_box]
        for mark, sign in reversed(list(zip(self.marks, signs, strict=True))):
            written = page.citations[mark.citation.id]
            if sign is not None:
                self._place_note(mark, written, sign)
            else:
                self._place_text(mark.text, mark.marker, self._fit(mark, written))
        if len(in_boxes) == len(self._copies):
            for mark, (text, marker) in reversed(list(zip(in_boxes, self._copies, strict=True))):
                self._place_text(text, marker, self._fit(mark, page.citations[mark.citation.id]))
        notes.number()
        for text, marker in reversed(self._in_contents):
            text.delete(_get_start_with_space(text.text, marker.start), marker.end)
        for one in self.listings:
            place_bibliography(
                one.paragraph,
                page.bibliographies[one.listing.id],
                one.level,
                self.maker,
                self.styles,
            )

    def _choose_notes(self) -> str:
        name = self.maker.name
        root = self.package.read_tree(self.package.document)
        has_footnotes = next(root.iter(name("footnoteReference")), None) is not None
        has_endnotes = next(root.iter(name("endnoteReference")), None) is not None
        return "endnotes" if has_endnotes and not has_footnotes else "footnotes"

    def _fit(self, mark: _Mark, written: RenderedCitation) -> str:
        """Return the rich text of a citation that stands where its marker does."""
        follows = mark.text.text[mark.marker.end :]
        if mark.citation.note:
            return fit_into_note(written, follows, in_text=mark.citation.cites[0].in_text)
        if self.in_notes:  # in a text box, which can have no notes
            lead = f"{written.lead} " if written.lead else ""
            return f"{lead}({strip_full_stop(written.rich)})"
        return strip_full_stop(written.rich) if continues_sentence(follows) else written.rich

    def _place_note(self, mark: _Mark, written: RenderedCitation, sign: Element) -> None:
        """Put the sign of a note behind the punctuation that follows its marker."""
        lead = self.maker.build_rich_runs(written.lead, self._get_properties(mark.text, mark.marker))
        self._place_behind(mark.text, mark.marker, [sign], lead)

    def _place_text(self, text: ParagraphText, marker: Marker, rich: str) -> None:
        runs = self.maker.build_rich_runs(rich, self._get_properties(text, marker))
        if is_superscript(rich):
            self._place_behind(text, marker, runs, [])
            return
        text.insert(marker.start, runs)
        text.delete(marker.start, marker.end)

    def _place_behind(
        self, text: ParagraphText, marker: Marker, runs: list[Element], lead: list[Element]
    ) -> None:
        found = BEFORE_NOTE.match(text.text, marker.end)
        start = marker.start if lead else _get_start_with_space(text.text, marker.start)
        quotation = QUOTATION_END.search(text.text[:start]) if self._in_quote and not lead else None
        if found and quotation and found[0] in (".", ","):
            text.insert(found.end(), runs)
            text.delete(start, found.end())
            sign = self.maker.build_rich_runs(found[0], self._get_properties(text, marker))
            text.insert(quotation.start(), sign)
            return
        text.insert(found.end() if found else marker.end, runs)
        text.insert(start, lead)
        text.delete(start, marker.end)

    def _get_properties(self, text: ParagraphText, marker: Marker) -> Element | None:
        """Return the run properties that the text before a marker has, or the marker itself at the start."""
        return self.maker.copy_properties(text.find_run(max(marker.start - 1, 0)))


def _get_start_with_space(text: str, start: int) -> int:
    """Return where the white space before a place starts."""
    return len(text[:start].rstrip())


def _has_ancestor(element: Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _describe_place(number: int, text: str) -> str:
    return f"paragraph {number} ({_shorten(text)})"


def _shorten(text: str) -> str:
    """Return the start of a text, to find it by.

    >>> _shorten("As the letter of the director to the colonel shows")
    '“As the letter of the director to the …”'
    """
    words = " ".join(text[: 4 * _EXCERPT_LENGTH].replace(NOTE_SIGN, "").split())
    if len(words) > _EXCERPT_LENGTH:
        words = words[:_EXCERPT_LENGTH].rpartition(" ")[0] + " …"
    return f"“{words}”"
