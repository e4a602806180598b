"""Parse a citation of an archival source as scholars print it.

A citation is a description of the document (who to whom, title, date), an archive, and a reference within it, in any
order. The archive and the labels of the reference show where the reference is; the rest describes the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.citation_addresses import extract_address, find_identifier
from archcite.formats.common.credit_sentences import extract_credits
from archcite.formats.common.portal_vocabulary import is_portal
from archcite.formats.common.title_language import TitleLanguage, find_title_language
from archcite.formats.printed_citation.asides import (
    arrange_sentences,
    has_imprint,
    open_final_bracket,
    take_edition,
    take_photographer,
    take_shared,
)
from archcite.formats.printed_citation.description import (
    complete_people,
    describe_collection,
    parse_description,
)
from archcite.formats.printed_citation.division import Division, divide_citation
from archcite.formats.printed_citation.reference import parse_path
from archcite.formats.printed_citation.repository import build_repository, find_repositories
from archcite.formats.printed_citation.repository_signs import Place
from archcite.formats.printed_citation.segment_readers import Description
from archcite.formats.printed_citation.segments import split_citation
from archcite.formats.printed_citation.vocabulary import (
    compile_hereafter,
    compile_introduction,
    is_introduction,
    split_same_source,
)
from archcite.notation.archives import find_archive_of
from archcite.notation.labels import guess_tradition
from archcite.notation.parser import normalize
from archcite.record import Agent, Holding, OnlineCopy, Repository

# Chinese and Japanese punctuation, without which the pieces are the same.
_WIDE_SIGNS = str.maketrans(
    {"，": ", ", "、": ", ", "。": ". ", "：": ": ", "；": "; ", "（": " (", "）": ") "}
)
_WIDE_QUOTES = pattern(
    r"(?<=[^\s,(「『《〈])(?=[「『《〈])|(?<=[」』》〉])(?=[^\s\d,)」』》〉])|(?<=[A-Za-z]\))(?=Ref\.)"
)


# “[AA:A981, JAPAN 185B, iii]”: a citation in brackets, and a code that touches the number
_IN_BRACKETS = pattern(r"^\[([^\[\]]+)\]\.?$")
_CODE_AND_COLON = pattern(r"^([A-Z]{2,5}):(?=[A-Z]{1,2}\d)")
# “外務省外交史料館所蔵”, “國史館藏”: held by
_HELD = pattern(r"(?<=[館馆庫库所院])(?:所蔵|所藏|藏|蔵)(?=\s*(?:[,，、。;；]|$))")
# The confidence in a document that an edition prints, and that is cited from there.
_OF_EDITION = 0.5
# “T-77/OKW-1437/5”
_CALL_NUMBER = pattern(r"[A-Z]{1,5}[- ]?\d+/[A-Z]*\S*\d")


@frozen
class PrintedCitation:
    """A parsed citation. ``confidence`` is between 0 and 1; ``unplaced`` is text that was not understood.

    ``language`` is that of the title, with a confidence of its own; None if it is not certain.
    """

    description: Description
    holdings: tuple[Holding, ...]
    agents: tuple[Agent, ...]
    copy: OnlineCopy
    unplaced: tuple[str, ...]
    warnings: tuple[str, ...]
    confidence: float
    published_in: str | None = None
    language: TitleLanguage | None = None


def parse_printed_citation(text: str) -> PrintedCitation:
    """Parse a citation as it is printed.

    >>> found = parse_printed_citation("Tsarapkin to Molotov, July 7, 1944, RGANI, f. 5, op. 6, l. 46.")
    >>> [agent.name for agent in found.agents], found.description.date.edtf, str(found.holdings[0])
    (['Tsarapkin', 'Molotov'], '1944-07-07', 'RGANI, f. 5, op. 6, l. 46')
    """
    text = _HELD.sub("", text)
    text = _WIDE_QUOTES.sub(", ", " ".join(text.translate(_WIDE_SIGNS).split()))
    introduction = compile_introduction().match(text)
    line = text[introduction.end() :] if introduction else text
    line = _IN_BRACKETS.sub(r"\1", line) if line[:1] == "[" else line
    line = _CODE_AND_COLON.sub(r"\1: ", line) if ":" in line[:6] else line
    same, line = split_same_source(line)
    notes: list[str] = [same] if same else []
    notes += (remark["inner"] for remark in compile_hereafter().finditer(line))
    line = compile_hereafter().sub("", line)
    line, url, accessed = extract_address(line, notes)
    line = open_final_bracket(arrange_sentences(normalize(line)))
    line, edition = take_edition(take_shared(line, notes), notes)
    agents: list[Agent] = []
    while (credits := extract_credits(line)).agents:
        agents.extend(credits.agents)
        line = ", ".join(filter(None, (credits.before.rstrip(" ,"), credits.after.lstrip(" ,."))))
    line = take_photographer(normalize(line), agents)
    segments = [segment for segment in split_citation(line) if not is_introduction(segment.text)]
    portal = next((segment for segment in segments if is_portal(segment.text)), None)
    segments = [segment for segment in segments if segment is not portal]
    places = find_repositories(line, segments)
    parts = divide_citation(line, segments, places)
    description = complete_people(parse_description(line, parts.described), line)
    holdings, rest, warnings = _build_holdings(line, parts, places)
    description, holdings = describe_collection(description, holdings)
    notes += rest
    evidence = 0.0 if not places and has_imprint(line) else _weigh(description, holdings, places)
    if edition and (description.date or description.title or description.agents):
        evidence = max(evidence, _OF_EDITION)
    return PrintedCitation(
        description,
        tuple(holdings),
        (*description.agents, *agents),
        OnlineCopy(portal.text if portal else None, url, find_identifier(url), accessed),
        (*description.unplaced, *notes),
        tuple(warnings),
        evidence,
        edition,
        _find_language(description, holdings),
    )


def _find_language(description: Description, holdings: Sequence[Holding]) -> TitleLanguage | None:
    """Find the language of the title, by its words, and by the archive and the labels of the reference."""
    title = description.title or description.wording
    if title is None:
        return None
    archive = find_archive_of(holdings[0].repository) if holdings else None
    labels = [str(part) for part in holdings[0].parts] if holdings else []
    hints = filter(None, [guess_tradition(labels).language])
    return find_title_language(title, country=archive.country if archive else None, hints=hints)


def _build_holdings(
    text: str, parts: Division, places: Sequence[Place]
) -> tuple[list[Holding], list[str], list[str]]:
    if not places:
        if not parts.path:
            return [], [], []
        return parse_path(parts.path, "", Repository())
    place = places[0]
    written = text[place.start : place.end].strip(" ,;:")
    repository = build_repository(written, place.archive)
    if parts.city or parts.code:
        repository = Repository(
            repository.name, repository.code or parts.code, parts.city or repository.place, repository.country
        )
    name = repository.code if place.archive and repository.code in place.archive.codes else written
    return parse_path(parts.path, name, repository)


def _weigh(description: Description, holdings: Sequence[Holding], places: Sequence[Place]) -> float:
    """Return how much of a citation there is: an archive, a reference, a document."""
    labelled = sum(bool(part.label) for one in holdings for part in one.parts)
    parts = sum(len(one.parts) + bool(one.pages) for one in holdings)
    strength = places[0].strength if places else 0
    described = bool(description.title or description.agents)
    kinds = bool(strength) + bool(parts) + (labelled > 0 and parts > 1) + bool(description.date) + described
    if kinds < 2:
        return 0.0
    score = (
        min(strength, 4) * 0.15
        + min(labelled, 2) * 0.15
        + min(parts, 2) * 0.1
        + 0.2 * bool(description.date)
        + 0.2 * described
        + 0.15
        * any(_CALL_NUMBER.match(part.value or "") is not None for one in holdings for part in one.parts)
    )
    return round(min(score, 1.0), 2)
