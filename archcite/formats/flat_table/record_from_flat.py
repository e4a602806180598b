"""Build a record from dotted names, such as ``holding.file`` and ``author.body``."""

from __future__ import annotations

import json
from collections.abc import Mapping

from archcite.errors import RecordError, SourceError
from archcite.formats.flat_table.flat_fields import unflatten
from archcite.record import Source, revise


def from_dotted(flat: Mapping[str, str], where: str) -> Source:
    """Build the record of a flat mapping, as :func:`archcite.formats.flat_table.flat_fields.flatten` writes it.

    ``where`` is the place for errors. Raises :class:`~archcite.errors.SourceError` for an invalid record.

    >>> record = from_dotted({"title": "Letter", "holding.file": "File 6/1955"}, "row 2")
    >>> record.holding.part("file").label
    'File'
    >>> from_dotted({"title": "Letter", "date": "31 February 1958"}, "row 2")
    Traceback (most recent call last):
    ...
    archcite.errors.SourceError: row 2: “31 February 1958” is not a valid date: \
write it as 1958, 1958-09, 1958-09-09 or 1958-09/1958-11, about 1958 as 1958~, in quotes.
    """
    # Every text that may be a table is sniffed with this module, and few of them are.
    from archcite.formats.archcite_yaml import reader as archcite_file

    try:
        record = archcite_file.read(json.dumps([unflatten(flat)], ensure_ascii=False), where)[0]
        # Its line is one of the JSON here, which no file has.
        return revise(record, location=None)
    except RecordError as error:
        raise SourceError(f"{where}: {error}") from None
    except SourceError as error:
        # The reader has never seen the mapping, so its lines would mean nothing.
        raise SourceError(f"{where}: {error.errors[0].message}") from None
