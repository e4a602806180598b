"""A record as a table of what it says, for notebooks: in HTML, Markdown and LaTeX."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archcite.record.vocabulary import DESCRIPTION_FIELDS

if TYPE_CHECKING:
    from archcite.record.record import Record

_LONGEST = 300  # characters of a summary or a transcript
_IN_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|$~&!^]")
_IN_LATEX = re.compile(r"[\\{}$&#%_^~]")
_LATEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def list_rows(record: Record) -> Iterator[tuple[str, str]]:
    """What there is of a record: what it is called, and what it says, each on one line.

    >>> from archcite.record import Agent, Record
    >>> list(list_rows(Record(title="Letter", date="1918", agents=[Agent.parse("George Creel")])))
    [('kind', 'document'), ('title', 'Letter'), ('author', 'George Creel'), ('date', '1918')]
    """
    given = [
        ("id", record.id),
        ("kind", record.kind),
        ("title", record.title),
        *((agent.role, agent) for agent in record.agents()),
        ("date", record.date),
        *(("kept in", holding) for holding in record.holdings),
        ("online", record.copy),
        *_describe(record),
        ("languages", ", ".join(record.languages)),
        ("original language", record.original_language),
        ("medium", record.medium),
        ("published in", record.published_in),
        ("summary", record.summary),
        ("contents", record.contents),
        ("subjects", ", ".join(record.subjects)),
        ("rights", record.rights),
        *(("note", note) for note in record.notes),
    ]
    for name, value in given:
        text = " ".join(str(value or "").split())
        if text:
            yield name, text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def _describe(record: Record) -> Iterator[tuple[str, str]]:
    for name in DESCRIPTION_FIELDS:
        value = getattr(record, name)
        yield name.replace("_", " "), "; ".join(value) if isinstance(value, tuple) else value or ""


def to_html(record: Record) -> str:
    """The table in HTML; dollar signs are no mathematics in it.

    >>> from archcite.record import Record
    >>> to_html(Record(kind="<map>"))
    '<table class="tex2jax_ignore"><tr><th>kind</th><td style="text-align:left">&lt;map&gt;</td></tr></table>'
    """
    lines = (
        f'<tr><th>{html.escape(name)}</th><td style="text-align:left">{html.escape(text)}</td></tr>'
        for name, text in list_rows(record)
    )
    return f'<table class="tex2jax_ignore">{"".join(lines)}</table>'


def to_markdown(record: Record) -> str:
    r"""The table in Markdown.

    >>> from archcite.record import Record
    >>> print(to_markdown(Record(kind="map", title="A|B")))
    | | |
    |---|---|
    | **kind** | map |
    | **title** | A\|B |
    """
    lines = (f"| **{_markdown(name)}** | {_markdown(text)} |" for name, text in list_rows(record))
    return "\n".join(("| | |", "|---|---|", *lines))


def to_latex(record: Record) -> str:
    r"""The table in LaTeX.

    >>> from archcite.record import Record
    >>> print(to_latex(Record(kind="map", title="A & B")))
    \begin{tabular}{lp{0.7\linewidth}}
    kind & map \\
    title & A \& B \\
    \end{tabular}
    """
    lines = (rf"{_latex(name)} & {_latex(text)} \\" for name, text in list_rows(record))
    return "\n".join((r"\begin{tabular}{lp{0.7\linewidth}}", *lines, r"\end{tabular}"))


def _markdown(text: str) -> str:
    return _IN_MARKDOWN.sub(r"\\\g<0>", text)


def _latex(text: str) -> str:
    return _IN_LATEX.sub(lambda sign: _LATEX.get(sign[0]) or f"\\{sign[0]}", text)
