"""Apply the preferred citation of a finding aid, and compare it with the description."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from archcite._foundation.wording import shorten_text
from archcite.formats.common.description_levels import Step
from archcite.notation.repository_finder import find_named_repository
from archcite.record import Repository

_LEAD = re.compile(
    r"^\W*(?:(?:zitier(?:weise|vorschlag|hinweis|empfehlung)|citeerinstructie|mode\s+de\s+citation|référence\s+à\s+citer"
    r"|forma\s+de\s+cita(?:ción|r)?|modalità\s+di\s+citazione|preferred\s+citation|cite\s+as|citation|please\s+cite|(?:published\s+)?citations?\s+should\b[^:]{0,80}"
    r"|(?:the\s+)?(?:preferred|suggested|recommended)\b[^:]{0,80}|use\s+the\s+following\b[^:]{0,80})\s*(?::\s*|\.\s+|$))+"
    # “The collection should be cited as the House Papers, MS 466”.
    r"|^\W*(?:(?:this|the|these|all)\s+)?(?:collection|papers|records|material\w*|items?|documents?|finding\s+aid)\b[^:.]{0,80}?"
    r"\b(?:cited|credited|referred\s+to)\s+(?:as(?:\s+follows)?|in\s+the\s+following\s+\w+)\s*:?\s+",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:\[[^\]]*\]|<[^>]*>|\bItem(?:\s+description)?\b|\bIdentification of item\b)\s*[,;.]?\s*"
)
# Archives of the Netherlands give a full form, which is cited first, and a short one after it.
_FULL_FORM = re.compile(r"\bvolledig\s*:(?P<full>.+?)(?:\bverkort\s*:|$)", re.IGNORECASE | re.DOTALL)
# “inventarisnummer …”, which readers fill in.
_NUMBER_TO_FILL_IN = re.compile(r",?\s*\binv[\w.]*(?:\s*n[or]\.)?\s*(?:\.\.\.|…)")
_TAG = re.compile(r"</?\w{1,10}>")
_SEGMENTS = re.compile(r"[,;()\[\]]\s*|\.\s+(?=[^\W\d_a-z])|\.$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ALIKE = 0.6
_EMPTY = frozenset(("the", "and", "for", "von", "des", "der", "die"))


class AppliedCitation(NamedTuple):
    """The repository and the levels as the preferred citation has them, and a warning for each difference."""

    repository: Repository
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]


@functools.lru_cache(maxsize=64)
def strip_placeholders(preferred: str) -> str:
    """Return a preferred citation without its heading and without placeholders for the reader to fill in.

    >>> strip_placeholders("Preferred Citation: [Identification of item], House Papers. Yale University Library.")
    'House Papers. Yale University Library.'
    >>> strip_placeholders("VOLLEDIG: Nationaal Archief, Den Haag, Radioraad, inventarisnummer ... VERKORT: NL-HaNA")
    'Nationaal Archief, Den Haag, Radioraad'
    """
    if "olledig" in preferred.casefold() and (found := _FULL_FORM.search(_TAG.sub("", preferred))):
        preferred = _NUMBER_TO_FILL_IN.sub("", found["full"])
    return _PLACEHOLDER.sub("", _LEAD.sub("", " ".join(preferred.split()))).strip(" ,;")


def apply_preferred_citation(
    preferred: str, repository: Repository, steps: Sequence[Step]
) -> AppliedCitation:
    """Take from a preferred citation what the finding aid lacks, and report what differs.

    >>> steps = [Step("fonds", "MS 466", "House, Edward Mandell, 1858-1938. Papers")]
    >>> found = apply_preferred_citation("Edward Mandell House Papers. Yale University Library.", Repository(), steps)
    >>> found.repository.name, found.steps[0].title
    ('Yale University Library', 'Edward Mandell House Papers')
    """
    text = strip_placeholders(preferred)
    kept = list(steps)
    warnings: list[str] = []
    if not text:
        return AppliedCitation(repository, tuple(kept), ())
    if not repository:
        holder = find_named_repository(", ".join(_split_segments(text)))
        if holder:
            repository = Repository(holder.name)
            warnings.append(f"The repository “{holder.name}” was taken from the preferred citation.")
    elif _find_words(str(repository)) - _find_words(text):
        warnings.append(
            f"The preferred citation (“{shorten_text(text)}”) does not name the repository “{repository}”: "
            "compare them."
        )
    title = kept[0].title if kept else None
    if title:
        segment = _find_similar(title, text)
        if segment and segment.casefold() != title.casefold():
            kept[0] = kept[0]._replace(title=segment)
            warnings.append(
                f"“{shorten_text(title)}” is cited as “{segment}”, the name in the preferred citation."
            )
        elif segment is None and _find_words(title) - _find_words(text):
            warnings.append(
                f"The preferred citation (“{shorten_text(text)}”) does not name “{shorten_text(title)}”: compare them."
            )
    return AppliedCitation(repository, tuple(kept), tuple(warnings))


def _find_similar(title: str, text: str) -> str | None:
    """Return the segment of a citation that shares most words with a title; None if none shares enough."""
    wanted = _find_words(title)
    best: tuple[float, str] | None = None
    if title.casefold() in text.casefold():
        return title
    for segment in _split_segments(text):
        found = _find_words(segment)
        alike = len(wanted & found) / len(wanted | found) if wanted | found else 0.0
        if alike >= _ALIKE and (best is None or alike > best[0]):
            best = (alike, segment)
    return best[1] if best else None


def _split_segments(text: str) -> list[str]:
    return [segment for piece in _SEGMENTS.split(text) if (segment := piece.strip())]


def _find_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _EMPTY
