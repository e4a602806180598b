"""The CSL item that is cited: that of a record, and of a published work with all that its source said.

A record is of an archival source; what only books have (publisher, volume, journal) it keeps in its notes, a
variable a line, as readers put them there. Nothing of that is to be lost where a book is cited among letters.
"""

from __future__ import annotations

from typing import Any

from archcite.csl.variables import DATES, NAMES
from archcite.record import Record
from archcite.record.vocabulary import DEFAULT_CSL_TYPE, KINDS
from archcite.writers.csl_item import to_csl_item


def to_cited_item(record: Record) -> dict[str, Any]:
    """The CSL-JSON item of a record; a published work gets back the variables that a record keeps in its notes.

    >>> book = Record(id="kotkin", kind="book", title="Magnetic Mountain", notes=["publisher: UC Press"])
    >>> to_cited_item(book)
    {'id': 'kotkin', 'type': 'book', 'title': 'Magnetic Mountain', 'publisher': 'UC Press'}
    """
    item = to_csl_item(record)
    if record.csl_type == DEFAULT_CSL_TYPE or record.holding.repository or record.holding.parts:
        return item
    from archcite.readers._csl_record import VARIABLES

    lines, rest = {}, []
    for line in str(item.get("annote", "")).splitlines():
        variable, divided, value = line.partition(": ")
        if divided and variable in VARIABLES and variable not in item:
            lines[variable] = _value(variable, value)
        else:
            rest.append(line)
    if not lines and record.kind in KINDS:  # what an archive may hold as well
        return item
    item["type"] = record.csl_type
    if item.get("genre") in (record.kind, record.csl_type):
        del item["genre"]
    item.pop("section", None)
    item["annote"] = "\n".join(rest)
    return {variable: value for variable, value in {**item, **lines}.items() if value}


def _value(variable: str, text: str) -> Any:
    if variable in DATES:
        return {"raw": text}
    return [{"literal": text}] if variable in NAMES else text
