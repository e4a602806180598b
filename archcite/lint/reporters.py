"""Findings as text for people, and as JSON, SARIF and workflow commands for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from archcite.errors import OutputError
from archcite.lint.findings import Finding, Rule

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_STANDARD_INPUT = "standard input"


def report(findings: Sequence[Finding], format: str = "text") -> str:
    """Findings in a format: ``text``, ``json``, ``sarif`` (2.1.0) or ``github`` (workflow commands).

    Raises :class:`~archcite.errors.OutputError` where there is no such format.

    >>> from archcite.lint import check
    >>> from archcite.record import Record
    >>> print(report(check([Record(title="Letter", date="1958", published_in="Pravda", kind="leter")], "a.yaml")))
    a.yaml, record 1: note A211 unknown-kind
      The kind “leter” is not known: did you mean “letter”?
    1 note.
    """
    if format not in FORMATS:
        raise OutputError(f"There is no format “{format}” for findings; choose one of {', '.join(FORMATS)}.")
    return FORMATS[format](findings)


def _as_text(findings: Sequence[Finding]) -> str:
    lines: list[str] = []
    for one in findings:
        lines += [f"{_place(one)}: {one.rule.severity} {one.rule.code} {one.rule.name}", f"  {one.message}"]
    lines.append(_summary(findings))
    return "\n".join(lines)


def _as_json(findings: Sequence[Finding]) -> str:
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


def _as_sarif(findings: Sequence[Finding]) -> str:
    import archcite

    rules = list(dict.fromkeys(one.rule for one in findings))
    driver = {
        "name": "archcite",
        "semanticVersion": _semantic(archcite.__version__),
        "rules": [_sarif_rule(rule) for rule in rules],
    }
    results = [_sarif_result(one, rules.index(one.rule)) for one in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    lines = []
    for one in findings:
        command = "notice" if one.rule.severity == "note" else one.rule.severity
        properties = {"title": f"{one.rule.code} {one.rule.name}"}
        if one.source != _STANDARD_INPUT:
            properties = {"file": one.source, **({"line": str(one.line)} if one.line else {}), **properties}
        written = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
        message = one.message if one.line else f"{_place(one)}: {one.message}"
        lines.append(f"::{command} {written}::{_escaped(message)}")
    return "\n".join(lines)


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "text": _as_text,
    "json": _as_json,
    "sarif": _as_sarif,
    "github": _as_github,
}


def _place(one: Finding) -> str:
    where = one.source
    if one.line:
        where += f":{one.line}"
    if one.record is not None:
        where += f", record {one.record}"
    return where


def _summary(findings: Sequence[Finding]) -> str:
    counts = Counter(one.rule.severity for one in findings)
    told = [
        f"{counts[kind]} {kind}{'s' * (counts[kind] > 1)}"
        for kind in ("error", "warning", "note")
        if counts[kind]
    ]
    fixable = sum(one.rule.fixable for one in findings)
    if not told:
        return "Nothing found."
    return ", ".join(told) + (f"; --fix mends {fixable}." if fixable else ".")


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.title},
        "help": {"text": rule.advice, "markdown": rule.advice},
        "defaultConfiguration": {"level": rule.severity},
    }


def _sarif_result(one: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.rule.code,
        "ruleIndex": index,
        "level": one.rule.severity,
        "message": {"text": one.message},
    }
    location: dict[str, Any] = {}
    if one.source != _STANDARD_INPUT:
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(one.source)}}
        if one.line:
            location["physicalLocation"]["region"] = {"startLine": one.line}
    if one.record is not None:
        location["logicalLocations"] = [{"name": one.record, "kind": "object"}]
    if location:
        result["locations"] = [location]
    return result


def _uri(source: str) -> str:
    """A path as SARIF wants it: relative with slashes, or an address of a file."""
    from pathlib import Path
    from urllib.parse import quote

    path = Path(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _semantic(version: str) -> str:
    """A version as three numbers and a tag: 0.1.0.dev0 is 0.1.0-dev0.

    >>> _semantic("0.1.0.dev0"), _semantic("1.2.3")
    ('0.1.0-dev0', '1.2.3')
    """
    numbers = version.split(".")
    return "-".join(filter(None, (".".join(numbers[:3]), ".".join(numbers[3:]))))


def _escaped(text: str, also: str = "") -> str:
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _dump(data: object) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2)
