"""Read the Wilson Center Digital Archive: exported records, and citations on their own.

The grammar of a citation is in :mod:`archcite.formats.wilson_center.citation_parser`. Here it becomes a record, alone
or completed from the headings of an exported record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import shorten_text
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common.credit_sentences import extract_credits
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.portal_vocabulary import build_portal_pattern, is_portal_address
from archcite.formats.common.reader_warnings import build_citation_error, warn
from archcite.formats.wilson_center.citation_marks import LONGEST, OPENING, is_possible_citation
from archcite.formats.wilson_center.citation_parser import parse_citation
from archcite.formats.wilson_center.exported_record import find_languages, read_export
from archcite.notation.archives import find_archive_at_start
from archcite.notation.repository_finder import find_named_repository
from archcite.record import Record

_ENOUGH = 2
# What is looked at to recognize the format: this many characters, and this many lines that may be citations.
_SNIFFED = 64 * 1024
_MOST_TRIED = 30
_SENTENCE_OF_CREDITS = pattern(
    r"(?:^|[.;)])\s*(?:Document\s+)?Translat|\.\s+[A-Z]\w+\s+(?:and|,)\s+translated"
)
_ROLES_OF_ANYBODY = ("translator", "provided-by")
_NUMBER = pattern(r"^(?:\[\d{1,3}\]|\d{1,3}[.)])\s+(?=[“\"\w])")


def sniff(text: str) -> bool:
    """Return whether a text is an exported record, or has a citation of the portal in it.

    >>> sniff('"A Letter", May 5, 1950, Wilson Center Digital Archive, RGANI.'), sniff("Dear Comrades,")
    (True, False)
    """
    start = text[:_SNIFFED]
    if read_export(start) is not None:
        return True
    return any(_is_citation(line) for line in islice(_iterate_candidates(start), _MOST_TRIED))


def read(text: str, name: str = "the text") -> list[Record]:
    """Return the record of an export, or a record for each citation (a paragraph or a line each).

    Raises :class:`~archcite.errors.SourceError` if it has no citation.
    """
    sections = read_export(text)
    if sections is not None:
        return [_build_exported_record(sections, SourceLocation(name, number=1))]
    records: list[Record] = []
    for number, line in _iterate_citations(text):
        if _is_citation(line):
            records.append(read_any_citation(line, SourceLocation(name, number, len(records) + 1)))
        else:
            warn(SourceLocation(name, number), f"“{shorten_text(line)}” is not a citation; left out.")
    if not records:
        raise SourceError(
            "The text has no citation: copy the whole citation from the portal.",
            location=SourceLocation(name),
        )
    return records


def read_any_citation(text: str, location: SourceLocation | None = None) -> Record:
    """Return the record of a citation in the form of the portal, or as scholars and other archives print it.

    >>> record = read_any_citation("1. Hayter to Foreign Office, 3 May 1956, TNA, FO 371/122034.")
    >>> [agent.name for agent in record.agents()], record.date.edtf
    (['Hayter', 'Foreign Office'], '1956-05-03')
    """
    if is_of_portal(text) and has_portal_form(text):
        return read_citation(text, location)
    from archcite.formats.printed_citation import reader as printed_citation

    return printed_citation.read_citation(_NUMBER.sub("", text), location)


def read_citation(text: str, location: SourceLocation | None = None) -> Record:
    """Return the record of one citation, or of the source note of a page of the portal.

    ``location`` is for warnings. What archcite has no field for is kept in the notes, with an
    :class:`~archcite.errors.ArchciteWarning`; there is also one for what was inferred. Raises
    :class:`~archcite.errors.SourceError` if the text is not a citation.

    >>> record = read_citation("MfAA C 1023/73. Translated for NKIDP by Karen Riechert.")
    >>> record.holding.repository.name, record.holding.part("file").value, record.agents()[0].on_behalf_of
    ('MfAA', 'C 1023/73', 'NKIDP')
    """
    location = location or SourceLocation()
    line = _NUMBER.sub("", " ".join(_join_broken_lines(text).split()))
    found = parse_citation(line) if 0 < len(line) <= LONGEST else None
    if found is None or found.evidence < _ENOUGH:
        raise build_citation_error(line, location)
    for warning in found.warnings:
        warn(location, f"{warning.rstrip('.')}.")
    for note in found.notes:
        warn(location, f"archcite has no field for “{shorten_text(note)}”; kept as a note.")
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
        location=location._replace(record=found.copy.identifier),
    )


def is_of_portal(text: str) -> bool:
    """Return whether a citation names the portal, or has its address, its credits or a published edition.

    >>> is_of_portal("MfAA C 1023/73. Translated for NKIDP by Karen Riechert."), is_of_portal("Adams to Lee, RGANI")
    (True, False)
    """
    if build_portal_pattern().search(text) or is_portal_address(text):
        return True
    # “trans. by” and “courtesy of” are anybody's; “Translated by”, “Obtained for CWIHP by” are the portal's.
    agents = extract_credits(text).agents
    return any(agent.role not in _ROLES_OF_ANYBODY or agent.on_behalf_of for agent in agents) or bool(
        agents and _SENTENCE_OF_CREDITS.search(text)
    )


def has_portal_form(text: str) -> bool:
    """Return whether a citation is in the order of the portal: what precedes the portal has no archive in it.

    >>> has_portal_form('"Cable," May 5, 1950, Wilson Center Digital Archive, RGANI, f. 5')
    True
    >>> has_portal_form("Cable. 5 May 1950. RGANI, f. 5. Wilson Center Digital Archive.")
    False
    """
    found = parse_citation(" ".join(text.split())[:LONGEST])
    pieces = re.split(r"[.,;:)] ", found.title or "")
    return bool(found.holdings or found.edition) or not any(map(_is_archive, pieces))


def _is_archive(text: str) -> bool:
    return find_archive_at_start(text) is not None or find_named_repository(text) is not None


def _build_exported_record(sections: dict[str, str], location: SourceLocation) -> Record:
    """Build an exported record from its citation, completed from the other headings."""
    citation = sections.pop("citation")
    if not citation:
        raise SourceError(
            "There is nothing under the heading “Citation”: export the record again.", location=location
        )
    record = read_citation(citation, location)
    title = sections.pop("title", None)
    notes = list(record.notes)
    if title and record.title and title.casefold() != record.title.casefold():
        notes.append(f"Title above the citation: {title}")
        warn(location, f"The title above the citation differs from the one in it: “{shorten_text(title)}”.")
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
            warn(location, f"archcite has no field for “{field.capitalize()}”; kept as a note.")
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
    """Yield the paragraphs of a text, or its lines if each is a citation: line number, and text on one line."""
    number = 1
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n")
        starts = [index for index, line in enumerate(lines) if _is_start_of_citation(line)]
        if len(starts) > 1:
            ends = [*starts[1:], len(lines)]
            if starts[0]:
                yield number, " ".join(lines[: starts[0]])
            for start, end in zip(starts, ends, strict=True):
                yield number + start, " ".join(_join_broken_lines("\n".join(lines[start:end])).split())
        elif block.strip():
            yield number, " ".join(_join_broken_lines(block).split())
        number += block.count("\n") + 2


def _iterate_candidates(text: str) -> Iterator[str]:
    """Yield the paragraphs and lines of a text that may be citations, without parsing them."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n")
        whole = " ".join(_join_broken_lines(block).split())
        for line in (whole, *lines) if len(lines) > 1 else (whole,):
            if is_possible_citation(_NUMBER.sub("", line.strip())):
                yield line


def _is_start_of_citation(line: str) -> bool:
    """Return whether a line begins a new citation rather than continuing the one before."""
    bare = _NUMBER.sub("", line.strip())
    is_long = len(bare) > 40 or bare != line.strip()  # a number says that it is one of a list
    return bare.startswith(OPENING) or (is_long and _is_citation(bare) and not bare.startswith("http"))


def _is_citation(line: str) -> bool:
    line = _NUMBER.sub("", line.strip())
    if not is_possible_citation(line):
        return False
    # A reference alone, as the portal prints it under “Source”: only if nothing else is likely.
    is_marked = (
        line.startswith(OPENING) or is_portal_address(line) or build_portal_pattern().search(line) is not None
    )
    return parse_citation(line).evidence >= _ENOUGH + (not is_marked)


def _join_broken_lines(text: str) -> str:
    """Join lines after a hyphen or a slash at the end of one."""
    return re.sub(r"(?<=[\w/])([-/])\n\s*(?=\w)", r"\1", text)
