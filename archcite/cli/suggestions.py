"""Suggestions for mistyped words: by spelling, and by what other programs call the same thing."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Sequence

from archcite._foundation.close_matches import find_close_matches
from archcite._foundation.wording import join_choices

# What people know from other programs: the word, and the command of archcite.
_COMMANDS = {
    "bibliography": "bib",
    "citation": "cite",
    "export": "convert",
    "format": "cite",
    "lint": "check",
    "validate": "check",
    "verify": "check",
    "fix": "check",
    "list": "styles",
    "settings": "config",
    "compare": "diff",
    "references": "bib",
    "note": "cite",
    "transform": "convert",
    "csl": "style",
    "word": "docx",
    "libreoffice": "docx",
    "init": "new",
    "create": "new",
    "add": "new",
    "template": "new",
}
# The same for options; a command has some of them only.
_OPTIONS = {
    "--to": "--format",
    "--from": "--format",
    "--csl": "--style",
    "--type": "--as",
    "--form": "--as",
    "--kind": "--as",
    "--lang": "--locale",
    "--language": "--locale",
    "--page": "--locator",
    "--pages": "--locator",
    "--level": "--fail-on",
    "--severity": "--fail-on",
    "--dry-run": "--diff",
    "--rules": "--select",
    "--group-by": "--section-by",
    "--dest": "--output",
    "--destination": "--output",
}


def suggest_option(word: str, known: Iterable[str], others: Iterable[str] = ()) -> str:
    """Return a hint for an unknown option: what it is called here, or which of the ``others``, commands, have it.

    >>> suggest_option("--lang", ["--help", "--locale"])
    ' Did you mean --locale?'
    >>> suggest_option("--section-by", ["--select"], ["archcite bib"])
    ' It is an option of `archcite bib`.'
    >>> suggest_option("--stile", ["--style", "--help"])
    ' Did you mean --style?'
    >>> suggest_option("--level", ["--help"])
    ''
    """
    known = list(known)
    by_meaning = _OPTIONS.get(word)
    if by_meaning not in known and (commands := [f"`{command}`" for command in others]):
        return f" It is an option of {join_choices(commands)}."
    near = [by_meaning] if by_meaning in known else find_close_matches(word, known, 1, 0.7)
    return f" Did you mean {near[0]}?" if near else ""


def suggest_order(words: Sequence[str], known: Iterable[str]) -> str:
    """Return the command line with its command first, if the first word is a source; or an empty text.

    >>> suggest_order(["a.yaml", "cite", "-q"], ["bib", "cite"])
    ' Put the command first: `archcite cite a.yaml -q`.'
    >>> suggest_order(["ceck", "letters"], ["cite", "check"])
    ''
    """
    commands = {*known}
    given = next((word for word in words if word in commands), None)
    if given is None and not os.path.exists(words[0]):
        return ""
    rest = [word for word in words if word != given]
    return f" Put the command first: `{shlex.join(['archcite', given or 'cite', *rest])}`."


def suggest_command(word: str, known: Iterable[str]) -> str:
    """Return “ Did you mean …?” for an unknown command, or an empty text.

    >>> suggest_command("validate", ["cite", "check"])
    ' Did you mean “check”?'
    >>> suggest_command("ceck", ["cite", "check"])
    ' Did you mean “check”?'
    """
    known = list(known)
    by_meaning = _COMMANDS.get(word.casefold())
    near = [by_meaning] if by_meaning in known else find_close_matches(word, known, 1, 0.5)
    return f" Did you mean “{near[0]}”?" if near else ""
