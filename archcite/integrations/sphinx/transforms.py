"""What happens to a document when it has been read: citations become footnotes, and are noted in reading order."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve
from docutils import nodes
from docutils.transforms.references import Footnotes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import get_node_line

from archcite.integrations.common.anchors import escape_id
from archcite.integrations.common.citation_syntax import BEFORE_NOTE, parse_uncited
from archcite.integrations.common.document_model import Listing, Mention, Page, PlacedCitation
from archcite.integrations.common.own_notes import is_mid_sentence
from archcite.integrations.common.punctuation import place_sign
from archcite.integrations.sphinx.domain import get_domain
from archcite.integrations.sphinx.nodes import (
    bibliography_mark,
    citation_lead,
    citation_mark,
    mention_mark,
    notes_mark,
    uncited_mark,
)
from archcite.integrations.sphinx.note_order import Path, find_footnote, find_note_paths, iterate_ancestors
from archcite.integrations.sphinx.styles import is_in_notes

STYLE_FIELD, UNCITED_FIELD = "archcite-style", "nocite"
NOTE_CLASS = "archcite-note"


class PlaceNotes(SphinxTransform):
    """Make a footnote of each citation that is to be one, before docutils numbers the footnotes."""

    default_priority = Footnotes.default_priority - 10

    def apply(self, **kwargs: object) -> None:
        marks = [mark for mark in self.document.findall(citation_mark) if not _is_in_definition(mark)]
        in_notes = is_in_notes(self.app, _find_document_style(self.document))
        made = []
        for number, mark in enumerate(marks, 1):
            mark["serial"] = number
            if (mark["kind"] == "note" or in_notes) and find_footnote(mark) is None:
                made.append(self._make_note(mark))
        self._find_end().extend(made)
        if made:
            _release_numbers(self.document)

    def _make_note(self, mark: citation_mark) -> nodes.footnote:
        """Make a footnote that contains the mark, and put a reference in its place."""
        mark["tags"] = _list_tags(mark)
        first, *others = mark["cites"]
        lead = citation_lead(serial=mark["serial"]) if first.in_text and mark["kind"] == "cite" else None
        # In a note written as one, nothing is in the text.
        mark["cites"] = (evolve(first.capitalize_prefix(), in_text=lead is not None), *others)
        name = f"archcite-{escape_id(self.env.docname)}-note-{mark['serial']}"
        reference = nodes.footnote_reference("", auto=1, refname=name, ids=[f"{name}-reference"])
        footnote = nodes.footnote("", auto=1, names=[name], classes=[NOTE_CLASS])
        reference.source, reference.line = footnote.source, footnote.line = mark.source, mark.line
        _replace(mark, reference, lead)
        footnote += nodes.paragraph("", "", mark)
        self.document.note_autofootnote_ref(reference)
        self.document.note_footnote_ref(reference)
        self.document.note_autofootnote(footnote)
        self.document.note_explicit_target(footnote, footnote)
        return footnote

    def _find_end(self) -> nodes.Element:
        """Find the end of the document, beside the author's own footnotes if these are there."""
        end: nodes.Element = self.document
        while end.children and isinstance(end.children[-1], nodes.section):
            end = end.children[-1]
        return end if end.children and isinstance(end.children[-1], nodes.footnote) else self.document


class OrderNotes(SphinxTransform):
    """Have all footnotes numbered in the order in which the text refers to them: MyST has an order of its own."""

    default_priority = Footnotes.default_priority - 1

    def apply(self, **kwargs: object) -> None:
        if any(NOTE_CLASS in note["classes"] for note in self.document.autofootnotes):
            _order_notes(self.document)


class MoveNotes(SphinxTransform):
    """Move the footnotes at the end of the document to where the directive ``notes`` wants them."""

    default_priority = Footnotes.default_priority + 10

    def apply(self, **kwargs: object) -> None:
        gathered = _gather_notes(self.document)
        places = list(self.document.findall(notes_mark))
        if not places:
            return
        notes = gathered or [
            note for note in self.document.findall(nodes.footnote) if note.parent is self.document
        ]
        for note in notes:
            note.parent.remove(note)
        last = self.document.children[-1] if self.document.children else None
        if isinstance(last, nodes.transition) and "footnotes" in last["classes"]:
            self.document.remove(last)  # MyST's own, between the text and the notes
        places[0].replace_self(notes)
        for place in places[1:]:
            place.parent.remove(place)


