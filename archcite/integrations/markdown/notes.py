"""Citations become notes of the extension ``footnotes``, among the author's own, in reading order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor

from archcite.integrations.common.citation_markers import find_markers
from archcite.integrations.common.citation_syntax import BEFORE_NOTE
from archcite.integrations.common.punctuation import place_sign
from archcite.integrations.markdown.conversion import CITE, HERE, LEAD, NOTE, Conversion, Mark

if TYPE_CHECKING:
    from markdown import Markdown

_TEXT = "archcite"  # holds the place of a mark in a note

Element = ElementTree.Element


class NotesProcessor(Treeprocessor):
    """Make the notes of a document when all in it is recognized, and number them together with the author's."""

    def __init__(self, md: Markdown, conversion: Callable[[], Conversion]) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, root: Element) -> None:
        """Change the tree in its place."""
        conversion = self._conversion()
        for image in root.iter("img"):
            if "@" in image.get("alt", ""):
                _remove_citations(image, conversion)
        if not conversion.marks or "footnote" not in self.md.treeprocessors:
            return
        footnotes: Any = self.md.treeprocessors["footnote"]
        document = _Document(root, conversion, footnotes.footnotes)
        document.find()
        if conversion.in_notes and document.make_notes(footnotes.run):
            document.number()
        document.assign_notes()


