"""Sentences that credit people: “Obtained and translated for CWIHP by A”, “Contributed by A and translated by B”."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.formats.common.corporate_names import is_body, load_words
from archcite.formats.common.portal_vocabulary import load_vocabulary
from archcite.notation.archives import find_archive_at_start
from archcite.notation.parser import has_final_label
from archcite.record import Agent

_INITIAL = r"[^\W\d_a-z]\.(?:-?[^\W\d_a-z]\.)*"
_WORD = r"\d?[^\W\d_a-z][\w’'`´-]*"
_HELP = pattern(r"\s*,?\s+with\s+(?:the\s+)?(?:help|assistance|support|aid)\b")
_JOIN = pattern(r"\s*,?\s+(?:and|&|with|y)\s+|\s*&\s*|\s*,\s+")
_BRACKET = pattern(r"\s*[(\[]([^()\[\]]+)[)\]]|\s*/\s*([^\W\d_a-z][^.;,()]*)")
_END = pattern(r"\s*(?:[.;]\s*|$)")
_SUFFIX = pattern(r",?\s+(?:Jr|Sr)\b\.?|,?\s+(?:II|III|IV)\b|,\s+(?:Ph\.?\s?D|M\.?A|Esq)\b\.?")
_CODE_AND_NUMBER = pattern(r"[^\W\d_a-z]{3,}[,:]?\s+(?:[^\W\d_]{1,6}\.\s?)?\d")
_BODY_IN_WORDS = pattern(r"the\s+[a-z]+\s+of\s+[^.;,()]+")
_BODY = pattern(r"(?:the\s+|The\s+)?[^\W\d_a-z][^.;,()]*")


class Credits(NamedTuple):
    """What credit sentences say, and the text without them."""

    before: str
    after: str
    agents: tuple[Agent, ...] = ()
    language: str | None = None


def extract_credits(text: str, start: int = 0) -> Credits:
    """Find the first row of credit clauses at or after ``start``, and the text before and after it.

    >>> found = extract_credits("RGANI, f. 5, ll. 193-194. Translated for CWIHP from Russian by G. Goldberg.")
    >>> found.before, [(agent.role, agent.name, agent.on_behalf_of) for agent in found.agents], found.language
    ('RGANI, f. 5, ll. 193-194', [('translator', 'G. Goldberg', 'CWIHP')], 'Russian')
    """
    for place in _build_start_pattern().finditer(text, start):
        agents, language, end = _parse_row(text, place.end())
        if agents:
            before = text[: place.start()].rstrip(" ,;")
            stop = text[place.start() : place.end()].strip()
            if stop == "(" and text[end : end + 1] == ")":
                end += 1
            return Credits(
                before + ("." if stop == "." and has_final_label(f"{before}.") else ""),
                text[end:].strip(),
                agents,
                language,
            )
    return Credits(text, "")


def parse_credits(text: str) -> tuple[Agent, ...]:
    """Return the agents named by a text that only consists of credit sentences; empty for any other text.

    >>> [(agent.role, agent.name) for agent in parse_credits("Obtained by A. Lee and translated by B. Roe.")]
    [('obtained-by', 'A. Lee'), ('translator', 'B. Roe')]
    >>> parse_credits("Translated by hand from a draft, with corrections")
    ()
    """
    found = extract_credits(text.strip())
    return () if found.before or found.after else found.agents


def _parse_row(text: str, position: int) -> tuple[tuple[Agent, ...], str | None, int]:
    """Parse consecutive clauses."""
    agents: list[Agent] = []
    language: str | None = None
    end = position
    while True:
        clause = _parse_clause(text, position)
        if clause is None:
            return tuple(agents), language, end
        agents.extend(clause[0])
        language = language or clause[1]
        end = clause[2]
        between = re.compile(r"\s*(?:[.,;]\s*)?(?:\b(?:and|&)\s+)?").match(text, end)
        position = between.end() if between else end
        stop = _END.match(text, end)
        end = stop.end() if stop else end


def _parse_clause(text: str, position: int) -> tuple[list[Agent], str | None, int] | None:
    """Parse one clause: participles; “from” a language, “for” a body and “by” people, in any order."""
    head = _build_participle_pattern().match(text, position)
    if head is None:
        return None
    roles = [
        load_vocabulary()["credits"][verb.casefold()]
        for verb in re.findall(_build_verb_pattern(), head["verbs"], re.IGNORECASE)
    ]
    position = head.end()
    people: list[tuple[str, str | None]] = []
    body: str | None = None
    language: str | None = None
    while True:
        if not people and (
            by := re.compile(r"\s*(?::|\bby\b|\bof\b)\s*|(?<=trans\.)\s+(?=[A-Z])").match(text, position)
        ):
            people, position = _parse_people(text, by.end())
            if not people:
                return None
        elif body is None and (found := _FOR.match(text, position)):
            body, position = found["body"].strip(), found.end()
        elif language is None and (found := _FROM.match(text, position)):
            if found["language"].casefold() not in load_words("languages"):
                return None
            language, position = found["language"], found.end()
        else:
            break
    if not people:
        return None
    agents = [
        _build_agent(name, place, role, body) for role in dict.fromkeys(roles) for name, place in people
    ]
    return agents, language, position


_FOR = pattern(
    r"\s*,?\s*\b(?:for|to|on behalf of)\s+(?:the\s+)?(?P<body>[^\W\d_a-z][^,.;()]*?(?:\s*\([A-Z]+\))?)"
    r"(?=\s+(?:by|from|and)\b|\s*[.,;]|\s*$)"
)
_FROM = pattern(
    r"\s*,?\s*[(\[]?\b(?:from|out of)\s+(?:the\s+)?(?P<language>[A-Z][\w-]+)(?:\s+original)?"
    r"(?:\s+(?:in)?to\s+[A-Z]\w+)?[)\]]?"
)


def _parse_people(text: str, position: int) -> tuple[list[tuple[str, str | None]], int]:
    """Parse names with their affiliations; return them with the position where they end."""
    people: list[tuple[str, str | None]] = []
    end = position
    while True:
        found = _build_name_pattern().match(text, position) or _BODY_IN_WORDS.match(text, position)
        if found is None or not _is_name(found.group()):
            break
        name = found.group().strip()
        if _is_before_participle(text, position):
            break
        if is_body(name) or name[:4] in ("the ", "The "):
            whole = _BODY_IN_WORDS.match(text, position) or _BODY.match(text, position)
            found = whole or found
            name = re.split(r"\s+and\s+(?=[a-z])", found.group())[0].rstrip()
            end = position + len(name)
            if people and people[-1][1] is None and text[position - 2 : position] == ", ":
                people[-1] = (people[-1][0], name)
                name = ""
        else:
            end = found.end()
        if name:
            suffix = _SUFFIX.match(text, end)
            if suffix:
                name, end = f"{name}, {suffix.group().strip(' ,')}", suffix.end()
            place = _BRACKET.match(text, end)
            people.append((name, (place[1] or place[2]).strip() if place else None))
            end = place.end() if place else end
        join = _JOIN.match(text, end)
        if join is None or _HELP.match(text, end):
            break
        if join.group().strip() == "," and _is_holder(text[join.end() :]):
            break  # “trans. by Ann Lee, RGANI”: the next name is the archive
        position = join.end()
    return people, end


def _is_holder(text: str) -> bool:
    """Return whether a text begins with an archive: of the table, or a code before a number or a label."""
    found = find_archive_at_start(text)
    if found is not None:
        # “…, National Security Archive” alone is where the translator works.
        return " " not in found[0] or re.match(r"[,:]?\s[^;]*\d", text[len(found[0]) :]) is not None
    return _CODE_AND_NUMBER.match(text) is not None


def _is_name(text: str) -> bool:
    count = len(text.split())
    return 0 < count <= 6 or is_body(text)


def _is_before_participle(text: str, position: int) -> bool:
    return _build_participle_pattern().match(text, position) is not None


def _build_agent(name: str, place: str | None, role: str, body: str | None) -> Agent:
    bare = re.sub(r"^[Tt]he\s+", "", name)
    if is_body(name) or (" " not in bare and bare.isupper() and len(bare) > 2):
        return Agent(literal=name, corporate=True, role=role, on_behalf_of=body, affiliation=place)
    from attrs import evolve

    person, _, suffix = name.partition(", ")
    return evolve(Agent.parse(person, role), suffix=suffix or None, on_behalf_of=body, affiliation=place)


@functools.cache
def _build_verb_pattern() -> str:
    return rf"\b(?:{join_alternatives(load_vocabulary()['credits'])})\b"


@functools.cache
def _build_participle_pattern() -> re.Pattern[str]:
    """Build the pattern of participles, also after a noun: “Document obtained and translated”."""
    verb = _build_verb_pattern()
    subjects = "|".join(load_vocabulary()["words"]["subjects"])
    return re.compile(
        rf"(?:(?:The\s+)?(?:{subjects})\s+(?:was\s+|were\s+)?)?(?P<verbs>{verb}\.?(?:(?:\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+){verb})*)"
        r"(?=\s+(?:by|for|to|from|of|on behalf|out of)\b|\s*:|(?<=trans\.)\s(?-i:[A-Z]))",
        re.IGNORECASE,
    )


@functools.cache
def _build_start_pattern() -> re.Pattern[str]:
    """Build the pattern of where a clause may begin: at the start, after punctuation, or at a capital."""
    subjects = "|".join((*load_vocabulary()["words"]["subjects"], "the"))
    first = rf"(?:{_build_verb_pattern()}|\b(?:{subjects})\b)"
    return re.compile(
        rf"(?:^\s*|[.,;()]\s*(?:and\s+)?|(?<=[”»’])\s+|(?-i:\s+(?=[A-Z])))(?={first})", re.IGNORECASE
    )


@functools.cache
def _build_name_pattern() -> re.Pattern[str]:
    particles = join_alternatives(load_words("particles"))
    abbreviated = join_alternatives(load_words("abbreviations"))
    word = rf"(?:(?i:{abbreviated})\.(?=\s)|{_INITIAL}|{_WORD})"
    return re.compile(
        rf"(?:[Tt]he\s+)?(?:(?:{particles})\s+)?{word}(?:\s+(?:(?:{particles})\s+)*(?:al-)?{word})*"
    )
