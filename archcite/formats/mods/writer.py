"""Records as MODS, the format in which libraries exchange descriptions (MODS 3.8 user guidelines)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archcite.formats.common.field_mapping import FieldTable, Value, list_stated_variables, map_record
from archcite.formats.common.xml_building import add_element, create_root, put_path, serialize
from archcite.formats.mods.publication_writer import put_name, put_publication
from archcite.formats.mods.values import KINDS_OF_SOURCES
from archcite.record import Agent, OnlineCopy, Publication, Source
from archcite.record.vocabulary import ROLES

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.loc.gov/mods/v3"

TABLE = FieldTable(
    "MODS",
    (
        ("titleInfo>title", "title"),
        *(("name", role) for role in ROLES),
        ("name", "other agents"),
        ("genre", "common kind"),
        (f"genre@authority={KINDS_OF_SOURCES}", "rare kind"),
        ("originInfo>dateCreated@encoding=edtf@keyDate=yes", "date in EDTF"),
        ("originInfo>dateCreated", "date in words"),
        ("+language>languageTerm@type=text", "languages"),
        ("physicalDescription>form@type=material", "medium"),
        ("abstract", "summary"),
        ("note@type=citation/reference", "published in"),
        ("+subject>topic", "subjects"),
        ("relatedItem@type=host>titleInfo>title", "collection"),
        ("identifier@type=local", "number"),
        ("location>physicalLocation", "repository"),
        ("location>physicalLocation@type=code", "code"),
        ("location>shelfLocator", "location and leaves"),
        ("url", "copy"),
        ("accessCondition@type=use and reproduction", "rights"),
        ("recordInfo>recordIdentifier", "id"),
    ),
    notes="note",
    # The affiliation stands with the name.
    elsewhere=("agents.affiliation",),
)


def to_mods(records: Sequence[Source]) -> str:
    """Write one record or published work as ``<mods>``, several in a ``<modsCollection>``.

    >>> from archcite.record import Record
    >>> print(to_mods([Record(title="Letter", date="1918", agents=[Agent.parse("A. Smith")])]).split("\\n", 1)[1])
    <mods xmlns="http://www.loc.gov/mods/v3" version="3.8">
      <titleInfo>
        <title>Letter</title>
      </titleInfo>
      <name type="personal">
        <namePart type="family">Smith</namePart>
        <namePart type="given">A.</namePart>
        <role>
          <roleTerm type="code" authority="marcrelator">aut</roleTerm>
          <roleTerm type="text" authority="marcrelator">author</roleTerm>
        </role>
      </name>
      <originInfo>
        <dateCreated encoding="edtf" keyDate="yes">1918</dateCreated>
      </originInfo>
    </mods>
    <BLANKLINE>
    """
    several = len(records) != 1
    root = create_root("modsCollection" if several else "mods", {"": NAMESPACE})
    for record in records:
        mods = add_element(root, "mods", {}) if several else root
        mods.set("version", "3.8")
        if isinstance(record, Publication):
            put_publication(mods, record)
            continue
        for target, value in map_record(record, TABLE):
            _put(mods, target, value)
        for line in list_stated_variables(record):
            put_path(mods, "note", line)
    return serialize(root)


def _put(mods: _Element, target: str, value: Value) -> None:
    if isinstance(value, Agent):
        put_name(mods, value)
    elif isinstance(value, OnlineCopy):
        location = put_path(mods, "location")
        attributes = {
            "usage": "primary",
            "displayLabel": value.portal,
            "dateLastAccessed": str(value.accessed or ""),
        }
        add_element(location, "url", attributes, value.url or "")
    else:
        put_path(mods, target, str(value))
