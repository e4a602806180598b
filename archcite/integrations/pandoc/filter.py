"""A document of pandoc with its citations done: notes, citations in the text, and bibliographies.

The document is pandoc's own tree, as JSON. It is walked once to see what is cited, in reading order, and changed in
place when all is formatted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.errors import ArchciteError, SourceError
from archcite.integrations.common.citation_syntax import BEFORE_NOTE, KEY
from archcite.integrations.common.library import read_library
from archcite.integrations.common.own_notes import fit_into_note, is_superscript
from archcite.integrations.common.project import render
from archcite.integrations.common.punctuation import absorb_sign, place_sign
from archcite.integrations.common.rendered_project import (
    RenderedBibliography,
    RenderedEntry,
    RenderedPage,
    Rendering,
)
from archcite.integrations.common.settings import Settings
from archcite.integrations.common.style_lookup import is_in_notes, resolve_style_path
from archcite.integrations.pandoc.ast import (
    Element,
    build_element,
    to_entry,
    to_inlines,
    to_plain_value,
    to_text,
)
from archcite.integrations.pandoc.collector import NAME, Collector, Heading
from archcite.integrations.pandoc.references import parse_references

# pandoc writes \\bibitem only for entries whose id begins with this.
_ENTRY_ID = "ref-"
# A word processor shows links in blue and underlined, in notes as well.
_WITHOUT_LINKS = frozenset(("docx", "odt", "opendocument", "rtf", "icml"))
# The formats where a link needs a label.
_WITH_LABELS = ("latex", "beamer")
# The formats where a citation says which sources it cites, as scripts want it that show these.
_WITH_KEYS = ("html", "chunkedhtml", "epub", "revealjs", "slidy", "slideous", "dzslides", "s5")
# What is not printed of the metadata, the first of what is, and the formats where a note has the number of its place.
_NOT_PRINTED = frozenset(("references", "nocite"))
_PLACES = ("title", "subtitle", "author", "date", "abstract-title", "abstract")
_NUMBERED_BY_PLACE = (
    "docx",
    "odt",
    "opendocument",
    "latex",
    "beamer",
    "context",
    "typst",
    "rtf",
    "icml",
    "ms",
)
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
    style = str(meta.get("archcite-style") or meta.get("csl") or meta.get("citation-style") or "chicago")
    locale = str(meta.get("lang") or "") or None
    sources = meta.get("archcite-sources") or meta.get("bibliography")
    network = meta.get("archcite-network") is True
    library = read_library(_to_list(sources), folder, locale=locale, network=network)
    groups = {
        name: frozenset(
            read_library(_to_list(files), folder, library, locale=locale, network=network).records
        )
        for name, files in (sources if isinstance(sources, dict) else {}).items()
    }
    if "references" in document["meta"]:
        library = library.add_items("references", parse_references(document["meta"]["references"]))
    nocite = dict.fromkeys(_iterate_keys(document["meta"].get("nocite")))
    also = tuple(key for key in nocite if key in library.items)
    found = Collector(is_in_notes(style, folder=folder), "*" in nocite, also, library, groups)
    found.collect(document["blocks"], _list_printed_metadata(document["meta"], to))
    title = document["meta"].get("reference-section-title")
    # Lists of a part (letters, a chapter) do not take the place of the bibliography that a title asks for.
    has_place = found.has_main_listing() if title else bool(found.listings)
    is_added = not has_place and meta.get("suppress-bibliography") is not True
    if is_added:
        found.add_listing(build_element("Div", ["refs", [], []], []))
    settings = Settings(
        style,
        found.choose_note_scope(str(meta.get("archcite-note-scope") or "project")),
        locale,
        resolve_style_path=lambda name: resolve_style_path(name, folder),
        archive_first=first if isinstance(first := meta.get("archcite-archive-first"), bool) else None,
        date_words=meta.get("archcite-date-words") is True,
    )
    rendering = render(found.build_documents(str(meta.get("title", ""))), library, settings)
    links = bool(meta.get("link-citations", to.partition("+")[0] not in _WITHOUT_LINKS))
    notes_move = meta.get("notes-after-punctuation", True) is not False
    has_labels = links and (not to or to.startswith(_WITH_LABELS))
    has_keys = to.startswith(_WITH_KEYS)
    _place(found, rendering, links=links, notes_move=notes_move, has_labels=has_labels, has_keys=has_keys)
    if is_added and found.listings[-1].div["c"][1]:
        _append_reference_section(document["blocks"], title, found.listings[-1].div)
    unknown = [library.describe_unknown_key(key) for key in nocite if key != "*" and key not in library.items]
    in_text = (sentence for _place_, _kind, sentence in rendering.problems)
    # pandoc tells no places, so that the same sentence twice says nothing more.
    return list(dict.fromkeys((*library.problems, *found.problems, *in_text, *unknown)))


def _list_printed_metadata(meta: Mapping[str, Any], to: str) -> list[Any]:
    """List the values of the metadata that are printed, in the order of their notes.

    pandoc numbers these by the names of the values, but where another program does it by their places.
    """
    names = [name for name in sorted(meta) if name not in _NOT_PRINTED]
    if to.startswith(_NUMBERED_BY_PLACE):
        names.sort(key=lambda name: _PLACES.index(name) if name in _PLACES else len(_PLACES))
    return [meta[name] for name in names]


def _place(
    found: Collector,
    rendering: Rendering,
    *,
    links: bool,
    notes_move: bool,
    has_labels: bool,
    has_keys: bool,
) -> None:
    """Put what was formatted into the document."""
    pages, in_quote = rendering.pages, rendering.punctuation_in_quote

    def get_page(chapter: str) -> RenderedPage:
        return pages[chapter if chapter in pages else NAME]

    ids = _choose_ids(get_page(one.chapter).bibliographies[one.listing.id] for one in found.listings)
    for chapter, citation, siblings, cite, made in found.places:
        page = get_page(chapter)
        anchors = {key: ids[anchor] for key, (_name, anchor) in page.entries.items()} if links else {}
        written = page.citations[citation.id]
        at = next(place for place, one in enumerate(siblings) if one is cite)
        if made:
            text = to_inlines(written.rich, anchors, found.kept)
            note = [build_element("Note", [build_element("Para", text)])] if text else []
            lead = _absorb(siblings, at, written.lead) if in_quote and notes_move else written.lead
            _put_behind(siblings, at, to_inlines(lead, anchors), note, moves=notes_move, in_quote=in_quote)
        elif is_superscript(written.rich):
            _put_behind(
                siblings,
                at,
                [],
                to_inlines(written.rich, anchors, found.kept),
                moves=notes_move,
                in_quote=in_quote,
            )
        else:
            follows = found.follows.get(citation.id, "") if found.in_notes else ""
            in_text = bool(citation.note) and citation.cites[0].in_text
            rich = fit_into_note(written, follows, in_text=in_text)
            if in_quote:
                rich = _absorb(siblings, at, rich)
            text = to_inlines(rich, anchors, found.kept)
            siblings[at : at + 1] = [_build_citation(text, written.keys)] if has_keys and text else text
    for chapter, listing, div, heading in found.listings:
        bibliography = get_page(chapter).bibliographies[listing.id]
        _place_bibliography(div, bibliography, heading, _EntryBuilder(ids, has_labels))


def _build_citation(text: list[Element], keys: Iterable[str]) -> Element:
    """Build what pandoc's HTML has for a citation: a span with the keys, and a role for its links."""
    for one in text:
        if one["t"] == "Link" and one["c"][2][0].startswith(f"#{_ENTRY_ID}"):
            one["c"][0] = ["", [], [["role", "doc-biblioref"]]]
    return build_element("Span", ["", ["citation"], [["cites", " ".join(keys)]]], text)


