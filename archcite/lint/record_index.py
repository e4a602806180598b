"""What findings that compare records say of them: their names and places, on disk."""

from __future__ import annotations

import json
from typing import NamedTuple

from archcite._foundation.text_spool import TextSpool
from archcite.lint.findings import NumberedRecord


class IndexedRecord(NamedTuple):
    """The name and the place of a record."""

    id: str | None
    title: str | None
    source: str
    number: int

    @property
    def label(self) -> str:
        """The name of the record in a finding: its id, or its number in the source."""
        return self.id or str(self.number)

    @property
    def place(self) -> str:
        """Where the record is, for a sentence."""
        return f"record {self.number} of {self.source}"


class RecordIndex:
    """The names and places of any number of records, by their positions from 0.

    >>> from archcite.record import Record
    >>> index = RecordIndex()
    >>> index.append(NumberedRecord(Record(id="creel", title="Letter"), "a.yaml", 3))
    >>> index.get(0).place, index.get(0).label
    ('record 3 of a.yaml', 'creel')
    """

    def __init__(self) -> None:
        self._spool = TextSpool()

    def __len__(self) -> int:
        return len(self._spool)

    def append(self, entry: NumberedRecord) -> None:
        """Append a record."""
        record = entry.record
        self._spool.append(json.dumps((record.id, record.title, entry.source, entry.number)))

    def get(self, position: int) -> IndexedRecord:
        """Return the name and the place of a record."""
        return IndexedRecord(*json.loads(self._spool[position]))
