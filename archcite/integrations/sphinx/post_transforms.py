"""The last step: what was formatted goes where the marks are, just before a document is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from archcite.integrations.common.citation_syntax import BEFORE_NOTE
from archcite.integrations.common.docutils_nodes import EntryLink, to_nodes
from archcite.integrations.common.own_notes import fit_into_note, is_superscript
from archcite.integrations.common.punctuation import absorb_sign, place_sign
from archcite.integrations.common.rendered_project import (
    Place,
    RenderedBibliography,
    RenderedCitation,
    RenderedEntry,
    RenderedPage,
    RenderedSection,
    Rendering,
    list_backlinks,
)
from archcite.integrations.sphinx.domain import get_domain
from archcite.integrations.sphinx.html import citation_card, citation_hover, has_cards, has_metadata
from archcite.integrations.sphinx.links import (
    back_link,
    bibliography_box,
    entry_link,
    entry_list,
    entry_paragraph,
)
from archcite.integrations.sphinx.nodes import (
    bibliography_mark,
    citation_lead,
    citation_mark,
    mention_mark,
)
from archcite.integrations.sphinx.note_order import find_footnote, iterate_ancestors
from archcite.integrations.sphinx.record_pages import find_record_pages
from archcite.integrations.sphinx.section_numbers import number_sections
from archcite.integrations.sphinx.transforms import NOTE_CLASS, get_note_number

_HANGING = r"\hangindent=1.5em\hangafter=1\relax "


class PlaceTexts(SphinxPostTransform):
    """Replace the marks of a document, or of many documents that a builder has made one of."""

    default_priority = 5

    def run(self, **kwargs: object) -> None:
        rendering = get_domain(self.env).rendering
        marks = [node for node in self.document.findall(_is_mark) if isinstance(node, nodes.Element)]
        if rendering is None or not marks:
            return
        self._is_html = self.app.builder.format == "html"
        self._in_quote = rendering.punctuation_in_quote
        self._records = {page.key: page.name for page in find_record_pages(self.app) if page.key}
        self._references = {
            node.get("refid"): node
            for node in reversed(list(self.document.findall(nodes.footnote_reference)))
        }
        if rendering.punctuation_in_quote:
            for note in self.document.findall(nodes.footnote):
                if NOTE_CLASS in note["classes"]:
                    _put_punctuation_into_quotation(
                        self._references.get(note["ids"][0]) if note["ids"] else None
                    )
        seen: dict[str, None] = {}
        removed: dict[str, list[int]] = {}
        for mark in marks:
            docname = mark.get("key", "").rpartition("#")[0]
            page = rendering.pages.get(docname)
            if page is None or not self._place(mark, docname, page):
                number = _remove(mark)  # in a part that this builder leaves out
                if number:
                    removed.setdefault(docname, []).append(number)
                continue
            seen[docname] = None
        if removed:
            _close_gaps(self.document, removed)
        if has_metadata(self.app):
            self._add_metadata(rendering, seen)

    def _place(self, mark: nodes.Element, docname: str, page: RenderedPage) -> bool:
        key = mark["key"]
        if isinstance(mark, bibliography_mark):
            if key not in page.bibliographies:
                return False
            mark.replace_self(self._build_bibliography(page.bibliographies[key], docname, mark))
            return True
        if isinstance(mark, mention_mark):
            mark.replace_self(to_nodes(page.mentions[key], self._build_entry_link(docname, page)))
            return True
        if key not in page.citations:
            return False
        written = page.citations[key]
        if isinstance(mark, citation_lead):
            mark.replace_self(to_nodes(self._absorb(mark, written.lead)))
            return True
        link = self._build_entry_link(docname, page)
        footnote = mark.parent.parent if isinstance(mark.parent, nodes.paragraph) else None
        if isinstance(footnote, nodes.footnote) and NOTE_CLASS in footnote["classes"]:
            mark.replace_self(to_nodes(written.rich, link))
            self._add_note_card(footnote, written.rich)
        else:
            if is_superscript(written.rich):
                _put_behind_punctuation(mark, in_quote=self._in_quote)
            made = to_nodes(self._absorb(mark, _fit_into_sentence(mark, written)), link)
            mark.replace_self(self._build_citation(mark, made, page, written.keys))
        return True

    def _absorb(self, mark: nodes.Element, rich: str) -> str:
        """Return rich text in the place of a mark with the punctuation after that which goes into its quotation."""
        parent, index = mark.parent, mark.parent.index(mark)
        after = parent[index + 1] if index + 1 < len(parent) else None
        if not self._in_quote or not isinstance(after, nodes.Text):
            return rich
        rich, length = absorb_sign(rich, after)
        if length:
            parent[index + 1] = nodes.Text(after[length:])
        return rich

    def _build_entry_link(self, docname: str, page: RenderedPage) -> EntryLink:
        def link(key: str, inner: list[nodes.Node]) -> list[nodes.Node]:
            if key not in page.entries:
                return inner
            target, anchor = page.entries[key]
            reference = self._build_reference(docname, target, anchor, inner)
            reference["classes"].append("archcite-cite")
            return [entry_link("", "", *reference.children, **reference.attributes, key=key)]

        return link

    def _build_reference(
        self, docname: str, target: str, anchor: str, inner: list[nodes.Node], title: str | None = None
    ) -> nodes.reference:
        builder = self.app.builder
        start = target if builder.name == "singlehtml" else docname  # there, all is in one file
        return make_refnode(builder, start, target, anchor, inner, title)

    # -- cards -------------------------------------------------------------------------------------------

    def _build_citation(
        self, mark: nodes.Element, made: list[nodes.Node], page: RenderedPage, keys: Sequence[str]
    ) -> list[nodes.Node]:
        """Build a citation in the running text, with its anchor and its card where these are useful.

        The card has the entries in the order in which they are cited in print; each describes the links to it.
        """
        if not self._is_html:
            return made
        links = [link for node in made for link in node.findall(entry_link)]
        shown = [key for key in dict.fromkeys((*(link["key"] for link in links), *keys)) if key in page.cards]
        if not (shown and has_cards(self.app)) or isinstance(mark.parent, nodes.title):
            return [nodes.inline("", "", *made, ids=[mark["anchor"]])]
        card = f"{mark['anchor']}-card"
        parts = [
            nodes.inline(
                "", "", *to_nodes(page.cards[key]), classes=["archcite-card-entry"], ids=[f"{card}-{number}"]
            )
            for number, key in enumerate(shown, 1)
        ]
        for link in links:
            if link["key"] in shown:
                link["described_by"] = f"{card}-{shown.index(link['key']) + 1}"
        return [_wrap_with_card(made, parts, card, described=not links, ids=[mark["anchor"]])]

    def _add_note_card(self, footnote: nodes.footnote, rich: str) -> None:
        """Add the text of a note as a card to the reference to it."""
        reference = self._references.get(footnote["ids"][0]) if footnote["ids"] else None
        if reference is None or not (self._is_html and has_cards(self.app)):
            return
        if isinstance(reference.parent, nodes.title):
            return
        parent, index = reference.parent, reference.parent.index(reference)
        parent.remove(reference)
        card = f"{footnote['ids'][0]}-card"
        parent.insert(index, _wrap_with_card([reference], to_nodes(rich), card, described=True))

    # -- bibliographies ----------------------------------------------------------------------------------

    def _build_bibliography(
        self, bibliography: RenderedBibliography, docname: str, mark: nodes.Element
    ) -> list[nodes.Node]:
        box = bibliography_box(classes=["archcite-bibliography"])
        box.extend(self._build_sections(bibliography.sections, docname, bibliography.hanging_indent, mark))
        number_sections(self.env, docname, mark, box)
        return [box] if len(box) else []

    def _build_sections(
        self,
        sections: Iterable[RenderedSection],
        docname: str,
        hanging: bool,
        mark: nodes.Element,
        depth: int = 1,
    ) -> Iterator[nodes.Node]:
        """Yield the sections of a bibliography; they are sections of the document where it may have any."""
        is_section = isinstance(mark.parent, (nodes.section, nodes.document))
        for section in sections:
            made: list[nodes.Node] = []
            if section.entries:
                entries = (self._build_entry(entry, docname, hanging) for entry in section.entries)
                made.append(entry_list("", *entries, classes=["archcite-entries"]))
            made += self._build_sections(section.sections, docname, hanging, mark, depth + 1)
            if not section.title:
                yield from made
            elif is_section:
                yield nodes.section("", nodes.title("", section.title), *made, ids=[section.anchor])
            else:
                rubric = nodes.rubric("", section.title, classes=["archcite-section"], ids=[section.anchor])
                if self._is_html:  # a real heading, which screen readers can go to
                    rubric["heading-level"] = min(_count_sections(mark) + depth, 6)
                yield rubric
                yield from made

    def _build_entry(self, entry: RenderedEntry, docname: str, hanging: bool) -> nodes.paragraph:
        classes = ["archcite-entry", *(["archcite-hanging"] if hanging else [])]
        paragraph = entry_paragraph("", "", classes=classes)
        paragraph += nodes.target("", "", ids=[entry.anchor])
        if hanging:
            paragraph += nodes.raw("", _HANGING, format="latex")
        paragraph.extend(to_nodes(entry.rich))
        paragraph.extend(self._build_record_link(entry, docname))
        if self._is_html and entry.places:
            paragraph += nodes.Text(" ")
            paragraph += nodes.inline(
                "", "", *self._build_backlinks(entry.places, docname), classes=["archcite-back"]
            )
        return paragraph

    def _build_record_link(self, entry: RenderedEntry, docname: str) -> Iterator[nodes.Node]:
        """Yield a link to the page of a record, if there are such pages."""
        name = self._records.get(entry.keys[0], "") if len(entry.keys) == 1 else ""
        if name:
            address = self.app.builder.get_relative_uri(docname, name)
            title = entry.keys[0]
            yield nodes.Text(" ")
            yield nodes.reference("", "#", refuri=address, reftitle=title, classes=["archcite-record"])

    def _build_backlinks(self, places: Sequence[Place], docname: str) -> Iterator[nodes.Node]:
        """Yield links to where an entry is cited: by number on this page, by title and number on others."""
        for before, place in list_backlinks(places, docname):
            yield nodes.Text(before)
            text = nodes.Text(place.label)
            title = f"{place.title}, {place.label}"
            made = self._build_reference(docname, place.docname, place.anchor, [text], title)
            yield back_link("", "", *made.children, **made.attributes)

    def _add_metadata(self, rendering: Rendering, docnames: dict[str, None]) -> None:
        """Add COinS and JSON-LD of everything that the document cites or lists."""
        pages = [rendering.pages[docname] for docname in docnames]
        found = {record.id: record for page in pages for record in page.records}
        anchors = {key: anchor for page in reversed(pages) for key, anchor in page.find_anchors().items()}
        writer = get_domain(self.env).metadata
        if found and writer is not None:
            self.document += nodes.raw("", "".join(writer.build(found.values(), anchors)), format="html")


def _put_punctuation_into_quotation(reference: nodes.Element | None) -> None:
    """Put the full stop or comma before the reference to a note into a quotation that ends before it."""
    if reference is None:
        return
    parent, index = reference.parent, reference.parent.index(reference)
    sign, quoted = (parent[index - 1], parent[index - 2]) if index > 1 else (None, None)
    if not isinstance(sign, nodes.Text) or not isinstance(quoted, nodes.Text):
        return
    at, left = place_sign(quoted, sign.astext(), in_quote=True)
    if at < len(quoted):
        parent[index - 2] = nodes.Text(f"{quoted[:at]}{sign}{quoted[at:]}")
        left = ""
    if left:
        parent[index - 1] = nodes.Text(left)
    else:
        del parent[index - 1]  # counted: texts are equal where they read the same


def _put_behind_punctuation(mark: nodes.Element, *, in_quote: bool) -> None:
    """Move raised figures behind the punctuation that follows, close to the text before, as note signs are.

    If ``in_quote``, a full stop or a comma goes into a quotation that ends there.
    """
    parent, index = mark.parent, mark.parent.index(mark)
    before = parent[index - 1] if index else None
    after = parent[index + 1] if index + 1 < len(parent) else None
    text = before.rstrip() if isinstance(before, nodes.Text) else ""
    found = BEFORE_NOTE.match(after) if isinstance(after, nodes.Text) else None
    sign = found[0] if found else ""
    if isinstance(after, nodes.Text):
        parent[index + 1] = nodes.Text(after[len(sign) :])
    at, sign = place_sign(text, sign, in_quote=in_quote)
    made = nodes.Text(text[:at] + sign + text[at:])
    if isinstance(before, nodes.Text):
        parent[index - 1] = made
    elif sign:
        parent.insert(index, made)


def _remove(mark: nodes.Element) -> int:
    """Remove a mark, with the footnote that was made of it; return the number of that, or 0."""
    footnote = mark.parent.parent if isinstance(mark.parent, nodes.paragraph) else None
    if not isinstance(footnote, nodes.footnote) or NOTE_CLASS not in footnote["classes"]:
        mark.parent.remove(mark)
        return 0
    footnote.parent.remove(footnote)
    return get_note_number(footnote)


def _close_gaps(document: nodes.document, removed: dict[str, list[int]]) -> None:
    """Renumber the footnotes of documents where some are gone; those with a number of their author's keep it."""
    references: dict[tuple[str, str], list[nodes.footnote_reference]] = {}
    for reference in document.findall(nodes.footnote_reference):
        references.setdefault((reference.get("docname", ""), reference.get("refid", "")), []).append(
            reference
        )
    for footnote in document.findall(nodes.footnote):
        docname, number = footnote.get("docname", ""), get_note_number(footnote)
        gone = sum(one < number for one in removed.get(docname, ()))
        if footnote.get("auto") != 1 or not gone:
            continue
        label = footnote[0]
        assert isinstance(label, nodes.Element)
        shown: tuple[nodes.Element, ...] = (
            label,
            *(one for id_ in footnote["ids"] for one in references.get((docname, id_), ())),
        )
        for node in shown:
            node.children = []
            node += nodes.Text(str(number - gone))


