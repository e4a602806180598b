"""Read JSON-LD of web pages in the vocabulary of schema.org: ``ArchiveComponent`` and other creative works."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common import reader_warnings, record_draft
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.json_reading import as_mappings, has_keys, load_json, to_text, to_texts
from archcite.formats.json_ld.nodes import collect_names, get_types, resolve_node
from archcite.formats.json_ld.publication import build_publication, find_csl_type
from archcite.notation import parse_reference
from archcite.record import Agent, Pages, Part, Record, Repository, Source

# Type of a work → kind of document; None if the type does not tell.
TYPES: Mapping[str, str | None] = {
    "ArchiveComponent": None,
    "CreativeWork": None,
    "Manuscript": "manuscript",
    "Message": "letter",
    "EmailMessage": "email",
    "Photograph": "photograph",
    "ImageObject": "photograph",
    "Map": "map",
    "Poster": "poster",
    "Drawing": "drawing",
    "VisualArtwork": "drawing",
    "Report": "report",
    "Thesis": "thesis",
    "Legislation": "law",
    "AudioObject": "audio recording",
    "VideoObject": "video recording",
    "Movie": "film",
    "DigitalDocument": None,
    "TextDigitalDocument": None,
    "Collection": None,
    "Book": "book",
    "Article": "article",
    "NewsArticle": "newspaper article",
    "ScholarlyArticle": "article-journal",
    "Chapter": "chapter",
    "Review": "review",
    "TechArticle": "article",
    "BlogPosting": "post-weblog",
    "SocialMediaPosting": "post",
    "DiscussionForumPosting": "post",
    "SoftwareApplication": "software",
    "SoftwareSourceCode": "software",
    "Dataset": "dataset",
    "WebPage": "webpage",
    "ItemPage": "webpage",
    "AboutPage": "webpage",
}
# Property → field of a record.
PROPERTIES = {
    "name": "title",
    "headline": "title",
    "author": "author",
    "creator": "author",
    "sender": "author",
    "recipient": "recipient",
    "toRecipient": "recipient",
    "translator": "translator",
    "editor": "editor",
    "contributor": "contributor",
    "funder": None,
    "dateCreated": "date",
    "dateSent": "date",
    "temporalCoverage": "date",
    "datePublished": "date",
    "inLanguage": "language",
    "holdingArchive": "holder",
    "itemLocation": "location",
    "isPartOf": "part_of",
    "identifier": "identifier",
    "url": "address",
    "description": "summary",
    "abstract": "summary",
    "keywords": "subjects",
    "about": "subjects",
    "genre": "kind",
    "additionalType": "kind",
    "material": "medium",
    "pagination": "pages",
    "copyrightNotice": "rights",
    "license": "rights",
    "usageInfo": "rights",
    "conditionsOfAccess": "notes",
    "alternateName": "notes",
    "creditText": "notes",
    "provider": "portal",
    "publisher": "portal",
}
# Types that contain pages, not documents.
_SITES = frozenset(("Blog", "WebSite", "WebPage", "CollectionPage", "ItemPage", "DataCatalog"))
_AGENTS = ("author", "recipient", "translator", "editor", "contributor")
_DATES = ("dateCreated", "dateSent", "temporalCoverage", "datePublished")
_DEEPEST = 20


def sniff(text: str) -> bool:
    """Return whether a text is JSON-LD in the words of schema.org.

    >>> sniff('{"@context": "https://schema.org", "@type": "Manuscript"}'), sniff('{"@context": "x"}')
    (True, False)
    """
    return has_keys(text, "@context", "@type") and "schema.org" in text


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the works of a file of JSON-LD, archival ones first; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it describes no work.
    """
    tree = load_json(text, name)  # refused with its line, if it is not valid
    works = list(read_scripts([json.dumps(tree)], SourceLocation(name)))
    if not works:
        raise SourceError(
            "The JSON-LD describes no work with a name: save the page of the document.",
            location=SourceLocation(name),
        )
    return works