class CollectCitations(SphinxTransform):
    """Note what the document cites and lists, when all its footnotes have their numbers."""

    default_priority = 750

    def apply(self, **kwargs: object) -> None:
        docname, style = self.env.docname, _find_document_style(self.document)
        uncited = self._collect_uncited()
        listings = [
            self._build_listing(number, mark)
            for number, mark in enumerate(self._find_marks(bibliography_mark), 1)
        ]
        citations = [
            self._build_citation(mark)
            for mark in sorted(self._find_marks(citation_mark), key=self._build_sort_key())
        ]
        for lead in self.document.findall(citation_lead):
            lead["key"] = self._build_key(lead)
        mentions = [
            self._build_mention(number, mark) for number, mark in enumerate(self._find_marks(mention_mark), 1)
        ]
        if citations or listings or uncited or mentions:
            notes = sum(get_note_number(note) > 0 for note in self.document.findall(nodes.footnote))
            get_domain(self.env).pages[docname] = Page(
                style,
                is_in_notes(self.app, style),
                tuple(citations),
                tuple(listings),
                notes,
                uncited,
                tuple(mentions),
            )

    def _build_mention(self, number: int, mark: nodes.Element) -> Mention:
        mark["key"] = f"{self.env.docname}#{number}"
        place = _format_location(mark, self.env.docname)
        return Mention(
            mark["key"], mark["keys"], mark["part"], place, mark["brackets"], mark["is_capitalized"]
        )

    def _collect_uncited(self) -> tuple[str, ...]:
        """Collect the keys of the field and of the roles ``nocite``; the marks of the roles are removed."""
        keys = list(parse_uncited(_find_field(self.document, UNCITED_FIELD)))
        for mark in list(self.document.findall(uncited_mark)):
            keys += mark["keys"]
            mark.parent.remove(mark)
        return tuple(dict.fromkeys(keys))

    def _find_marks(self, kind: type[nodes.Element]) -> list[nodes.Element]:
        return [mark for mark in self.document.findall(kind) if not _is_in_definition(mark)]

    def _build_sort_key(self) -> Callable[[nodes.Element], tuple[Path, int]]:
        """Return a key that sorts marks in reading order: one in a footnote where that is referred to."""
        places = {id(node): place for place, node in enumerate(self.document.findall(nodes.Element))}
        notes = {name: note for note in self.document.findall(nodes.footnote) for name in note["ids"]}
        paths = find_note_paths(self.document, lambda reference: notes.get(reference.get("refid", "")))

        def key(mark: nodes.Element) -> tuple[Path, int]:
            own = places[id(mark)]
            footnote = find_footnote(mark)
            return paths.get(id(footnote), (own,)), own

        return key

    def _build_citation(self, mark: nodes.Element) -> PlacedCitation:
        footnote = find_footnote(mark)
        mark["key"] = self._build_key(mark)
        note = footnote["ids"][0] if footnote is not None and footnote["ids"] else ""
        mark["anchor"] = f"archcite-{escape_id(self.env.docname)}-cite-{mark['serial']}"
        is_made = footnote is not None and NOTE_CLASS in footnote["classes"]
        if is_made:
            mark["anchor"] = note
        return PlacedCitation(
            mark["key"],
            mark["cites"],
            # One with a symbol counts as 1: the citation is in a note.
            (get_note_number(footnote) or 1) if footnote is not None else 0,
            note,
            mark["anchor"],
            _format_location(mark, self.env.docname),
            mark.get("tags") or _list_tags(mark),
            is_made,
            continues_sentence=footnote is not None
            and not is_made
            and is_mid_sentence(_get_text_before(mark)),
        )

    def _build_key(self, node: nodes.Element) -> str:
        return f"{self.env.docname}#{node['serial']}"

    def _build_listing(self, number: int, mark: nodes.Element) -> Listing:
        mark["key"] = f"{self.env.docname}#{number}"
        return Listing(
            mark["key"], _format_location(mark, self.env.docname), tags=_list_tags(mark), **mark["options"]
        )


def _release_numbers(document: nodes.document) -> None:
    """Have footnotes that their author gave a number (``[1]_``) numbered together with all others."""
    for footnote in list(document.footnotes):
        number = get_note_number(footnote)
        if not number:
            continue
        name = f"archcite-own-note-{number}"
        document.footnotes.remove(footnote)
        footnote.remove(footnote[0])
        footnote["auto"], footnote["names"] = 1, [name]
        if document.nameids.get(str(number)) in footnote["ids"]:
            del (
                document.nameids[str(number)],
                document.nametypes[str(number)],
            )  # docutils gives no number twice
        document.note_autofootnote(footnote)
        document.note_explicit_target(footnote, footnote)
        for reference in document.footnote_refs.pop(str(number), []):
            reference.children = []
            reference["auto"], reference["refname"] = 1, name
            document.note_autofootnote_ref(reference)
            document.note_footnote_ref(reference)


