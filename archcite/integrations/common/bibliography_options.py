"""What a bibliography in a document lists, and under which headings: the options that all integrations share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import join_choices
from archcite.bibliography.sections import LEVELS, SECTIONS
from archcite.errors import SourceError
from archcite.integrations.common.citation_syntax import EVERYTHING, parse_uncited
from archcite.record import Source

Item: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[str, Source, Item], bool]

__all__ = [
    "LEVELS",
    "SCOPES",
    "SECTIONS",
    "parse_filter",
]

# What is listed: the sources cited on the page, in the chapter or anywhere, or all sources.
SCOPES = ("page", "chapter", "project", "all")
# The options of a bibliography, and their values if there are few.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "filter": (),
    "scope": SCOPES,
    "section-by": SECTIONS,
    "rest": (),
    "level": LEVELS,
    "style": (),
    "nocite": (),
}
_QUOTES = "\"'“”"  # around a value of a condition
_OPTION = pattern(r"""\s*([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|\s*(\S+)""")


def parse_listing_options(text: str) -> tuple[dict[str, str], list[str]]:
    """Parse the options of a bibliography; return them, and a sentence for each that is wrong.

    >>> parse_listing_options('section-by=repository rest="Published works"')
    ({'section-by': 'repository', 'rest': 'Published works'}, [])
    >>> parse_listing_options("sorted")[1]
    ['“sorted” is not a bibliography option; write section-by=repository, or rest="Published works".']
    """
    given: dict[str, str] = {}
    problems: list[str] = []
    for found in _OPTION.finditer(text.strip()):
        if found[1] is None:
            problems.append(
                f'“{found[5]}” is not a bibliography option; write section-by=repository, or rest="Published works".'
            )
        else:
            given[found[1]] = next((one for one in found.group(2, 3, 4) if one is not None), "")
    options, others = check_listing_options(given)
    return options, problems + others


def check_listing_options(given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the options of a bibliography that are right, and a sentence for each that is wrong.

    >>> check_listing_options({"level": "page"})
    ({}, ['Unknown value “page” of the bibliography option level; use item or collection.'])
    """
    problems = {name: _find_problem(name, value) for name, value in given.items()}
    options = {name: value for name, value in given.items() if not problems[name]}
    return options, [problem for problem in problems.values() if problem]


def to_listing_fields(options: Mapping[str, str]) -> dict[str, Any]:
    """Convert the options of a bibliography to the fields of :class:`~..document_model.Listing`.

    >>> to_listing_fields({"section-by": "kind", "nocite": "@creel1918"})
    {'section_by': 'kind', 'also': ('creel1918',)}
    >>> to_listing_fields({"nocite": "*"})
    {'scope': 'all'}
    """
    fields: dict[str, Any] = {
        name.replace("-", "_"): value for name, value in options.items() if name != "nocite"
    }
    if also := parse_uncited(options.get("nocite", "")):
        fields |= {"scope": "all"} if EVERYTHING in also else {"also": also}
    return fields


def parse_filter(text: str) -> Test:
    """Parse a filter, conditions with semicolons between them, into a test of key, record and CSL-JSON item.

    A condition is ``field=value``, ``field`` (it is there), or either after ``not``. Alternatives stand between
    bars, ``*`` is for any signs, and capitals do not matter; ``year`` takes a range, ``1950..1960``. Fields are
    ``key``, ``kind``, ``repository`` (name or code), ``collection``, ``country``, ``place``, ``year``,
    ``keyword``, and all variables of CSL. A value may stand in quotation marks; ``==`` and ``!=`` are as elsewhere.

    >>> from archcite.record import Record
    >>> letters = parse_filter("kind=letter|cable; year=1914..1918; not keyword=draft")
    >>> letters("creel", Record(kind="letter", date="1918-09-25"), {})
    True

    Raises :class:`~archcite.errors.SourceError` for an invalid condition.
    """
    tests = [_parse_condition(part.strip(), text) for part in text.split(";") if part.strip()]
    return lambda key, record, item: all(test(key, record, item) for test in tests)


def _find_problem(name: str, value: str) -> str:
    """Return what is wrong with an option, as a sentence; empty if nothing is."""
    if name not in OPTIONS:
        return f"Unknown bibliography option “{name}”; use {join_choices(tuple(OPTIONS))}."
    if OPTIONS[name] and value not in OPTIONS[name]:
        return (
            f"Unknown value “{value}” of the bibliography option {name}; use {join_choices(OPTIONS[name])}."
        )
    return ""


def _get_collection_name(record: Source, item: Item) -> str:
    """Return the name of a collection, or else the number of the fonds."""
    if named := item.get("archive_collection"):
        return str(named)
    parts = record.holding.parts
    return str(parts[0]) if parts else ""


def _parse_condition(text: str, whole: str) -> Test:
    from archcite.csl.variables import DATES, NAMES
    from archcite.formats.csl_json.record_from_item import VARIABLES

    negated = text.startswith("not ")
    field, divided, wanted = (part.strip() for part in text.removeprefix("not ").partition("="))
    if divided and field.endswith("!"):
        field, negated = field[:-1].rstrip(), not negated
    wanted = wanted.removeprefix("=").strip()
    values: Callable[[str, Source, Item], Iterable[str]]
    if field in _FIELDS:
        values = _FIELDS[field]
    elif field in VARIABLES or field in NAMES or field in DATES or field == "type":
        values = lambda _key, _record, item: _list_texts(item.get(field))  # noqa: E731
    else:
        from archcite._foundation.close_matches import find_close_matches

        near = find_close_matches(field, [*_FIELDS, *VARIABLES])
        hint = f"did you mean “{near[0]}”?" if near else f"use {', '.join(_FIELDS)}, or a CSL variable."
        raise SourceError(f"Unknown field “{field}” in the filter “{whole}”; {hint}")
    if divided and not wanted:
        raise SourceError(f"The condition “{text}” of a filter has no value; write it as “kind=letter”.")
    matches = (
        [_build_matcher(one.strip().strip(_QUOTES), field == "year") for one in wanted.split("|")]
        if divided
        else [bool]
    )

    def test(key: str, record: Source, item: Item) -> bool:
        found = values(key, record, item)
        return any(match(value) for value in found for match in matches) is not negated

    return test


def _build_matcher(wanted: str, is_year: bool) -> Callable[[str], bool]:
    first, is_range, last = wanted.partition("..")
    if is_year and is_range and all(not end or end.isdigit() for end in (first, last)):
        low, high = int(first or 0), int(last or 9999)
        return lambda value: low <= int(value) <= high
    from fnmatch import fnmatchcase

    return lambda value: fnmatchcase(value.casefold(), wanted.casefold())


def _list_texts(value: Any) -> list[str]:
    """List the texts in a variable of CSL-JSON: each name, each year, or the text itself."""
    if isinstance(value, Mapping):
        dates = value.get("date-parts") or ()
        return [str(date[0]) for date in dates if date] or [
            str(value.get("raw") or value.get("literal") or "")
        ]
    if isinstance(value, list):
        names = [name for name in value if isinstance(name, Mapping)]
        return [str(name.get("family") or name.get("literal") or "") for name in names] + [
            str(one) for one in value if isinstance(one, str)
        ]
    return [str(value)] if value else []


def _list_years(_key: str, record: Source, item: Item) -> list[str]:
    if record.date is not None and record.date.edtf:
        ends = [str(end[0]) for end in record.date.parts if end]
    else:
        ends = _list_texts(item.get("issued"))
    return [year for year in ends if year.isdigit()]


_FIELDS: Mapping[str, Callable[[str, Source, Item], Iterable[str]]] = {
    "key": lambda key, _record, _item: (key,),
    "kind": lambda _key, record, _item: (record.kind,),
    "repository": lambda _key, record, _item: filter(
        None, (record.holding.repository.name, record.holding.repository.code)
    ),
    "collection": lambda _key, record, item: filter(None, (_get_collection_name(record, item),)),
    "country": lambda _key, record, _item: filter(None, (record.holding.repository.country,)),
    "place": lambda _key, record, _item: filter(None, (record.holding.repository.place,)),
    "year": _list_years,
    "keyword": lambda _key, record, _item: record.subjects,
}
