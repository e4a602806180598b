"""Make a record of a printed citation."""

from __future__ import annotations

from archcite._foundation.wording import shorten_text
from archcite.errors import SourceLocation
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.languages import get_language_name
from archcite.formats.common.reader_warnings import build_citation_error, warn
from archcite.formats.common.title_language import TitleLanguage
from archcite.formats.printed_citation.parser import parse_printed_citation
from archcite.record import Record

_ENOUGH = 0.4
_LONGEST = 3000


def read_citation(text: str, location: SourceLocation | None = None) -> Record:
    """Return the record of one citation as scholars print it.

    Text that was not understood is kept in the notes, with an :class:`~archcite.errors.ArchciteWarning`. Raises
    :class:`~archcite.errors.SourceError` if the text is not a citation.

    >>> record = read_citation("exchequer accounts, Dec. 1798, Cheshire Record Office, E311.")
    >>> read_citation("Rapport du préfet du Rhône, 12 mars 1848, AN, F/7/12345").languages
    ('French',)
    >>> record.title, record.date.edtf, record.holding.repository.name, str(record.holding.parts[0])
    ('exchequer accounts', '1798-12', 'Cheshire Record Office', 'E311')
    """
    location = location or SourceLocation()
    line = " ".join(text.split())
    found = parse_printed_citation(line) if 0 < len(line) <= _LONGEST else None
    if found is None or found.confidence < _ENOUGH:
        raise build_citation_error(line, location)
    for warning in found.warnings:
        warn(location, f"{warning.rstrip('.')}.")
    for note in found.unplaced:
        warn(location, f"Could not tell what “{shorten_text(note)}” is; kept as a note.")
    description = found.description
    return Record(
        kind=description.kind
        or (infer_document_kind(description.title) if description.title else _infer_kind(found.agents)),
        title=description.title,
        date=description.date,
        agents=found.agents,
        holdings=found.holdings,
        copy=found.copy,
        number=description.number,
        classification=description.classification,
        version=description.version,
        place=description.place,
        time=description.time,
        drafting=description.drafting,
        medium=description.medium,
        languages=_list_languages(found.language),
        published_in=found.published_in,
        notes=found.unplaced,
        location=location,
    )


def _list_languages(language: TitleLanguage | None) -> tuple[str, ...]:
    """Return the language of the title, unless it is English, as is a title whose language is not certain."""
    name = get_language_name(language.code) if language and language.code != "en" else None
    return (name,) if name else ()


def _infer_kind(agents: tuple[object, ...]) -> str:
    """Return “letter” for correspondence without a title."""
    roles = {getattr(agent, "role", "") for agent in agents}
    return "letter" if {"author", "recipient"} <= roles else "document"
