"""Build a record from dotted names, such as ``holding.file`` and ``author.body``."""

from __future__ import annotations

import json
from collections.abc import Mapping

from archcite.errors import RecordError, SourceError
from archcite.formats.flat_table.flat_fields import unflatten
from archcite.record import Source, revise


def from_dotted(flat: Mapping[str, str]) -> Source:
    """Build the record of a flat mapping, as :func:`archcite.formats.flat_table.flat_fields.flatten` writes it.

    Raises :class:`~archcite.errors.RecordError` for an invalid record.

    >>> record = from_dotted({"title": "Letter", "holding.file": "File 6/1955"})
    >>> record.holding.part("file").label
    'File'
    >>> from_dotted({"title": "Letter", "date": "31 February 1958"})
    Traceback (most recent call last):
    ...
    archcite.errors.RecordError: “31 February 1958” is not a valid date: \
write it as 1958, 1958-09, 1958-09-09 or 1958-09/1958-11, about 1958 as 1958~, in quotes.
    """
    # Every text that may be a table is sniffed with this module, and few of them are.
    from archcite.formats.archcite_yaml import reader as archcite_file

    try:
        record = archcite_file.read(json.dumps([unflatten(flat)], ensure_ascii=False), "the row")[0]
        # Its line is one of the JSON here, which no file has.
        return revise(record, location=None)
    except SourceError as error:
        # The reader has never seen the mapping, so its lines would mean nothing.
        raise RecordError(error.errors[0].message) from None
