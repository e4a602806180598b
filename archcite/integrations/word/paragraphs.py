"""The text of a paragraph across its runs: where it is found, taken out, and where something is put in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from copy import deepcopy

from attrs import define

from archcite.integrations.common.archive import Element
from archcite.integrations.common.manuscript import NOTE_SIGN
from archcite.integrations.word.wordml import XML_SPACE, Maker

# Elements whose text is not the text of the paragraph: deleted, moved away, or a paragraph of its own.
_SKIPPED = ("pPr", "rPr", "del", "moveFrom", "txbxContent", "instrText", "delText")
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": ""}


@define(eq=False)
class TextPiece:
    """A piece of a paragraph's text: the element that it is in, and where it starts."""

    element: Element
    start: int
    text: str


@define
class ParagraphText:
    """The text of a paragraph, as a reader sees it, with the elements that it is in.

    Changes are made from the end to the start: a change leaves all places before it as they were.
    """

    maker: Maker
    paragraph: Element
    pieces: list[TextPiece]
    text: str

    def insert(self, place: int, elements: Iterable[Element]) -> None:
        """Insert elements at a place of the text, after all text before it; a run is split if need be."""
        at = self._find(place) - 1
        while at >= 0 and not self.pieces[at].text:
            at -= 1
        if at >= 0:
            last = self.pieces[at]
            if place < last.start + len(last.text):
                self._split_text(at, place - last.start)
            self._split_run_after(last.element)
            anchor = last.element.getparent()
            for element in elements:
                anchor.addnext(element)
                anchor = element
        else:
            properties = self.paragraph.find(self.maker.name("pPr"))
            at = 0 if properties is None else self.paragraph.index(properties) + 1
            for offset, element in enumerate(elements):
                self.paragraph.insert(at + offset, element)

    def delete(self, start: int, end: int) -> None:
        """Delete a part of the text, with the runs that are empty without it."""
        for at in range(self._find(end) - 1, -1, -1):
            piece = self.pieces[at]
            first, last = max(start - piece.start, 0), min(end - piece.start, len(piece.text))
            if piece.start < start and first >= last:
                break
            if first >= last:
                continue
            piece.text = piece.text[:first] + piece.text[last:]
            if piece.text:
                _set_text(piece.element, piece.text)
                continue
            del self.pieces[at]
            run = piece.element.getparent()
            run.remove(piece.element)
            if all(child.tag == self.maker.name("rPr") for child in run):
                run.getparent().remove(run)

    def find_run(self, place: int) -> Element | None:
        """Return the run whose text is at a place or, if none is, the one before it."""
        for at in range(self._find(place + 1) - 1, -1, -1):
            if self.pieces[at].text:
                return self.pieces[at].element.getparent()
        return None

    def _find(self, place: int) -> int:
        """Return the index of the first piece that starts at a place or after it."""
        return bisect_left(self.pieces, place, key=lambda piece: piece.start)

    def _split_text(self, at: int, offset: int) -> None:
        """Split the text of a piece in two, in the same run."""
        piece = self.pieces[at]
        later = deepcopy(piece.element)
        later.tail = None
        rest = TextPiece(later, piece.start + offset, piece.text[offset:])
        piece.text = piece.text[:offset]
        _set_text(piece.element, piece.text)
        _set_text(later, rest.text)
        piece.element.addnext(later)
        self.pieces.insert(at + 1, rest)

    def _split_run_after(self, element: Element) -> None:
        """Move what follows an element in its run to a new run with the same properties."""
        run, following = element.getparent(), element.getnext()
        if following is None:
            return
        made = deepcopy(run)
        made.tail = None
        made[:] = [child for child in made if child.tag == self.maker.name("rPr")][:1]
        made.extend(run[run.index(following) :])
        run.addnext(made)


def read_paragraph(paragraph: Element, maker: Maker) -> ParagraphText:
    """Read the text of a paragraph, without that of text boxes in it, and of what is deleted or moved away."""
    pieces: list[TextPiece] = []
    place = 0
    for element, text in _iterate_pieces(paragraph, maker):
        pieces.append(TextPiece(element, place, text))
        place += len(text)
    return ParagraphText(maker, paragraph, pieces, "".join(piece.text for piece in pieces))


def _iterate_pieces(parent: Element, maker: Maker) -> Iterator[tuple[Element, str]]:
    prefix = f"{{{maker.namespace}}}"
    for child in parent:
        if not isinstance(child.tag, str):
            continue  # a comment, or a processing instruction
        local = child.tag.removeprefix(prefix)
        if local in _SKIPPED:
            continue
        if local == "t":
            yield child, child.text or ""
        elif local in _SIGNS:
            yield child, _SIGNS[local]
        elif local in ("footnoteReference", "endnoteReference"):
            yield child, NOTE_SIGN
        else:
            yield from _iterate_pieces(child, maker)


def _set_text(element: Element, text: str) -> None:
    element.text = text
    element.set(XML_SPACE, "preserve")
