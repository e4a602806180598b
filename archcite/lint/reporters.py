"""Format findings as text for people, and as JSON, SARIF or workflow commands for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from archcite._foundation.printable import clean_line
from archcite.errors import OutputError
from archcite.lint.findings import SEVERITIES, Finding, Rule

# Colours a word according to a severity.
Style: TypeAlias = Callable[[str, str], str]

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_STANDARD_INPUT = "standard input"


def format_report(
    findings: Sequence[Finding],
    format: str = "text",
    *,
    records: int | None = None,
    style: Style | None = None,
) -> str:
    """Format findings as ``text``, ``json``, ``sarif`` (2.1.0) or ``github`` (workflow commands).

    In the text, ``records`` is the number of records that were checked, and ``style`` is called with a word and a
    severity to colour the word. Raises :class:`~archcite.errors.OutputError` for an unknown format.

    >>> from archcite.lint import check
    >>> from archcite.record import Record
    >>> record = Record(title="Letter", date="1958", published_in="Pravda", kind="leter")
    >>> print(format_report(check([record], "a.yaml")))
    a.yaml, record 1: note A211 unknown-kind
      Unknown kind “leter”: did you mean “letter”?
    1 note.
    >>> print(format_report([], records=9))
    No problems found in 9 records.
    """
    return "".join(iterate_report(findings, format, records=records, style=style))


def iterate_report(
    findings: Iterable[Finding],
    format: str = "text",
    *,
    records: int | None = None,
    style: Style | None = None,
) -> Iterator[str]:
    """Yield the text of :func:`format_report` in pieces; ``findings`` may be looped over twice.

    Raises :class:`~archcite.errors.OutputError` for an unknown format.

    >>> list(iterate_report([], records=9))
    ['No problems found in 9 records.']
    """
    if format not in FORMATS:
        raise OutputError(f"Unknown format “{format}” for findings; choose one of {', '.join(FORMATS)}.")
    return _iterate_text(findings, records, style) if format == "text" else FORMATS[format](findings)


def _iterate_text(
    findings: Iterable[Finding], records: int | None = None, style: Style | None = None
) -> Iterator[str]:
    severities: Counter[str] = Counter()
    fixable = 0
    for one in findings:
        severity = one.rule.severity
        severities[severity] += 1
        fixable += one.rule.fixable
        word = style(severity, severity) if style else severity
        # The place and the message quote the record, which must not steer the terminal.
        yield f"{clean_line(_format_place(one))}: {word} {one.rule.code} {one.rule.name}\n"
        yield f"  {clean_line(one.message)}\n"
    yield _summarize(severities, fixable, records)


def _iterate_json(findings: Iterable[Finding]) -> Iterator[str]:
    return _iterate_list(map(_to_row, findings), 0)


def _to_row(one: Finding) -> dict[str, Any]:
    return {
        "code": one.rule.code,
        "name": one.rule.name,
        "severity": one.rule.severity,
        "message": one.message,
        "fixable": one.rule.fixable,
        "source": one.source,
        "record": one.record,
        "number": one.number,
        "line": one.line,
    }


def _iterate_sarif(findings: Iterable[Finding]) -> Iterator[str]:
    import archcite

    rules = list(dict.fromkeys(one.rule for one in findings))
    driver = {
        "name": "archcite",
        "semanticVersion": _to_semantic_version(archcite.__version__),
        "rules": [_build_sarif_rule(rule) for rule in rules],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": []}
    before, _empty, after = _dump({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}).rpartition("[]")
    places = {rule: place for place, rule in enumerate(rules)}
    yield before
    yield from _iterate_list((_build_sarif_result(one, places[one.rule]) for one in findings), 3)
    yield after


def _iterate_github(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield findings as workflow commands, which GitHub shows beside the lines of a change."""
    before = ""
    for one in findings:
        command = "notice" if one.rule.severity == "note" else one.rule.severity
        properties = {"title": f"{one.rule.code} {one.rule.name}"}
        if one.source != _STANDARD_INPUT:
            properties = {"file": one.source, **({"line": str(one.line)} if one.line else {}), **properties}
        written = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
        message = one.message if one.line else f"{_format_place(one)}: {one.message}"
        yield f"{before}::{command} {written}::{_escape(message)}"
        before = "\n"


FORMATS: Mapping[str, Callable[[Iterable[Finding]], Iterator[str]]] = {
    "text": _iterate_text,
    "json": _iterate_json,
    "sarif": _iterate_sarif,
    "github": _iterate_github,
}


def _format_place(one: Finding) -> str:
    where = one.source
    if one.line:
        where += f":{one.line}"
    if one.record is not None:
        where += f", record {one.record}"
    return where


def _summarize(severities: Mapping[str, int], fixable: int, records: int | None) -> str:
    if not severities:
        return "No problems found" + (f" in {_count(records, 'record')}." if records is not None else ".")
    counts = [_count(severities[kind], kind) for kind in reversed(SEVERITIES) if severities[kind]]
    return ", ".join(counts) + (f"; --fix corrects {fixable}." if fixable else ".")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _build_sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.title},
        "help": {"text": rule.advice, "markdown": rule.advice},
        "defaultConfiguration": {"level": rule.severity},
    }


def _build_sarif_result(one: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.rule.code,
        "ruleIndex": index,
        "level": one.rule.severity,
        "message": {"text": one.message},
    }
    location: dict[str, Any] = {}
    if one.source != _STANDARD_INPUT:
        location["physicalLocation"] = {"artifactLocation": {"uri": _to_uri(one.source)}}
        if one.line:
            location["physicalLocation"]["region"] = {"startLine": one.line}
    if one.record is not None:
        location["logicalLocations"] = [{"name": one.record, "kind": "object"}]
    if location:
        result["locations"] = [location]
    return result


def _to_uri(source: str) -> str:
    """Return a path as SARIF expects it: relative with slashes, or a file URL."""
    from pathlib import Path
    from urllib.parse import quote

    path = Path(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _to_semantic_version(version: str) -> str:
    """Return a version as three numbers and a tag.

    >>> _to_semantic_version("0.1.0.dev0"), _to_semantic_version("1.2.3")
    ('0.1.0-dev0', '1.2.3')
    """
    numbers = version.split(".")
    return "-".join(filter(None, (".".join(numbers[:3]), ".".join(numbers[3:]))))


def _escape(text: str, also: str = "") -> str:
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _dump(data: object) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2)


def _iterate_list(rows: Iterable[object], depth: int) -> Iterator[str]:
    """Yield a list in JSON, as :func:`_dump` writes it within so many others, in pieces.

    >>> "".join(_iterate_list([{"a": 1}, 2], 0)) == _dump([{"a": 1}, 2]), "".join(_iterate_list([], 0))
    (True, '[]')
    """
    indent = "\n" + "  " * (depth + 1)
    before = "["
    for row in rows:
        yield before + indent + _dump(row).replace("\n", indent)
        before = ","
    yield "[]" if before == "[" else indent[:-2] + "]"
