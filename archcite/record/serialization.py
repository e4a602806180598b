"""A record as plain data (dictionaries, lists and text), and back: what YAML, JSON and databases hold.

The plain form has the model's own names (``title``, ``date``, ``agents``, ``holdings``, ``copy`` …), leaves
out what is empty, and writes values short where that loses nothing: dates and pages as text, names as people
write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from archcite._foundation.wording import format_value
from archcite.errors import RecordError
from archcite.record.agent import Agent
from archcite.record.csl_variables import CslVariables
from archcite.record.date import ArchivalDate
from archcite.record.holding import Holding, Pages, Part, Repository
from archcite.record.online_copy import OnlineCopy
from archcite.record.publication import Publication, Source
from archcite.record.record import Record
from archcite.record.vocabulary import LEVEL_WORDS, MEANINGS, ROLES

if TYPE_CHECKING:
    from cattrs import Converter

# Fields of a record that only say where it comes from.
_UNWRITTEN = ("location", "as_read")
LIST_FIELDS = ("related", "languages", "subjects", "notes")
RECORD_KEYS = tuple(field.name.lstrip("_") for field in fields(Record) if field.name not in _UNWRITTEN)
PUBLICATION_KEYS = ("publication", "id", "holdings")
REPOSITORY_KEYS = tuple(field.name for field in fields(Repository))
PART_KEYS = tuple(field.name for field in fields(Part))
HOLDING_KEYS = tuple(field.name for field in fields(Holding))
COPY_KEYS = tuple(field.name for field in fields(OnlineCopy))
# Where a key belongs that was written elsewhere; what is kept has a place more often than what is written.
_OWNERS = {
    "repository": REPOSITORY_KEYS,
    "holding": (*HOLDING_KEYS, *LEVEL_WORDS),
    "copy": COPY_KEYS,
    "record": RECORD_KEYS,
    "publication": (
        *(
            "publisher",
            "publisher_place",
            "container_title",
            "collection_title",
            "edition",
            "isbn",
            "issn",
            "issue",
        ),
        *("journal", "journaltitle", "booktitle"),
    ),
}
DATE_KEYS = tuple(field.name for field in fields(ArchivalDate))
PAGES_KEYS = ("label", "value")
# “name” is parsed, “body” is a corporate body; the rest are the fields of an Agent.
AGENT_KEYS = ("name", "body", *(field.name for field in fields(Agent) if field.name != "corporate"))


class PlainRecordError(RecordError):
    """Plain data that make no record; ``path`` leads to the place: keys, and numbers in lists."""

    def __init__(self, message: str, path: tuple[str | int, ...]) -> None:
        super().__init__(message)
        self.path = path


class _KeyProblemError(RecordError):
    """A problem with one key of a mapping."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


def to_plain(record: Source) -> dict[str, Any]:
    """Return a record, or a publication, as dictionaries, lists and text.

    A publication has its CSL item under ``publication``, and the places that keep it under ``holdings``.

    >>> to_plain(Record(title="Letter", date="July 06, 1949", agents=[Agent.parse("George Creel")]))
    {'title': 'Letter', 'date': 'July 06, 1949', 'agents': [{'role': 'author', 'name': 'George Creel'}]}
    """
    if isinstance(record, Publication):
        holdings = [_build_converter().unstructure(holding) for holding in record.holdings]
        return {"publication": record.csl_item(), **({"holdings": holdings} if holdings else {})}
    plain: dict[str, Any] = _build_converter().unstructure(record)
    return plain


def from_plain(data: Mapping[str, Any]) -> Source:
    """Return the record or the publication that plain data hold; the inverse of :func:`to_plain`.

    Raises :class:`PlainRecordError` for an unknown key (with the nearest known one) and for values that are
    not what they must be.

    >>> from_plain({"title": "Letter", "holdings": [{"pages": "pp. 719-720"}]}).holding.pages.value
    '719-720'
    >>> from_plain({"titel": "Letter"})
    Traceback (most recent call last):
    ...
    archcite.record.serialization.PlainRecordError: A record has no “titel”: did you mean “title”?
    """
    try:
        if isinstance(data, Mapping) and "publication" in data:
            return _structure_publication(data)
        return _build_converter().structure(data, Record)
    except ExceptionGroup as group:
        path, leaf = _find_first_error(group)
        raise PlainRecordError(_describe_error(leaf), path) from None
    except (RecordError, TypeError, ValueError, KeyError) as error:
        path = (error.key,) if isinstance(error, _KeyProblemError) else ()
        raise PlainRecordError(_describe_error(error), path) from None


