"""What a document of pandoc cites and lists, collected in one walk through its tree, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from attrs import define, evolve, field

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError
from archcite.integrations.common.bibliography_options import check_listing_options, to_listing_fields
from archcite.integrations.common.citation_syntax import WrittenCite, parse_cites
from archcite.integrations.common.cross_references import is_cross_reference
from archcite.integrations.common.document_model import Listing, Page, PlacedCitation
from archcite.integrations.common.library import Library
from archcite.integrations.common.own_notes import is_mid_sentence
from archcite.integrations.common.project import SCOPES, ProjectDocument
from archcite.integrations.pandoc.ast import Element, to_text

# The name of a document that is not divided into chapters.
NAME = "document"
# The class of a heading after which all sources are cited as if for the first time, as in pandoc's own citeproc.
_RESETTING = "reset-citation-positions"
# The classes of a heading without a number, or outside the table of contents.
_UNNUMBERED = frozenset(("unnumbered", "unlisted"))
# A locator that is set apart as a whole.
_MARKED = pattern(r"(\*\*|\*)([^*]+)\1")
_TAGS = {"**": "b", "*": "i"}
# How the id of a bibliography with a name begins.
_GROUPS = ("refs-", "refs_")
_BLOCKS = frozenset(("Para", "Plain", "Header", "Note"))


class Heading(NamedTuple):
    """A heading of the document: its level, and the classes that the headings below it have, too."""

    level: int = 1
    classes: tuple[str, ...] = ()


class CitePlace(NamedTuple):
    """A citation in its place: its chapter, the inlines that have it, its element, and whether it becomes a note."""

    chapter: str
    citation: PlacedCitation
    siblings: list[Element]
    element: Element
    is_made_note: bool


class ListingPlace(NamedTuple):
    """A bibliography in its place: its chapter, its div, and the heading before it."""

    chapter: str
    listing: Listing
    div: Element
    heading: Heading


@define
class Collector:
    """What a document cites and lists, and where.

    ``everything`` says that all sources are listed, cited or not; ``also`` are keys that are listed in any case;
    ``groups`` are the keys in the files of each bibliography that has a name.
    """

    in_notes: bool
    everything: bool
    also: tuple[str, ...]
    library: Library
    groups: Mapping[str, frozenset[str]] = field(factory=dict)
    places: list[CitePlace] = field(factory=list)
    listings: list[ListingPlace] = field(factory=list)
    problems: list[str] = field(factory=list)
    kept: list[Element] = field(factory=list)  # formulas and the like in the affixes of cites
    follows: dict[str, str] = field(factory=dict)  # the text after each citation, if there is any, by its id
    _notes: int = 0
    _before: str = ""  # the text so far in this paragraph
    _last: str = ""  # the citation that this text ends with
    _captions: tuple[list[Element], ...] = ()  # of the figure that was met last
    _heading: Heading = field(factory=Heading)
    _chapter: int = 0
    _chapter_level: int = 1
    _has_chapters: bool = False
    _resets_positions: bool = False  # at the next citation

    def collect(self, blocks: list[Element], metadata: Iterable[Any] = ()) -> None:
        """Collect the citations and bibliographies of a document; its highest headings begin chapters.

        The given values of its ``metadata``, such as its title and abstract, come first.
        """
        for value in metadata:
            self._walk_metadata(value)
        self._chapter_level = min(_iterate_levels(blocks), default=1)
        self._walk(blocks)

    def choose_note_scope(self, given: str) -> str:
        """Return where notes begin again; an unknown scope is reported, and that of the whole document used."""
        if given not in SCOPES:
            self.problems.append(f"archcite-note-scope is “{given}”; use chapter or project.")
        self._has_chapters |= given == "chapter"
        return "chapter" if given == "chapter" else "project"

    def build_documents(self, title: str) -> list[ProjectDocument]:
        """Build the documents of a project: one for each chapter, if it matters which chapter something is in."""
        names = [self._get_chapter(number) for number in range(self._chapter + 1)]
        return [
            ProjectDocument(
                name,
                title,
                name,
                Page(
                    "",
                    self.in_notes,
                    tuple(
                        one.citation for one in self.places if not self._has_chapters or one.chapter == name
                    ),
                    tuple(
                        one.listing for one in self.listings if not self._has_chapters or one.chapter == name
                    ),
                ),
            )
            for name in (names if self._has_chapters else [NAME])
        ]

    def add_listing(self, div: Element) -> None:
        """Add a bibliography, which will fill a div, after what is in that."""
        self._walk(div["c"][1])
        given, problems = check_listing_options(dict(div["c"][0][2]))
        self.problems.extend(problems)
        listing = Listing(f"list-{len(self.listings)}", NAME, **to_listing_fields(given))
        listing = evolve(listing, among=self._find_group(div["c"][0][0]))
        if self.everything:
            listing = evolve(listing, scope="all")
        elif listing.scope == "page":
            listing = evolve(listing, scope="project")  # a document is one page
        if listing.scope == "chapter":
            self._has_chapters = True
        else:
            listing = evolve(listing, also=(*listing.also, *self.also))
        self.listings.append(ListingPlace(self._get_chapter(self._chapter), listing, div, self._heading))

    def has_main_listing(self) -> bool:
        """Return whether a bibliography lists more than a part: one that has no filter, or has the id ``refs``."""
        return any(
            one.div["c"][0][0].startswith("refs")
            or not (one.listing.filter or one.listing.scope == "chapter")
            for one in self.listings
        )

    def _is_listing(self, attributes: list[Any]) -> bool:
        identifier, classes, _options = attributes
        return identifier == "refs" or "bibliography" in classes or self._find_group(identifier) is not None

    def _find_group(self, identifier: str) -> frozenset[str] | None:
        """Return the keys of a bibliography with a name, if this is its id."""
        return self.groups.get(identifier[len("refs-") :]) if identifier.startswith(_GROUPS) else None

    @staticmethod
    def _get_chapter(number: int) -> str:
        return f"{NAME}-{number}"

    def _walk(self, content: Any, note: int = 0) -> None:
        """Collect the citations in some content, in reading order; ``note`` is the number of its note."""
        if isinstance(content, dict):
            kind = content.get("t")
            before, last = self._before, self._last
            if kind in _BLOCKS:
                self._before = self._last = ""
            if kind == "Note":
                self._notes += 1
                self._walk(content["c"], self._notes)
                self._before, self._last = before, last
            elif kind == "Div" and self._is_listing(content["c"][0]):
                self.add_listing(content)
            elif kind == "Header":
                self._begin_section(content)
                self._walk(content["c"][2], note)
            elif kind == "Figure":
                _attributes, (_short, caption), _blocks = content["c"]
                self._captions = tuple(block["c"] for block in caption if block["t"] in ("Para", "Plain"))
                self._walk(content["c"], note)
            elif kind == "Image":
                self._walk_description(content, note)
            elif kind in ("Str", "Code", "Math", "Space", "SoftBreak", "LineBreak"):
                self._add_text(to_text([content]))
            elif kind not in ("CodeBlock", "RawBlock", "RawInline"):
                self._walk(content.get("c"), note)
        elif isinstance(content, list):
            for one in list(content):
                if isinstance(one, dict) and one.get("t") == "Cite" and not self._is_foreign(one):
                    self._cite(content, one, note)
                else:
                    self._walk(one, note)

    def _walk_metadata(self, value: Any) -> None:
        """Walk a value of the metadata, which may be a list of values or a mapping to them."""
        if not isinstance(value, dict) or not isinstance(content := value.get("c"), (list, dict)):
            return
        if value["t"] in ("MetaInlines", "MetaBlocks"):
            self._before = self._last = ""
            self._walk(content)
        else:
            for one in content.values() if isinstance(content, dict) else content:
                self._walk_metadata(one)

    def _walk_description(self, image: Element, note: int) -> None:
        """Walk the text in place of an image: it is printed without notes, and may be a copy of a caption."""
        content = image["c"]
        caption = next((one for one in self._captions if one == content[1]), None)
        if caption is not None:
            content[1] = caption  # citations are replaced in both
            return
        content[1] = _remove_elements(content[1], lambda one: self._makes_note(one, note))
        self._walk(content[1], note)

    def _makes_note(self, element: Element, note: int) -> bool:
        kind = element["t"]
        return kind == "Note" or (
            kind == "Cite" and self.in_notes and not note and not self._is_foreign(element)
        )

    def _add_text(self, text: str) -> None:
        self._before += text
        if self._last and text.strip():
            self.follows[self._last] = text
            self._last = ""

    def _parse_cites(self, given: list[dict[str, Any]]) -> list[WrittenCite]:
        """Parse the cites of a citation; cross-references of another tool among them are text around the others."""
        cites: list[WrittenCite] = []
        before = ""
        for one in given:
            if not self._is_foreign_cite(one):
                first, *others = _parse_cite(one, self.kept, lambda inner: not self._is_foreign(inner))
                cites += [evolve(first, prefix=before + first.prefix), *others]
                before = ""
            elif cites:
                cites[-1] = evolve(cites[-1], suffix=f"{cites[-1].suffix}; {_write_cross_reference(one)}")
            else:
                before += f"{_write_cross_reference(one)}; "
        return cites

    def _begin_section(self, header: Element) -> None:
        level, (_identifier, classes, _others), _text = header["c"]
        self._resets_positions |= _RESETTING in classes
        self._heading = Heading(level, tuple(one for one in classes if one in _UNNUMBERED))
        if level <= self._chapter_level:
            self._chapter += 1

    def _is_foreign(self, cite: Element) -> bool:
        """Return whether a cite is a cross-reference of another tool, which is left to it."""
        return all(map(self._is_foreign_cite, cite["c"][0]))

    def _is_foreign_cite(self, given: dict[str, Any]) -> bool:
        key = given["citationId"]
        return key not in self.library.items and is_cross_reference(key)

    def _cite(self, siblings: list[Element], cite: Element, note: int) -> None:
        made = bool(self.in_notes and not note)
        if made:
            self._notes += 1
        number = note or (self._notes if made else 0)
        identifier = f"cite-{len(self.places)}"
        first, *others = self._parse_cites(cite["c"][0])
        citation = PlacedCitation(
            identifier,
            (first.capitalize_prefix() if made else first, *others),
            number,
            f"note-{number}" if number else "",
            identifier,
            NAME,
            is_made_note=made,
            resets_positions=self._resets_positions,
            continues_sentence=bool(note) and is_mid_sentence(self._before),
        )
        self._resets_positions = False
        self._before += "word"
        self._last = identifier
        self.places.append(CitePlace(self._get_chapter(self._chapter), citation, siblings, cite, made))


def _remove_elements(content: Any, is_removed: Callable[[Element], bool]) -> Any:
    """Return the content without some elements, at any depth."""
    if isinstance(content, list):
        return [
            _remove_elements(one, is_removed)
            for one in content
            if not _is_element(one) or not is_removed(one)
        ]
    if isinstance(content, dict):
        return {name: _remove_elements(one, is_removed) for name, one in content.items()}
    return content


def _is_element(content: Any) -> bool:
    return isinstance(content, dict) and "t" in content


def _write_cross_reference(given: dict[str, Any]) -> str:
    """Return a cross-reference as its author wrote it."""
    prefix, suffix = to_text(given["citationPrefix"]), to_text(given["citationSuffix"])
    return f"{prefix} @{given['citationId']}{suffix}".strip()


def _iterate_levels(blocks: list[Element]) -> Iterator[int]:
    """Yield the levels of headings, also of those in divs."""
    for block in blocks:
        if block["t"] == "Header":
            yield block["c"][0]
        elif block["t"] == "Div":
            yield from _iterate_levels(block["c"][1])


def _parse_cite(
    given: dict[str, Any], kept: list[Element], is_cite: Callable[[Element], bool]
) -> list[WrittenCite]:
    """Convert a cite of pandoc's, and those that its author wrote into the text after it, as in ``[@a, and @b]``."""
    suffix = given["citationSuffix"]
    at = next((at for at, one in enumerate(suffix) if one["t"] == "Cite" and is_cite(one)), None)
    if at is None:
        return [_parse_one(given, to_text(suffix, kept=kept), kept)]
    cite = _parse_one(given, to_text(suffix[:at], kept=kept), kept)
    *inner, last = suffix[at]["c"][0]
    last = {**last, "citationSuffix": [*last["citationSuffix"], *suffix[at + 1 :]]}
    first, *others = (parsed for one in (*inner, last) for parsed in _parse_cite(one, kept, is_cite))
    return [
        evolve(cite, suffix=""),
        first.continue_from(cite.suffix) if cite.suffix.strip() else evolve(first, in_text=False),
        *others,
    ]


def _parse_one(given: dict[str, Any], suffix: str, kept: list[Element]) -> WrittenCite:
    """Convert a cite of pandoc's with the text after its key, in which the locator is found."""
    mode = given["citationMode"]["t"]
    # “@key [among others]” has the comma that “@key [ among others]” does without.
    joint = ", " if mode == "AuthorInText" and not suffix[:1].isspace() else " "
    suffix = suffix.strip().replace("\u00a0", " ")
    if suffix and suffix[0].isalnum():
        suffix = f"{joint}{suffix}"
    prefix = to_text(given["citationPrefix"], kept=kept)
    key = given["citationId"]
    try:
        (cite,) = parse_cites(f"@{{{key}}}{suffix}", in_text=mode == "AuthorInText")
    except (SourceError, ValueError):
        cite = WrittenCite(key, suffix=suffix, in_text=mode == "AuthorInText")
    if marked := _MARKED.fullmatch(cite.locator):
        tag = _TAGS[marked[1]]
        cite = evolve(cite, locator=f"<{tag}>{marked[2]}</{tag}>")
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
