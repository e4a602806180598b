"""Write ``.bib`` files in three dialects: BibTeX, biblatex and biblatex-chicago.

What an entry for an archival source has is in :mod:`archcite.formats.bibtex.fields`, what one for a published work has
in :mod:`archcite.formats.bibtex.works`. An entry has the fields that a person would have typed, and no others; if it is
asked for, what they do not say is kept in one more (:mod:`archcite.formats.bibtex.round_trip`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import tee
from typing import Any, Literal, TypeAlias

from archcite._foundation.warning_collector import collect_warnings, emit_warning
from archcite.csl.variables import NAMES
from archcite.dates.months import MONTHS
from archcite.errors import ArchciteWarning, OutputError
from archcite.formats.bibtex.citation_keys import DEFAULT, Key, is_number_of_portal, iterate_keys
from archcite.formats.bibtex.fields import DIALECTS, choose_entry_type, list_fields
from archcite.formats.bibtex.latex_encoder import escape
from archcite.formats.bibtex.names import format_names
from archcite.formats.bibtex.round_trip import ROUND_TRIP_FIELD, describe_difference
from archcite.formats.bibtex.work_writer import build_work_entry
from archcite.formats.bibtex.works import ARCHIVAL_NAMES, ORDER, assign_name_fields
from archcite.formats.common.record_fields import warn_losses
from archcite.formats.csl_json.item_from_record import to_whole_archival_item, view_csl_item
from archcite.formats.csl_json.publication_from_item import is_published
from archcite.record import Publication, Record, Source
from archcite.record.source_list import list_sources

Dialect: TypeAlias = Literal["bibtex", "biblatex", "biblatex-chicago"]

# Names that the old styles of BibTeX print in the note alone.
_NAMES_IN_NOTE = frozenset(("translator",))


def to_bibtex(
    records: Source | Iterable[Source],
    dialect: Dialect = "bibtex",
    key: Key = DEFAULT,
    *,
    round_trip: bool = False,
) -> str:
    """Return one record or many as the text of a ``.bib`` file.

    ``key`` says how keys are made: see :func:`archcite.formats.bibtex.citation_keys.keys`. With ``round_trip`` an entry
    has one more field, ``archcite``, if its record would not be read back as it is; without it what a published work
    loses is named in an :class:`~archcite.errors.ArchciteWarning`. Raises :class:`~archcite.errors.OutputError` for an
    unknown dialect, or a key that no ``.bib`` file can have.

    >>> from archcite.record import Agent
    >>> print(to_bibtex(Record(kind="letter", title="Letter to Colonel House", date="1918-09-25",
    ...                        agents=[Agent.parse("George Creel")])), end="")
    @misc{creel1918letter,
      author = {Creel, George},
      title = {Letter to {Colonel} {House}},
      month = {25~September},
      year = {1918},
      entrysubtype = {letter}
    }
    """
    return "".join(iterate_bibtex(list_sources(records), dialect, key, round_trip=round_trip))


def iterate_bibtex(
    records: Iterable[Source],
    dialect: Dialect = "bibtex",
    key: Key = DEFAULT,
    *,
    round_trip: bool = False,
) -> Iterator[str]:
    """Yield the text of a ``.bib`` file, a piece for each record; see :func:`to_bibtex`."""
    if dialect not in DIALECTS:
        raise OutputError(f"Unknown dialect of BibTeX: “{dialect}”; use {', '.join(DIALECTS)}.")
    ahead, following = tee(records)
    separator = ""
    replaced: list[tuple[str, str]] = []
    for made, record in zip(iterate_keys(ahead, key), following, strict=True):
        yield separator + _format_entry(record, made, dialect, round_trip)
        separator = "\n"
        if key == DEFAULT and made != record.id and record.id and not is_number_of_portal(record):
            replaced.append((record.id, made))
    if replaced:
        _warn_of_replaced_ids(replaced)


def _warn_of_replaced_ids(replaced: Sequence[tuple[str, str]]) -> None:
    """Warn once of the ids that citations in a document would not find any more."""
    old, new = replaced[0]
    if len(replaced) == 1:
        what = f"The id “{old}” cannot be the key of an entry, and was replaced by “{new}”"
    else:
        what = f"{len(replaced)} ids cannot be keys of entries, and were replaced (“{old}” by “{new}” …)"
    advice = "to keep an id, use it once, and without blanks, commas, quotes, braces and the signs % # = ~ \\"
    emit_warning(ArchciteWarning(f"{what}: {advice}."))


def to_biblatex(records: Source | Iterable[Source], key: Key = DEFAULT, *, round_trip: bool = False) -> str:
    """Return one record or many as a ``.bib`` file for biblatex: ``to_bibtex(records, "biblatex")``.

    >>> print(to_biblatex(Record(kind="letter", title="Creel to House")).splitlines()[0])
    @letter{houseletter,
    """
    return to_bibtex(records, "biblatex", key, round_trip=round_trip)


def to_biblatex_chicago(
    records: Source | Iterable[Source], key: Key = DEFAULT, *, round_trip: bool = False
) -> str:
    """Return one record or many as a ``.bib`` file for biblatex-chicago: ``to_bibtex(records, "biblatex-chicago")``.

    >>> letter = Record(kind="letter", title="Creel to House", date="1918-09-25")
    >>> print(to_biblatex_chicago(letter, key="{who}:{what}"), end="")
    @misc{house:letter,
      title = {Creel to {House}},
      origdate = {1918-09-25},
      entrysubtype = {letter}
    }
    """
    return to_bibtex(records, "biblatex-chicago", key, round_trip=round_trip)


def _format_entry(record: Source, key: str, dialect: Dialect, round_trip: bool) -> str:
    item = view_csl_item(record)
    if isinstance(record, Publication) or is_published(item):
        entry_type, fields, lost = build_work_entry(item, "bibtex" if dialect == "bibtex" else "biblatex")
    else:
        item = to_whole_archival_item(record)
        entry_type = choose_entry_type(record, dialect)
        fields, lost = _build_archival_fields(record, item, dialect)
    text = _join_fields(entry_type, key, fields)
    if round_trip:
        if difference := describe_difference(record, _read_back(text)):
            text = _join_fields(entry_type, key, {**fields, ROUND_TRIP_FIELD: difference})
    elif lost:
        warn_losses(record, lost, "a .bib file")
    return text


def _build_archival_fields(
    record: Record, item: Mapping[str, Any], dialect: Dialect
) -> tuple[dict[str, str], list[str]]:
    """Return the fields of an entry for an archival source, and the variables that have none."""

    def escape_text(text: str) -> str:
        return escape(text, ascii=dialect == "bibtex")

    unnamed = _NAMES_IN_NOTE if dialect == "bibtex" else frozenset()
    named = [variable for variable in item if variable in NAMES and variable not in unnamed]
    fields = {}
    placed = assign_name_fields(named, ARCHIVAL_NAMES)
    for variable, (field, role) in placed.items():
        fields[field] = format_names(item[variable], escape_text, has_parts=dialect != "bibtex")
        if role:
            fields[f"{field}type"] = role
    lost = [one for one in named if one not in placed]
    if record.rights:
        lost.append("rights")
    return fields | dict(list_fields(record, item, dialect)), lost


def _join_fields(entry_type: str, key: str, fields: dict[str, str]) -> str:
    ordered = sorted(fields, key=lambda name: ORDER.get(name, len(ORDER)))
    lines = ",\n".join(f"  {name} = {_format_value(name, fields[name])}" for name in ordered)
    return f"@{entry_type}{{{key},\n{lines}\n}}\n"


def _format_value(name: str, latex: str) -> str:
    """Return the value of a field; a month alone is the macro for it, which the styles write in their language."""
    return latex[:3].lower() if name == "month" and latex in MONTHS else f"{{{latex}}}"


def _read_back(text: str) -> Source:
    from archcite.formats.bibtex.reader import read

    with collect_warnings():
        (source,) = read(text)
    return source
