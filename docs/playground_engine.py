"""What the playground of the documentation does in Python: read a text, check it, and cite what was read.

It runs in the browser, in Pyodide, without lxml; ``playground_worker.js`` calls :func:`answer`.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import archcite
from archcite._foundation.warning_collector import collect_warnings
from archcite.lint.engine import check_sources
from archcite.output import get
from archcite.record.notebook_display import list_rows

MOST_RECORDS = 50  # what a page shows of a long list
# What is between two citations in each format. RTF is a document of its own.
JOINTS = {
    "text": "\n",
    "html": "<br>\n",
    **dict.fromkeys(("markdown", "rst", "latex", "rtf", "typst"), "\n\n"),
}
FORMATS = tuple(JOINTS)

Problem: TypeAlias = dict[str, Any]
Examined: TypeAlias = tuple[list[Any], list[Problem]]


def answer(question: str) -> str:
    """Return the JSON of what a page shows for the JSON of what was typed and chosen in it."""
    asked = json.loads(question)
    found: dict[str, Any] = {"problems": [], "records": [], "citations": {}}
    try:
        records, found["problems"] = examine(asked["text"])
        shown = records[:MOST_RECORDS]
        if len(shown) < len(records):
            message = f"The text has {len(records)} records; the first {MOST_RECORDS} are shown."
            found["problems"].append(to_problem("note", message))
        found["records"] = [list(list_fields(record)) for record in shown]
        if shown:
            found["citations"], problems = cite_all(shown, asked)
            found["problems"] += problems
    except archcite.ArchciteError as error:
        found["problems"] += [to_problem("error", sentence) for sentence in error.sentences]
    except ModuleNotFoundError as error:
        message = f"This format cannot be read in a browser, since it needs {error.name}; install archcite to read it."
        found["problems"].append(to_problem("error", message))
    return json.dumps(found, ensure_ascii=False)


def examine(text: str) -> Examined:
    """Return the records of a text, which is a source or printed citations, and the problems in them.

    >>> records, problems = examine("id: a\\ntitle: Letter\\ndate: 1918")
    >>> records[0].id, [problem["code"] for problem in problems]
    ('a', ['A101', 'A104'])
    >>> len(examine("RGANI, f. 5, op. 30, d. 273\\n\\nRGANI, f. 5, op. 30, d. 274")[0])
    2
    """
    if not text.strip():
        return [], []
    try:
        with collect_warnings():
            archcite.loads(text)
    except archcite.UnrecognizedSourceError:
        return examine_citations(text)
    except archcite.SourceError:
        pass  # a finding says what is wrong, and the other records are shown
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text")
        path.write_text(text, encoding="utf-8")
        result = check_sources([path])
        return result.get_records(str(path)), [describe(finding) for finding in result.findings]


def examine_citations(text: str) -> Examined:
    """Return what :func:`examine` does, for citations with an empty line between them."""
    records: list[Any] = []
    problems: list[Problem] = []
    for citation in re.split(r"\n\s*\n", text.strip()):
        with collect_warnings() as warnings:
            try:
                records.append(archcite.parse(" ".join(citation.split())))
            except archcite.SourceError as error:
                problems.append(to_problem("error", error.message))
        problems += [to_problem("warning", warning.message) for warning in warnings]
    return records, problems + [describe(finding) for finding in archcite.check(records)]


def describe(finding: Any) -> Problem:
    """Return a finding as the page shows it."""
    rule = finding.rule
    return {
        **to_problem(rule.severity, finding.message),
        "code": rule.code,
        "anchor": f"{rule.code} {rule.name}".casefold().replace(" ", "-"),
        "line": finding.line,
    }


def to_problem(severity: str, message: str) -> Problem:
    """Return a problem that is not the finding of a rule."""
    return {"severity": severity, "message": message}


def list_fields(record: Any) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each field of a record, or of each variable of a published work.

    >>> list(list_fields(archcite.Publication({"type": "book", "title": "War", "publisher": "Hurst"})))
    [('kind', 'book'), ('title', 'War'), ('publisher', 'Hurst')]
    """
    if isinstance(record, archcite.Record):
        yield from list_rows(record)
        return
    yield "kind", record.kind
    for variable, value in record.csl_item().items():
        if isinstance(value, str | int) and variable != "type":
            yield variable.replace("-", " "), str(value)
    for agent in record.agents():
        yield agent.role, str(agent)
    if record.date:
        yield "date", str(record.date)
    for holding in record.holdings:
        yield "kept in", str(holding)


def cite_all(records: list[Any], asked: dict[str, Any]) -> tuple[dict[str, str], list[Problem]]:
    """Return the citations of records as one text for each format, and what was reported while they were made."""
    problems: list[Problem] = []
    style, form, locale = asked["style"], asked["form"], asked["locale"] or None
    texts = {}
    with collect_warnings() as warnings:
        bibliography = archcite.Bibliography(records, style, locale=locale)
        for format in FORMATS:
            if form == "entry":
                citations = bibliography.entries(format)
            else:
                locator = asked["locator"].strip() or None
                cite = partial(
                    archcite.cite, style=style, form=form, locator=locator, locale=locale, format=format
                )
                citations = [str(cite(record)) for record in records]
            texts[format] = (
                get("rtf").bibliography(citations) if format == "rtf" else JOINTS[format].join(citations)
            )
        if form == "entry":
            problems += [
                to_problem(
                    "note", f"The style does not list “{bibliography.get_title(key)}” in bibliographies."
                )
                for key in bibliography.list_omitted()
            ]
    messages = dict.fromkeys(warning.message for warning in warnings)  # once each, not once for each format
    return texts, problems + [to_problem("warning", message) for message in messages]
