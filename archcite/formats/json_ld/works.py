"""Published works as what schema.org has for them: a book is a Book, and an article is part of a periodical."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.formats.common.catalogue_values import strip_markup
from archcite.record import Publication

# CSL type -> type of schema.org; all others are a CreativeWork.
TYPES: Mapping[str, str] = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "entry-dictionary": "Article",
    "entry-encyclopedia": "Article",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "paper-conference": "ScholarlyArticle",
    "periodical": "Periodical",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "review": "Review",
    "review-book": "Review",
    "software": "SoftwareApplication",
    "speech": "CreativeWork",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
# Type of schema.org -> CSL type: the first that is written so.
CSL_TYPES: Mapping[str, str] = {
    name: kind for kind, name in reversed(list(TYPES.items())) if name != "CreativeWork"
}
# CSL type -> type of the work that it is part of.
_HOSTS: Mapping[str, str] = {
    "article-journal": "Periodical",
    "article-magazine": "Periodical",
    "article-newspaper": "Newspaper",
    "chapter": "Book",
    "paper-conference": "Book",
    "entry-dictionary": "Book",
    "entry-encyclopedia": "Book",
    "webpage": "WebSite",
    "post-weblog": "Blog",
}
_PEOPLE = ("author", "editor", "translator", "illustrator", "director", "composer")
# Variable -> property.
_TEXTS: Mapping[str, str] = {
    "title": "name",
    "title-short": "alternateName",
    "genre": "genre",
    "edition": "bookEdition",
    "number-of-pages": "numberOfPages",
    "page": "pagination",
    "ISBN": "isbn",
    "language": "inLanguage",
    "abstract": "abstract",
    "keyword": "keywords",
    "URL": "url",
    "version": "version",
}
_SILENT = frozenset(("id", "type", "citation-key", "accessed", "custom"))
_DOI = pattern(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\..+)")


def build_work(work: Publication) -> dict[str, Any]:
    """Build the object of a published work; variables without a property are in its credits, as text.

    >>> item = {"type": "article-journal", "title": "Signs", "container-title": "Codes", "volume": "7"}
    >>> build_work(Publication(item))["isPartOf"]
    {'@type': 'PublicationVolume', 'volumeNumber': '7', 'isPartOf': {'@type': 'Periodical', 'name': 'Codes'}}
    """
    item = dict(work.csl_item())
    kind = item.get("type", "")
    made: dict[str, Any] = {"@type": TYPES.get(kind, "CreativeWork")}
    if work.id:
        made["@id"] = f"#{work.id}"
    for variable, name in _TEXTS.items():
        if text := item.pop(variable, None):
            made[name] = _to_text(text)
    for variable in _PEOPLE:
        if names := item.pop(variable, None):
            people = [_build_person(name) for name in names]
            made[variable] = people[0] if len(people) == 1 else people
    if date := _format_date(item.get("issued")):
        del item["issued"]
        made["datePublished"] = date
    if match := _DOI.fullmatch(str(item.get("DOI", ""))):
        del item["DOI"]
        made["sameAs"] = f"https://doi.org/{match[1]}"
    if publisher := item.pop("publisher", None):
        made["publisher"] = _build_publisher(publisher, item.pop("publisher-place", None))
    if host := _build_host(kind, item):
        made["isPartOf"] = host
    if series := item.pop("collection-title", None):
        made["isPartOf"] = [
            *([made["isPartOf"]] if host else []),
            {"@type": "CreativeWorkSeries", "name": _to_text(series)},
        ]
    rest = [f"{name}: {_to_credit(name, value)}" for name, value in item.items() if name not in _SILENT]
    if CSL_TYPES.get(made["@type"]) != kind:
        rest.insert(0, f"type: {kind}")
    return {**made, "creditText": "\n".join(rest)} if rest else made


def _build_host(kind: str, item: dict[str, Any]) -> dict[str, Any] | None:
    """Build the work that one is part of, and take its variables out of the item."""
    host: dict[str, Any] | None = None
    if title := item.pop("container-title", None):
        host = {"@type": _HOSTS.get(kind, "CreativeWork"), "name": _to_text(title)}
        if issn := item.pop("ISSN", None):
            host["issn"] = _to_text(issn)
    for variable, part, name in (
        ("volume", "PublicationVolume", "volumeNumber"),
        ("issue", "PublicationIssue", "issueNumber"),
    ):
        if text := item.pop(variable, None):
            around = {"isPartOf": host} if host else {}
            host = {"@type": part, name: _to_text(text), **around}
    return host


def _build_person(name: Mapping[str, Any]) -> dict[str, Any]:
    if literal := name.get("literal"):
        return {"@type": "Organization", "name": _to_text(literal)}
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))
    parts = {"familyName": family, "givenName": given, "honorificSuffix": name.get("suffix")}
    return {
        "@type": "Person",
        "name": " ".join(filter(None, (given, family))),
        **{key: text for key, text in parts.items() if text},
    }


def _build_publisher(name: Any, place: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": "Organization", "name": _to_text(name)}
    if place:
        made["location"] = {"@type": "Place", "name": _to_text(place)}
    return made


def _format_date(value: Any) -> str:
    """Format a date of CSL-JSON as ISO 8601, with a slash between the ends of a range; empty if it is only text."""
    ends = value.get("date-parts") if isinstance(value, Mapping) else None
    try:
        texts = [
            "-".join(f"{int(part):0{2 if place else 4}}" for place, part in enumerate(end))
            for end in ends or ()
        ]
    except (TypeError, ValueError):
        return ""
    return "/".join(texts)


def _to_text(value: Any) -> str:
    return strip_markup(str(value))


def _to_credit(name: str, value: Any) -> str:
    """Return the value of a variable without a property of its own, as text."""
    if name in NAMES and isinstance(value, list):
        return "; ".join(_build_person(one)["name"] for one in value if isinstance(one, Mapping))
    if isinstance(value, Mapping):
        return _format_date(value) or str(value.get("raw") or value.get("literal") or "")
    return _to_text(value)
