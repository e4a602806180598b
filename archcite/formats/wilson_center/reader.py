"""Wilson Center Digital Archive: records as the portal exports them, and its citations on their own.

The grammar of a citation is in :mod:`archcite.formats.wilson_center.citation_parser`;
here it becomes a record, alone or with what the headings of an exported record add to it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.common.credit_sentences import extract_credits
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.portal_vocabulary import build_portal_pattern, is_portal_address
from archcite.formats.wilson_center.citation_parser import parse_citation
from archcite.formats.wilson_center.exported_record import find_languages, read_export
from archcite.record import Record

_LONGEST = 5000
_ENOUGH = 2
_OPENING = ("“", '"', "„", "«")
_NUMBER = pattern(r"^(?:\[\d{1,3}\]|\d{1,3}[.)])\s+(?=[“\"\w])")


def sniff(text: str) -> bool:
    """Whether a text is an exported record, or has a citation of the portal in it.

    >>> sniff('"A Letter", May 5, 1950, Wilson Center Digital Archive, RGANI.'), sniff("Dear Comrades,")
    (True, False)
    """
    if read_export(text) is not None:
        return True
    return any(_is_citation(line) for _, line in _iterate_citations(text))


def read(text: str, name: str = "the text") -> list[Record]:
    """The record of an export, or a record for each citation (a paragraph or a line each).

    Raises :class:`~archcite.errors.SourceError` where there is no citation.
    """
    sections = read_export(text)
    if sections is not None:
        return [_build_exported_record(sections, name)]
    records = []
    for number, line in _iterate_citations(text):
        if _is_citation(line):
            records.append(read_citation(line, f"“{name}”, line {number}"))
        else:
            _warn(f"“{name}”, line {number}", f"“{_short(line)}” is no citation and was left out")
    if not records:
        raise SourceError(f"“{name}” has no citation in it: copy the portal's citation, title and all.")
    return records


def read_citation(text: str, where: str = "the citation") -> Record:
    """The record that one citation string describes, or the source note of a page of the portal.

    ``where`` is what warnings call it.  What has no place goes into the notes with an
    :class:`~archcite.errors.ArchciteWarning`, and so does what was guessed.  Raises
    :class:`~archcite.errors.SourceError` where the text is no citation.

    >>> record = read_citation("MfAA C 1023/73. Translated for NKIDP by Karen Riechert.")
    >>> record.holding.repository.name, record.holding.part("file").value, record.agents()[0].on_behalf_of
    ('MfAA', 'C 1023/73', 'NKIDP')
    """
    line = _NUMBER.sub("", " ".join(_join_broken_lines(text).split()))
    found = parse_citation(line) if 0 < len(line) <= _LONGEST else None
    if found is None or found.evidence < _ENOUGH:
        raise SourceError(
            f"“{_short(line)}” is no archival citation: it needs a title and a date, or an archive and a reference."
        )
    for warning in found.warnings:
        _warn(where, warning.rstrip("."))
    for note in found.notes:
        _warn(where, f"“{_short(note)}” has no field of its own and is kept as a note")
    return Record(
        id=found.copy.identifier or "",
        kind=infer_document_kind(found.title),
        title=found.title,
        date=found.date,
        agents=found.agents,
        holdings=found.holdings,
        copy=found.copy,
        original_language=found.language,
        medium=found.medium,
        published_in=found.edition,
        notes=found.notes,
    )


def _build_exported_record(sections: dict[str, str], name: str) -> Record:
    """An exported record: the citation says most; the headings say the rest, and the title once more."""
    where = f"“{name}”"
    citation = sections.pop("citation")
    if not citation:
        raise SourceError(
            f"{where} has the heading “Citation”, and nothing under it: export the record again."
        )
    record = read_citation(citation, where)
    title = sections.pop("title", None)
    notes = list(record.notes)
    if title and record.title and title.casefold() != record.title.casefold():
        notes.append(f"Title above the citation: {title}")
        _warn(where, f"the title above the citation differs from the one in it: “{_short(title)}”")
    contents = sections.pop("contents", "")
    credited = extract_credits(sections.get("credits", ""))
    if sections.get("credits"):
        notes.append(f"Credits: {sections.pop('credits')}")
    fields: dict[str, Any] = {
        "original_language": sections.pop("original_language", None) or record.original_language,
        "summary": sections.pop("summary", None),
        "rights": sections.pop("rights", None),
        "subjects": _split_list(sections.pop("subjects", "")),
    }
    identifier = sections.pop("record_id", None)
    for field, content in sections.items():
        if content:
            notes.append(f"{field.capitalize()}: {content}")
            _warn(where, f"“{field.capitalize()}” has no field of its own and is kept as a note")
    return evolve(
        record,
        id=record.id or identifier or "",
        title=record.title or title,
        kind=record.kind if record.title else infer_document_kind(title),
        agents=record.agents() or credited.agents,
        languages=find_languages(contents),
        contents=contents or None,
        copy=evolve(record.copy, identifier=record.copy.identifier or identifier),
        notes=tuple(notes),
        **fields,
    )


def _split_list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip(" ,") for one in text.split(";"))))


def _iterate_citations(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, each on one line and with its line number; lines, where each is a citation."""
    number = 1
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n")
        starts = [index for index, line in enumerate(lines) if _begins_citation(line)]
        if len(starts) > 1:
            ends = [*starts[1:], len(lines)]
            if starts[0]:
                yield number, " ".join(lines[: starts[0]])
            for start, end in zip(starts, ends, strict=True):
                yield number + start, " ".join(_join_broken_lines("\n".join(lines[start:end])).split())
        elif block.strip():
            yield number, " ".join(_join_broken_lines(block).split())
        number += block.count("\n") + 2


def _begins_citation(line: str) -> bool:
    """Whether a line begins a citation of its own, and doesn't go on with the one before."""
    bare = _NUMBER.sub("", line.strip())
    return bare.startswith(_OPENING) or (
        len(bare) > 40 and _is_citation(bare) and not bare.startswith("http")
    )


def _is_citation(line: str) -> bool:
    line = _NUMBER.sub("", line.strip())
    if not 8 < len(line) <= _LONGEST:
        return False
    if line.startswith(_OPENING) or build_portal_pattern().search(line) or is_portal_address(line):
        return parse_citation(line).evidence >= _ENOUGH
    # A reference alone, as the portal prints it under “Source”: only where nothing else is likely.
    return (
        not line.startswith(("{", "[", "<", "@", "-", "#", "%")) and parse_citation(line).evidence > _ENOUGH
    )


def _join_broken_lines(text: str) -> str:
    """Lines joined where a hyphen or a slash ends one."""
    return re.sub(r"(?<=[\w/])([-/])\n\s*(?=\w)", r"\1", text)


def _warn(where: str, what: str) -> None:
    warnings.warn(f"{where}: {what}.", ArchciteWarning, stacklevel=4)


def _short(text: str, length: int = 80) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
