"""Write RIS: archival sources in the tags that Zotero and EndNote read for manuscripts and letters.

Published works are written by the table in :mod:`archcite.formats.ris.works`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from archcite.formats.common.field_mapping import FieldTable, map_record
from archcite.formats.csl_json.item_from_record import view_csl_item
from archcite.formats.csl_json.publication_from_item import is_published
from archcite.formats.ris.names import format_agent
from archcite.formats.ris.work_writer import build_lines
from archcite.record import Agent, Publication, Source
from archcite.record.vocabulary import CREATORS

# CSL type -> type of RIS; for all others GEN.
TYPES: Mapping[str, str] = {
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "graphic": "ART",
    "hearing": "HEAR",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "pamphlet": "PAMP",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "report": "RPRT",
    "song": "SOUND",
    "thesis": "THES",
}
TABLE = FieldTable(
    "RIS",
    (
        ("ID", "id"),
        ("TI", "heading"),
        *(("AU", role) for role in CREATORS),
        ("ED", "editor"),
        ("A4", "translator"),
        ("DA", "day"),
        ("PY", "year"),
        # RIS has no ranges and no doubts: CSL processors and archcite read this line of the notes.
        ("N1  - issued:", "other date"),
        ("M3", "kind"),
        ("DB", "repository"),
        ("CY", "place"),
        ("AN", "path"),
        ("DP", "portal"),
        ("UR", "address"),
        ("Y2", "day of access"),
        ("LA", "languages"),
        ("AB", "summary"),
        ("KW", "subjects"),
    ),
    notes="N1",
)
# In a letter the second author is who it went to.
_LETTERS = evolve(TABLE, rows=(*TABLE.rows[:4], ("A2", "recipient"), *TABLE.rows[4:]))
_DATES = frozenset(("DA", "Y2"))


def to_ris(records: Sequence[Source]) -> str:
    """Return records as RIS, one after the other.

    >>> from archcite.record import Record
    >>> print(to_ris([Record(kind="letter", title="Letter", date="1918-09", agents=[Agent.parse("A. Smith")])]))
    TY  - PCOMM
    TI  - Letter
    AU  - Smith, A.
    DA  - 1918/09//
    PY  - 1918
    M3  - letter
    ER  -
    <BLANKLINE>
    """
    return "".join(iterate_ris(records))


def iterate_ris(records: Iterable[Source]) -> Iterator[str]:
    """Yield RIS, a piece for each record."""
    for record in records:
        yield "\n".join((*_build_lines(record), "ER  - ", ""))


def _build_lines(record: Source) -> list[str]:
    item = view_csl_item(record)
    if isinstance(record, Publication) or record.is_as_read or is_published(item):
        return build_lines(item)
    type_ = TYPES.get(record.csl_type, "MANSCPT" if record.holding.parts else "GEN")
    lines = [f"TY  - {type_}"]
    for tag, value in map_record(record, _LETTERS if type_ == "PCOMM" else TABLE):
        text = format_agent(value) if isinstance(value, Agent) else str(value)
        if tag in _DATES:
            text = "/".join([*text.split("-"), "", "", ""][:4])
        # A line is a value: line ends would begin another tag.
        lines.append(f"{tag}{' ' if tag.endswith(':') else '  - '}{' '.join(text.split())}")
    return lines
