"""Write records in archcite's own format, YAML or JSON, as a person would write it by hand.

One record is a mapping; several are a collection, which declares a repository that records share once.
:func:`archcite.formats.archcite_yaml.reader.read` returns the same records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archcite._foundation.json_text import format_json
from archcite._foundation.warning_collector import emit_warning
from archcite.formats.archcite_yaml.yaml_emitter import dump_yaml
from archcite.formats.common.corporate_names import is_body_alone
from archcite.record import Part, Repository, Source, revise
from archcite.record.serialization import RECORD_KEYS, to_plain
from archcite.record.vocabulary import ARRANGEMENT, LEVELS, ROLES


def to_yaml(records: Sequence[Source]) -> str:
    """Format records as YAML.

    Two different records with one id get a number each after the first, with a warning.

    >>> from archcite.record import Agent, Holding, Part, Record, Repository
    >>> letter = Record(title="Letter", agents=[Agent.parse("Delia Razdolescu", "translator")],
    ...     holdings=[Holding(Repository("ANIC"), [Part("file", "File", "6/1955")], "pp. 719-720")])
    >>> print(to_yaml([letter]))
    title: Letter
    translator: Delia Razdolescu
    holding:
      repository: ANIC
      file: File 6/1955
      pages: pp. 719-720
    <BLANKLINE>
    """
    return dump_yaml(_build_file(records))


def to_json(records: Sequence[Source]) -> str:
    """Format records as JSON, in the shape of the YAML.

    >>> from archcite.record import Record
    >>> print(to_json([Record(title="Letter", date="July 06, 1949")]))
    {
      "title": "Letter",
      "date": "July 06, 1949"
    }
    <BLANKLINE>
    """
    return format_json(_build_file(records)) + "\n"


def to_short_form(
    record: Source, names: Mapping[Repository, str] | None = None, *, ordered: bool = False
) -> dict[str, Any]:
    """Return a record as the mapping that a file has: roles and levels as keys, one holding as a mapping.

    ``names`` maps repositories to the names under which the file declares them. With ``ordered``, roles and
    levels are keys only if they are in the order of the vocabulary, so that the order of keys has no meaning.

    >>> from archcite.record import Holding, Record
    >>> to_short_form(Record(title="Letter", holdings=[Holding(parts=[Part("file", "File", "6/1955")])]))
    {'title': 'Letter', 'holding': {'file': 'File 6/1955'}}
    """
    names = names or {}
    plain = to_plain(record)
    short: dict[str, Any] = {}
    for key in ("publication", *RECORD_KEYS):
        if key not in plain:
            continue
        if key == "agents":
            short.update(_group_agents(plain[key], ordered))
        elif key == "holdings":
            pairs = zip(record.holdings, plain[key], strict=True)
            holdings = [
                _build_holding(written, holding.repository, holding.parts, names, ordered)
                for holding, written in pairs
            ]
            short["holding" if len(holdings) == 1 else "holdings"] = (
                holdings[0] if len(holdings) == 1 else holdings
            )
        else:
            short[key] = plain[key]
    return short


def _build_file(records: Sequence[Source]) -> dict[str, Any]:
    records = _number_repeated_ids(records)
    if len(records) == 1:
        return to_short_form(records[0])
    names = _name_shared_repositories(records)
    data: dict[str, Any] = {}
    if names:
        data["repositories"] = {name: _get_fields(repository) for repository, name in names.items()}
    data["records"] = [to_short_form(record, names) for record in records]
    return data


def _number_repeated_ids(records: Sequence[Source]) -> list[Source]:
    taken = {record.id for record in records}
    seen: set[str] = set()
    result = []
    for record in records:
        if record.id and record.id in seen:
            number = 2
            while f"{record.id}-{number}" in taken:
                number += 1
            identifier = f"{record.id}-{number}"
            emit_warning(
                f"Two records have the id “{record.id}”: the second is written as “{identifier}”.",
            )
            record = revise(record, id=identifier)
            taken.add(identifier)
        seen.add(record.id)
        result.append(record)
    return result


def _name_shared_repositories(records: Sequence[Source]) -> dict[Repository, str]:
    """Give a short name to each repository that has more than a name and occurs more than once."""
    counts: dict[Repository, int] = {}
    for record in records:
        for holding in record.holdings:
            counts[holding.repository] = counts.get(holding.repository, 0) + 1
    names: dict[Repository, str] = {}
    for repository, count in counts.items():
        if count > 1 and len(_get_fields(repository)) > 1:
            words = re.findall(
                r"\w+", (repository.code or repository.name or repository.place or "").casefold()
            )
            stem = name = "-".join(words) or "repository"
            number = 1
            while name in names.values():
                number += 1
                name = f"{stem}-{number}"
            names[repository] = name
    return names


def _get_fields(repository: Repository) -> dict[str, str]:
    named = {key: getattr(repository, key) for key in ("name", "code", "place", "country")}
    return {key: text for key, text in named.items() if text}


def _is_read_as_person(agent: Mapping[str, str]) -> bool:
    """Return whether the name alone says who the agent is: another is read as that of a body."""
    return agent.keys() == {"name"} and not is_body_alone(agent["name"])


def _group_agents(agents: list[dict[str, str]], ordered: bool) -> dict[str, Any]:
    """Group agents under their roles if that keeps their order; otherwise return them as a list."""
    roles = [agent["role"] for agent in agents]
    starts = [role for index, role in enumerate(roles) if index == 0 or roles[index - 1] != role]
    if not _can_be_keys(starts, ROLES, ordered):
        return {"agents": agents}
    grouped: dict[str, Any] = {}
    for role in starts:
        own = [
            {key: text for key, text in agent.items() if key != "role"}
            for agent in agents
            if agent["role"] == role
        ]
        names: list[Any] = [agent["name"] if _is_read_as_person(agent) else agent for agent in own]
        grouped[role] = names[0] if len(names) == 1 else names
    return grouped


def _build_holding(
    plain: dict[str, Any],
    repository: Repository,
    parts: tuple[Part, ...],
    names: Mapping[Repository, str],
    ordered: bool,
) -> dict[str, Any]:
    short: dict[str, Any] = {}
    if repository in names:
        short["repository"] = names[repository]
    elif "repository" in plain:
        # Beside declared repositories a bare name could be taken for one of theirs.
        bare = plain["repository"].keys() == {"name"} and not names
        short["repository"] = plain["repository"]["name"] if bare else plain["repository"]
    levels = [part.level for part in parts]
    arranged = [level for level in levels if level in ARRANGEMENT]
    if _can_be_keys(levels, LEVELS, ordered) and _can_be_keys(arranged, ARRANGEMENT, ordered=True):
        for part in parts:
            short[part.level] = _shorten_part(part)
    elif parts:
        short["parts"] = plain["parts"]
    short.update({key: plain[key] for key in ("pages", "note") if key in plain})
    return short


def _can_be_keys(words: list[str], known: Iterable[str], ordered: bool) -> bool:
    """Return whether words can be keys: each once, all known, and with ``ordered`` in the known order."""
    ranks = {word: rank for rank, word in enumerate(known)}
    places = [ranks.get(word, -1) for word in words]
    return -1 not in places and len(set(places)) == len(places) and (not ordered or places == sorted(places))


def _shorten_part(part: Part) -> str | dict[str, str]:
    for text in (str(part), part.value):
        if text and Part.parse(part.level, text) == part:
            return text
    fields = {"label": part.label, "value": part.value, "title": part.title}
    return {key: text for key, text in fields.items() if text}
