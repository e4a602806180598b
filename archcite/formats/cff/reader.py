"""Read CITATION.cff (Citation File Format 1.2.0): the work that it asks to be cited, and its ``references``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.archcite_yaml.positions import PositionedMapping, load
from archcite.formats.cff.writer import TYPES as WRITTEN_TYPES
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.json_reading import as_mappings, find_text, find_texts
from archcite.formats.csl_json.item_from_record import join_keywords, to_csl_date
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.record import Source

_VERSION = pattern(r"^cff-version\s*:", re.MULTILINE)
# What archcite writes: only the list, to be put into a file.
_REFERENCES = pattern(r"\s*references:\s*\n\s*- type:[^\n]*\n\s+authors:")
# Type → CSL type. Other types are documents.
_TYPES: Mapping[str, str] = {
    **{cff_type: csl_type for csl_type, cff_type in WRITTEN_TYPES.items()},
    "article": "article-journal",
    "blog": "post-weblog",
    "conference": "paper-conference",
    "conference-paper": "paper-conference",
    "data": "dataset",
    "database": "dataset",
    "encyclopedia": "entry-encyclopedia",
    "edited-work": "book",
    "generic": "document",
    "legal-case": "legal_case",
    "magazine-article": "article-magazine",
    "manual": "book",
    "music": "song",
    "newspaper-article": "article-newspaper",
    "proceedings": "book",
    "software": "software",
    "software-code": "software",
    "software-container": "software",
    "software-executable": "software",
    "software-virtual-machine": "software",
    "standard": "standard",
    "unpublished": "manuscript",
    "video": "motion_picture",
}
# Path of keys → CSL variable. Where two have the same, the first that is given counts.
_VARIABLES: Mapping[str, str] = {
    "title": "title",
    "journal": "container-title",
    "collection-title": "collection-title",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "edition": "edition",
    "version": "version",
    "pages": "number-of-pages",
    "thesis-type": "genre",
    "publisher.name": "publisher",
    "institution.name": "publisher",
    "publisher.city": "publisher-place",
    "institution.city": "publisher-place",
    "conference.name": "event-title",
    "conference.city": "event-place",
    "status": "status",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "repository-code": "URL",
    "repository": "URL",
    "database": "source",
    "medium": "medium",
    "languages": "language",
    "abstract": "abstract",
    "license": "license",
    "copyright": "license",
    "section": "section",
}
# The same, of what an archive keeps.
_OF_ARCHIVES: Mapping[str, str] = {
    "location.name": "archive",
    "location.city": "archive-place",
    "collection-title": "archive_collection",
    "section": "archive_location",
}
_PEOPLE: Mapping[str, str] = {
    "authors": "author",
    "editors": "editor",
    "editors-series": "collection-editor",
    "translators": "translator",
    "recipients": "recipient",
}
_NAME_PARTS: Mapping[str, str] = {
    "family-names": "family",
    "given-names": "given",
    "name-particle": "non-dropping-particle",
    "name-suffix": "suffix",
}


def sniff(text: str) -> bool:
    """Return whether a text is a CITATION.cff file, or a list of its references.

    >>> sniff("cff-version: 1.2.0\\ntitle: A"), sniff("references:\\n- id: a\\n")
    (True, False)
    """
    return _VERSION.search(text) is not None or _REFERENCES.match(text) is not None


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the work that a file asks to be cited, and its references; ``name`` is what errors call it.

    The work is that of ``preferred-citation``, or else the software or data that the file describes. Raises
    :class:`~archcite.errors.SourceError` for a file that has none of them.

    >>> source, = read("cff-version: 1.2.0\\ntitle: archcite\\nauthors:\\n- name: The archcite authors\\n")
    >>> source.title, source.csl_type
    ('archcite', 'software')
    """
    tree = load(text, name)
    sources = [
        from_csl_item(item, SourceLocation(name, line, number))
        for number, (line, item) in enumerate(_iterate_items(tree), start=1)
    ]
    if not sources:
        raise SourceError(
            "The file has no work to cite: give a title, and authors.", location=SourceLocation(name)
        )
    return sources


def _iterate_items(tree: Any) -> Iterator[tuple[int | None, dict[str, Any]]]:
    if not isinstance(tree, Mapping):
        return
    preferred = as_mappings(tree.get("preferred-citation"))
    own = preferred or ([{"type": "software", **tree}] if "title" in tree else [])
    for reference in [*own, *as_mappings(tree.get("references"))]:
        line = reference.line if isinstance(reference, PositionedMapping) else None
        yield line, _build_item(reference)


def _build_item(reference: Mapping[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _TYPES.get(find_text(reference, "type"), "document")}
    is_archival = isinstance(reference.get("location"), Mapping)
    for path, variable in {**_VARIABLES, **(_OF_ARCHIVES if is_archival else {})}.items():
        if found := find_text(reference, path):
            item.setdefault(variable, found)
    pages = dict.fromkeys(filter(None, (find_text(reference, "start"), find_text(reference, "end"))))
    if pages:
        item["page"] = "-".join(pages)
    for key, variable in _PEOPLE.items():
        names = [name for one in as_mappings(reference.get(key)) if (name := _build_name(one))]
        if names:
            item[variable] = names
    if date := _find_date(reference):
        item["issued"] = date
    if accessed := find_text(reference, "date-accessed"):
        item["accessed"] = to_csl_date(catalogue.parse_date(accessed))
    if words := find_texts(reference, "keywords"):
        item["keyword"] = join_keywords(words)
    if notes := reference.get("notes"):
        item["note"] = str(notes)
    return item


def _build_name(entry: Mapping[str, Any]) -> dict[str, str] | None:
    """Return a person, or an entity, as a CSL name; None for one without a name, or whose name is not known."""
    parts = {part: text for key, part in _NAME_PARTS.items() if (text := find_text(entry, key))}
    if parts:
        return parts if "family" in parts else {"literal": " ".join(parts.values())}
    name = find_text(entry, "name") or find_text(entry, "alias")
    return {"literal": name} if name and name != "anonymous" else None


def _find_date(reference: Mapping[str, Any]) -> dict[str, Any] | None:
    for key in ("date-published", "date-released"):
        if day := find_text(reference, key):
            return to_csl_date(catalogue.parse_date(day))
    year, month = find_text(reference, "year"), find_text(reference, "month")
    if not year:
        return None
    if not year.isdecimal():
        return {"literal": year}
    return {"date-parts": [[int(year), int(month)] if month.isdecimal() else [int(year)]]}
