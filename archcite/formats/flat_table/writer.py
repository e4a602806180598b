"""Write records as a table (CSV): a row for each record, a column for each field that one of them has.

The columns are the dotted names of :mod:`archcite.formats.flat_table.flat_fields`, in an order that does not
depend on the records. :data:`COLUMNS` lists those that are useful in a table written by hand; all others are
built in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archcite.formats.flat_table.flat_fields import flatten, sort_names
from archcite.formats.flat_table.formula_guard import guard_cell
from archcite.record import Source
from archcite.record.serialization import LIST_FIELDS
from archcite.record.vocabulary import DESCRIPTION_FIELDS, LEVELS, ROLES

# Characters.
_MOST_IN_MEMORY = 5_000_000
# Column -> its contents.
COLUMNS: Mapping[str, str] = {
    "id": "the record's own id",
    "kind": "letter, telegram, minutes, map …",
    "title": "the title",
    "date": "EDTF (1958-09-09) or the words of the source (September 9, 1958)",
    **dict.fromkeys(ROLES, "names, joined by a bar between spaces"),
    "author.body": "an author that is a corporate body; so with every other role",
    "holding.repository.name": "the archive or library",
    "holding.repository.code": "its usual abbreviation",
    "holding.repository.place": "its place",
    "holding.repository.country": "its country",
    **{f"holding.{level}": "number or name, with its label (File 6/1955)" for level in LEVELS},
    "holding.pages": "pages, folios or leaves, with their label (pp. 719-720)",
    "holding.note": "a note on this copy",
    "holding.2.repository.name": "a second archive that keeps the source; so with all that begins with “holding.”",
    "copy.portal": "the portal of the copy that was seen",
    "copy.url": "its address",
    "copy.identifier": "its number in the portal",
    "copy.accessed": "the day of access",
    **{
        name: f"{text}, joined by a bar between spaces" if name in LIST_FIELDS else text
        for name, text in DESCRIPTION_FIELDS.items()
    },
    "original_language": "the language of the original",
    "languages": "the languages of what was seen, joined by a bar between spaces",
    "medium": "typescript, microfilm …",
    "published_in": "where the source was published",
    "summary": "a summary",
    "contents": "the text of the source",
    "subjects": "subjects, joined by a bar between spaces",
    "rights": "rights and conditions of use",
    "notes": "notes, joined by a bar between spaces",
}


def to_csv(records: Sequence[Source]) -> str:
    """Format records as CSV (RFC 4180), with a line of column names above them.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.

    >>> from archcite.record import Agent, Record
    >>> print(to_csv([Record(title="Letter, signed", date="1918", agents=[Agent.parse("George Creel")])]))
    title,date,author
    "Letter, signed",1918,George Creel
    <BLANKLINE>
    """
    return "".join(iterate_csv(records))


def iterate_csv(records: Iterable[Source]) -> Iterator[str]:
    """Yield a table, a piece for each row. Rows wait in a file until all columns are known, if they are many."""
    import json
    from tempfile import SpooledTemporaryFile

    names: dict[str, None] = {}
    with SpooledTemporaryFile(_MOST_IN_MEMORY, "w+", encoding="utf-8") as waiting:
        for record in records:
            row = flatten(record)
            names.update(dict.fromkeys(row))
            waiting.write(f"{json.dumps(row)}\n")
        columns = sort_names(names) or ["title"]
        yield _format_row(columns)
        waiting.seek(0)
        for line in waiting:
            row = json.loads(line)
            yield _format_row([row.get(name, "") for name in columns])


def _format_row(cells: Iterable[str]) -> str:
    import csv
    from io import StringIO

    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(map(guard_cell, cells))
    return out.getvalue()