class _Document:
    """A tree, the list of notes in it, and the extension that makes such lists."""

    def __init__(self, root: Element, conversion: Conversion, extension: Any) -> None:
        self.root, self.conversion, self.extension = root, conversion, extension
        self.notes = _find_note_list(root)
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.in_text: list[Element] = []
        self.in_notes: list[tuple[Element, Element]] = []  # marks, with the author's note that each is in

    def find(self) -> None:
        """Find the marks in the text, and in the author's own notes."""
        items = {
            mark: item for item in (self.notes if self.notes is not None else ()) for mark in item.iter(CITE)
        }
        for mark in self.root.iter(CITE):
            if mark.get("n") not in self.conversion.marks:
                continue  # an element of the author's, which only has this name
            if mark in items:
                self.in_notes.append((mark, items[mark]))
            else:
                self.in_text.append(mark)

    def make_notes(self, build: Callable[[Element], None]) -> bool:
        """Make a note for each mark in the text with the extension; return whether there is any."""
        if not self.in_text:
            return False
        texts: OrderedDict[str, str] = OrderedDict()
        for mark in self.in_text:
            texts[self._insert_reference(mark)] = _TEXT
        own, self.extension.footnotes = self.extension.footnotes, texts
        try:
            if self.notes is None:
                build(self.root)
                made = self.notes = _find_note_list(self.root)
            else:
                made = _find_note_list(self.extension.makeFootnotesDiv(self.root))
        finally:
            self.extension.footnotes = own
        assert made is not None and self.notes is not None
        for item, mark in zip(list(made), self.in_text, strict=True):
            item.set("class", "archcite-note")
            paragraph = item[0]
            moved = Element(CITE, {"n": mark.get("n", "")})
            moved.tail = (paragraph.text or "").replace(_TEXT, "", 1)
            paragraph.text = None
            paragraph.insert(0, moved)
            found = self._get_mark(mark)
            found.footnote, found.is_note = item.get("id", ""), True
            if made is not self.notes:
                self.notes.append(item)
        return True

    def number(self) -> None:
        """Assign numbers to all notes in the order in which the text, and then the notes themselves, refer to them."""
        assert self.notes is not None
        items = {item.get("id", ""): item for item in self.notes}
        order: dict[str, Element] = {}
        waiting = [_get_target(reference) for reference in self._iterate_text_references()]
        while waiting:
            target = waiting.pop(0)
            if target in items and target not in order:
                order[target] = items[target]
                waiting.extend(map(_get_target, _iterate_references(items[target])))
        order |= {target: item for target, item in items.items() if target not in order}
        numbers = {target: number for number, target in enumerate(order, 1)}
        self.notes[:] = list(order.values())
        text = self.extension.getConfig("SUPERSCRIPT_TEXT")
        title = self.extension.getConfig("BACKLINK_TITLE").replace("%d", "{}")  # as it was written of old
        for reference in _iterate_references(self.root):
            if _get_target(reference) in numbers:
                reference.text = text.format(numbers[_get_target(reference)])
        self._separate_references()
        for target, item in order.items():
            for link in item.iter("a"):
                if link.get("class") == "footnote-backref":
                    link.set("title", title.format(numbers[target]))

    def _separate_references(self) -> None:
        """Put a comma between adjacent numbers, which would read as one."""
        for parent in self.root.iter():
            before: Element | None = None
            for child in parent:
                sup = child.find("sup") if child.tag == NOTE else child
                if sup is None or sup.find("a") is None or sup[0].get("class") != "footnote-ref":
                    before = None
                    continue
                if before is not None and not before.tail:
                    sup.text = ","
                before = child

    def assign_notes(self) -> None:
        """Tell each citation its note, and those in the author's notes, where these are read."""
        numbers = {
            item.get("id", ""): number
            for number, item in enumerate(self.notes if self.notes is not None else (), 1)
        }
        for mark in self.in_text:
            found = self._get_mark(mark)
            found.note = numbers.get(found.footnote, 0)
        self.conversion.notes = len(numbers)
        first: dict[str, Element] = {}
        for reference in self._iterate_text_references():
            first.setdefault(_get_target(reference), reference)
        for mark, item in self.in_notes:
            found, target = self._get_mark(mark), item.get("id", "")
            found.note, found.footnote = numbers[target], target
            if target in first:
                reference = self.parents.get(first[target], first[target])
                _insert_before(self.parents[reference], reference, Element(HERE, {"n": found.key}))

    def _insert_reference(self, mark: Element) -> str:
        """Put the reference to a note in the place of a mark; the id of the note."""
        found = self._get_mark(mark)
        first, *others = found.cites
        found.cites = (first.capitalize_prefix(), *others)
        identifier = f"archcite-{found.key.rpartition('-')[0]}-note-{found.key.rpartition('-')[2]}"
        holder = Element(NOTE, {"n": found.key})
        sup = ElementTree.SubElement(
            holder, "sup", {"id": self.extension.makeFootnoteRefId(identifier, found=True)}
        )
        link = ElementTree.SubElement(
            sup, "a", {"href": f"#{self.extension.makeFootnoteId(identifier)}", "class": "footnote-ref"}
        )
        link.text = "?"  # until all notes have their numbers
        parent = self.parents[mark]
        at = list(parent).index(mark)
        lead = Element(LEAD, {"n": found.key}) if first.in_text else None
        tail = mark.tail or ""
        sign = BEFORE_NOTE.match(tail)
        close = sign[0] if sign else ""
        holder.tail, mark.tail = tail[len(close) :], None
        text = ("".join(parent[at - 1].itertext()) + (parent[at - 1].tail or "")) if at else parent.text or ""
        if lead is None:
            _place, close = place_sign(text.rstrip(), close, in_quote=False)
        if lead is not None:
            lead.tail = close
            parent[at : at + 1] = [lead, holder]
            self.parents[lead] = parent
        else:
            parent[at : at + 1] = [holder]
            if at:
                parent[at - 1].tail = (parent[at - 1].tail or "").rstrip() + close
            else:
                parent.text = (parent.text or "").rstrip() + close
        self.parents |= {holder: parent, sup: holder, link: sup}
        return identifier

    def _iterate_text_references(self) -> Iterator[Element]:
        """Yield the references to notes that are not in notes themselves."""
        inner = set(_iterate_references(self.notes)) if self.notes is not None else set()
        return (reference for reference in _iterate_references(self.root) if reference not in inner)

    def _get_mark(self, element: Element) -> Mark:
        return self.conversion.marks[element.get("n", "")]


def _remove_citations(image: Element, conversion: Conversion) -> None:
    """Remove citations from the description of an image, where they are not printed, and report them."""
    records = conversion.library.records
    text = image.get("alt", "")
    for marker in reversed(find_markers(text, lambda key: key if key in records else None)):
        if marker.cites and text[marker.start] == "[" and all(cite.key in records for cite in marker.cites):
            written = text[marker.start : marker.end]
            conversion.warn(
                written, "syntax", f"“{written}” describes an image; put it into the text or a caption."
            )
            text = text[: marker.start].rstrip() + text[marker.end :]
    image.set("alt", text)


def _find_note_list(root: Element | None) -> Element | None:
    """Find the list in the element that the extension makes."""
    for element in root.iter("div") if root is not None else ():
        if element.get("class") == "footnote":
            return element.find("ol")
    return None


def _iterate_references(element: Element) -> Iterator[Element]:
    return (link for link in element.iter("a") if link.get("class") == "footnote-ref")


def _get_target(reference: Element) -> str:
    return (reference.get("href") or "").removeprefix("#")


def _insert_before(parent: Element, element: Element, new: Element) -> None:
    parent.insert(list(parent).index(element), new)
