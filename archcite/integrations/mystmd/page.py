"""A page of mystmd with its citations done: what ``archcite mystmd`` makes of a document tree."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from archcite._foundation.lazy_regex import pattern
from archcite.integrations.common.bibliography_options import parse_listing_options, to_listing_fields
from archcite.integrations.common.citation_syntax import BEFORE_NOTE
from archcite.integrations.common.document_model import Listing, Page, PlacedCitation
from archcite.integrations.common.library import Library
from archcite.integrations.common.own_notes import continues_sentence, fit_into_note, is_mid_sentence
from archcite.integrations.common.project import ProjectDocument, render
from archcite.integrations.common.punctuation import absorb_sign, place_sign
from archcite.integrations.common.rendered_project import RenderedBibliography, RenderedCitation
from archcite.integrations.common.rich_links import strip_full_stop
from archcite.integrations.common.settings import Settings
from archcite.integrations.mystmd.nodes import Node, build_node, is_citation, read_cites, to_nodes

_NAME = "page"
_LISTING = pattern(r"\[\[\s*bibliography\b([^\]]*)\]\]")
_STRAIGHT_QUOTES = str.maketrans("“”‘’", "\"\"''")
_LAST_HEADING = 6


@define(eq=False)
class _Mark:
    """A citation of the tree: its siblings, which have it in them, and what it cites."""

    siblings: list[Node]
    node: Node
    citation: PlacedCitation


@define
class _PageReader:
    """A page while it is read; ``note`` is the number of its last footnote, ``heading`` the level of its heading."""

    in_notes: bool
    definitions: dict[str, Node]
    marks: list[_Mark] = field(factory=list)
    listings: list[tuple[Node, Listing, int]] = field(factory=list)
    problems: list[str] = field(factory=list)
    note: int = 0
    heading: int = 1

    def read(self, parent: Node, own_note: int = 0) -> None:
        """Read what is in a node, in reading order; ``own_note`` is the number of the author's note that it is in."""
        siblings = parent.get("children") or []
        for node in list(siblings):
            kind = node.get("type")
            if is_citation(node):
                self._add_citation(siblings, node, own_note)
            elif kind == "footnoteReference":
                definition = self.definitions.pop(str(node.get("identifier")), None)
                self.note += 1
                if definition is not None:
                    self.read(definition, self.note)
            elif kind == "bibliography":
                self._add_listing(node, "")
            elif kind == "paragraph" and (found := _LISTING.fullmatch(_get_text(node).strip())):
                self._add_listing(node, found[1].translate(_STRAIGHT_QUOTES))
            elif kind != "footnoteDefinition":
                if kind == "heading":
                    self.heading = int(node.get("depth") or 1)
                self.read(node, own_note)

    def _add_citation(self, siblings: list[Node], node: Node, own_note: int) -> None:
        cites = read_cites(node)
        if not cites:
            return
        is_made_note = self.in_notes and not own_note
        if is_made_note:
            self.note += 1
            cites = (cites[0].capitalize_prefix(), *cites[1:])
        note = self.note if is_made_note else own_note
        name = f"cite-{len(self.marks)}"
        before = _get_text({"children": siblings[: _find_place(siblings, node)]})
        citation = PlacedCitation(
            name,
            cites,
            note,
            f"note-{note}" if note else "",
            name,
            "",
            is_made_note=is_made_note,
            continues_sentence=bool(own_note) and is_mid_sentence(before),
        )
        self.marks.append(_Mark(siblings, node, citation))

    def _add_listing(self, node: Node, options: str) -> None:
        given, problems = parse_listing_options(options)
        self.problems += problems
        listing = Listing(f"list-{len(self.listings)}", "", **to_listing_fields({"scope": "page", **given}))
        self.listings.append((node, listing, self.heading + 1))