def _find_document_style(document: nodes.document) -> str:
    """Find the style set in the field list at the head of a document."""
    return _find_field(document, STYLE_FIELD)


def _find_field(document: nodes.document, name: str) -> str:
    """Find a field in the field list at the head of a document; empty if it has none."""
    for info in document.findall(nodes.docinfo):
        for field in info.findall(nodes.field):
            if field[0].astext().strip().lower() == name:
                return field[1].astext().strip()
    return ""


def _is_in_definition(node: nodes.Node) -> bool:
    """Return whether a node is in the definition of a substitution, which is printed where that is used."""
    return any(isinstance(one, nodes.substitution_definition) for one in iterate_ancestors(node))


def _list_tags(node: nodes.Node) -> tuple[str, ...]:
    return tuple(one["expr"] for one in iterate_ancestors(node) if isinstance(one, addnodes.only))


def _get_text_before(node: nodes.Node) -> str:
    """Return the text before a node in its paragraph."""
    text = ""
    while isinstance(node.parent, nodes.TextElement):
        text = "".join(one.astext() for one in node.parent.children[: node.parent.index(node)]) + text
        node = node.parent
    return text


def get_note_number(footnote: nodes.footnote) -> int:
    """Return the number of a footnote; 0 for one with a symbol."""
    label = footnote[0].astext() if footnote.children else ""
    return int(label) if label.isdecimal() else 0


def _format_location(node: nodes.Element, docname: str) -> str:
    line = get_node_line(node)
    return f"{node.source or docname}:{line}" if line else docname


def _replace(mark: nodes.Element, reference: nodes.Element, lead: nodes.Element | None) -> None:
    """Put a reference where a mark was: close to the word before, and after the punctuation that follows."""
    # Texts are equal where they read the same, so that they are not looked for, but counted.
    parent, index = mark.parent, mark.parent.index(mark)
    before = parent[index - 1] if index else None
    after = parent[index + 1] if index + 1 < len(parent) else None
    made: list[nodes.Node] = [reference]
    found = BEFORE_NOTE.match(after) if isinstance(after, nodes.Text) and mark["kind"] == "cite" else None
    if found and isinstance(after, nodes.Text):
        parent[index + 1] = nodes.Text(after[found.end() :])
        text = before.astext().rstrip() if before is not None and lead is None else ""
        _place, sign = place_sign(text, found[0], in_quote=False)
        if sign:
            made.insert(0, nodes.Text(sign))
    if lead is not None:
        made.insert(0, lead)
    elif isinstance(before, nodes.Text):
        parent[index - 1] = nodes.Text(before.rstrip())
    parent[index : index + 1] = made


def _gather_notes(document: nodes.document) -> list[nodes.footnote]:
    """Put the numbered footnotes of all sections beside the notes of ours, if there are any; return them in order.

    Those of a table, an admonition or a docstring stay there.
    """
    own = [note for note in document.findall(nodes.footnote) if get_note_number(note)]
    made = [note for note in own if NOTE_CLASS in note["classes"]]
    if not made:
        return []
    parent = made[0].parent
    gathered = [note for note in own if isinstance(note.parent, (nodes.document, nodes.section))]
    gathered.sort(key=get_note_number)
    for note in gathered:
        note.parent.remove(note)
    parent.extend(gathered)
    return gathered


def _order_notes(document: nodes.document) -> None:
    """Have footnotes numbered in the order in which the text refers to them, the author's own among ours.

    Those without a name are matched with their references by their order, which stays.
    """
    unnamed = [note for note in document.autofootnotes if not note["names"]]
    named = {name: note for note in document.autofootnotes for name in note["names"]}

    def find_note(reference: nodes.footnote_reference) -> nodes.footnote | None:
        note: nodes.footnote | None = named.get(reference.get("refname", ""))
        if note is None and reference.get("auto") == 1 and "refname" not in reference and unnamed:
            note = unnamed.pop(0)
        return note

    paths = find_note_paths(document, find_note)
    last = max(paths.values(), default=(0,))
    document.autofootnotes.sort(key=lambda note: paths.get(id(note), (last[0] + 1,)))