def _choose_ids(bibliographies: Iterable[RenderedBibliography]) -> dict[str, str]:
    """Choose the ids of entries, by their anchors: that of the first entry of a key is what pandoc's processor has."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for bibliography in bibliographies:
        for entry in bibliography.iterate_entries():
            name = entry.keys[0] if len(entry.keys) == 1 and entry.keys[0] not in taken else entry.anchor
            taken.add(name)
            ids[entry.anchor] = _ENTRY_ID + name
    return ids


def _place_bibliography(
    div: Element, bibliography: RenderedBibliography, above: Heading, builder: _EntryBuilder
) -> None:
    """Fill a div with a bibliography, after what is in it.

    Headings stand between lists, since a list may hold only entries: pandoc's LaTeX writer makes one list of each
    ``csl-bib-body``, and of each div with the id ``refs``.
    """
    (identifier, classes, _options), content = div["c"]
    body = ["references", "csl-bib-body", *(["hanging-indent"] if bibliography.hanging_indent else [])]
    spacing = [
        [name, str(lines)]
        for name, lines in (
            ("entry-spacing", bibliography.entry_spacing),
            ("line-spacing", bibliography.line_spacing),
        )
        if lines != 1
    ]
    sections = list(bibliography.walk())
    if not content and not any(section.title for _depth, section in sections):
        entries = builder.build(entry for _depth, section in sections for entry in section.entries)
        div["c"] = [[identifier, list(dict.fromkeys([*classes, *body])), spacing], entries]
        return
    blocks: list[Element] = list(content)
    for depth, section in sections:
        if section.title:
            attributes = [section.anchor, list(above.classes), []]
            level = min(above.level + depth, _LAST_HEADING)
            blocks.append(build_element("Header", level, attributes, to_inlines(section.title, {})))
        if section.entries:
            # The first list takes the id, which would make a list of headings and lists.
            blocks.append(build_element("Div", [identifier, body, spacing], builder.build(section.entries)))
            identifier = ""
    div["c"] = [["", [one for one in classes if one not in body], []], blocks]


class _EntryBuilder(NamedTuple):
    """Builder of entries with their ``ids``; links in LaTeX need labels besides the \\bibitem."""

    ids: Mapping[str, str]
    has_labels: bool

    def build(self, entries: Iterable[RenderedEntry]) -> list[Element]:
        """Build a div for each entry."""
        return [self._build_one(self.ids[entry.anchor], to_entry(entry.rich)) for entry in entries]

    def _build_one(self, identifier: str, text: list[Element]) -> Element:
        label = [build_element("Span", [identifier, [], []], [])] if self.has_labels else []
        return build_element("Div", [identifier, ["csl-entry"], []], [build_element("Para", [*label, *text])])


def _absorb(siblings: list[Element], at: int, rich: str) -> str:
    """Return the rich text of a cite with the punctuation after it that goes into its quotation."""
    after = siblings[at + 1] if at + 1 < len(siblings) else None
    if after is None or after["t"] != "Str":
        return rich
    rich, length = absorb_sign(rich, after["c"])
    after["c"] = after["c"][length:]
    return rich


def _put_behind(
    siblings: list[Element],
    at: int,
    lead: list[Element],
    made: list[Element],
    *,
    moves: bool = True,
    in_quote: bool = False,
) -> None:
    """Replace a cite by a note or raised figures, close to the word before.

    If ``moves``, they stand behind the punctuation that follows the cite; if ``in_quote``, a full stop or a comma
    goes into a quotation that ends before the cite.
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
    if moved and not lead and start and _join(siblings[start - 1], moved[0], in_quote=in_quote):
        moved = []
    siblings[start : at + 1] = [*lead, *moved, *made]