def describe_unknown(word: str, known: Iterable[str], what: str) -> str:
    """Build the message for an unknown key, with the known one that means the same or is most similar.

    >>> describe_unknown("link", ["in", "portal", "url"], "A record")
    'A record has no “link”: did you mean “url”?'
    >>> describe_unknown("portl", ["portal", "url"], "A copy")
    'A copy has no “portl”: did you mean “portal”?'
    >>> describe_unknown("xyz", ["portal", "url"], "A copy")
    'A copy has no “xyz”: it may have portal, url.'
    >>> describe_unknown("place", ["repository", "pages"], "A holding")
    'A holding has no “place”: write it in the repository.'
    >>> describe_unknown("publisher", ["published_in", "title"], "A record")
    'A record has no “publisher”: write it in the publication.'
    """
    from archcite._foundation.close_matches import find_close_matches

    known = list(known)
    meant = [key for key in MEANINGS.get(word.casefold(), ()) if key in known]
    if word in ROLES and "agents" in known:
        meant.append("agents")
    if not meant and (owner := next((owner for owner, keys in _OWNERS.items() if word in keys), None)):
        return f"{what} has no “{word}”: write it in the {owner}."
    near = (
        meant
        or find_close_matches(word, known)
        or [key for key in known if len(word) > 2 and key.startswith(word)]
    )
    hint = f"did you mean “{near[0]}”?" if near else f"it may have {', '.join(known)}."
    return f"{what} has no “{word}”: {hint}"


def _describe_file_key(key: str, keys: tuple[str, ...]) -> str:
    """Return a message for a key that records have in files, where it is a short form; empty for others.

    >>> _describe_file_key("recipient", ("title", "agents"))
    '“recipient” is a key of files: use archcite.loads(data), or write it in “agents” as to_dict() does.'
    >>> _describe_file_key("autor", ("title", "agents"))[:55]
    '“autor” may be “author”, which is a key of files: use a'
    """
    from archcite._foundation.close_matches import find_close_matches

    name = key.casefold().replace("-", "_")
    subject = f"“{key}”"
    short_forms = (*ROLES, *LEVEL_WORDS, *HOLDING_KEYS)
    if name not in short_forms and (near := find_close_matches(name, (*keys, *short_forms), 1, 0.75)):
        name = near[0]
        subject += f" may be “{name}”, which"
    is_place = name in LEVEL_WORDS or name in HOLDING_KEYS
    places = ("agents",) if name in ROLES else ("parts", "holdings") if is_place else ()
    place = next((place for place in places if place in keys), None)
    if place is None:
        return ""
    return (
        f"{subject} is a key of files: use archcite.loads(data), or write it in “{place}” as to_dict() does."
    )


@cache
def _build_converter() -> Converter:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    converter = Converter(detailed_validation=True, prefer_attrib_converters=False)
    converter.register_structure_hook(str, lambda value, _: _to_text(value))
    converter.register_structure_hook(ArchivalDate, lambda value, _: _parse_date(value))
    converter.register_structure_hook(Pages, lambda value, _: _parse_pages(value))
    converter.register_structure_hook(Agent, lambda value, _: _parse_agent(value))
    converter.register_structure_hook(CslVariables, lambda value, _: _structure_variables(value))
    converter.register_unstructure_hook(CslVariables, CslVariables.to_dict)
    converter.register_unstructure_hook(ArchivalDate, _serialize_date)
    converter.register_unstructure_hook(Pages, _serialize_pages)
    converter.register_unstructure_hook(Agent, _serialize_agent)

    for kind, keys, what in (
        (Repository, REPOSITORY_KEYS, "A repository"),
        (Part, PART_KEYS, "A part of a holding"),
        (Holding, HOLDING_KEYS, "A holding"),
        (OnlineCopy, COPY_KEYS, "A copy"),
        (Record, RECORD_KEYS, "A record"),
    ):
        renamed: dict[str, Any] = {}
        if kind is Record:
            renamed = dict.fromkeys(_UNWRITTEN, override(omit=True)) | {"_agents": override(rename="agents")}
        structure = make_dict_structure_fn(kind, converter, **renamed)
        converter.register_structure_hook(kind, _check_keys(structure, keys, what))
        unstructure = make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True, **renamed)
        converter.register_unstructure_hook(kind, _omit_empty(unstructure))
    return converter


def _check_keys(structure: Any, keys: tuple[str, ...], what: str) -> Any:
    def convert(value: Any, kind: type) -> Any:
        if isinstance(value, str) and kind is Repository:
            value = {"name": value}
        value = {key: item for key, item in _require_mapping(value, keys, what).items() if item is not None}
        # A mapping would be a list of its keys; in a list, it is refused with a reason.
        listed = {
            key: [item]
            for key, item in value.items()
            if key in LIST_FIELDS and isinstance(item, (str, Mapping))
        }
        return structure({**value, **listed} if listed else value, kind)

    return convert


def _omit_empty(unstructure: Any) -> Any:
    def convert(value: Any) -> dict[str, Any]:
        return {key: item for key, item in unstructure(value).items() if item not in (None, "", (), [], {})}

    return convert


