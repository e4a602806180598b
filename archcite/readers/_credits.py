"""Credit sentences: “Obtained and translated for CWIHP by A”, “Contributed by A and translated by B”."""

from __future__ import annotations

import re

from archcite.record import Agent

VERBS = {
    "collected": "collector",
    "compiled": "compiler",
    "contributed": "contributed-by",
    "donated": "donated-by",
    "edited": "editor",
    "obtained": "obtained-by",
    "provided": "provided-by",
    "transcribed": "transcribed-by",
    "translated": "translator",
}

_VERB = "(?:" + "|".join(VERBS) + ")"
_JOIN = r"(?:,\s*and\s+|,\s*|\s+and\s+)"
_CLAUSE = re.compile(
    rf"(?P<verbs>{_VERB}(?:{_JOIN}{_VERB})*)"
    r"(?:\s+from\s+(?:the\s+)?(?P<language>\w+))?"
    r"(?:\s+(?:for|on behalf of)\s+(?:the\s+)?(?P<body>[^,.;]+?))?"
    r"\s+by\s+(?P<names>[^;]+?)"
    rf"(?=\s*[.;]?\s*$|(?:{_JOIN}|[.;]\s+){_VERB}\b)",
    re.IGNORECASE,
)
_START = re.compile(rf"(?:^|[.;]\s+)(?={_VERB}\b)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,?\s*\band\b|[,.;])?\s*", re.IGNORECASE)
_NAMES = re.compile(r",\s*and\s+|\s+and\s+|,(?!\s*(?:Jr|Sr|Jnr)\b)\s*", re.IGNORECASE)


def parse_credits(text: str) -> tuple[Agent, ...]:
    """The agents that a credit sentence names; none where the text is no such sentence, as a whole.

    >>> [(agent.role, agent.name, agent.on_behalf_of) for agent in
    ...     parse_credits("Obtained for CWIHP by Christian Ostermann and translated by Gary Goldberg.")]
    [('obtained-by', 'Christian Ostermann', 'CWIHP'), ('translator', 'Gary Goldberg', None)]
    >>> parse_credits("Translated by hand from a draft, with corrections")
    ()
    """
    agents: list[Agent] = []
    position = 0
    text = text.strip()
    while position < len(text):
        found = _CLAUSE.match(text, position)
        if found is None:
            return ()
        people = [name.strip() for name in _NAMES.split(found["names"].rstrip(". "))]
        if not all(map(_is_name, people)):
            return ()
        for verb in re.findall(_VERB, found["verbs"], re.IGNORECASE):
            agents.extend(_agent(name, VERBS[verb.casefold()], found["body"]) for name in people)
        between = _BETWEEN.match(text, found.end())
        position = between.end() if between else len(text)
    return tuple(agents)


def split_credits(text: str) -> tuple[str, tuple[Agent, ...]]:
    """What stands before a credit sentence, and the agents that the sentence names.

    >>> before, agents = split_credits("RGANI, f. 5, ll. 193-194. Translated by Gary Goldberg.")
    >>> before, agents[0].name
    ('RGANI, f. 5, ll. 193-194', 'Gary Goldberg')
    """
    for found in _START.finditer(text):
        if agents := parse_credits(text[found.end() :]):
            return text[: found.start()], agents
    return text, ()


def _is_name(text: str) -> bool:
    """Up to five words, the first and last of which begin like a name."""
    words = text.split()
    return (
        0 < len(words) <= 5
        and all(word[:1].isupper() for word in (words[0], words[-1]))
        and not re.search(r"\d", text)
    )


def _agent(name: str, role: str, body: str | None) -> Agent:
    """One word in capitals is a body's code (CWIHP)."""
    if " " not in name and name.isupper() and len(name) > 1:
        return Agent(literal=name, corporate=True, role=role, on_behalf_of=body)
    person = Agent.parse(name, role)
    if body is None:
        return person
    from attrs import evolve

    return evolve(person, on_behalf_of=body)
