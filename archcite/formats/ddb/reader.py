"""Read items of the Deutsche Digitale Bibliothek: the view of an item with German labels, and its EDM."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.json_reading import (
    as_mappings,
    find_mappings,
    find_text,
    find_texts,
    has_keys,
    load_json,
)
from archcite.formats.dublin_core.reader import build_source
from archcite.record import Source

PORTAL = "Deutsche Digitale Bibliothek"
_PAGE = "https://www.deutsche-digitale-bibliothek.de/item/"
# Label of a field, in lower case → element of Dublin Core.
LABELS: Mapping[str, str] = {
    **dict.fromkeys(("archivaliensignatur", "signatur", "inventarnummer", "standort"), "source"),
    **dict.fromkeys(("bestand", "kontext", "sammlung", "in", "teil von"), "isPartOf"),
    **dict.fromkeys(("laufzeit", "datum", "datierung", "entstehungszeit"), "created"),
    **dict.fromkeys(("erschienen", "erscheinungsjahr"), "issued"),
    **dict.fromkeys(("objekttyp", "dokumenttyp", "medientyp", "objektart"), "type"),
    **dict.fromkeys(("verfasser", "autor", "autor/in", "urheber", "künstler", "fotograf"), "creator"),
    **dict.fromkeys(("beteiligte", "beteiligte personen", "empfänger"), "contributor"),
    **dict.fromkeys(("umfang", "maße"), "extent"),
    **dict.fromkeys(("material", "material/technik"), "medium"),
    **dict.fromkeys(("enthält", "enthältvermerke", "beschreibung", "inhalt"), "description"),
    **dict.fromkeys(("sprache", "sprache der unterlagen", "sprache(n)"), "language"),
    **dict.fromkeys(("indexbegriff person", "indexbegriff ort", "indexbegriff sache", "thema"), "subject"),
    "provenienz": "provenance",
    "rechteinformation": "rights",
    "titel": "title",
    "verlag": "publisher",
}
_MARKS = (("edm", "provider-info"), ("institution", "fields", "license"))


def sniff(text: str) -> bool:
    """Return whether a text is JSON with an item of the Deutsche Digitale Bibliothek.

    >>> sniff('{"edm": {"RDF": {}}, "provider-info": {}}'), sniff('{"edm": {}}')
    (True, False)
    """
    return any(has_keys(text, *marks) for marks in _MARKS)


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the source of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> record, = read('''{"item": {"identifier": "ABC", "title": "Bericht", "institution": {"name": "Landesarchiv
    ... Stuttgart"}, "license": "x", "fields": [{"field": [{"name": "Laufzeit", "value": ["1901-1905"]},
    ... {"name": "Archivaliensignatur", "value": ["E 170, Nr. 5"]}]}]}}'''.replace(chr(10), " "))
    >>> record.title, record.date.edtf, str(record.holding)
    ('Bericht', '1901/1905', 'Landesarchiv Stuttgart, E 170, Nr. 5')
    """
    tree = load_json(text, name)
    location = SourceLocation(name, number=1)
    item = next(find_mappings(tree, "title", "fields"), {})
    described = next(find_mappings(tree, "ProvidedCHO"), {})
    pairs = [*_iterate_fields(item)] or [*_iterate_elements(described.get("ProvidedCHO"))]
    if not any(element == "title" for element, _ in pairs):
        pairs = [*(("title", text) for text in find_texts(item, "title")[:1]), *pairs]
    if not any(element == "title" for element, _ in pairs):
        raise SourceError(
            "The answer of the Deutsche Digitale Bibliothek has no item: ask for its /items/ID/view.",
            location=location,
        )
    if not any(element == "language" for element, _ in pairs):
        # Titles are in the language of the description, and keep their capitals.
        pairs.append(("language", "German"))
    number = find_text(item, "identifier") or find_text(tree, "properties.item-id")
    pairs += [("identifier", f"{_PAGE}{number}")] if number else []
    holders = (
        find_texts(item, "institution.name")
        or find_texts(described, "Aggregation.dataProvider")
        or find_texts(tree, "provider-info.provider-name")
    )
    plain = [(element, catalogue.strip_markup(text)) for element, text in pairs]
    return [build_source(plain, location, holder=next(iter(holders), ""), portal=PORTAL)]


def _iterate_fields(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield elements for the fields with known labels; others become notes."""
    groups = as_mappings(item.get("fields"))
    for field in (one for group in groups for one in as_mappings(group.get("field")) or [group]):
        label = find_text(field, "name").rstrip(" :")
        for text in find_texts(field, "value"):
            if element := LABELS.get(label.casefold()):
                # “E 170 Zentralstelle >> 1. Verwaltung >> 1.1 Personal”: the first is the fonds.
                yield element, text.partition(" >> ")[0] if element == "isPartOf" else text
            elif label:
                yield "provenance", f"{label}: {text}"


def _iterate_elements(described: Any) -> Iterator[tuple[str, str]]:
    """Yield the elements of EDM, whose names are those of Dublin Core."""
    for one in as_mappings(described):
        for key in one:
            name = key.rpartition(":")[2]
            if name[:1] not in ("@", "#"):
                yield from ((name, text) for text in find_texts(one, key))


__all__ = ["LABELS", "read", "sniff"]
