"""Records as simple Dublin Core in XML (``oai_dc``), as OAI-PMH and digital libraries exchange it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from archcite.formats.common.field_mapping import FieldTable, map_record
from archcite.formats.common.xml_building import add_element, create_root, serialize
from archcite.record import Agent, Source
from archcite.record.vocabulary import CREATORS, ROLES

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"

TABLE = FieldTable(
    "Dublin Core",
    (
        ("title", "heading"),
        *(("creator", role) for role in CREATORS),
        *(("contributor", role) for role in ROLES if role not in CREATORS),
        ("contributor", "other agents"),
        ("date", "date"),
        ("type", "kind"),
        ("format", "medium"),
        ("source", "holding"),
        ("publisher", "portal"),
        ("identifier", "address"),
        ("identifier", "id"),
        ("identifier", "number"),
        ("language", "languages"),
        ("subject", "subjects"),
        ("description", "summary"),
        ("relation", "published in"),
        ("rights", "rights"),
    ),
    notes="description",
)


def to_dublin_core(records: Sequence[Source]) -> str:
    """Write one record as ``<oai_dc:dc>``, several in one element, in the order of the records.

    >>> from archcite.record import Record
    >>> print(to_dublin_core([Record(title="Letter", date="1918")]).split("\\n", 1)[1].replace("><", ">\\n<"))
    <oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:title>Letter</dc:title>
      <dc:date>1918</dc:date>
    </oai_dc:dc>
    <BLANKLINE>
    """
    several = len(records) != 1
    root = create_root("records" if several else "oai_dc:dc", {"oai_dc": OAI_DC, "dc": DC})
    for record in records:
        description = add_element(root, f"{{{OAI_DC}}}dc", {}) if several else root
        # The record's own number is often that of the portal.
        for element, text in dict.fromkeys(list_elements(record)):
            add_element(description, f"{{{DC}}}{element}", {}, text)
    return serialize(root)


def list_elements(record: Source, format: str = TABLE.name) -> Iterator[tuple[str, str]]:
    """Yield the elements of a record, without the namespace, with their texts, in order.

    ``format`` is what warnings call what they are written in.

    >>> from archcite.record import Record
    >>> list(list_elements(Record(kind="map", title="Danube", agents=[Agent.parse("Ann Smith", "recipient")])))
    [('title', 'Danube'), ('contributor', 'Smith, Ann (recipient)'), ('type', 'map')]
    """
    for element, value in map_record(record, evolve(TABLE, name=format)):
        if isinstance(value, Agent):
            yield element, value.sort_name if value.role in CREATORS else f"{value.sort_name} ({value.role})"
        else:
            yield element, str(value)
