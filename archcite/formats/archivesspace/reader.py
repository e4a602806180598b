"""Read the JSON of ArchivesSpace: archival objects and resources, as its interface returns them.

Linked records are read if the answer has them resolved
(``?resolve[]=ancestors&resolve[]=top_container&resolve[]=linked_agents&resolve[]=repository``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archcite.errors import ArchciteError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common import reader_warnings
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.json_reading import (
    as_mappings,
    build_each,
    find_mappings,
    has_keys,
    load_json,
    to_text,
    to_texts,
)
from archcite.formats.common.preferred_citation import apply_preferred_citation, strip_placeholders
from archcite.formats.common.record_draft import Draft
from archcite.record import Agent, ArchivalDate, Holding, Part, Record, Repository

MODELS = ("archival_object", "resource", "digital_object", "accession")

# Type of a note → what it is to a record. Other notes are for work in the archive.
NOTES = {
    "abstract": "summary",
    "scopecontent": "summary",
    "userestrict": "rights",
    "accessrestrict": "notes",
    "altformavail": "notes",
    "originalsloc": "notes",
    "odd": "notes",
    "physdesc": "notes",
    "prefercite": "preferred",
}
_MARK_UP = re.compile(r"<[^<>]{0,200}>")


def sniff(text: str) -> bool:
    """Return whether a text is JSON of ArchivesSpace.

    >>> sniff('{"jsonmodel_type": "archival_object", "title": "Letter"}'), sniff('{"title": "Letter"}')
    (True, False)
    """
    return has_keys(text, "jsonmodel_type")


def read(text: str, name: str = "the text") -> list[Record]:
    """Return the archival objects and resources of an answer: one, a list, or the results of a search.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> record, = read('''{"jsonmodel_type": "archival_object", "ref_id": "a1", "title": "Letter", "level": "item",
    ... "dates": [{"expression": "1918 September 25", "begin": "1918-09-25"}], "ancestors": [{"level": "collection",
    ... "_resolved": {"title": "House Papers", "id_0": "MS", "id_1": "466"}}], "instances": [{"sub_container":
    ... {"top_container": {"_resolved": {"type": "box", "indicator": "6"}},
    ... "type_2": "folder", "indicator_2": "179"}}]}''')
    >>> str(record.holding), record.date.edtf
    ('MS 466, box 6, folder 179', '1918-09-25')
    """
    descriptions = [
        one for one in _iterate_descriptions(load_json(text, name), name) if one["jsonmodel_type"] in MODELS
    ]
    return build_each(
        descriptions,
        _build_record,
        name,
        "The file has neither an archival object nor a resource: save the answer again.",
    )


def _iterate_descriptions(tree: Any, name: str) -> Iterator[Mapping[str, Any]]:
    """Yield the descriptions of an answer; results of a search may have theirs as JSON in a string."""
    results = as_mappings(tree.get("results")) if isinstance(tree, Mapping) else []
    for one in results:
        if isinstance(one.get("json"), str):
            yield from find_mappings(load_json(one["json"], name), "jsonmodel_type")
        else:
            yield from find_mappings(one, "jsonmodel_type")
    if not results:
        yield from find_mappings(tree, "jsonmodel_type")


def _build_record(given: Mapping[str, Any], location: SourceLocation) -> Record:
    return _Description(given, location).build_record()


class _Description:
    """One archival object or resource."""

    def __init__(self, given: Mapping[str, Any], location: SourceLocation) -> None:
        self.given = given
        self.location = location
        # The nearest comes first.
        resolved = [_resolve_reference(one) for one in reversed(as_mappings(given.get("ancestors")))]
        if not resolved:
            resolved = [
                _resolve_reference(one)
                for key in ("resource", "parent")
                for one in as_mappings(given.get(key))
            ]
        self.ancestors = [one for one in resolved if one]
        if len(self.ancestors) < len(resolved):
            reader_warnings.warn(
                location,
                "The levels above the record are not in the file: ask for them with resolve[]=ancestors.",
            )

    def build_record(self) -> Record:
        """Build the record of the description."""
        given = self.given
        draft = Draft(self.location, id=to_text(given.get("ref_id")) or to_text(given.get("uri")))
        title = catalogue.strip_markup(to_text(given.get("title"))) or catalogue.strip_markup(
            to_text(given.get("display_string"))
        )
        level = hierarchy.find_level(to_text(given.get("level")))
        steps = [*map(_build_step, self.ancestors), _build_step(given)._replace(title=title or None)]
        repository = self.find_repository()
        notes = self.collect_notes()
        preferred = notes["preferred"] or self.find_inherited_note("prefercite")
        if preferred:
            applied = apply_preferred_citation(preferred, repository, steps)
            repository, steps = applied.repository, [*applied.steps]
            for warning in applied.warnings:
                reader_warnings.warn(self.location, warning)
            draft.notes.append(f"Preferred citation: {strip_placeholders(preferred)}")
        sets = self.find_containers()
        containers = sets[0] if sets else ()
        draft.title = title or None
        draft.description = {
            "title_kind": "supplied" if draft.title else None,
            "extent": self.format_extent(),
        }
        draft.date = self.parse_date()
        draft.agents = self.find_agents()
        draft.repository = repository
        draft.parts = hierarchy.build_path(steps, containers)
        draft.more_holdings = [Holding(repository, hierarchy.build_path(steps, other)) for other in sets[1:]]
        draft.summary = notes["summary"] or None
        draft.rights = notes["rights"] or self.find_inherited_note("userestrict") or None
        draft.notes += [*notes["notes"], *hierarchy.describe_files(steps, containers)]
        draft.languages = self.find_languages()
        draft.subjects, genres = self.find_subjects()
        draft.kind = next(filter(None, map(catalogue.find_kind, genres)), None) or (
            infer_document_kind(title) if level in ("item", "part") else None
        )
        for url in self.iterate_addresses():
            if not draft.copy.url:
                draft.set_address(url)
            elif url != draft.copy.url:
                draft.notes.append(f"Also online: {url}")
        return draft.build()

    def find_repository(self) -> Repository:
        for one in as_mappings(self.given.get("repository")):
            found = _resolve_reference(one)
            if found and (name := to_text(found.get("name"))):
                return Repository(name, country=to_text(found.get("country")) or None)
        return Repository()

    def parse_date(self) -> ArchivalDate | None:
        dates = [
            one for one in as_mappings(self.given.get("dates")) if to_text(one.get("date_type")) != "bulk"
        ]
        dates.sort(key=lambda one: to_text(one.get("label")) != "creation")
        for one in dates:
            ends = [to_text(one.get("begin")), to_text(one.get("end"))]
            approximate = to_text(one.get("certainty")) in ("approximate", "inferred", "questionable")
            normal = "/".join(dict.fromkeys(end for end in ends if end))
            found = catalogue.parse_date(
                to_text(one.get("expression")) or None, normal, approximate=approximate
            )
            if found:
                return found
        return None

    def find_agents(self) -> list[Agent]:
        own = [agent for agent in map(_build_agent, as_mappings(self.given.get("linked_agents"))) if agent]
        for ancestor in reversed(self.ancestors):
            makers = [
                agent
                for one in as_mappings(ancestor.get("linked_agents"))
                if to_text(one.get("role")) == "creator" and (agent := _build_agent(one, "creator"))
            ]
            if makers:
                return [*own, *makers]
        return own

    def find_containers(self) -> list[tuple[Part, ...]]:
        """Return the containers of each physical instance, from the widest down."""
        sets: list[tuple[Part, ...]] = []
        for instance in as_mappings(self.given.get("instances")):
            for sub in as_mappings(instance.get("sub_container")):
                top = next(
                    (one for one in map(_resolve_reference, as_mappings(sub.get("top_container"))) if one), {}
                )
                pairs = [(to_text(top.get("type")), to_text(top.get("indicator")))]
                if not top and as_mappings(sub.get("top_container")):
                    reader_warnings.warn(
                        self.location,
                        "The container is not in the file: ask for it with resolve[]=top_container.",
                    )
                pairs += [(to_text(sub.get(f"type_{n}")), to_text(sub.get(f"indicator_{n}"))) for n in (2, 3)]
                parts = tuple(
                    part for called, number in pairs if (part := hierarchy.parse_container(called, number))
                )
                if parts:
                    sets.append(parts)
        return sets

    def format_extent(self) -> str | None:
        """Return the extents: “3 leaves; 12 minutes”."""
        extents = (
            " ".join(
                filter(None, (to_text(one.get("number")), to_text(one.get("extent_type")).replace("_", " ")))
            )
            for one in as_mappings(self.given.get("extents"))
        )
        return "; ".join(filter(None, extents)) or None

    def find_languages(self) -> list[str]:
        """Return its own languages, or those of the nearest level that has any."""
        for one in (self.given, *reversed(self.ancestors)):
            codes = [
                to_text(known.get("language"))
                for material in as_mappings(one.get("lang_materials"))
                for known in as_mappings(material.get("language_and_script"))
            ] or [to_text(one.get("language"))]
            named = [known for code in codes if code and (known := catalogue.find_language(code))]
            if named:
                return named
        return []

    def find_subjects(self) -> tuple[list[str], list[str]]:
        subjects: list[str] = []
        genres: list[str] = []
        for one in filter(None, map(_resolve_reference, as_mappings(self.given.get("subjects")))):
            kinds = {to_text(term.get("term_type")) for term in as_mappings(one.get("terms"))}
            (genres if kinds == {"genre_form"} else subjects).append(to_text(one.get("title")))
        return [one for one in subjects if one], genres

    def iterate_addresses(self) -> Iterator[str]:
        """Yield the addresses of the digital objects of the record, or of the digital object itself."""
        objects = [
            found
            for instance in as_mappings(self.given.get("instances"))
            for one in as_mappings(instance.get("digital_object"))
            if (found := _resolve_reference(one))
        ]
        for one in (self.given, *objects):
            for version in as_mappings(one.get("file_versions")):
                if version.get("publish") is not False and (
                    url := catalogue.to_address(to_text(version.get("file_uri")))
                ):
                    yield url
            if url := catalogue.to_address(to_text(one.get("digital_object_id"))):
                yield url

    def collect_notes(self) -> dict[str, Any]:
        text: dict[str, Any] = {"summary": "", "rights": "", "preferred": "", "notes": []}
        for note in as_mappings(self.given.get("notes")):
            into = NOTES.get(to_text(note.get("type")))
            content = _get_note_text(note)
            if into == "notes" and content:
                label = to_text(note.get("label"))
                text["notes"].append(f"{label}: {content}" if label else content)
            elif into and content:
                text[into] = " ".join(filter(None, (text[into], content)))
        return text

    def find_inherited_note(self, kind: str) -> str:
        for one in reversed(self.ancestors):
            for note in as_mappings(one.get("notes")):
                if to_text(note.get("type")) == kind:
                    return _get_note_text(note)
        return ""


def _resolve_reference(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the record that a reference points to, with the level that the reference has."""
    inner = one.get("_resolved")
    if not isinstance(inner, Mapping):
        return one if "ref" not in one and "jsonmodel_type" in one else {}
    return {"level": one.get("level"), **inner} if one.get("level") else inner


