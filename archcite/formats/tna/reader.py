"""Records of The National Archives (UK) and of the archives in its catalogue: the JSON of Discovery.

One record (``records/v1/details``), a list of them, or the hits of a search (``search/v1/records``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite._foundation.wording import shorten_text
from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
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
from archcite.formats.common.record_draft import Draft
from archcite.notation import find_archive, parse_reference
from archcite.record import Agent, OnlineCopy, Part, Record, Repository

PORTAL = "The National Archives Discovery Catalogue"
ADDRESS = "https://discovery.nationalarchives.gov.uk/details/r/{}"

# Value → the keys that may have it, in a record and in a search result.
KEYS = {
    "id": ("id",),
    "reference": ("citableReference", "reference"),
    "title": ("title",),
    "description": ("scopeContent.description", "description", "content"),
    "dates": ("coveringDates",),
    "from": ("coveringFromDate", "numStartDate"),
    "to": ("coveringToDate", "numEndDate"),
    "held_by": ("heldBy",),
    "level": ("catalogueLevel",),
    "context": ("context",),
    "language": ("language",),
    "creators": ("creatorName",),
    "former": ("formerReferenceDep", "formerReferencePro"),
    "form": ("physicalDescriptionForm",),
    "extent": ("physicalDescriptionExtent",),
    "closure": ("closureStatus",),
    "rights": ("restrictionsOnUse",),
    "notes": ("note",),
    "subjects": ("subjects",),
    "digitised": ("digitised",),
}
# The levels of the catalogue by their number: its own records, and those of other archives.
LEVELS = {
    "1": "fonds",
    "2": "subfonds",
    "3": "series",
    "4": "subseries",
    "5": "subseries",
    "6": "file",
    "7": "item",
    "8": "fonds",
    "9": "subfonds",
    "10": "series",
    "11": "subseries",
    "12": "file",
    "13": "item",
}
_LONGEST_TITLE = 300


def sniff(text: str) -> bool:
    """Return whether a text is JSON of Discovery.

    >>> sniff('{"citableReference": "FO 371/1", "coveringDates": "1957"}'), sniff('{"reference": "FO 371/1"}')
    (True, False)
    """
    return has_keys(text, "coveringDates") and (
        has_keys(text, "citableReference") or has_keys(text, "reference", "heldBy")
    )


def read(text: str, name: str = "the text") -> list[Record]:
    """Return the records of an answer of Discovery.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> record, = read('''{"id": "C123", "citableReference": "FO 371/127831", "coveringDates": "1957",
    ... "title": "Internal situation in Romania", "heldBy": [{"xReferenceName": "The National Archives, Kew"}]}''')
    >>> record.holding.repository.place, [str(part) for part in record.holding.parts]
    ('Kew', ['FO 371', '127831'])
    """
    tree = load_json(text, name)
    descriptions = find_mappings(tree, "coveringDates")
    return build_each(
        descriptions, _build_record, name, "The file has no record of Discovery: save the answer again."
    )


def _build_record(given: Mapping[str, Any], location: SourceLocation) -> Record:
    values = {what: _get_first(given, keys) for what, keys in KEYS.items()}
    identifier = to_text(values["id"])
    level = LEVELS.get(to_text(values["level"]), "file")
    draft = Draft(location, id=identifier)
    description = catalogue.strip_markup(to_text(values["description"]))
    draft.title = catalogue.strip_markup(to_text(values["title"])) or None
    if draft.title is None and description:
        draft.title = _shorten_description(description, location)
    if draft.title is None:
        reader_warnings.warn(location, "The record has neither a title nor a description: add a title.")
    extent = " ".join(filter(None, (to_text(values["extent"]), to_text(values["form"]))))
    draft.description = {
        # The archivist of the department or of the archive makes the titles.
        "title_kind": "supplied" if draft.title else None,
        "extent": extent if to_text(values["extent"]) else None,
    }
    draft.summary = description if description and description != draft.title else None
    draft.kind = catalogue.find_kind(to_text(values["form"])) or (
        infer_document_kind(draft.title) if level == "item" else None
    )
    draft.date = catalogue.parse_date(
        to_text(values["dates"]) or None, _build_span(values["from"], values["to"], to_text(values["dates"]))
    )
    draft.repository = _build_repository(values["held_by"])
    draft.parts = _parse_parts(to_text(values["reference"]), draft.repository, level, location)
    draft.agents = _build_agents(values["creators"], level)
    if values["digitised"] is True and identifier:
        draft.copy = OnlineCopy(PORTAL, ADDRESS.format(identifier), identifier)
    else:
        draft.copy = OnlineCopy(identifier=identifier or None)
    draft.languages = [
        known for one in to_texts(values["language"]) if (known := catalogue.find_language(one))
    ]
    draft.rights = catalogue.strip_markup(to_text(values["rights"])) or None
    draft.subjects = [catalogue.strip_markup(one) for one in to_texts(values["subjects"])]
    context, former, closure = to_text(values["context"]), values["former"], to_text(values["closure"])
    draft.notes = [
        *([f"Context: {catalogue.strip_markup(context)}"] if context else []),
        *(f"Former reference: {one}" for one in to_texts(former)),
        *(
            [f"Access: {closure}"]
            if closure and closure not in ("O", "Open Document, Open Description")
            else []
        ),
        *(catalogue.strip_markup(one) for one in to_texts(values["notes"])),
    ]
    return draft.build()


def _get_first(given: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """Return the first non-empty value of several keys; “a.b” is a key in a mapping."""
    for key in keys:
        value: Any = given
        for piece in key.split("."):
            value = value.get(piece) if isinstance(value, Mapping) else None
        if value not in (None, "", [], {}):
            return value
    return None


def _shorten_description(description: str, location: SourceLocation) -> str:
    """Make a title of the description of a file: all of it, or its first sentence."""
    if len(description) <= _LONGEST_TITLE:
        return description.rstrip(".")
    sentence = description[:_LONGEST_TITLE].partition(". ")[0]
    shown = shorten_text(sentence)
    reader_warnings.warn(location, f"The record has no title; “{shown}” was taken from its description.")
    return sentence.rstrip(" .,;")


def _build_span(first: Any, last: Any, words: str) -> str | None:
    """Return the machine-readable covering dates, for words that may not be understood."""
    ends = [to_text(end) for end in (first, last)]
    if not words or not all(len(end) == 8 and end.isdigit() for end in ends):
        return None
    return "/".join(ends)


def _build_repository(value: Any) -> Repository:
    names = [to_text(one.get("xReferenceName")) for one in as_mappings(value)] or to_texts(value)
    return catalogue.parse_repository(names[0]) if names else Repository()


def _parse_parts(
    reference: str, repository: Repository, level: str, location: SourceLocation
) -> tuple[Part, ...]:
    if not reference:
        reader_warnings.warn(location, "The record has no reference: add one from the catalogue.")
        return ()
    archive = find_archive(str(repository))
    if archive and archive.tradition != "international":
        return parse_reference(reference, str(repository)).parts
    return (Part(level, None, reference),)


def _build_agents(value: Any, level: str) -> list[Agent]:
    """Return the authors of a file or an item, or the creators of a series."""
    role = "author" if level in ("file", "item") else "creator"
    agents = []
    for one in as_mappings(value):
        family, given = to_text(one.get("surname")), to_text(one.get("firstName"))
        if family and given:
            agents.append(Agent(family=family, given=given, role=role))
        elif name := family or to_text(one.get("xReferenceName")):
            agents.append(Agent.body(name, role))
    return agents
