"""Parse the portal's citations, and the source notes on its pages.

Title, date and portal are at the front. The address, sentences that credit people, and a published edition may be
anywhere. What is left is one archival reference or several, which :mod:`archcite.notation` parses. Anything else
becomes a note, and is reported.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from archcite._foundation.lazy_regex import LazyPattern, pattern
from archcite.formats.common.citation_addresses import extract_address, find_identifier
from archcite.formats.common.credit_sentences import extract_credits
from archcite.formats.common.portal_vocabulary import is_portal_address
from archcite.formats.wilson_center.title_and_date import parse_head
from archcite.notation import Reference, find_archive, get_tradition, parse_references
from archcite.notation.labels import find_label
from archcite.notation.parser import strip_final_stop
from archcite.notation.repository_finder import find_named_repository
from archcite.notation.vocabulary import is_medium
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Part, Repository

_EDITION = pattern(
    r"(?:^|(?P<stop>[.,;(])\s*|\s+(?=[A-Z]))(?:and\s+|also\s+)?"
    r"(?:(?:first|originally|previously|subsequently|also|partially|partly|later|since|document|translation|text|as|available|excerpts?)\s+)*"
    r"(?P<verb>(?:re)?(?:published|printed|produced|issued)|excerpted|excerpts?|cited|quoted|appeared|appears|in full)"
    r"(?:\s+(?:by|as)\s+[^.]{1,80}?)?(?:\s+in\s+(?:English|Russian|German|French|Chinese|Polish|Czech|Romanian|Hungarian|Bulgarian))?"
    r"\s+(?:in|from|by)\s+(?=\S)",
    re.IGNORECASE,
)
# One of these is in each match of the pattern, which takes time to compile.
_EDITION_VERBS = ("publish", "print", "produce", "issue", "excerpt", "cite", "quote", "appear", "in full")
# Place, publisher and year of a printed source.
_IMPRINT = pattern(
    r"\([^()]*?:[^()]*?\b(?:1[5-9]|20)\d\d\b[^()]*\)|\([^\W\d_a-z][^()\d:]{2,60},\s*(?:19|20)\d\d\)"
)
# Levels that printed sources have too.
_PRINTED = ("part", "volume", "number", "year", "title")
_AFTER_IMPRINT = pattern(r"[\s,]*(?:(?:vol|no|doc|pp?|nos?|document|ch)\b\.?)?[\d\s,–—-]*\d")
_SENTENCE = pattern(r"(?<=[\w)\]’”\"])\.\s+(?=[^\W\d_a-zа-я][\w’'-]+\s+[^\W\d])")
_ABBREVIATED = pattern(
    r"(?:\b(?:[^\W\d_]|no|nos|vol|vols|op|ll|pp|fol|fols|doc|ed|khr|spr|ark|inv|nr|bd|bl|dr|st|jr|sygn|fasc|dos|segr|min|mr|gen|dep)|\d\s?ob)$",
    re.IGNORECASE,
)


class ParsedCitation(NamedTuple):
    """The parts of a citation."""

    title: str | None
    date: ArchivalDate | None
    copy: OnlineCopy
    holdings: tuple[Holding, ...]
    agents: tuple[Agent, ...]
    edition: str | None
    language: str | None
    medium: str | None
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    evidence: int


# A line is parsed to recognize it, to find where the next one begins, and to read it.
@functools.lru_cache(maxsize=64)
def parse_citation(line: str) -> ParsedCitation:
    """Parse a citation or a source note on one line.

    >>> found = parse_citation("APRF, Fond 45, List 122 and AVPRF, Fond 059a, List 13. Translated by G. Goldberg.")
    >>> [str(holding.repository) for holding in found.holdings], found.agents[0].name, found.title
    (['APRF', 'AVPRF'], 'G. Goldberg', None)
    """
    notes: list[str] = []
    warnings: list[str] = []
    text, url, accessed = extract_address(line, notes)
    head = parse_head(text)
    reference, edition, agents, language = _split_sources(head.rest, notes)
    references = _parse_references(reference, notes)
    if references and edition is None and _is_published(references):
        edition, references = reference.strip(" ,;").removesuffix("."), []
        warnings.append(f"“{edition}” names no archive and was taken for a published source.")
    for one in references:
        warnings.extend(one.warnings)
        if one.rest:
            notes.append(one.rest)
    medium = next((one.medium for one in references if one.medium), None)
    return ParsedCitation(
        head.title,
        head.date,
        OnlineCopy(head.portal, url, find_identifier(url), accessed),
        tuple(holding for holding in map(_build_holding, references) if holding),
        agents,
        edition,
        language,
        medium,
        tuple(notes),
        tuple(warnings),
        _weigh_evidence(head.title, head.date, head.portal, url, references, agents, edition),
    )


def _split_sources(text: str, notes: list[str]) -> tuple[str, str | None, tuple[Agent, ...], str | None]:
    """Split a text into archival reference, published edition, people credited and original language."""
    imprint = _find_last(_IMPRINT, text)
    keyword = find_edition(text)
    agents: list[Agent] = []
    language: str | None = None
    edition: str | None = None
    if keyword is None and imprint is not None and not _has_reference(text[: imprint.start()]):
        # A printed source in the archive's place; a translator named before its imprint is its own.
        credits = extract_credits(text, imprint.end())
        return "", _strip_edition(credits.before, credits.after, notes), credits.agents, credits.language
    # Credits may stand before the edition, and after it; inside it they are its own.
    before, after = (text, "") if keyword is None else (text[: keyword.start()], text[keyword.end() :])
    while (credits := extract_credits(before)).agents:
        agents.extend(credits.agents)
        language = language or credits.language
        after_them = credits.after.lstrip(" ,")
        if after_them[:1].islower() and not (
            extract_credits(after_them).agents or _has_reference(after_them)
        ):
            # “…, with the help of A. Kramer”, “… and included in NPIHP Research Update #2”
            notes.append(after_them.rstrip(" .;"))
            before = credits.before
        else:
            joint = "; " if credits.before and credits.after and find_named_repository(credits.after) else " "
            before = joint.join(filter(None, (credits.before, credits.after)))
    if keyword is not None:
        inner = _find_last(_IMPRINT, after)
        credits = extract_credits(after, inner.end() if inner else 0)
        agents.extend(credits.agents)
        language = language or credits.language
        edition = _strip_edition(credits.before, credits.after, notes)
        if keyword["stop"] == "(" and edition.count(")") > edition.count("("):
            edition = edition.rstrip(").")
    return before, edition, tuple(agents), language


def _strip_edition(text: str, further: str, notes: list[str]) -> str:
    if further.strip(" ."):
        notes.append(further.strip())
    return text.strip(" ,;").removesuffix(".")


def find_edition(text: str) -> re.Match[str] | None:
    """Find the words that introduce a published edition: “Reprinted in”."""
    folded = text.casefold()
    if not any(verb in folded for verb in _EDITION_VERBS):
        return None
    for found in _EDITION.finditer(text):
        after = text[found.end() :]
        if _IMPRINT.search(after) or re.match(r"[^\W\d_a-z“\"]|[“\"]|the\s+[A-Z]", after):
            return found
    return None


def _find_last(pattern: LazyPattern, text: str) -> re.Match[str] | None:
    """Return the last match, with the page numbers that belong to it."""
    found = None
    for match in pattern.finditer(text):
        found = match
    if found is None:
        return None
    pages = _AFTER_IMPRINT.match(text, found.end())
    return (
        re.compile(re.escape(text[found.start() : pages.end()])).search(text, found.start())
        if pages
        else found
    )


def _has_reference(text: str) -> bool:
    """Return whether a text begins with a holder, or has archival labels in it."""
    holder = find_named_repository(text)
    if holder is not None and (holder.archive is not None or holder.start == 0):
        return True
    levels = ("fonds", "series", "box", "file")
    return any(part.label and part.level in levels for one in parse_references(text) for part in one.parts)


def _parse_references(text: str, notes: list[str]) -> list[Reference]:
    """Parse the references; sentences after them that are not references become notes."""
    first, *further = _split_sentences(
        re.sub(r"^(?:in|from)\s+(?:the\s+)?(?=[^\W\d_a-z])", "", text.strip(" ,;"))
    )
    text = first
    for sentence in further:
        if _has_reference(sentence) or is_medium(sentence.strip(" .")):
            text = f"{text}; {sentence}" if find_named_repository(sentence) else f"{text}, {sentence}"
        else:
            notes.append(sentence.strip())
    text = strip_final_stop(text.strip(" ,;"))
    return parse_references(text) if text else []


def _split_sentences(text: str) -> list[str]:
    """Split a text at its full stops, but not after initials and labels."""
    sentences: list[str] = []
    start = 0
    for stop in _SENTENCE.finditer(text):
        if not _ABBREVIATED.search(text[start : stop.start()]):
            sentences.append(text[start : stop.start()])
            start = stop.end()
    sentences.append(text[start:])
    return sentences


def _is_published(references: list[Reference]) -> bool:
    """Return whether references do not name an archive: “Pravda, 5 May 1950, p. 3”."""
    one = references[0]
    if len(references) > 1 or one.repository or not one.parts:
        return False
    named = any(re.search(r"[^\W\d]{3,}", part.value or "") for part in one.parts)
    return named and all(part.level in _PRINTED or _is_guessed(part) for part in one.parts)


def _is_guessed(part: Part) -> bool:
    """Return whether a part has its level only because it comes first, not from a word of its own."""
    return part.label is None and find_label(part.value or "", get_tradition("international")) is None


def _build_holding(reference: Reference) -> Holding:
    return Holding(_build_repository(reference), reference.parts, reference.pages)


def _build_repository(reference: Reference) -> Repository:
    """Build the repository as the citation names it; a code also becomes the code."""
    written = reference.repository
    if written is None:
        return Repository()
    bracket = re.fullmatch(r"(.+?)\s*\(([^()]+)\).*", written)
    archive = reference.archive or find_archive(written)
    code = None
    bare = re.sub(r"^(?:The|Az?)\s+", "", written)
    first = bare.partition(",")[0]
    if archive and (bare in archive.codes or first in archive.codes):
        code = bare if bare in archive.codes else first
    elif (
        bracket
        and (bracket[2].isupper() or (archive and bracket[2] in archive.codes))
        and len(bracket[2]) < 15
    ):
        code = bracket[2]
    elif archive is None and " " not in written and sum(sign.isupper() for sign in written) > 1:
        code = written
    return Repository(written, code)


def _weigh_evidence(
    title: str | None,
    date: ArchivalDate | None,
    portal: str | None,
    url: str | None,
    references: list[Reference],
    agents: tuple[Agent, ...],
    edition: str | None,
) -> int:
    """Return how much suggests that a text is a citation; 2 is enough."""
    labelled = sum(bool(part.label) for one in references for part in one.parts)
    return (
        2 * bool(portal)
        + 2 * bool(url and is_portal_address(url))
        + bool(title and date)
        + bool(date)
        + 2 * any(one.archive and (one.parts or len(one.repository or "") > 5) for one in references)
        + any(one.repository for one in references)
        + min(labelled, 2)
        + any(bool(one.pages) for one in references)
        + bool(agents)
        + 2 * bool(edition and _IMPRINT.search(edition))
    )