def _count_sections(node: nodes.Node) -> int:
    """Count the sections around a node."""
    return sum(isinstance(one, nodes.section) for one in iterate_ancestors(node))


def _fit_into_sentence(mark: nodes.Element, written: RenderedCitation) -> str:
    """Return the rich text of a citation as its sentence, in the text or in a note of the author's own, needs it."""
    end: nodes.Element = mark
    while end.next_node(descend=False, siblings=True) is None and not isinstance(end, nodes.paragraph):
        end = end.parent
    after = None if isinstance(end, nodes.paragraph) else end.next_node(descend=False, siblings=True)
    in_own_note = find_footnote(mark) is not None
    in_text = in_own_note and mark["cites"][0].in_text
    return fit_into_note(written, after.astext() if after is not None else "", in_text=in_text)


def _wrap_with_card(
    cited: Sequence[nodes.Node],
    content: Sequence[nodes.Node],
    card: str,
    *,
    described: bool,
    **attributes: list[str],
) -> citation_hover:
    """Wrap nodes with a card, which has its own id; if ``described``, the whole card describes them."""
    hover = citation_hover(
        "", "", *cited, citation_card("", "", *content, ids=[card], classes=["no-search"]), **attributes
    )
    if described:
        hover["described_by"] = card
    return hover


def _is_mark(node: nodes.Node) -> bool:
    return isinstance(node, (citation_mark, citation_lead, bibliography_mark, mention_mark))
