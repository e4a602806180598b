"""What is printed to a person: cleaned, coloured if the terminal can, and in one voice."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

import click

from archcite._foundation.printable import clean_line, clean_text

# Characters that are written together.
_TOGETHER = 32 * 1024
COLORS = {"error": "red", "warning": "yellow", "note": "cyan"}


class Console:
    """What the common options ask for: ``quiet``, ``verbose`` and ``color`` (None: if the terminal can)."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Return to the defaults; the command line does it before each command."""
        self.quiet = False
        self.verbose = False
        self.has_progress = False  # the last line of standard error is one of progress, without its line end
        self.color: bool | None = None
        if os.environ.get("NO_COLOR"):
            self.color = False
        elif os.environ.get("FORCE_COLOR"):
            self.color = True


console = Console()


def style_severity(text: str, severity: str) -> str:
    """Return text in the colour of a severity; :func:`click.echo` removes it where the output is not a terminal."""
    return click.style(text, fg=COLORS[severity], bold=severity == "error")


def say(sentence: str) -> None:
    """Print a sentence on standard error."""
    _write_error(f"archcite: {clean_line(sentence)}")


def note(sentence: str) -> None:
    """Print a note on standard error, unless ``--quiet`` is given."""
    if not console.quiet:
        _write_error(f"archcite: {style_severity('note', 'note')}: {clean_line(sentence)}")


def explain(sentence: str) -> None:
    """Print what the command is doing on standard error, if ``--verbose`` is given."""
    if console.verbose:
        _write_error(f"archcite: {clean_line(sentence)}")


def print_result(text: str, *, newline: bool = True) -> None:
    """Print a result on standard output: byte for byte into a file or a pipe, cleaned on a terminal."""
    if is_terminal():
        text = clean_text(text)
    click.echo(text, nl=newline, color=console.color)


def print_pieces(pieces: Iterable[str]) -> None:
    """Print the pieces of a result on standard output: at once on a terminal, and many together into a file or pipe.

    What was printed before an error is written as well.
    """
    if is_terminal():
        for piece in pieces:
            print_result(piece, newline=False)
        return
    waiting: list[str] = []
    size = 0
    try:
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            if size > _TOGETHER:
                text, size = "".join(waiting), 0
                waiting.clear()
                print_result(text, newline=False)
    finally:
        print_result("".join(waiting), newline=False)


def print_styled(text: str, **style: Any) -> None:
    """Print a line in a style (see :func:`click.style`), which is removed unless standard output is a terminal."""
    click.echo(click.style(clean_line(text), **style), color=console.color)


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def prepare_streams() -> None:
    """Make the standard streams usable whatever the code page, and even if they are closed."""
    if sys.stdin is None:  # closed by the shell: <&-
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            # A narrow code page shows a question mark for what it does not have, rather than fail.
            reconfigure(errors="replace")
        else:
            # Names in all scripts must reach a file or a pipe, whatever the code page of the terminal is. A lone
            # surrogate, which is not text, is written as an escape.
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _write_error(line: str) -> None:
    clear_progress()
    click.echo(line, err=True, color=console.color)


def write_progress(line: str) -> None:
    """Show a line on standard error, which is a terminal, until the next one or something else is printed there."""
    console.has_progress = True
    sys.stderr.write(f"\r\x1b[K{line}")
    sys.stderr.flush()


def clear_progress() -> None:
    """Remove the line of :func:`write_progress`, if there is one."""
    if console.has_progress:
        console.has_progress = False
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