def read_scripts(scripts: Iterable[str], where: SourceLocation) -> Iterator[Source]:
    """Yield the works described in the JSON-LD of a page, archival ones first; ``where`` is for warnings.

    >>> record, = read_scripts(['''{"@context": "https://schema.org", "@type": ["ArchiveComponent", "Manuscript"],
    ...   "name": "Diary", "dateCreated": "1917-11", "holdingArchive": {"@type": "ArchiveOrganization",
    ...   "name": "Hoover Institution Library & Archives"}, "itemLocation": "box 2, folder 1",
    ...   "isPartOf": {"@type": "ArchiveComponent", "name": "Robien Papers"}}'''], SourceLocation("page.html"))
    >>> record.kind, str(record.holding)
    ('diary', 'Hoover Institution Library & Archives, Robien Papers, box 2, folder 1')
    """
    nodes: list[Mapping[str, Any]] = []
    for script in scripts:
        try:
            nodes += _find_nodes(json.loads(script, parse_int=str, parse_float=str, strict=False))
        except (ValueError, RecursionError):
            reader_warnings.warn(where, "A block of JSON-LD in the page is not valid JSON; left out.")
    graph = {to_text(node["@id"]): node for node in nodes if to_text(node.get("@id"))}
    works = sorted(
        (node for node in nodes if _rank_node(node) is not None), key=lambda node: _rank_node(node) or 0
    )
    for work in works:
        resolve = functools.partial(resolve_node, graph=graph)
        if csl_type := find_csl_type(work, resolve):
            yield build_publication(work, csl_type, resolve, where)
        else:
            yield _Work(work, graph, where).build_record()


