"""Suggestions for mistyped words: by spelling, and by what other programs call the same thing."""

from __future__ import annotations

from collections.abc import Iterable

from archcite._foundation.close_matches import find_close_matches

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


def suggest_option(word: str, known: Iterable[str]) -> str:
    """Return “ Did you mean …?” for an unknown option, or an empty text.

    >>> suggest_option("--lang", ["--help", "--locale"])
    ' Did you mean --locale?'
    >>> suggest_option("--stile", ["--style", "--help"])
    ' Did you mean --style?'
    >>> suggest_option("--level", ["--help"])
    ''
    """
    known = list(known)
    by_meaning = _OPTIONS.get(word)
    near = [by_meaning] if by_meaning in known else find_close_matches(word, known, 1, 0.7)
    return f" Did you mean {near[0]}?" if near else ""


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
