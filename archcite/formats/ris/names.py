"""Names in RIS: “Family, Given, Suffix”, and bodies as they stand."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.corporate_names import is_body
from archcite.formats.common.personal_names import split_particles
from archcite.record import Agent
from archcite.record.csl_variables import from_agent, to_agent

_PLAIN = pattern(r"(?P<family>[^\d,]+),\s*(?P<given>[^\d,]*)(?:,\s*(?P<suffix>[^\d,]+))?")
# “Eisenhower, D. D. (Dwight David)”: catalogues write the given names out.
_WRITTEN_OUT = pattern(r",(?P<initials>[^()]*)\((?P<names>[^()]+)\)")


def parse_ris_name(value: str) -> dict[str, Any] | None:
    """Return a name of RIS as CSL has it; None if it names nobody. With a comma it is a person.

    >>> parse_ris_name("Service, Robert"), parse_ris_name("World Bank")
    ({'family': 'Service', 'given': 'Robert'}, {'literal': 'World Bank'})
    >>> parse_ris_name("van Dijk, Anna")
    {'family': 'Dijk', 'given': 'Anna', 'non-dropping-particle': 'van'}

    As in EndNote, two commas are one in the name of a body.

    >>> parse_ris_name("University of California,, Berkeley")
    {'literal': 'University of California, Berkeley'}
    """
    name = _parse_name(value)
    return dict(name) if name else None


# Names come again and again in a file.
@functools.lru_cache(maxsize=8192)
def _parse_name(value: str) -> Mapping[str, Any] | None:
    if ",," in value:
        return {"literal": value.replace(",,", ",", 1)}
    if value.endswith(",") and value.count(",") == 1:
        # A person without given names, or a body that its source has as such.
        family = value[:-1].strip()
        return {"family": family} if family else None
    plain = _PLAIN.fullmatch(value)
    if "(" in value and not any(map(str.isdecimal, value)):
        if "," not in value:
            return {"literal": value}
        plain = plain if not _is_written_out(value) else None
    if plain is None:
        agent = catalogue.parse_agent(value, body=False if "," in value else None)
        # A name without a comma is written as it is; one of more than three words is that of a body.
        if agent and "," not in value and (len(value.split()) > 3 or is_body(value)) and not agent.particle:
            agent = Agent.body(value)
        return dict(from_agent(agent)) if agent else None
    suffix = (plain["suffix"] or "").strip()
    return {**split_particles(plain["family"], plain["given"]), **({"suffix": suffix} if suffix else {})}


def _is_written_out(value: str) -> bool:
    """Return whether brackets after the given names have them in full, which a citation does not repeat."""
    found = _WRITTEN_OUT.search(value)
    if found is None:
        return False
    initials = [word[0] for word in found["initials"].replace(".", " ").split()]
    names = [word[0] for word in found["names"].split()]
    return bool(initials) and initials[0] == names[0]


def format_ris_name(name: Any) -> str:
    """Return a CSL name as RIS has it; empty for a value that names nobody.

    >>> format_ris_name({"family": "Dijk", "given": "Anna", "non-dropping-particle": "van"})
    'van Dijk, Anna'
    """
    try:
        agent = to_agent(name, "author")
    except RecordError:
        return ""
    text = format_agent(agent)
    if agent.literal or not isinstance(name, Mapping) or (agent.family and (agent.given or agent.suffix)):
        return text
    # A family name alone ends with a comma; with one inside it is written as that of a body.
    return text.replace(",", ",,", 1) if "," in text else f"{text},"


def format_agent(agent: Agent) -> str:
    """Return a name as RIS has it; in that of a body the first comma is doubled, as in EndNote.

    >>> format_agent(Agent(literal="University of California, Berkeley"))
    'University of California,, Berkeley'
    """
    text = " ".join(agent.sort_name.split())
    return text.replace(",", ",,", 1) if agent.literal else text
