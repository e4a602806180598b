"""A document of pandoc with its citations done: notes, citations in the text, and bibliographies.

The document is pandoc's own tree, as JSON. It is walked once to see what is cited, in reading order, and changed in
place when all is formatted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from attrs import define, field

from archcite._foundation.lazy_regex import pattern
from archcite.errors import ArchciteError, SourceError
from archcite.integrations.common.bibliography_options import check_listing_options
from archcite.integrations.common.citation_syntax import BEFORE_NOTE, KEY, WrittenCite, parse_cites
from archcite.integrations.common.cross_references import is_cross_reference
from archcite.integrations.common.document_model import Listing, Page, PlacedCitation
from archcite.integrations.common.library import Library, read_library
from archcite.integrations.common.own_notes import fit_into_note, is_superscript
from archcite.integrations.common.project import ProjectDocument, Settings, render
from archcite.integrations.common.rendered_project import RenderedBibliography, RenderedEntry, RenderedPage
from archcite.integrations.common.style_lookup import is_in_notes, resolve_style_path
from archcite.integrations.pandoc.ast import Element, build_element, to_inlines, to_plain_value, to_text
from archcite.integrations.pandoc.references import parse_references

_NAME = "document"
# pandoc writes \\bibitem only for entries whose id begins with this.
_ENTRY_ID = "ref-"
# A word processor shows links in blue and underlined, in notes as well.
_WITHOUT_LINKS = frozenset(("docx", "odt", "opendocument", "rtf", "icml"))
# The class of a heading after which all sources are cited as if for the first time, as in pandoc's own citeproc.
_RESETTING = "reset-citation-positions"
# The classes of a heading without a number, or outside the table of contents.
_UNNUMBERED = frozenset(("unnumbered", "unlisted"))
# The levels that LaTeX has.
_LAST_HEADING = 6
# A key where pandoc has read none, as on its command line (`-M nocite=@creel`).
_KEY = pattern(rf"(?<![\w@])@(?:\{{([^{{}}]+)\}}|(\*|{KEY}))")


def cite_document(document: dict[str, Any], folder: str = ".", *, to: str = "") -> list[str]:
    """Do all citations of a document, in place; return messages for its author, a sentence each.

    ``folder`` is where files are looked for that its metadata name; ``to`` is the format that pandoc writes. Raises
    :class:`~archcite.errors.SourceError` if the document is not pandoc's, and
    :class:`~archcite.errors.StyleError` if its style is unknown.
    """
    if not isinstance(document.get("blocks"), list) or not isinstance(document.get("meta"), dict):
        raise SourceError(
            "The input is not a pandoc document: use archcite-pandoc as a filter, `pandoc -F archcite-pandoc`."
        )
    meta = {name: to_plain_value(value) for name, value in document["meta"].items()}
    style = str(meta.get("archcite-style") or meta.get("csl") or "chicago")
    library = read_library(_to_list(meta.get("archcite-sources") or meta.get("bibliography")), folder)
    if "references" in document["meta"]:
        library = library.add_items("references", parse_references(document["meta"]["references"]))
    nocite = dict.fromkeys(_iter_keys(document["meta"].get("nocite")))
    also = tuple(key for key in nocite if key in library.items)
    found = _Collector(is_in_notes(style, folder=folder), "*" in nocite, also, library)
    found.walk(document["blocks"])
    if not found.listings and meta.get("suppress-bibliography") is not True:
        found.add_listing(_append_reference_section(document["blocks"], meta))
    page = Page("", found.in_notes, tuple(found.citations), tuple(one[0] for one in found.listings))
    settings = Settings(
        style,
        "project",
        str(meta.get("lang") or "") or None,
        resolve_style_path=lambda name: resolve_style_path(name, folder),
    )
    rendering = render([ProjectDocument(_NAME, str(meta.get("title", "")), _NAME, page)], library, settings)
    links = bool(meta.get("link-citations", to.partition("+")[0] not in _WITHOUT_LINKS))
    notes_move = meta.get("notes-after-punctuation", True) is not False
    _place(found, rendering.pages[_NAME], links=links, notes_move=notes_move)
    unknown = [library.describe_unknown_key(key) for key in nocite if key != "*" and key not in library.items]
    return [
        *library.problems,
        *found.problems,
        *(sentence for _place_, _kind, sentence in rendering.problems),
        *unknown,
    ]


class _Heading(NamedTuple):
    """A heading of the document: its level, and the classes that the headings below it have, too."""

    level: int = 1
    classes: tuple[str, ...] = ()


@define
class _Collector:
    """What a document cites and lists, and where that stands."""

    in_notes: bool
    everything: bool  # is listed, cited or not
    also: tuple[str, ...]  # are listed, cited or not
    library: Library
    citations: list[PlacedCitation] = field(factory=list)
    places: list[tuple[list[Element], Element, bool]] = field(factory=list)  # inlines, Cite, in a note
    listings: list[tuple[Listing, Element, _Heading]] = field(factory=list)
    notes: int = 0
    heading: _Heading = field(factory=_Heading)
    resets_positions: bool = False  # at the next citation
    problems: list[str] = field(factory=list)

    def walk(self, content: Any, note: int = 0) -> None:
        """Collect the citations in some content, in reading order; ``note`` is the number of its note."""
        if isinstance(content, dict):
            kind = content.get("t")
            if kind == "Note":
                self.notes += 1
                self.walk(content["c"], self.notes)
            elif kind == "Div" and _is_listing(content["c"][0]):
                self.add_listing(content)
            elif kind == "Header":
                level, (_identifier, classes, _others), _text = content["c"]
                self.resets_positions |= _RESETTING in classes
                self.heading = _Heading(level, tuple(one for one in classes if one in _UNNUMBERED))
                self.walk(content["c"][2], note)
            elif kind not in ("Str", "Code", "CodeBlock", "RawBlock", "RawInline", "Math"):
                self.walk(content.get("c"), note)
        elif isinstance(content, list):
            for one in list(content):
                if isinstance(one, dict) and one.get("t") == "Cite" and not self._is_foreign(one):
                    self._cite(content, one, note)
                else:
                    self.walk(one, note)

    def _is_foreign(self, cite: Element) -> bool:
        """Return whether a cite is a cross-reference of another tool, which is left to it."""
        keys = [one["citationId"] for one in cite["c"][0]]
        return all(key not in self.library.items and is_cross_reference(key) for key in keys)

    def _cite(self, siblings: list[Element], cite: Element, note: int) -> None:
        made = bool(self.in_notes and not note)
        if made:
            self.notes += 1
        number = note or (self.notes if made else 0)
        identifier = f"cite-{len(self.citations)}"
        first, *others = (_parse_cite(one) for one in cite["c"][0])
        cites = (first.capitalize_prefix() if made else first, *others)
        footnote = f"note-{number}" if number else ""
        self.citations.append(
            PlacedCitation(
                identifier,
                cites,
                number,
                footnote,
                identifier,
                _NAME,
                resets_positions=self.resets_positions,
            )
        )
        self.resets_positions = False
        self.places.append((siblings, cite, made))

    def add_listing(self, div: Element) -> None:
        given, problems = check_listing_options(dict(div["c"][0][2]))
        self.problems.extend(problems)
        by, level = given.get("section-by", ""), given.get("level", "item")
        scope = "all" if self.everything or given.get("scope") == "all" else "project"
        listing = Listing(
            f"list-{len(self.listings)}", _NAME, (), given.get("filter", ""), scope, by, level,
            given.get("style", ""), given.get("rest", ""), self.also,
        )  # fmt: skip
        self.listings.append((listing, div, self.heading))


def _place(found: _Collector, page: RenderedPage, *, links: bool, notes_move: bool) -> None:
    """Put what was formatted into the document."""
    anchors = {key: anchor for key, (_name, anchor) in page.entries.items()} if links else {}
    for citation, (siblings, cite, made) in zip(found.citations, found.places, strict=True):
        written = page.citations[citation.id]
        at = next(place for place, one in enumerate(siblings) if one is cite)
        if made:
            text = to_inlines(written.rich, anchors)
            note = [build_element("Note", [build_element("Para", text)])] if text else []
            _put_behind(siblings, at, to_inlines(written.lead, anchors), note, moves=notes_move)
        elif is_superscript(written.rich):
            _put_behind(siblings, at, [], to_inlines(written.rich, anchors), moves=notes_move)
        else:
            after = siblings[at + 1 : at + 2]
            follows = to_text(siblings[at + 1 : at + 3]).lstrip() if after else ""
            in_text = found.in_notes and citation.cites[0].in_text
            rich = fit_into_note(written, follows if found.in_notes else "", in_text=in_text)
            siblings[at : at + 1] = to_inlines(rich, anchors)
    for listing, div, heading in found.listings:
        _place_bibliography(div, page.bibliographies[listing.id], heading)


def _place_bibliography(div: Element, bibliography: RenderedBibliography, above: _Heading) -> None:
    """Fill a div with a bibliography; headings stand between lists, since a list may hold only entries.

    pandoc's LaTeX writer makes one list of each ``csl-bib-body``, and of each div with the id ``refs``.
    """
    identifier, classes, _options = div["c"][0]
    body = ["references", "csl-bib-body", *(["hanging-indent"] if bibliography.hanging_indent else [])]
    sections = list(bibliography.walk())
    if not any(section.title for _depth, section in sections):
        entries = [entry for _depth, section in sections for entry in _build_entries(section.entries)]
        div["c"] = [[identifier, list(dict.fromkeys([*classes, *body])), []], entries]
        return
    blocks: list[Element] = []
    for depth, section in sections:
        attributes = [section.anchor, list(above.classes), []]
        level = min(above.level + depth, _LAST_HEADING)
        blocks.append(build_element("Header", level, attributes, to_inlines(section.title, {})))
        if section.entries:
            # The first list takes the id, which would make a list of headings and lists.
            blocks.append(build_element("Div", [identifier, body, []], _build_entries(section.entries)))
            identifier = ""
    div["c"] = [["", [one for one in classes if one not in body], []], blocks]


def _build_entries(entries: Iterable[RenderedEntry]) -> list[Element]:
    return [
        build_element(
            "Div",
            [_ENTRY_ID + entry.anchor, ["csl-entry"], []],
            [
                # Links in LaTeX need a label besides the \\bibitem.
                build_element(
                    "Para",
                    [build_element("Span", [entry.anchor, [], []], []), *to_inlines(entry.rich, {})],
                )
            ],
        )
        for entry in entries
    ]


def _put_behind(
    siblings: list[Element], at: int, lead: list[Element], made: list[Element], *, moves: bool = True
) -> None:
    """Replace a cite by a note or raised figures, close to the word before.

    If ``moves``, they stand behind the punctuation that follows the cite.
    """
    start = at
    if not lead and at and siblings[at - 1]["t"] in ("Space", "SoftBreak"):
        start = at - 1
    moved: list[Element] = []
    after = siblings[at + 1] if at + 1 < len(siblings) else None
    sign = BEFORE_NOTE.match(after["c"]) if moves and after is not None and after["t"] == "Str" else None
    if after is not None and sign:
        moved, rest = [build_element("Str", sign[0])], after["c"][sign.end() :]
        siblings[at + 1 : at + 2] = [build_element("Str", rest)] if rest else []
    siblings[start : at + 1] = [*lead, *moved, *made]


def _parse_cite(given: dict[str, Any]) -> WrittenCite:
    """Convert a cite of pandoc's; its locator is found in the text after the key."""
    mode = given["citationMode"]["t"]
    suffix = to_text(given["citationSuffix"]).strip().replace("\u00a0", " ")
    if suffix and suffix[0].isalnum():
        suffix = f" {suffix}"
    prefix = to_text(given["citationPrefix"])
    key = given["citationId"]
    try:
        (cite,) = parse_cites(f"@{{{key}}}{suffix}", in_text=mode == "AuthorInText")
    except (SourceError, ValueError):
        cite = WrittenCite(key, suffix=suffix, in_text=mode == "AuthorInText")
    (head,) = parse_cites(f"{prefix.replace('@', '')} @{{{key}}}")
    return WrittenCite(
        key,
        head.prefix if prefix else "",
        cite.locator,
        cite.label,
        cite.suffix,
        mode == "SuppressAuthor",
        cite.in_text,
    )


