"""The text of a paragraph across its spans: where it is found, taken out, and where something is put in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from attrs import define

from archcite.integrations.common.archive import Element
from archcite.integrations.common.manuscript import NOTE_SIGN
from archcite.integrations.opendocument.odf import build, to_name

_SPACE, _NOTE = to_name("text:s"), to_name("text:note")
_COUNT = to_name("text:c")
_BLANKS = frozenset(map(to_name, ("text:tab", "text:line-break")))
# Elements whose text is not the text of the paragraph: comments, the pronunciation above a word, and what is drawn.
_SKIPPED = frozenset(map(to_name, ("office:annotation", "text:ruby-text")))
_DRAWING_NAMESPACE = to_name("draw:*").removesuffix("*")
# Elements of text that may have notes and spans in them. All others, such as input fields, hold plain text alone, and
# LibreOffice leaves out whatever else it finds there.
_TEXT_NAMESPACE = to_name("text:p").removesuffix("p")
_RICH = frozenset(
    to_name(f"text:{name}") for name in ("p", "h", "span", "a", "meta", "meta-field", "ruby", "ruby-base")
)
_MOST_BLANKS = 1_000


@define(eq=False)
class TextPiece:
    """A piece of a paragraph's text, at ``start``.

    It is the text at the start of an element, the text that follows one (``is_tail``), or what an element itself is in
    the text (``is_whole``), such as a tab.
    """

    element: Element
    start: int
    text: str
    is_tail: bool = False
    is_whole: bool = False

    def set_text(self, text: str) -> None:
        """Change the text, in the document too."""
        self.text = text
        if self.is_tail:
            self.element.tail = text
        else:
            self.element.text = text


@define
class ParagraphText:
    """The text of a paragraph, as a reader sees it, with the elements that it is in.

    Changes are made from the end to the start: a change leaves all places before it as they were.
    """

    pieces: list[TextPiece]
    text: str

    def insert(self, place: int, elements: Iterable[Element]) -> None:
        """Insert elements at a place of the text, after all text before it; a text is split if need be."""
        made = list(elements)
        if not made:
            return
        at = bisect_left(self.pieces, place, key=lambda piece: piece.start) - 1
        while at >= 0 and not self.pieces[at].text:
            at -= 1
        piece = self.pieces[max(at, 0)]
        offset = min(place - piece.start, len(piece.text)) if at >= 0 else 0
        if piece.is_whole and not offset:
            anchor, index = piece.element.getparent(), piece.element.getparent().index(piece.element)
        elif piece.is_whole or piece.is_tail:
            anchor, index = piece.element.getparent(), piece.element.getparent().index(piece.element) + 1
        else:
            anchor, index = piece.element, 0
        rest = "" if piece.is_whole else piece.text[offset:]
        if not piece.is_whole:
            piece.set_text(piece.text[:offset])
        elif offset:
            self._move_tail(piece.element, made[-1])
        anchor[index:index] = made
        if rest:
            made[-1].tail = rest
            self.pieces.insert(max(at, 0) + 1, TextPiece(made[-1], piece.start + offset, rest, is_tail=True))
        if anchor.tag.startswith(_TEXT_NAMESPACE) and anchor.tag not in _RICH:
            self._split_field(anchor, made)

    def delete(self, start: int, end: int) -> None:
        """Delete a part of the text; the spans that it was in stay."""
        for piece in self.pieces:
            first, last = max(start - piece.start, 0), min(end - piece.start, len(piece.text))
            if first >= last:
                continue
            if not piece.is_whole:
                piece.set_text(piece.text[:first] + piece.text[last:])
                continue
            # An empty span takes its place, so that the text after it stays where it is.
            empty = build("text:span")
            self._move_tail(piece.element, empty)
            piece.element.getparent().replace(piece.element, empty)
            piece.element, piece.text, piece.is_whole = empty, "", False

    def _split_field(self, field: Element, made: list[Element]) -> None:
        """Move elements out of a field, behind it; what follows them in it goes into a second field after them."""
        last = made[-1]
        second = field.makeelement(field.tag, field.attrib, field.nsmap)
        second.text, last.tail = last.tail, None
        for piece in self.pieces:
            if piece.is_tail and piece.element is last:
                piece.element, piece.is_tail = second, False
        second.extend(list(last.itersiblings()))
        parent = field.getparent()
        behind = parent.index(field) + 1
        parent[behind:behind] = made
        if second.text or len(second):
            parent.insert(behind + len(made), second)
            last = second
        self._move_tail(field, last)

    def _move_tail(self, element: Element, other: Element) -> None:
        """Move the text after an element to another element, which will be in its place or follow it."""
        other.tail, element.tail = element.tail, None
        for piece in self.pieces:
            if piece.is_tail and piece.element is element:
                piece.element = other


def read_paragraph(paragraph: Element) -> ParagraphText:
    """Read the text of a paragraph, without that of its notes, frames and comments."""
    pieces: list[TextPiece] = []
    place = 0
    for piece in _iterate_pieces(paragraph):
        piece.start = place
        place += len(piece.text)
        pieces.append(piece)
    return ParagraphText(pieces, "".join(piece.text for piece in pieces))


def _iterate_pieces(parent: Element) -> Iterator[TextPiece]:
    if parent.text:
        yield TextPiece(parent, 0, parent.text)
    for child in parent:
        if child.tag == _NOTE:
            yield TextPiece(child, 0, NOTE_SIGN, is_whole=True)
        elif child.tag == _SPACE:
            count = child.get(_COUNT, "1")
            blanks = int(count) if count.isdecimal() and len(count) < 6 else 1
            yield TextPiece(child, 0, " " * min(max(blanks, 1), _MOST_BLANKS), is_whole=True)
        elif child.tag in _BLANKS:
            yield TextPiece(child, 0, " ", is_whole=True)
        elif isinstance(child.tag, str) and not (
            child.tag in _SKIPPED or child.tag.startswith(_DRAWING_NAMESPACE)
        ):
            yield from _iterate_pieces(child)
        if child.tail:
            yield TextPiece(child, 0, child.tail, is_tail=True)