def cite_page(root: Node, library: Library, settings: Settings, *, in_notes: bool) -> list[str]:
    """Replace the citations of a document tree, and its bibliographies; return sentences about problems.

    Citations become footnotes if the style has notes (``in_notes``). The tree is changed. A bibliography is a paragraph
    ``[[bibliography]]``, which may have options, or the directive of mystmd.

    Raises :class:`~archcite.errors.StyleError` if the style is unknown.
    """
    definitions = {
        str(node.get("identifier")): node
        for node in _iterate_tree(root)
        if node.get("type") == "footnoteDefinition"
    }
    reader = _PageReader(in_notes, definitions)
    reader.read(root)
    page = Page(
        "",
        in_notes,
        tuple(mark.citation for mark in reader.marks),
        tuple(one for _, one, _ in reader.listings),
    )
    rendering = render([ProjectDocument(_NAME, "", _NAME, page)], library, settings)
    made = rendering.pages[_NAME]
    notes = [
        _place(mark, made.citations[mark.citation.id], in_quote=rendering.punctuation_in_quote)
        for mark in reversed(reader.marks)
    ]
    root.setdefault("children", []).extend(note for note in reversed(notes) if note is not None)
    for node, listing, level in reader.listings:
        blocks = list(_build_bibliography(made.bibliographies[listing.id], level))
        node.clear()
        node |= build_node("div", blocks)
    return [*library.problems, *reader.problems, *(sentence for _, _, sentence in rendering.problems)]


def _place(mark: _Mark, written: RenderedCitation, *, in_quote: bool) -> Node | None:
    """Put what a citation prints into its place; return the definition of the footnote that it has become, if any."""
    siblings, at = mark.siblings, _find_place(mark.siblings, mark.node)
    after = siblings[at + 1] if at + 1 < len(siblings) and siblings[at + 1].get("type") == "text" else None
    follows = str(after["value"]) if after else ""
    if not mark.citation.is_made_note:
        if mark.citation.note:
            rich = fit_into_note(written, follows, in_text=mark.citation.cites[0].in_text)
        else:
            rich = strip_full_stop(written.rich) if continues_sentence(follows) else written.rich
        rich, length = absorb_sign(rich, follows) if in_quote else (rich, 0)
        if after is not None:
            after["value"] = follows[length:]
        siblings[at : at + 1] = to_nodes(rich)
        return None
    lead, length = absorb_sign(written.lead, follows) if in_quote else (written.lead, 0)
    follows = follows[length:]
    sign = found[0] if (found := BEFORE_NOTE.match(follows)) else ""
    before = siblings[at - 1] if at and siblings[at - 1].get("type") == "text" else None
    if before is not None and not lead:
        text = str(before["value"]).rstrip()
        place, kept = place_sign(text, sign, in_quote=in_quote) if sign else (len(text), "")
        before["value"] = text[:place] + kept + text[place:]
    elif sign:
        lead += sign
    if after is not None:
        after["value"] = follows[len(sign) :]
    name = f"archcite-{mark.citation.id}"
    siblings[at : at + 1] = [
        *to_nodes(lead),
        {"type": "footnoteReference", "identifier": name, "label": name},
    ]
    paragraph = build_node("paragraph", to_nodes(written.rich))
    return build_node("footnoteDefinition", [paragraph], identifier=name, label=name)


def _build_bibliography(bibliography: RenderedBibliography, level: int) -> Iterator[Node]:
    for depth, section in bibliography.walk():
        if section.title:
            depth_of_page = min(level + depth - 1, _LAST_HEADING)
            names = dict.fromkeys(("identifier", "label", "html_id"), section.anchor)
            yield build_node("heading", to_nodes(section.title), depth=depth_of_page, **names)
        for entry in section.entries:
            yield build_node("paragraph", to_nodes(entry.rich))


def _find_place(siblings: list[Node], node: Node) -> int:
    return next(place for place, one in enumerate(siblings) if one is node)


def _get_text(node: Node) -> str:
    return "".join(str(one.get("value") or "") for one in _iterate_tree(node) if one.get("type") == "text")


def _iterate_tree(node: Node) -> Iterator[Node]:
    yield node
    for child in node.get("children") or []:
        yield from _iterate_tree(child)
