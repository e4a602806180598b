"""Records of The National Archives (UK) and of the archives in its catalogue: the JSON of Discovery.

One record (``records/v1/details``), a list of them, or the hits of a search (``search/v1/records``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite.errors import SourceError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings, record_draft
from archcite.formats.common.document_kinds import kind_of
from archcite.formats.common.json_reading import found, has_keys, listed, load_all, string, strings
from archcite.notation import find_archive, parse_reference
from archcite.record import Agent, OnlineCopy, Part, Record, Repository

PORTAL = "The National Archives Discovery Catalogue"
ADDRESS = "https://discovery.nationalarchives.gov.uk/details/r/{}"

# What is asked for → the keys that may have it, in the record and in a hit of a search.
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
    """Whether a text is JSON of Discovery.

    >>> sniff('{"citableReference": "FO 371/1", "coveringDates": "1957"}'), sniff('{"reference": "FO 371/1"}')
    (True, False)
    """
    return has_keys(text, "coveringDates") and (
        has_keys(text, "citableReference") or has_keys(text, "reference", "heldBy")
    )


def read(text: str, name: str = "the text") -> list[Record]:
    """The records of an answer of Discovery.

    Raises :class:`~archcite.errors.SourceError` where there are none.

    >>> record, = read('''{"id": "C123", "citableReference": "FO 371/127831", "coveringDates": "1957",
    ... "title": "Internal situation in Romania", "heldBy": [{"xReferenceName": "The National Archives, Kew"}]}''')
    >>> record.holding.repository.place, [str(part) for part in record.holding.parts]
    ('Kew', ['FO 371', '127831'])
    """
    tree = load_all(text, name)
    descriptions = [*found(tree, "coveringDates")]
    if not descriptions:
        raise SourceError(f"“{name}” has no record of Discovery in it: save the answer again.")
    return [_record(one, f"“{name}”, record {number}") for number, one in enumerate(descriptions, start=1)]


def _record(given: Mapping[str, Any], where: str) -> Record:
    said = {what: _first(given, keys) for what, keys in KEYS.items()}
    identifier = string(said["id"])
    level = LEVELS.get(string(said["level"]), "file")
    draft = record_draft.Draft(where, id=identifier)
    description = catalogue.plain(string(said["description"]))
    draft.title = catalogue.plain(string(said["title"])) or None
    if draft.title is None and description:
        draft.title = _as_title(description, where)
    if draft.title is None:
        reader_warnings.warn(where, "the record has neither title nor description")
    draft.summary = description if description and description != draft.title else None
    draft.kind = catalogue.genre(string(said["form"])) or (kind_of(draft.title) if level == "item" else None)
    draft.date = catalogue.date(
        string(said["dates"]) or None, _span(said["from"], said["to"], string(said["dates"]))
    )
    draft.repository = _holder(said["held_by"])
    draft.parts = _parts(string(said["reference"]), draft.repository, level, where)
    draft.agents = _agents(said["creators"], level)
    if said["digitised"] is True and identifier:
        draft.copy = OnlineCopy(PORTAL, ADDRESS.format(identifier), identifier)
    else:
        draft.copy = OnlineCopy(identifier=identifier or None)
    draft.languages = [known for one in strings(said["language"]) if (known := catalogue.language(one))]
    draft.rights = catalogue.plain(string(said["rights"])) or None
    draft.subjects = [catalogue.plain(one) for one in strings(said["subjects"])]
    context, former, closure = string(said["context"]), said["former"], string(said["closure"])
    draft.notes = [
        *([f"Context: {catalogue.plain(context)}"] if context else []),
        *(f"Former reference: {one}" for one in strings(former)),
        *(
            [f"Access: {closure}"]
            if closure and closure not in ("O", "Open Document, Open Description")
            else []
        ),
        *(catalogue.plain(one) for one in strings(said["notes"])),
    ]
    return draft.record()


def _first(given: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """The first of several keys that has something; “a.b” is a key in a mapping."""
    for key in keys:
        value: Any = given
        for piece in key.split("."):
            value = value.get(piece) if isinstance(value, Mapping) else None
        if value not in (None, "", [], {}):
            return value
    return None


def _as_title(description: str, where: str) -> str:
    """What a file is called that has a description only: all of it, or its first sentence."""
    if len(description) <= _LONGEST_TITLE:
        return description.rstrip(".")
    sentence = description[:_LONGEST_TITLE].partition(". ")[0]
    shown = reader_warnings.shortened(sentence)
    reader_warnings.warn(where, f"the file has no title, and “{shown}” was taken from its description")
    return sentence.rstrip(" .,;")


def _span(first: Any, last: Any, words: str) -> str | None:
    """The covering dates as a machine has them, where there is no telling from the words."""
    ends = [string(end) for end in (first, last)]
    if not words or not all(len(end) == 8 and end.isdigit() for end in ends):
        return None
    return "/".join(ends)


def _holder(said: Any) -> Repository:
    names = [string(one.get("xReferenceName")) for one in listed(said)] or strings(said)
    return catalogue.repository(names[0]) if names else Repository()


def _parts(reference: str, repository: Repository, level: str, where: str) -> tuple[Part, ...]:
    if not reference:
        reader_warnings.warn(where, "the record has no reference")
        return ()
    archive = find_archive(str(repository))
    if archive and archive.tradition != "international":
        return parse_reference(reference, str(repository)).parts
    return (Part(level, None, reference),)


def _agents(said: Any, level: str) -> list[Agent]:
    """Who made the record; above the file, who made the series."""
    role = "author" if level in ("file", "item") else "creator"
    agents = []
    for one in listed(said):
        family, given = string(one.get("surname")), string(one.get("firstName"))
        if family and given:
            agents.append(Agent(family=family, given=given, role=role))
        elif name := family or string(one.get("xReferenceName")):
            agents.append(Agent.body(name, role))
    return agents
