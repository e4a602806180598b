"""The footnotes and endnotes of an OpenDocument text: those that archcite adds look like the author's own."""

from __future__ import annotations

from collections.abc import Iterator

from archcite.integrations.common.archive import Element
from archcite.integrations.opendocument.odf import Writer, build, to_name

# The kinds of notes, and the style that LibreOffice gives to their paragraphs.
_STYLES = {"footnote": "Footnote", "endnote": "Endnote"}
_NOTE, _CLASS, _ID = map(to_name, ("text:note", "text:note-class", "text:id"))
_SIGN, _LABEL = to_name("text:note-citation"), to_name("text:label")
_REFERENCE, _TARGET = to_name("text:note-ref"), to_name("text:ref-name")
_PARAGRAPH, _STYLE = to_name("text:p"), to_name("text:style-name")


class Notes:
    """The notes of a document; ``kind`` is ``footnotes`` or ``endnotes``, empty for that of the author's own."""

    def __init__(self, text: Element, writer: Writer, kind: str | None) -> None:
        self._text = text
        self._writer = writer
        own = list(text.iter(_NOTE))
        classes = {note.get(_CLASS) for note in own}
        self._class = kind.removesuffix("s") if kind else "endnote" if classes == {"endnote"} else "footnote"
        alike = (note for note in own if note.get(_CLASS) == self._class)
        model = next((paragraph for note in alike for paragraph in note.iter(_PARAGRAPH)), None)
        self._style = model.get(_STYLE, "") if model is not None else _STYLES[self._class]
        self._taken = {note.get(_ID) for note in own}
        self._last = 0

    def build(self, rich: str) -> Element:
        """Build a note with finished rich text."""
        self._last += 1
        while (name := f"archcite{self._last}") in self._taken:
            self._last += 1
        paragraph = build("text:p", *self._writer.build_runs(rich), text_style_name=self._style)
        return build(
            "text:note",
            build("text:note-citation", text="1"),
            build("text:note-body", paragraph),
            text_id=name,
            text_note_class=self._class,
        )

    def number(self) -> None:
        """Assign numbers to all notes of the kind in the order of the text, as LibreOffice does itself.

        Cross-references to a note follow, if they showed its number.
        """
        renumbered: dict[tuple[str, str], str] = {}
        for number, sign in enumerate(self._iterate_numbered_signs(), 1):
            renumbered[sign.getparent().get(_ID, ""), sign.text or ""] = str(number)
            sign.text = str(number)
        for reference in self._text.iter(_REFERENCE):
            old = (reference.get(_TARGET, ""), reference.text or "")
            reference.text = renumbered.get(old, reference.text)

    def _iterate_numbered_signs(self) -> Iterator[Element]:
        for note in self._text.iter(_NOTE):
            sign = note.find(_SIGN)
            if note.get(_CLASS) == self._class and sign is not None and sign.get(_LABEL) is None:
                yield sign
