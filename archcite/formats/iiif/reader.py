"""Read manifests of IIIF Presentation, versions 2 and 3: what a viewer shows beside the scans.

A manifest has labels and values in any words. Those that mean an element of Dublin Core are read by its reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common.catalogue_values import strip_markup
from archcite.formats.common.json_reading import as_mappings, has_keys, list_texts, load_json, to_text
from archcite.formats.dublin_core.reader import from_elements
from archcite.record import Record

_CONTEXT = "iiif.io/api/presentation"
# Label of a value, in lower case and without its colon → element of Dublin Core.
LABELS: Mapping[str, str] = {
    **dict.fromkeys(("title", "titel", "titre", "titolo"), "title"),
    **dict.fromkeys(
        ("author", "creator", "autor", "auteur", "verfasser", "creators", "author(s)"), "creator"
    ),
    **dict.fromkeys(("contributor", "contributors", "beteiligte", "contributeur"), "contributor"),
    **dict.fromkeys(
        ("date", "datum", "date created", "date statement", "datierung", "entstehungszeit"), "created"
    ),
    **dict.fromkeys(
        ("repository", "holding institution", "institution", "location", "bibliothek", "dépôt"), "publisher"
    ),
    **dict.fromkeys(
        ("shelfmark", "call number", "signatur", "cote", "reference", "identifier", "shelf mark"), "source"
    ),
    **dict.fromkeys(("collection", "fonds", "bestand", "part of"), "isPartOf"),
    **dict.fromkeys(("language", "languages", "sprache", "langue"), "language"),
    **dict.fromkeys(("description", "summary", "abstract", "beschreibung"), "description"),
    **dict.fromkeys(("subject", "subjects", "topic", "topics"), "subject"),
    **dict.fromkeys(("type", "genre", "resource type", "format"), "type"),
    **dict.fromkeys(("rights", "license", "attribution", "rechte"), "rights"),
}


def sniff(text: str) -> bool:
    """Return whether a text is a manifest of IIIF Presentation.

    >>> sniff('{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest"}'), sniff("{}")
    (True, False)
    """
    return has_keys(text, "@context") and _CONTEXT in text[:4096]


def read(text: str, name: str = "the text") -> list[Record]:
    """Return the record of a manifest; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it is not a manifest but a collection, or has no label.

    >>> record, = read('''{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest",
    ... "id": "https://example.org/1/manifest", "label": {"en": ["Diary"]},
    ... "metadata": [{"label": {"en": ["Shelfmark"]}, "value": {"none": ["MS 466, box 6"]}}]}''')
    >>> record.title, str(record.holding)
    ('Diary', 'MS 466, box 6')
    """
    tree = load_json(text, name)
    location = SourceLocation(name, number=1)
    manifest = tree if isinstance(tree, Mapping) else {}
    kind = to_text(manifest.get("type")) or to_text(manifest.get("@type"))
    if not kind.endswith("Manifest"):
        raise SourceError(
            f"This is not a manifest, but a {kind or 'list'} of IIIF: save the manifest of one document.",
            location=location,
        )
    pairs = list(_iterate_pairs(manifest))
    if not any(element == "title" for element, _ in pairs):
        raise SourceError("The manifest has no label: save the page of the document.", location=location)
    return [from_elements(pairs, location)]


def _iterate_pairs(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield elements of Dublin Core with their values; other labels become notes."""
    metadata = [
        (label.rstrip(" :").casefold(), label, text)
        for one in as_mappings(manifest.get("metadata"))
        for label in _get_texts(one.get("label"))[:1]
        for text in _get_texts(one.get("value"))
    ]
    if not any(LABELS.get(key) == "title" for key, _, _ in metadata):
        yield from (("title", text) for text in _get_texts(manifest.get("label"))[:1])
    for key, label, text in metadata:
        yield (LABELS[key], text) if key in LABELS else ("provenance", f"{label.rstrip(' :')}: {text}")
    for provider in as_mappings(manifest.get("provider")):
        yield from (("publisher", text) for text in _get_texts(provider.get("label"))[:1])
    for name in ("summary", "description"):
        yield from (("description", text) for text in _get_texts(manifest.get(name))[:1])
    for page in as_mappings(manifest.get("homepage")):
        yield "identifier", to_text(page.get("id"))
    yield "identifier", to_text(manifest.get("id")) or to_text(manifest.get("@id"))
    for name in ("rights", "license"):
        yield from (("rights", text) for text in _get_texts(manifest.get(name)))


def _get_texts(value: Any) -> list[str]:
    """Return the texts of a value, in one language, without markup."""
    return [plain for text in list_texts(value) if (plain := strip_markup(text))]
