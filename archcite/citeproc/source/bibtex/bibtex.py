"""References from ``.bib`` files, read by archcite's reader of BibTeX and biblatex."""

from __future__ import annotations

import os
from typing import IO, Any

from citeproc.source.bibtex.bibtex import parse_name, split_name, split_names

from archcite.citeproc.source import BibliographySource
from archcite.citeproc.source.json import read_item
from archcite.errors import SourceError
from archcite.formats.bibtex.reader import read
from archcite.formats.csl_json.item_from_record import to_csl_item

# The functions of citeproc-py that take names apart, as they are; the reader of archcite has others.
__all__ = ["BibTeX", "parse_name", "split_name", "split_names"]


class BibTeX(BibliographySource):
    r"""References of a ``.bib`` file, given by its path or as an open file.

    >>> from io import StringIO
    >>> source = BibTeX(StringIO(r"@book{Roe93, author = {Ann Ro{\'e}}, title = {Signs}, year = 1993}"))
    >>> list(source), source["Roe93"].author[0]["family"]
    (['roe93'], 'Roé')

    Raises :class:`~archcite.errors.SourceError`, with line and entry, if the file is not valid BibTeX.
    """

    def __init__(self, filename: str | os.PathLike[str] | IO[Any], encoding: str = "utf-8") -> None:
        super().__init__()
        if isinstance(filename, (str, os.PathLike)):
            name = os.fspath(filename)
            with open(filename, encoding=encoding) as file:
                text = file.read()
        elif not hasattr(filename, "read"):
            raise SourceError(f"A .bib file is given by its path or as an open file, not as {filename!r}.")
        else:
            name = str(getattr(filename, "name", "the file"))
            content = filename.read()
            text = content.decode(encoding) if isinstance(content, bytes) else content
        for record in read(text, name):
            self.add(read_item(to_csl_item(record)))