def _is_listing(attributes: list[Any]) -> bool:
    return attributes[0] == "refs" or "bibliography" in attributes[1]


def _append_reference_section(blocks: list[Element], meta: dict[str, Any]) -> Element:
    """Append the place of the bibliography, under the heading set in the metadata."""
    if title := meta.get("reference-section-title"):
        blocks.append(
            build_element("Header", 1, ["bibliography", ["unnumbered"], []], to_inlines(str(title), {}))
        )
    div = build_element("Div", ["refs", [], []], [])
    blocks.append(div)
    return div


def _to_list(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _iter_keys(content: Any) -> Iterator[str]:
    """Yield the keys in a part of the metadata, whatever its form; ``*`` is for all of them."""
    if isinstance(content, str):
        yield from (found[1] or found[2] for found in _KEY.finditer(content))
    elif isinstance(content, list):
        for one in content:
            yield from _iter_keys(one)
    elif isinstance(content, dict):
        if content.get("t") == "Cite":
            yield from (one["citationId"] for one in content["c"][0])
        else:
            yield from _iter_keys(content.get("c"))


def run_filter(to: str = "") -> None:
    """Run ``archcite-pandoc``: read pandoc's JSON from standard input, write it to standard output.

    ``to`` is the format that pandoc writes; pandoc gives it as the argument of the command.
    """
    import json

    try:
        document = json.load(sys.stdin)
        if not isinstance(document, dict):
            raise ValueError
        for sentence in cite_document(document, to=to or "".join(sys.argv[1:2])):
            print(f"archcite: {sentence}", file=sys.stderr)
    except ArchciteError as error:
        sys.exit(f"archcite: {error}")
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        sys.exit(
            "archcite: standard input is not a pandoc document that archcite can read; call it as a filter: "
            "pandoc -F archcite-pandoc."
        )
    json.dump(document, sys.stdout, ensure_ascii=False)
