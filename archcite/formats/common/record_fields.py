"""What a record says, field by field: for the losses of a format, and for the notes that keep what it has no field for.

A writer knows which of these fields its format holds.  What is left goes, labelled, into a note where the format
has one; what cannot is named in a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache

from archcite._foundation.warning_collector import emit_warning
from archcite.errors import LossWarning, RecordError
from archcite.formats.csl_json.archive_path import find_unprinted_titles, format_part
from archcite.formats.csl_json.item_from_record import CREDITED, format_credits
from archcite.formats.csl_json.stated_variables import MODELLED
from archcite.formats.csl_json.values import format_value
from archcite.record import ArchivalDate, Publication, Source
from archcite.record.csl_variables import is_names
from archcite.record.vocabulary import DESCRIPTION_FIELDS, DESCRIPTION_LABELS, ROLES

Texts = tuple[str, ...]

# Field -> the label of the line that keeps it in a note. Notes themselves need none.
LABELS: Mapping[str, str] = {
    "kind": "Kind",
    "date": "Date",
    "date.text": "Date in the source",
    "holding.repository.name": "Repository",
    "holding.repository.code": "Abbreviation of the repository",
    "holding.repository.place": "Place of the repository",
    "holding.repository.country": "Country of the repository",
    "holding.parts": "Reference",
    "holding.pages": "Pages",
    "holding.note": "Note on the holding",
    "holding.2": "Also in",
    "copy.portal": "Portal",
    "copy.url": "Address",
    "copy.identifier": "Number in the portal",
    "copy.accessed": "Accessed",
    **DESCRIPTION_LABELS,
    "original_language": "Original language",
    "languages": "Language",
    "medium": "Medium",
    "published_in": "Published in",
    "summary": "Summary",
    "subjects": "Subjects",
    "rights": "Rights",
}
# The variables of a publication that its other attributes are read from.
_SAID_ELSEWHERE = frozenset(
    (
        *("id", "type", "title", "issued", "accessed", "URL", "source", "language", "medium", "references"),
        *("abstract", "keyword", "license", "note"),
    )
)
# These are joined on their line; of all others each text has a line of its own.
_JOINED = {"languages": " and ", "subjects": "; "}


def list_fields(record: Source, wanted: Collection[str] | None = None) -> dict[str, Texts]:
    """Return the names and texts of the fields that a record has, or of those that are wanted.

    >>> from archcite.record import Agent, Record
    >>> letter = Record(title="Letter", date="1918", agents=[Agent.parse("A. Smith", "witness")])
    >>> list_fields(letter), list_fields(letter, ["date", "medium"])
    ({'witness': ('A. Smith',), 'title': ('Letter',), 'date': ('1918',)}, {'date': ('1918',)})
    """
    found: dict[str, Texts] = {}
    roles = set()
    for agent in record.agents():
        roles.add(agent.role)
        if agent.role not in ROLES and (wanted is None or agent.role in wanted):
            found[agent.role] = (*found.get(agent.role, ()), agent.name)
    for name in FIELDS if wanted is None else _sort_fields(tuple(wanted)):
        if (name not in ROLES or name in roles) and (texts := FIELDS[name](record)):
            found[name] = texts
    return found


@lru_cache(maxsize=256)  # a writer asks for the same fields of each record
def _sort_fields(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the names that are fields, in the order of the fields."""
    return tuple(name for name in FIELDS if name in wanted)


def format_notes(record: Source, fields: Collection[str]) -> tuple[list[str], set[str]]:
    """Return lines that express these fields in words, with the fields that each expresses.

    >>> from archcite.record import Agent, Record
    >>> letter = Record(rights="CC BY", id="7", agents=[Agent.parse("A. Smith", "witness")], notes=["Torn."])
    >>> lines, fields = format_notes(letter, ["rights", "id", "witness", "notes"])
    >>> lines, sorted(fields)
    (['witness: A. Smith', 'Rights: CC BY', 'Torn.'], ['notes', 'rights', 'witness'])
    """
    given = list_fields(record, fields)
    lines: list[str] = []
    done: set[str] = set()
    credits = {*CREDITED, "agents.on_behalf_of"} & set(fields)
    if credits and (sentence := format_credits(record)):
        lines.append(sentence)
        done |= credits
    if "date" in given and "date" in fields:
        # The line of the date has its words.
        done |= {"date.text"} & {*fields}
    for name in given:
        if name in done:
            continue
        if name in ROLES or name not in FIELDS:
            lines += [f"{name}: {text}" for text in given[name]]
        elif name in (
            "notes",
            "variables",
            "holding.parts.title",
            "agents.affiliation",
            "agents.on_behalf_of",
        ):
            lines += given[name]
        elif name in LABELS:
            texts = (_JOINED[name].join(given[name]),) if name in _JOINED else given[name]
            lines += [f"{LABELS[name]}: {text}" for text in texts]
        else:
            continue
        done.add(name)
    return lines, done


