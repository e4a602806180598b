"""Read manifests of IIIF Presentation, versions 2 and 3: what a viewer shows beside the scans.

A manifest has labels and values in any words. Those that mean an element of Dublin Core are read by its reader.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common.catalogue_values import strip_markup
from archcite.formats.common.json_reading import as_mappings, has_keys, list_texts, load_json, to_text
from archcite.formats.dublin_core.reader import from_elements
from archcite.notation import find_archive
from archcite.notation.vocabulary import is_holder
from archcite.record import Record

_CONTEXT = "iiif.io/api/presentation"
_TYPE = pattern(r'"@?type"\s*:\s*"(?:sc:)?Manifest"')
_IN_BRACKETS = pattern(r"\s*\((?:[a-z]{2,3}|\w+)\)\s*$")
# “Provided by Ghent University Library”, as manifests credit the holder.
_CREDIT = pattern(
    r".*(?:provided|digiti[sz]ed|courtesy|held|copyright(?:ed)?|from|source|©)\s*(?:by|of|:)?\s+(?:the\s+)?(?=\w)",
    re.IGNORECASE | re.DOTALL,
)
_LINE_END = pattern(r"<br\s*/?>|\n|\. |\.$|;")
# “Vincent van Gogh, Dutch, 1853 - 1890”: what museums say of an artist beside the name.
_NATION = pattern(r"(?:,|\n)\s*[A-Z][\w-]+(?: [\w-]+){0,2},\s*(?:b\.\s*|born\s*)?\d{4}.*", re.DOTALL)
_ROLE = pattern(r"(?P<role>[A-Z][a-z]+):\s+(?P<name>.+)", re.DOTALL)
# “Gent : Annoot-Braeckman, [1878].”
_IMPRINT = pattern(r"(?:.*[,:]\s*)?(?P<date>\[?(?:ca?\.\s*)?\d{3,4}[^,:]{0,20})\.?", re.DOTALL)
# “Harvard Art Museums”, “Universitätsbibliothek”: more than a reference would be cut at.
_BODY = pattern(r"(?:museums?|museen|librar(?:y|ies)|bibliothek|bibliotek|archives?|archiv)\b", re.IGNORECASE)
_LONGEST_NAME = 60


def sniff(text: str) -> bool:
    """Return whether a text is a manifest of IIIF Presentation.

    >>> sniff('{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest"}'), sniff("{}")
    (True, False)
    """
    if _CONTEXT in text and has_keys(text, "@context"):
        return True
    return "iiif" in text and has_keys(text) and _TYPE.search(text) is not None


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
    holder = _find_holder(manifest, pairs)
    # A museum's “collection” is the museum itself.
    elements = [pair for pair in pairs if pair[0] != "holder" and pair != ("isPartOf", holder)]
    return [from_elements(elements, location, holder=holder)]


def _iterate_pairs(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield elements of Dublin Core with their values, and “holder”; other labels become notes."""
    metadata = [
        (*_find_label(one.get("label")), text)
        for one in as_mappings(manifest.get("metadata"))
        for text in list_texts(one.get("value"), keeps_lines=True)
    ]
    if not any(name == "title" for name, _, _ in metadata):
        yield from (("title", text) for text in _get_texts(manifest.get("label"))[:1])
    names = {name for name, _, _ in metadata}
    for name, label, text in metadata:
        plain = strip_markup(text)
        if name == "creator":
            yield from _iterate_people(text)
        elif name == "imprint":
            found = _IMPRINT.fullmatch(plain)
            if found and not names & {"created", "date"}:
                yield "date", found["date"].strip(" .")
            yield "provenance", f"{label}: {plain}"
        elif name:
            yield name, plain
        elif plain:
            yield "provenance", f"{label}: {plain}"
    if not names & {"created", "date", "imprint"} and (day := to_text(manifest.get("navDate"))):
        yield "date", day.partition("T")[0]
    for provider in as_mappings(manifest.get("provider")):
        yield from (("holder", text) for text in _get_texts(provider.get("label"))[:1])
    for name in ("summary", "description"):
        yield from (("description", text) for text in _get_texts(manifest.get(name))[:1])
    for page in as_mappings(manifest.get("homepage")):
        yield "identifier", to_text(page.get("id"))
    yield "identifier", to_text(manifest.get("id")) or to_text(manifest.get("@id"))
    for name in ("rights", "license"):
        yield from (("rights", text) for text in _get_texts(manifest.get(name)))


def _find_label(value: Any) -> tuple[str, str]:
    """Return what a label means, in whichever language it is known; and the label."""
    labels = _load_labels()
    texts = [
        strip_markup(text).rstrip(" :")
        for one in (value.values() if isinstance(value, Mapping) and "@value" not in value else [value])
        for text in list_texts(one)
    ]
    for label in texts:
        key = label.casefold()
        if name := labels.get(key) or labels.get(_IN_BRACKETS.sub("", key)):
            return name, label
    return "", next(iter(texts), "")


def _iterate_people(text: str) -> Iterator[tuple[str, str]]:
    """Yield those who made a work: “Artist: Vincent van Gogh, Dutch, 1853 - 1890” without what is beside the name."""
    for one in re.split(r";\s+(?=[A-Z][a-z]+: )", text):
        found = _ROLE.fullmatch(one.strip())
        # “Sahagún, Bernardino de, 1499-1590” has the same form in a catalogue: there it is the given name.
        is_of_museum = found is not None or "\n" in one
        name = found["name"] if found else one
        name = strip_markup(_NATION.sub("", name) if is_of_museum else name)
        if found is None or found["role"].casefold() in _load_labels():
            yield "creator", name
        else:
            yield "contributor", f"{name} ({found['role'].casefold()})"


def _find_holder(manifest: Mapping[str, Any], pairs: Sequence[tuple[str, str]]) -> str:
    """Return the archive or library: of its own label, or else the one that the manifest credits."""
    stated = next((text for name, text in pairs if name == "holder" and text), "")
    if stated:
        return stated if len(stated) < _LONGEST_NAME else _CREDIT.sub("", stated, 1)
    required = as_mappings(manifest.get("requiredStatement"))
    credits = [text for one in required for text in list_texts(one.get("value"), keeps_lines=True)]
    credits += list_texts(manifest.get("attribution"), keeps_lines=True)
    for text in credits:
        for line in _LINE_END.split(text):
            plain = _CREDIT.sub("", strip_markup(line), 1)
            if len(plain) < _LONGEST_NAME and (
                find_archive(plain) or is_holder(plain) or _BODY.search(plain)
            ):
                return plain
    return ""


@functools.cache
def _load_labels() -> Mapping[str, str]:
    """Return what each label means."""
    table = resources.read_table(__spec__, "labels.toml")["labels"]
    return {label: name for name, labels in table.items() for label in labels}


def _get_texts(value: Any) -> list[str]:
    """Return the texts of a value, in one language, without markup."""
    return [plain for text in list_texts(value) if (plain := strip_markup(text))]
