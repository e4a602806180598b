"""Tables of AtoM (CSV in its template for ISAD(G)): descriptions of all levels, a row each.

As in finding aids, the lowest levels become records, which have the levels above them in their path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.reader_warnings import warn
from archcite.formats.common.record_draft import Draft
from archcite.formats.flat_table.rows import TableRow
from archcite.record import Part, Record

Row = Mapping[str, str]
# Column → what its text is called in a note.
NOTES: Mapping[str, str] = {
    "archivalHistory": "Archival history",
    "acquisition": "Acquisition",
    "arrangement": "Arrangement",
    "locationOfOriginals": "Location of originals",
    "locationOfCopies": "Location of copies",
    "relatedUnitsOfDescription": "Related units",
    "publicationNote": "Publication note",
    "physicalCharacteristics": "Physical characteristics",
    "languageNote": "Language",
    "generalNote": "Note",
    "accessConditions": "Access",
}
_DEEPEST = 24
_BAR = "|"


def read_rows(headings: Sequence[str], rows: Iterable[TableRow], name: str) -> list[Record]:
    """Return the records of the rows of a table; ``name`` is what warnings call it.

    >>> rows = [TableRow(2, 2, ["1", "", "MS 466", "House Papers", "Fonds", "Yale"]),
    ...     TableRow(3, 3, ["2", "1", "6", "Letter", "Item", ""])]
    >>> headings = ["legacyId", "parentId", "identifier", "title", "levelOfDescription", "repository"]
    >>> record, = read_rows(headings, rows, "a.csv")
    >>> record.title, str(record.holding)
    ('Letter', 'Yale, MS 466, item 6')
    >>> str(record.location)
    '“a.csv”, line 3, record 2'
    """
    table = [
        (
            SourceLocation(name, row.line, number),
            {key: cell.strip() for key, cell in zip(headings, row.cells, strict=False)},
        )
        for number, row in enumerate(rows, start=1)
    ]
    by_id = {row["legacyId"]: row for _, row in table if row.get("legacyId")}
    parents = {row.get("parentId", "") for _, row in table}
    lowest = [(location, row) for location, row in table if row.get("legacyId", "") not in parents - {""}]
    if not lowest:
        raise SourceError(
            "Each row of the table is part of another one: check the parentId of the rows.",
            location=SourceLocation(name),
        )
    return [_build_record(row, _find_ancestors(row, by_id), location) for location, row in lowest]


def _find_ancestors(row: Row, by_id: Mapping[str, Row]) -> list[Row]:
    """Return the levels above a row, from the widest down; a circle is followed once."""
    above: list[Row] = []
    parent = by_id.get(row.get("parentId", ""))
    while parent is not None and parent is not row and parent not in above and len(above) < _DEEPEST:
        above.insert(0, parent)
        parent = by_id.get(parent.get("parentId", ""))
    return above


def _build_record(row: Row, above: Sequence[Row], location: SourceLocation) -> Record:
    draft = Draft(location)
    levels = [*above, row]
    steps = [
        hierarchy.Step(
            hierarchy.find_level(one.get("levelOfDescription")),
            one.get("identifier") or None,
            one.get("title") or None,
        )
        for one in levels
    ]
    containers = _list_containers(row)
    draft.title = row.get("title") or None
    draft.parts = hierarchy.build_path(steps, containers)
    draft.notes += hierarchy.describe_files(steps, containers)
    draft.repository = catalogue.parse_repository(_inherit(levels, "repository"))
    _read_events(row, draft)
    draft.summary = row.get("scopeAndContent") or None
    draft.description = {"extent": row.get("extentAndMedium") or None}
    draft.rights = _inherit(levels, "reproductionConditions") or None
    codes = _split(_inherit(levels, "language")) or _split(_inherit(levels, "culture"))
    draft.languages = [known for code in codes if (known := catalogue.find_language(code))]
    draft.subjects = [
        word for key in ("subjectAccessPoints", "placeAccessPoints") for word in _split(row.get(key, ""))
    ]
    kinds = filter(None, map(catalogue.find_kind, _split(row.get("genreAccessPoints", ""))))
    draft.kind = next(kinds, None) or infer_document_kind(draft.title)
    draft.set_address(row.get("digitalObjectURI", ""))
    draft.notes += [f"{label}: {row[key]}" for key, label in NOTES.items() if row.get(key)]
    if row.get("parentId") and not above:
        warn(
            location,
            f"The row with the legacyId {row['parentId']}, which it is part of, is not in the table.",
        )
    return draft.build()


def _read_events(row: Row, draft: Draft) -> None:
    """Read the dates and people: those of the creation first, other dates as notes."""
    columns = ("eventTypes", "eventDates", "eventStartDates", "eventEndDates", "eventActors")
    lists = [[text.strip() for text in row.get(name, "").split(_BAR)] for name in columns]
    for number in range(max(map(len, lists))):
        kind, words, start, end, actor = (texts[number] if number < len(texts) else "" for texts in lists)
        normal = "/".join(dict.fromkeys(filter(_is_given, (start, end))))
        date = catalogue.parse_date(words if _is_given(words) else normal, normal)
        is_creation = not _is_given(kind) or kind.casefold() in ("creation", "création", "creación")
        if date and is_creation and draft.date is None:
            draft.date = date
        elif date:
            draft.notes.append(f"{kind or 'Date'}: {date}")
        if _is_given(actor) and is_creation and (agent := catalogue.parse_agent(actor)):
            draft.agents.append(agent)


def _is_given(text: str) -> bool:
    # AtoM writes NULL for what is empty in a list.
    return bool(text) and text != "NULL"


def _list_containers(row: Row) -> list[Part]:
    names, types = _split(row.get("physicalObjectName", "")), _split(row.get("physicalObjectType", ""))
    types += [""] * len(names)
    # “Cardboard box”, “Hollinger box”: the last word is the container.
    pairs = ((kind.rpartition(" ")[2], name) for kind, name in zip(types, names, strict=False))
    return [part for kind, name in pairs if (part := hierarchy.parse_container(kind, name))]


def _inherit(levels: Sequence[Row], name: str) -> str:
    return next((one[name] for one in reversed(levels) if one.get(name)), "")


def _split(text: str) -> list[str]:
    return [one.strip() for one in text.split(_BAR) if _is_given(one.strip())]


__all__ = ["NOTES", "read_rows"]
