"""Records as ``.bib`` entries, through pybtex, in three dialects: BibTeX, biblatex and biblatex-chicago.

What each shows of a record is in :mod:`archcite.formats.bibtex.fields`; what it has no field for is kept by those of
:mod:`archcite.formats.bibtex.round_trip_fields`, so that no record loses anything on its way through a ``.bib`` file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from archcite.errors import OutputError
from archcite.formats.bibtex.citation_keys import DEFAULT, Key, keys
from archcite.formats.bibtex.fields import DIALECTS, Escape, entry_type, shown_fields
from archcite.formats.bibtex.latex_encoder import escape
from archcite.formats.bibtex.round_trip_fields import ROLES, own_fields
from archcite.record import Agent, Publication, Record, Source

if TYPE_CHECKING:
    from pybtex.database import BibliographyData, Entry, Person

Dialect: TypeAlias = Literal["bibtex", "biblatex", "biblatex-chicago"]


def to_bibtex(records: Source | Iterable[Source], dialect: Dialect = "bibtex", key: Key = DEFAULT) -> str:
    """One record or many as the text of a ``.bib`` file.

    ``key`` says how keys are made: see :func:`archcite.formats.bibtex.citation_keys.keys`.  Raises
    :class:`~archcite.errors.OutputError` for a dialect that is none, or a key that cannot be one.

    >>> print(to_bibtex(Record(kind="letter", title="Letter to Colonel House", date="1918-09-25",
    ...                        agents=[Agent.parse("George Creel")])), end="")
    @misc{creel1918letter,
        author = "Creel, George",
        title = "Letter to {Colonel} {House}",
        month = "25~September",
        year = "1918",
        x-archcite-kind = "letter"
    }
    """
    if dialect not in DIALECTS:
        raise OutputError(
            f"There is no dialect “{dialect}” of BibTeX; say bibtex or biblatex or biblatex-chicago."
        )
    several = [records] if isinstance(records, Record | Publication) else list(records)
    return written(_database(several, dialect, key))


def to_biblatex(records: Source | Iterable[Source], key: Key = DEFAULT) -> str:
    """Write one record or many as a ``.bib`` file for biblatex: ``to_bibtex(records, "biblatex")``.

    >>> print(to_biblatex(Record(kind="letter", title="Creel to House")).splitlines()[0])
    @letter{houseletter,
    """
    return to_bibtex(records, "biblatex", key)


def to_biblatex_chicago(records: Source | Iterable[Source], key: Key = DEFAULT) -> str:
    """Write one record or many as a ``.bib`` file for biblatex-chicago: ``to_bibtex(records, "biblatex-chicago")``.

    >>> letter = Record(kind="letter", title="Creel to House", date="1918-09-25")
    >>> print(to_biblatex_chicago(letter, key="{who}:{what}"), end="")
    @misc{house:letter,
        entrysubtype = "letter",
        title = "Creel to {House}",
        origdate = "1918-09-25",
        x-archcite-without = "id"
    }
    """
    return to_bibtex(records, "biblatex-chicago", key)


def _database(records: list[Source], dialect: Dialect, key: Key) -> BibliographyData:
    from pybtex.database import BibliographyData

    return BibliographyData(
        {made: _entry(record, dialect) for made, record in zip(keys(records, key), records, strict=True)}
    )


def _entry(record: Source, dialect: Dialect) -> Entry:
    from pybtex.database import Entry

    def latex(text: str) -> str:
        return escape(text, ascii=dialect == "bibtex")

    persons = {role: [_person(agent, latex) for agent in record.agents(role)] for role in ROLES}
    entry = Entry(
        entry_type(record, dialect),
        fields=shown_fields(record, dialect),
        persons={role: people for role, people in persons.items() if people},
    )
    entry.fields.update(own_fields(record, _as_read(entry)))
    return entry


def _as_read(entry: Entry) -> Entry:
    """The entry that pybtex makes of what is written: names taken apart anew, white space in one form."""
    from pybtex.database import BibliographyData, parse_string

    return parse_string(written(BibliographyData({"key": entry})), "bibtex").entries["key"]


def _person(agent: Agent, latex: Escape) -> Person:
    """A name in BibTeX's four parts; a body, or a name printed as it stands, in braces."""
    from pybtex.database import Person

    if agent.literal:
        person = Person()
        person.last_names.append(f"{{{latex(agent.literal)}}}")
        return person

    def part(*texts: str | None) -> str:
        words = [latex(text) for text in texts if text]
        return " ".join(f"{{{word}}}" if "," in word or " and " in word else word for word in words)

    return Person(
        first=part(agent.given, agent.dropping_particle),
        prelast=part(agent.particle),
        last=part(agent.family),
        lineage=part(agent.suffix),
    )


def written(data: BibliographyData) -> str:
    """A database of pybtex as the text of a ``.bib`` file, with its fields as they stand."""
    from io import StringIO

    from pybtex.database.output.bibtex import Writer

    class AsItStands(Writer):  # type: ignore[misc]
        """Fields are LaTeX already, and addresses must stay as they are."""

        def _encode(self, text: str) -> str:
            return text

    out = StringIO()
    AsItStands(encoding="UTF-8").write_stream(data, out)
    return out.getvalue()
