"""Format findings as text for people, and as JSON, SARIF or workflow commands for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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
    if format not in FORMATS:
        raise OutputError(f"Unknown format “{format}” for findings; choose one of {', '.join(FORMATS)}.")
    if format == "text":
        return _to_text(findings, records, style)
    return FORMATS[format](findings)


def _to_text(findings: Sequence[Finding], records: int | None = None, style: Style | None = None) -> str:
    lines: list[str] = []
    for one in findings:
        severity = one.rule.severity
        word = style(severity, severity) if style else severity
        # The place and the message quote the record, which must not steer the terminal.
        lines.append(f"{clean_line(_format_place(one))}: {word} {one.rule.code} {one.rule.name}")
        lines.append(f"  {clean_line(one.message)}")
    lines.append(_summarize(findings, records))
    return "\n".join(lines)


def _to_json(findings: Sequence[Finding]) -> str:
    return _dump(
        [
            {
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
            for one in findings
        ]
    )


def _to_sarif(findings: Sequence[Finding]) -> str:
    import archcite

    rules = list(dict.fromkeys(one.rule for one in findings))
    driver = {
        "name": "archcite",
        "semanticVersion": _to_semantic_version(archcite.__version__),
        "rules": [_build_sarif_rule(rule) for rule in rules],
    }
    results = [_build_sarif_result(one, rules.index(one.rule)) for one in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _to_github(findings: Sequence[Finding]) -> str:
    """Format findings as workflow commands, which GitHub shows beside the lines of a change."""
    lines = []
    for one in findings:
        command = "notice" if one.rule.severity == "note" else one.rule.severity
        properties = {"title": f"{one.rule.code} {one.rule.name}"}
        if one.source != _STANDARD_INPUT:
            properties = {"file": one.source, **({"line": str(one.line)} if one.line else {}), **properties}
        written = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
        message = one.message if one.line else f"{_format_place(one)}: {one.message}"
        lines.append(f"::{command} {written}::{_escape(message)}")
    return "\n".join(lines)


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "text": _to_text,
    "json": _to_json,
    "sarif": _to_sarif,
    "github": _to_github,
}


def _format_place(one: Finding) -> str:
    where = one.source
    if one.line:
        where += f":{one.line}"
    if one.record is not None:
        where += f", record {one.record}"
    return where


def _summarize(findings: Sequence[Finding], records: int | None) -> str:
    if not findings:
        return "No problems found" + (f" in {_count(records, 'record')}." if records is not None else ".")
    severities = Counter(one.rule.severity for one in findings)
    counts = [_count(severities[kind], kind) for kind in reversed(SEVERITIES) if severities[kind]]
    fixable = sum(one.rule.fixable for one in findings)
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
