"""archcite's own files as databases of pybtex: ``pybtex.database.parse_file("records.yaml", "archcite")``."""

from __future__ import annotations

from typing import TextIO

from pybtex.database import BibliographyData
from pybtex.database.input import BaseParser
from pybtex.database.output import BaseWriter

from archcite.formats.archcite_yaml import reader as archcite_file
from archcite.formats.archcite_yaml.writer import to_yaml
from archcite.formats.bibtex import reader as bibtex
from archcite.formats.bibtex.writer import to_bibtex


class Parser(BaseParser):  # type: ignore[misc]
    """Records, each as an entry under its id, in which nothing of it is lost."""

    default_suffix = ".yaml"
    unicode_io = True

    def parse_stream(self, stream: TextIO) -> BibliographyData:
        """Parse records; raise :class:`~archcite.errors.SourceError` with file and line if one is invalid."""
        records = list(archcite_file.read(stream.read(), str(self.filename)))
        written = BibliographyData.from_string(to_bibtex(records, round_trip=True), "bibtex")
        ids = [record.id for record in records]
        entries = zip(ids, written.entries.items(), strict=True)
        self.data.add_entries((known or key, entry) for known, (key, entry) in entries)
        return self.data


class Writer(BaseWriter):  # type: ignore[misc]
    """Entries as the records that they describe."""

    unicode_io = True

    def write_stream(self, bib_data: BibliographyData, stream: TextIO) -> None:
        """Write records; raise :class:`~archcite.errors.SourceError` if an entry cannot be read as one."""
        stream.write(to_yaml(bibtex.read(format_database(bib_data), "the database")))


def format_database(data: BibliographyData) -> str:
    """Return a database of pybtex as the text of a ``.bib`` file, with its fields as they stand."""
    from io import StringIO

    from pybtex.database.output.bibtex import Writer as BibtexWriter

    class AsItStands(BibtexWriter):  # type: ignore[misc]
        """Fields are LaTeX already, and addresses must stay as they are."""

        def _encode(self, text: str) -> str:
            return text

    out = StringIO()
    AsItStands(encoding="UTF-8").write_stream(data, out)
    return out.getvalue()
