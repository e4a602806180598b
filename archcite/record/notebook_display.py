"""A record as a table for notebooks, in HTML, Markdown and LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archcite._foundation.wording import shorten_text
from archcite.record.vocabulary import DESCRIPTION_FIELDS

if TYPE_CHECKING:
    from archcite.record.holding import Holding
    from archcite.record.record import Record

_LONGEST = 300  # characters of a summary or a transcript


def list_rows(record: Record, longest: int = _LONGEST) -> Iterator[tuple[str, str]]:
    """Yield the name and the value, each on one line, of every field that is filled; shorten long values.

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
        *(("kept in", _format_holding(holding)) for holding in record.holdings),
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
            yield name, shorten_text(text, longest)


def _format_holding(holding: Holding) -> str:
    """Format a holding with the titles of its parts; its string has them only for parts without a number."""
    parts = (f"{part.title} ({part})" if part.title and part.value else str(part) for part in holding.parts)
    return ", ".join(piece for piece in (str(holding.repository), *parts, str(holding.pages)) if piece)


def _describe(record: Record) -> Iterator[tuple[str, str]]:
    for name in DESCRIPTION_FIELDS:
        value = getattr(record, name)
        yield name.replace("_", " "), "; ".join(value) if isinstance(value, tuple) else value or ""


def to_html(record: Record) -> str:
    """Format the table as HTML; the class keeps notebooks from reading dollar signs as mathematics.

    >>> from archcite.record import Record
    >>> to_html(Record(kind="<map>"))
    '<table class="tex2jax_ignore"><tr><th>kind</th><td style="text-align:left">&#60;map&#62;</td></tr></table>'
    """
    from archcite.output.formats.html import escape

    lines = (
        f'<tr><th>{escape(name)}</th><td style="text-align:left">{escape(text)}</td></tr>'
        for name, text in list_rows(record)
    )
    return f'<table class="tex2jax_ignore">{"".join(lines)}</table>'


def to_markdown(record: Record) -> str:
    r"""Format the table as Markdown.

    >>> from archcite.record import Record
    >>> print(to_markdown(Record(kind="map", title="A|B")))
    | | |
    |---|---|
    | **kind** | map |
    | **title** | A\|B |
    """
    from archcite.output.formats.markdown import escape

    def escape_cell(text: str) -> str:
        # The escapes of running text, a bar would end the cell, and a dollar sign begin mathematics.
        return re.sub(r"(?<!\\)[|$]", r"\\\g<0>", escape(text))

    lines = (f"| **{escape(name)}** | {escape_cell(text)} |" for name, text in list_rows(record))
    return "\n".join(("| | |", "|---|---|", *lines))


def to_latex(record: Record) -> str:
    r"""Format the table as LaTeX.

    >>> from archcite.record import Record
    >>> print(to_latex(Record(kind="map", title="A & B")))
    \begin{tabular}{lp{0.7\linewidth}}
    kind & map \\
    title & A \& B \\
    \end{tabular}
    """
    from archcite.output.formats.latex import escape

    lines = (rf"{escape(name)} & {escape(text)} \\" for name, text in list_rows(record))
    return "\n".join((r"\begin{tabular}{lp{0.7\linewidth}}", *lines, r"\end{tabular}"))