def _join(before: Element, sign: Element, *, in_quote: bool) -> bool:
    """Join punctuation to the element before it if it goes into a quotation there; return whether it is done.

    What remains otherwise of ``sign`` is without a full stop that the text before already has.
    """
    quoted, bare = before["t"] == "Quoted", before["t"] == "Str"
    text = str(before["c"]) if bare else to_text([before])
    if quoted:
        text = f"{to_text(before['c'][1])}”"
    at, sign["c"] = place_sign(text, sign["c"], in_quote=in_quote)
    if not sign["c"]:
        return True
    if at == len(text):
        return False
    if quoted:
        before["c"][1].append(build_element("Str", sign["c"]))
    elif bare:
        before["c"] = text[:at] + sign["c"] + text[at:]
    return bool(quoted or bare)


def _append_reference_section(blocks: list[Element], title: Any, div: Element) -> None:
    """Append a bibliography, under the heading set in the metadata, or the last one of the document."""
    last = blocks[-1] if blocks else None
    if last is not None and last["t"] == "Header" and "unnumbered" not in last["c"][1][1]:
        last["c"][1][1].append("unnumbered")
    if title is not None and (inlines := _to_heading(title)):
        blocks.append(build_element("Header", 1, ["bibliography", ["unnumbered"], []], inlines))
    blocks.append(div)


def _to_heading(value: Mapping[str, Any]) -> list[Element]:
    """Convert a value of the metadata to the inlines of a heading, with its markup."""
    if value["t"] == "MetaInlines":
        return list(value["c"])
    if value["t"] == "MetaBlocks":
        return [inline for block in value["c"] if block["t"] in ("Para", "Plain") for inline in block["c"]]
    return to_inlines(str(to_plain_value(value) or ""), {})


def _to_list(value: Any) -> list[str]:
    if isinstance(value, dict):  # files by the names of bibliographies
        return [file for files in value.values() for file in _to_list(files)]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _iterate_keys(content: Any) -> Iterator[str]:
    """Yield the keys in a part of the metadata, whatever its form; ``*`` is for all of them."""
    if isinstance(content, str):
        yield from (found[1] or found[2] for found in _KEY.finditer(content))
    elif isinstance(content, list):
        for one in content:
            yield from _iterate_keys(one)
    elif isinstance(content, dict):
        if content.get("t") == "Cite":
            yield from (one["citationId"] for one in content["c"][0])
        else:
            yield from _iterate_keys(content.get("c"))


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
