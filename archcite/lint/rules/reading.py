"""Rules about the reading itself: sources that cannot be read, and what readers guessed or left out."""

from __future__ import annotations

from collections.abc import Iterator

from archcite.lint.findings import Problem, Rules

RULES = Rules()


@RULES.record("A001", "unreadable", "error")
def unreadable(*_: object) -> Iterator[Problem]:
    """The source cannot be read.

    It is missing, damaged, or in a format that archcite does not read. The message says what to do.
    """
    yield from ()


@RULES.record("A002", "read-with-a-guess", "warning")
def read_with_a_guess(*_: object) -> Iterator[Problem]:
    """While the source was read something was guessed, moved, or left without a field.

    The reader says what. Compare the record with the source, and write it in full where the guess is wrong.
    """
    yield from ()