def warn_losses(record: Source, lost: Iterable[str], format: str) -> None:
    """Warn of the fields of a record that a format has no place for.

    The text of the document itself, which formats for references and catalogues never have, is not among them.
    """
    fields = [name for name in dict.fromkeys(lost) if name != "contents"]
    if fields:
        which = record.id or record.title or str(record.date or "") or record.kind
        short = which if len(which) <= 60 else f"{which[:59].rstrip()}…"
        emit_warning(LossWarning(short, format, fields))


def _to_texts(text: str | None) -> Texts:
    return (text,) if text else ()


def _get_date_words(record: Source) -> Texts:
    """Return the words of the date if they say more than the EDTF date."""
    date = record.date
    if date is None or not date.text or not date.edtf:
        return ()
    return () if _parse_words(date.text) == date.edtf else (date.text,)


@lru_cache(maxsize=1024)  # each writer asks, and documents of one file share their dates
def _parse_words(text: str) -> str | None:
    try:
        return ArchivalDate.parse(text).edtf
    except RecordError:
        return None


def _format_path(record: Source) -> Texts:
    return _to_texts(", ".join(map(format_part, record.holding.parts)))


def _format_titles(record: Source) -> Texts:
    return tuple(f"{part}: {part.title}" for part in find_unprinted_titles(record.holding))


def _get_code(record: Source) -> Texts:
    """Return the code of a repository that also has a name."""
    repository = record.holding.repository
    return _to_texts(repository.code if repository.name else None)


def _format_on_behalf(record: Source) -> Texts:
    agents = [agent for agent in record.agents() if agent.on_behalf_of]
    return tuple(f"{agent.name} ({agent.role}) for {agent.on_behalf_of}" for agent in agents)


def _format_affiliations(record: Source) -> Texts:
    agents = [agent for agent in record.agents() if agent.affiliation]
    return tuple(f"{agent.name}: {agent.affiliation}" for agent in agents)


def _build_getter(name: str) -> Callable[[Source], Texts]:
    def get(record: Source) -> Texts:
        # A publication has its own variables in place of these.
        value = getattr(record, name, None)
        return value if isinstance(value, tuple) else _to_texts(value)

    return get


def _get_names_in_role(role: str) -> Callable[[Source], Texts]:
    return lambda record: tuple(agent.name for agent in record.agents(role))


def _list_variables(record: Source) -> Texts:
    """Return the CSL variables that no other field has, as “variable: value”."""
    if isinstance(record, Publication):
        variables = {name: value for name, value in record.item.items() if name not in _SAID_ELSEWHERE}
    else:
        variables = {name: value for name, value in record.variables.items() if name not in MODELLED}
    return tuple(
        f"{name}: {format_value(name, value)}"
        for name, value in variables.items()
        if value not in (None, "", [], {}) and not is_names(value)
    )


# Field -> its texts in a record. Roles outside the vocabulary are fields too, under their own names.
FIELDS: Mapping[str, Callable[[Source], Texts]] = {
    "id": lambda record: _to_texts(record.id),
    "kind": lambda record: _to_texts(record.kind if record.kind != "document" else None),
    "title": lambda record: _to_texts(record.title),
    "date": lambda record: _to_texts(str(record.date or "")),
    "date.text": _get_date_words,
    **{role: _get_names_in_role(role) for role in ROLES},
    "agents.on_behalf_of": _format_on_behalf,
    "agents.affiliation": _format_affiliations,
    "holding.repository.name": lambda record: _to_texts(str(record.holding.repository)),
    "holding.repository.code": _get_code,
    "holding.repository.place": lambda record: _to_texts(record.holding.repository.place),
    "holding.repository.country": lambda record: _to_texts(record.holding.repository.country),
    "holding.parts": _format_path,
    "holding.parts.title": _format_titles,
    "holding.pages": lambda record: _to_texts(str(record.holding.pages)),
    "holding.note": lambda record: _to_texts(record.holding.note),
    "holding.2": lambda record: tuple(map(str, record.holdings[1:])),
    "copy.portal": lambda record: _to_texts(record.copy.portal),
    "copy.url": lambda record: _to_texts(record.copy.url),
    "copy.identifier": lambda record: _to_texts(record.copy.identifier),
    "copy.accessed": lambda record: _to_texts(str(record.copy.accessed or "")),
    **{name: _build_getter(name) for name in DESCRIPTION_FIELDS},
    "original_language": lambda record: _to_texts(record.original_language),
    "languages": lambda record: record.languages,
    "medium": lambda record: _to_texts(record.medium),
    "published_in": lambda record: _to_texts(record.published_in),
    "summary": lambda record: _to_texts(record.summary),
    "contents": lambda record: _to_texts(record.contents),
    "subjects": lambda record: record.subjects,
    "rights": lambda record: _to_texts(record.rights),
    "variables": _list_variables,
    "notes": lambda record: record.notes,
}
