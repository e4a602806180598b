"""The author before everything else: “Moore, Marianne. Letter”, “Frank, L. K. (1935)”."""

from __future__ import annotations

from collections.abc import Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.document_kinds import infer_document_kind, is_kind_word
from archcite.formats.printed_citation.correspondence import LETTER_TO, build_agent, is_kind
from archcite.formats.printed_citation.segment import Segment
from archcite.formats.printed_citation.segment_kinds import is_quoted
from archcite.formats.printed_citation.vocabulary import compile_before_recipient, find_kind, is_name
from archcite.notation.vocabulary import is_holder, is_place
from archcite.record import Agent

_FAMILY = pattern(
    r"[^\W\d_a-z]{2,}(?:\s[^\W\d_a-z]{2,}){1,2}|(?:(?:de|von|van|der|la|le|du|di|da)\s)*[^\W\d_a-zа-я][\w’'-]+"
    # “Ruiz de Luzuriaga”, “Ortega y Gasset”
    r"(?:\s(?:de|del|dos?|da|das|y|e|i|di|della|von|van|der|den|zu|af)(?:\sl[ao]s?|\sel)?\s[^\W\d_a-zа-я][\w’'-]+)?"
)
_GIVEN = pattern(
    r"(?P<given>(?:[^\W\d_a-zа-я]\.)*[^\W\d_a-zа-я][\w’'-]*\.?(?:\s(?:[^\W\d_a-zа-я][\w’'-]*|[^\W\d_a-zа-я]\.|de|von|van|der|la|le|du|di|da))*?\.?)(?:(?<=\.)\s(?P<rest>[^\W\d_a-zа-я]\w{2,}\s.*))?"
)
_GIVEN_AND_YEAR = pattern(r"(?P<given>[^\W\d_a-z][^\W\d_]+(?:\s[^\W\d_a-z]\.)*)\.? (?P<rest>\d{4})")
# “Juan (Escribano)”
_OCCUPATION = pattern(r"\s\([^\W\d_]{4,}\)$")
# What no name begins with: “The Abdication of King Edward VIII”
_ARTICLES = frozenset(
    ("The", "A", "An", "Die", "Der", "Das", "Le", "La", "Les", "El", "Los", "Il", "Gli", "O", "Os")
)
# Kinds that one person writes, so that the name before them is the author's.
OWN_WRITINGS = ("diary", "memoir", "autobiography", "journal", "notebook", "will")
_PARTICLE_BEFORE = pattern(r"((?:de|von|van|der|la|le|du|di|da)(?:\s(?:la|le|der|den))?)\s(?=[^\W\d_a-z])")
_PARTICLE_BEHIND = pattern(r"\s((?:de|von|van|du|di|da)(?:\s(?:la|le|der|den))?)$")
_INITIAL_AT_END = pattern(r"(?:^|[\s.-])[^\W\d_a-z]\.?$")
_BARE_INITIAL = pattern(r"(?:^|[\s.])[^\W\d_a-z]$")


def take_leading_author(segments: Sequence[Segment]) -> tuple[Sequence[Segment], tuple[Agent, ...]]:
    """Take “Moore, Marianne. Letter” and “Frank, L. K. (1935)” as an author, with those that follow with “and”."""
    if len(segments) < 3 or not _FAMILY.fullmatch(segments[0].text) or segments[1].before != ", ":
        return segments, ()
    if infer_document_kind(segments[0].text) != "document":
        return segments, ()  # “Letter, Harry S. Truman to Bess Truman”
    gaps = (segments[1].start - segments[0].end, segments[2].start - segments[1].end)
    if max(gaps) > 4 or (segments[0].text.isupper() and segments[2].before != ". "):
        return segments, ()  # “AGI, México, 28”: an archive
    if infer_document_kind(segments[1].text) != "document" or find_kind(segments[1].text):
        return segments, ()  # “Kennedy, Memorandum, “On Laos””
    given = _GIVEN.fullmatch(_OCCUPATION.sub("", segments[1].text)) or _GIVEN_AND_YEAR.fullmatch(
        segments[1].text
    )
    if given is None or not (
        segments[2].before == ". "
        or given["rest"]
        or is_quoted(segments[2].text)
        or segments[2].text.startswith("and ")
        or compile_before_recipient().match(segments[2].text)
        or _is_kind_after_name(segments[2].text)
        or _is_plain_title(segments)
    ):
        return segments, ()
    name = given["given"].strip()
    name = name if _INITIAL_AT_END.search(name) else name.rstrip(".")
    agents = [_build_inverted(segments[0].text, f"{name}." if _BARE_INITIAL.search(name) else name)]
    rest = list(segments[2:])
    if given["rest"]:
        second = segments[1]
        rest.insert(
            0, second._replace(text=given["rest"], start=second.end - len(given["rest"]), before=". ")
        )
    while rest and rest[0].text.startswith("and ") and is_name(rest[0].text[4:]):
        agents.append(build_agent(rest.pop(0).text[4:], "author"))
    return rest, tuple(agents)


def _build_inverted(family: str, given: str) -> Agent:
    """Build an author whose family name comes first, with the particle before or behind: “Robien, Louis de”."""
    before = _PARTICLE_BEFORE.match(family)
    behind = None if before else _PARTICLE_BEHIND.search(given)
    particle = before[1] if before else behind[1] if behind else None
    family = family[before.end() :] if before else family
    given = given[: behind.start()] if behind else given
    return Agent(family=family, given=given, particle=particle, role="author")


def find_occupation(segments: Sequence[Segment]) -> str | None:
    """Return what a leading author is, in brackets after the name: “Ruiz, Juan (Escribano)”."""
    found = _OCCUPATION.search(segments[1].text)
    return found.group().strip(" ()") if found else None


def _is_kind_after_name(text: str) -> bool:
    """Return whether a text is a kind in lower case, also with its recipient (“telegram to Mao”), or “Diaries”."""
    letter = LETTER_TO.fullmatch(text)
    kind = letter["kind"] if letter else text
    if letter is None and is_kind_word(text) and infer_document_kind(text) in OWN_WRITINGS:
        return True  # “Cooper, Alfred Duff, Diaries”
    return text[:1].islower() and (is_kind(kind) or _has_kind_at_end(kind))


def _has_kind_at_end(text: str) -> bool:
    """Return whether several words end in one for a kind: “travel diaries”."""
    before, _, last = text.rpartition(" ")
    return bool(before) and infer_document_kind(last) != "document"


def _is_plain_title(segments: Sequence[Segment]) -> bool:
    """Return whether a title follows “Popescu, Ion,” without quotation marks: several words, not all capitalized."""
    text = segments[2].text
    is_person = segments[0].text.isalpha() and not is_place(segments[0].text) and is_name(segments[1].text)
    first, _, rest = text.partition(" ")
    is_title = not is_name(rest) or first in _ARTICLES
    return is_person and len(text.split()) > 2 and is_title and not is_holder(text)