def _find_nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Find the top nodes of a block: one node, a list, a ``@graph``, or the main entity of a page."""
    for one in as_mappings(tree):
        yield from as_mappings(one.get("@graph"))
        if "@type" in one:
            yield one
            yield from as_mappings(one.get("mainEntity"))


def _rank_node(node: Mapping[str, Any]) -> int | None:
    """Return the rank of a node; None if it is not a work, or has no name."""
    ranks = [[*TYPES].index(kind) for kind in get_types(node) if kind in TYPES]
    return min(ranks) if ranks and (node.get("name") or node.get("headline")) else None


class _Work:
    """A work; nodes that it refers to by id are looked up in the graph of the page."""

    def __init__(
        self, given: Mapping[str, Any], graph: Mapping[str, Mapping[str, Any]], where: SourceLocation
    ) -> None:
        self.given = given
        self.graph = graph
        self.where = where
        self.draft = record_draft.Draft(where)

    def build_record(self) -> Record:
        draft, given = self.draft, self.given
        draft.title = self.get_first("title")
        draft.agents = [agent for role in _AGENTS for agent in self.find_agents(role)]
        for key in _DATES:
            if draft.date is None and (said := to_text(given.get(key))):
                draft.date = catalogue.parse_date(said, said)
        draft.languages = [
            known for said in self.get_all("language") if (known := catalogue.find_language(said))
        ]
        draft.repository = self.find_holder()
        self.find_place()
        draft.summary = self.get_first("summary")
        draft.subjects = [
            term.strip() for said in self.get_all("subjects") for term in said.split(";") if term.strip()
        ]
        draft.medium = self.get_first("medium")
        draft.rights = "; ".join(dict.fromkeys(self.get_all("rights"))) or None
        draft.notes += self.get_all("notes")
        for said in (*self.get_all("address"), to_text(given.get("@id")), *self.get_all("identifier")):
            if not (said and draft.set_address(said)) and said in self.get_all("identifier"):
                draft.id = draft.id or said
        for said in self.get_all("portal")[:1]:
            draft.set_portal(said)
        genres = filter(None, map(catalogue.find_kind, self.get_all("kind")))
        typed = next((kind for one in get_types(given) if (kind := TYPES.get(one))), None)
        said_kind = infer_document_kind(draft.title)
        draft.kind = next(genres, None) or (said_kind if said_kind != "document" else None) or typed
        return draft.build()

    def find_place(self) -> None:
        """Find the path of the holding in ``isPartOf`` and ``itemLocation``."""
        draft = self.draft
        steps = self.find_levels()
        location = " ".join(self.get_all("location"))
        reference = parse_reference(location, str(draft.repository) or None) if location else None
        lower = list(reference.parts) if reference else []
        parts: list[Part] = [*hierarchy.build_path([*steps, Step("item")])]
        known = {part.value or part.title for part in parts}
        draft.parts = (*parts, *(part for part in lower if part.value not in known))
        if reference:
            draft.pages = reference.pages
        for said in self.get_all("pages")[:1]:
            draft.pages = draft.pages or Pages(said)

    def find_levels(self) -> list[Step]:
        """Find the levels that the work is part of, from the top down; a circle is followed once."""
        steps: list[Step] = []
        seen: list[int] = [id(self.given)]
        waiting = [self.resolve(one) for one in as_mappings(self.given.get("isPartOf"))]
        waiting += [{"name": one} for one in to_texts(self.given.get("isPartOf")) if "://" not in one]
        while waiting and len(steps) < _DEEPEST:
            one = waiting.pop(0)
            if id(one) in seen:
                reader_warnings.warn(
                    self.where, f"“{to_text(one.get('name'))}” is part of itself in the JSON-LD of the page."
                )
                continue
            seen.append(id(one))
            name = to_text(one.get("name")) or to_text(one.get("headline"))
            if _SITES & set(get_types(one)):
                self.draft.set_portal(name)
            elif "Periodical" in get_types(one) or "PublicationIssue" in get_types(one):
                self.draft.published_in = name or None
            elif name:
                number = next(
                    (said for said in collect_names(one.get("identifier")) if "://" not in said), None
                )
                level = hierarchy.find_level(to_text(one.get("additionalType")) or to_text(one.get("genre")))
                steps.insert(0, Step(level, number, name))
            waiting += [self.resolve(inner) for inner in as_mappings(one.get("isPartOf"))]
        return [
            step._replace(level="fonds" if not index else "series") if step.level == "part" else step
            for index, step in enumerate(steps)
        ]

    def find_holder(self) -> Repository:
        for one in as_mappings(self.given.get("holdingArchive")):
            found = self.resolve(one)
            address = next(iter(as_mappings(found.get("address"))), {})
            place = ", ".join(
                filter(None, (to_text(address.get("addressLocality")), to_text(address.get("addressRegion"))))
            )
            country = next(iter(collect_names(address.get("addressCountry"))), None)
            name = to_text(found.get("name"))
            if name:
                return catalogue.parse_repository(
                    name, place or None, country if country and len(country) == 2 else None
                )
        return catalogue.parse_repository(next(iter(to_texts(self.given.get("holdingArchive"))), None))

    def find_agents(self, role: str) -> Iterator[Agent]:
        for key, into in PROPERTIES.items():
            if into != role:
                continue
            value = self.given.get(key)
            for name in to_texts(value):
                if "://" not in name and (found := catalogue.parse_agent(name, role)):
                    yield found
            for one in map(self.resolve, as_mappings(value)):
                family, given = to_text(one.get("familyName")), to_text(one.get("givenName"))
                name = to_text(one.get("name"))
                if family or given:
                    yield Agent(family=family or given, given=given if family else None, role=role)
                elif name:
                    body = None if "Person" not in get_types(one) else False
                    found = catalogue.parse_agent(
                        name, role, body=True if "Organization" in get_types(one) else body
                    )
                    if found:
                        yield found

    def get_first(self, into: str) -> str | None:
        return next(iter(self.get_all(into)), None)

    def get_all(self, into: str) -> list[str]:
        """Collect the texts and names of all properties for a field."""
        said: list[str] = []
        for key, field in PROPERTIES.items():
            if field == into:
                value = self.given.get(key)
                if into == "notes" and isinstance(value, str):
                    value = value.splitlines()
                resolved = (
                    [self.resolve(one) for one in value] if isinstance(value, list) else self.resolve(value)
                )
                said += collect_names(resolved)
        return said

    def resolve(self, one: Any) -> Any:
        return resolve_node(one, self.graph)
