"""``archcite new``: a record to fill in, as a commented file or by answering questions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.output import write_result
from archcite.cli.reporting import report_errors
from archcite.cli.terminal import say
from archcite.errors import RecordError

if TYPE_CHECKING:
    from archcite.record import ArchivalDate, Record

# What each line means is in its comment; the values are an example, to be replaced.
_HEAD = """\
# A record for archcite. Replace the examples, and delete the lines that you do not need.
# Then run: archcite check FILE, and archcite cite FILE
"""
_START = {
    "id": ("{word}-1918", "the key that you cite it with; it must be the only one of its name"),
    "kind": ("{kind}", "archcite knows letter, telegram, report, minutes, map and many others"),
}
_TITLE = {
    "title": (
        "{title}",
        "as the document or the archive has it; without one, the kind and the people are named",
    )
}
_DATE = {"date": ("1918-09-25", "or 1918-09, 1918~ (about 1918), n.d., or in words: “September 25, 1918”")}
_PLACE = {
    "repository": (
        '{{name: Yale University Library, place: "New Haven, CT"}}',
        "the archive that keeps the original",
    ),
    "fonds": (
        "Edward Mandell House Papers",
        "from the widest level down; or as one text, “reference: FO 371/1234”",
    ),
    "box": ("6", "a number, or a number with its label: “Ktn. 6”"),
    "folder": ("179", ""),
    "pages": ('"pp. 3-4"', "the pages, leaves or folios that you cite"),
}
_COPY = {
    "portal": ("Example Digital Archive", "where you saw it, if not in the archive"),
    "url": ("https://example.org/document/1", ""),
    "accessed": ("2024-05-31", "the day on which you saw it"),
}
_AUTHOR = {
    "author": (
        "George Creel",
        "several: [George Creel, Jane Roe]; a body: {{body: Committee on Public Information}}",
    )
}
_RECIPIENT = {"recipient": ("Edward Mandell House", "")}
_TRANSLATOR = {"translator": ("Jane Roe", "also: editor, obtained-by, provided-by, transcribed-by")}
_BODY = {
    "author": (
        "{{body: Committee on Public Information}}",
        "a body in a mapping; a person as text: George Creel",
    )
}

# The lines of each kind, between the id and the place; all other kinds have those of a document.
_LINES = {
    "document": _TITLE | _AUTHOR | _DATE,
    "letter": _AUTHOR | _RECIPIENT | _DATE | _TITLE | _TRANSLATOR,
    "telegram": _AUTHOR
    | _RECIPIENT
    | _DATE
    | {
        "number": ("4711", ""),
        "time": ("2 p.m.", "the hour of writing, as the document has it"),
        "classification": ("Secret", "as stamped"),
    }
    | _TITLE,
    "report": _TITLE | _BODY | _DATE | {"classification": ("Secret", "as stamped")},
    "minutes": _TITLE | _BODY | _DATE | {"place": ("Washington, D.C.", "where the meeting was")},
    "interview": _TITLE
    | {"interviewee": ("Edward Mandell House", ""), "interviewer": ("Jane Roe", "")}
    | _DATE
    | {"timecode": ('"00:12:30"', "the place in the recording that you cite")},
    "photograph": _TITLE
    | {"photographer": ("Jane Roe", "")}
    | _DATE
    | {"technique": ("gelatin silver print", ""), "file_name": ("IMG_2041.jpg", "your own file")},
    "map": _TITLE | _AUTHOR | _DATE | {"scale": ("1:25,000", "")},
    "newspaper article": _TITLE | _AUTHOR | _DATE | {"published_in": ("New York Times", "")},
}
_WIDTH = 34


@click.command(cls=Command)
@click.argument("kind", required=False)
@click.option("--ask", is_flag=True, help="Ask for each field, instead of a file to fill in.")
@options.output
def new(kind: str | None, ask: bool, output: str | None) -> None:
    """Write a new record: a commented file to fill in, or the answers to some questions.

    KIND is what the source is: letter, telegram, report, minutes, map, photograph …

    \b
    Examples:
      archcite new letter -o letter.yaml
      archcite new --ask -o creel-1918.yaml
    """
    with report_errors():
        kind = _find_kind(kind or "document")
        if ask:
            from archcite.formats.writing import write

            text = write(_ask_record(kind), "yaml")
        else:
            text = build_template(kind)
        if output is None or output == "-":
            write_result(text, None, newline=False)
        else:
            from archcite._foundation.files import write_file

            write_file(output, text, overwrite=False)


def build_template(kind: str) -> str:
    """Return a commented record of a kind, which is a valid source as it is.

    >>> print(build_template("letter").splitlines()[3])
    kind: letter                        # archcite knows letter, telegram, report, minutes, map and many others
    """
    words = {"kind": kind, "word": kind.split()[0], "title": f"{kind.capitalize()} on Public Information"}
    lines = _START | _LINES.get(kind, _LINES["document"]) | _PLACE | _COPY
    return _HEAD + "".join(
        _format_line(f"{key}: {value.format(**words)}", comment.format(**words))
        for key, (value, comment) in lines.items()
    )


def _format_line(text: str, comment: str) -> str:
    return f"{text:{_WIDTH}}  # {comment}\n" if comment else f"{text}\n"


def _find_kind(kind: str) -> str:
    """Return a kind as the vocabulary has it; raise a usage error with the nearest ones for an unknown kind."""
    from archcite._foundation.close_matches import find_close_matches
    from archcite.record.vocabulary import KINDS

    known = {name.casefold(): name for name in KINDS}
    if kind.casefold() in known:
        return known[kind.casefold()]
    near = find_close_matches(kind, KINDS, 3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"use one of {', '.join(sorted(KINDS))}."
    raise click.UsageError(f"Unknown kind “{kind}”: {hint}")


def _ask_record(kind: str) -> Record:
    """Ask for the fields of a record on the terminal; an empty answer leaves a field out."""
    from archcite.notation import parse_reference
    from archcite.record import Agent, Holding, OnlineCopy, Record, Repository

    if not sys.stdin.isatty():
        raise click.UsageError(
            "--ask needs a terminal; without it, `archcite new KIND` writes a file to fill in."
        )
    kind = _find_kind(_ask("Kind of source", kind))
    title = _ask("Title (empty if it has none)")
    date = _ask_date("Date, as 1918-09-25 or in words")
    agents = [
        Agent.parse(name.strip(), role)
        for role in ("author", "recipient", "translator")
        for name in _ask(f"{role.capitalize()}s, with semicolons between them").split(";")
        if name.strip()
    ]
    archive = _ask("Archive")
    reference = parse_reference(_ask("Reference in the archive, as it writes it")) if archive else None
    portal, url = _ask("Portal where you saw it"), _ask("Address there")
    return Record(
        id=_ask("Key to cite it with", f"{kind.split()[0]}-1"),
        kind=kind,
        title=title,
        date=date,
        agents=agents,
        holdings=[Holding(Repository(archive), reference.parts, reference.pages)] if reference else [],
        copy=OnlineCopy(portal, url),
    )


def _ask_date(question: str) -> ArchivalDate | None:
    """Ask until the answer is a date or empty."""
    from archcite.record import ArchivalDate

    while answer := _ask(question):
        try:
            return ArchivalDate.parse(answer)
        except RecordError as error:
            say(str(error))
    return None


def _ask(question: str, default: str = "") -> str:
    return str(click.prompt(question, default=default, show_default=bool(default), err=True)).strip()