def _build_step(one: Mapping[str, Any]) -> Step:
    parts = [to_text(one.get(f"id_{n}")) for n in range(4)]
    joined = " ".join(part for part in parts if part) if parts[0].isalpha() else ".".join(filter(None, parts))
    number = to_text(one.get("component_id")) or joined or to_text(one.get("identifier"))
    text = to_text(one.get("level"))
    level = to_text(one.get("other_level")) if text == "otherlevel" else text
    label = "RG" if text == "recordgrp" else None
    return Step(
        hierarchy.find_level(level),
        number or None,
        catalogue.strip_markup(to_text(one.get("title"))) or None,
        label,
    )


def _build_agent(one: Mapping[str, Any], role: str | None = None) -> Agent | None:
    text = to_text(one.get("role"))
    if text == "subject":
        return None
    known = _resolve_reference(one)
    kind = to_text(known.get("jsonmodel_type")) or to_text(known.get("agent_type"))
    into = role or catalogue.find_role(
        to_text(one.get("relator")), default="author" if text == "creator" else "contributor"
    )
    names = as_mappings(known.get("names"))
    primary = to_text(names[0].get("primary_name")) if names else ""
    rest = to_text(names[0].get("rest_of_name")) if names else ""
    try:
        if primary and rest:
            return Agent.parse(f"{primary}, {rest}", into)
        body = "person" not in kind if kind else None
        return catalogue.parse_agent(to_text(known.get("title")) or primary, into, body=body)
    except ArchciteError:
        return None


def _get_note_text(note: Mapping[str, Any]) -> str:
    """Return the text of a note with one part or several."""
    pieces = to_texts(note.get("content"))
    for sub in as_mappings(note.get("subnotes")):
        if sub.get("publish") is not False:
            pieces += to_texts(sub.get("content"))
    return " ".join(_MARK_UP.sub("", " ".join(pieces)).split())