def _require_mapping(value: Any, keys: tuple[str, ...], what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise RecordError(f"{what} must be a mapping ({', '.join(keys[:3])} …), not {format_value(value)}.")
    for key in value:
        if key not in keys:
            raise _KeyProblemError(
                _describe_file_key(str(key), keys) or describe_unknown(str(key), keys, what), str(key)
            )
    return value


def _to_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    advice = "write it as one text" if isinstance(value, (Mapping, list)) else "write it in quotes"
    raise RecordError(f"Expected text, not {format_value(value)}: {advice}.")


def _to_optional_text(value: Any) -> str | None:
    return None if value is None else _to_text(value)


def _structure_publication(data: Mapping[str, Any]) -> Publication:
    given = _require_mapping(data, PUBLICATION_KEYS, "A publication")
    item = dict(_structure_variables(given["publication"]))
    if given.get("id"):
        item["id"] = given["id"]
    return Publication(
        item, holdings=_build_converter().structure(given.get("holdings") or (), tuple[Holding, ...])
    )


def _structure_variables(value: Any) -> CslVariables:
    if not isinstance(value, Mapping):
        raise RecordError(
            f"CSL variables must be a mapping (volume, publisher …), not {format_value(value)}."
        )
    return CslVariables(value)


def _parse_date(value: Any) -> ArchivalDate:
    if isinstance(value, Mapping):
        given = _require_mapping(value, DATE_KEYS, "A date")
        return ArchivalDate(_to_optional_text(given.get("edtf")), _to_optional_text(given.get("text")))
    return ArchivalDate.parse(_to_text(value))


def _parse_pages(value: Any) -> Pages:
    if isinstance(value, Mapping):
        given = _require_mapping(value, PAGES_KEYS, "Pages")
        return Pages(_to_optional_text(given.get("label")) or "", _to_optional_text(given.get("value")) or "")
    return Pages(_to_text(value))


def _parse_agent(value: Any) -> Agent:
    if isinstance(value, str):
        return Agent.parse(value)
    given = {
        key: _to_optional_text(item) for key, item in _require_mapping(value, AGENT_KEYS, "An agent").items()
    }
    given = {key: item for key, item in given.items() if item and item.strip()}
    role = given.pop("role", None) or "author"
    name, body = given.pop("name", None), given.pop("body", None)
    rest: dict[str, Any] = given
    if body:
        return Agent(literal=body, corporate=True, role=role, **rest)
    if name:
        return evolve(Agent.parse(name, role), **rest)
    return Agent(role=role, **rest)


def _serialize_date(date: ArchivalDate) -> str | dict[str, str]:
    for short in (date.text, date.edtf):
        if short is not None and _is_parsed_as(date, short):
            return short
    return {key: text for key, text in (("edtf", date.edtf), ("text", date.text)) if text}


def _is_parsed_as(date: ArchivalDate, short: str) -> bool:
    try:
        return ArchivalDate.parse(short) == date
    except RecordError:
        return False


def _is_name_parsed_as(name: str, agent: Agent) -> bool:
    try:
        return Agent.parse(name, agent.role) == agent
    except RecordError:
        return False


def _serialize_pages(pages: Pages) -> str | dict[str, str]:
    text = str(pages)
    again = Pages(text)
    if (again.label, again.value) == (pages.label, pages.value):
        return text
    return {key: text for key, text in (("label", pages.label), ("value", pages.value)) if text}


def _serialize_agent(agent: Agent) -> dict[str, str]:
    plain = {"role": agent.role}
    extra = {"on_behalf_of": agent.on_behalf_of, "affiliation": agent.affiliation}
    bare = evolve(agent, on_behalf_of=None, affiliation=None)
    if agent.corporate:
        naming = {"body": agent.literal}
    elif not agent.literal and _is_name_parsed_as(agent.name, bare):
        naming = {"name": agent.name}
    else:
        names = ("given", "dropping_particle", "particle", "family", "suffix", "literal")
        naming = {name: getattr(agent, name) for name in names}
    plain.update({key: text for key, text in (naming | extra).items() if text})
    return plain


def _find_first_error(group: BaseException) -> tuple[tuple[str | int, ...], BaseException]:
    """Return the first single error in nested groups, and its path, taken from the notes of the errors."""
    path: list[str | int] = []
    error = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
        for note in getattr(error, "__notes__", ()):
            step = getattr(note, "name", None) if hasattr(note, "name") else getattr(note, "index", None)
            if step is not None:
                path.append(step.lstrip("_") if isinstance(step, str) else step)
                break
    if isinstance(error, _KeyProblemError):
        path.append(error.key)
    return tuple(path), error


def _describe_error(error: BaseException) -> str:
    if isinstance(error, RecordError):
        return str(error)
    if isinstance(error, KeyError):
        return f"{error} is missing: add it."
    return f"A record cannot hold this value ({error}): compare it with the documentation."
