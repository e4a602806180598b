"""Suggestions for mistyped words: by spelling, and by what other programs call the same thing."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Sequence

from archcite._foundation.close_matches import find_close_matches, suggest
from archcite._foundation.wording import join_choices

# What people know from other programs: the word, and the command of archcite.
_COMMANDS = {
    "bibliography": "bib",
    "merge": "bib",
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
    "--format": "--to",
    "--csl": "--style",
    "--citation-style": "--style",
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
    "--strict": "--fail-on",
    **dict.fromkeys(("--group-by", "--by", "--headings", "--sections"), "--section-by"),
    "--dest": "--output",
    "--destination": "--output",
    "--out": "--output",
    **dict.fromkeys(("--key", "--keys", "--ids", "--citekey", "--only", "-k"), "--id"),
    "-t": "--to",
    "-p": "--locator",
}
# Options of other programs for what needs none here.
_ADVICE = {
    **dict.fromkeys(
        ("--bibliography", "--bib", "-b", "--source", "--sources", "--input", "-i", "--file", "--files"),
        "Sources need no option: give their names alone.",
    ),
    **dict.fromkeys(
        ("--from", "-f", "--input-format", "--source-format"),
        "The format of a source is recognized by its content; --to and --format name the format to write.",
    ),
    **dict.fromkeys(("--recursive", "-r", "-R"), "A folder is read with all folders in it."),
    "--stdin": "For standard input, give - as the source.",
}
# The same for the values of options.
_VALUES = {
    **dict.fromkeys(("bibliography", "reference", "works-cited"), "entry"),
    **dict.fromkeys(("footnote", "endnote", "first", "full", "long"), "note"),
    **dict.fromkeys(("later", "subsequent", "ibid", "shortened"), "short"),
    **dict.fromkeys(("intext", "inline", "text-citation", "parenthetical", "author-date"), "in-text"),
    **dict.fromkeys(("archive", "library", "holder", "institution"), "repository"),
    **dict.fromkeys(("fonds", "papers", "record-group", "series"), "collection"),
    **dict.fromkeys(("type", "genre"), "kind"),
    **dict.fromkeys(("place", "state", "nation"), "country"),
    **dict.fromkeys(("warn", "warnings"), "warning"),
    **dict.fromkeys(("errors", "severe"), "error"),
    **dict.fromkeys(("info", "notes"), "note"),
}
# Files that are written and never read.
_WRITTEN_ENDINGS = (".docx", ".odt", ".pdf", ".rtf", ".rst", ".tex", ".latex", ".typ")
# Formats that are not chosen with --format.
_FILE_FORMATS = {
    **dict.fromkeys(("docx", "word", "doc"), "for a Word document, use -o with a name that ends in .docx."),
    **dict.fromkeys(
        ("pdf", "odt"), "for others, write a .docx or .html file with -o, and export it from there."
    ),
    **dict.fromkeys(
        ("bibtex", "biblatex", "bib", "ris", "csl-json", "yaml", "zotero"),
        "records are written by `archcite convert`.",
    ),
}


def suggest_option(word: str, known: Iterable[str], others: Iterable[str] = ()) -> str:
    """Return a hint for an unknown option: what it is called here, or which of the ``others``, commands, have it.

    >>> suggest_option("--lang", ["--help", "--locale"])
    ' Did you mean --locale?'
    >>> suggest_option("--section-by", ["--select"], ["archcite bib"])
    ' It is an option of `archcite bib`.'
    >>> suggest_option("--stile", ["--style", "--help"])
    ' Did you mean --style?'
    >>> suggest_option("--bibliography", ["--style", "--help"])
    ' Sources need no option: give their names alone.'
    >>> suggest_option("--level", ["--help"])
    ''
    """
    known = list(known)
    if word in _ADVICE:
        return f" {_ADVICE[word]}"
    by_meaning = _OPTIONS.get(word)
    if by_meaning not in known and (commands := [f"`{command}`" for command in others]):
        return f" It is an option of {join_choices(commands)}."
    names = {name.lstrip("-"): name for name in known}
    near = [by_meaning] if by_meaning in known else find_close_matches(word.lstrip("-"), names, 1, 0.7)
    return f" Did you mean {names.get(near[0], near[0])}?" if near else ""


def suggest_value(word: str, known: Sequence[str]) -> str:
    """Return the end of a sentence about an unknown value: the known value that is meant, or what to do instead.

    >>> suggest_value("bibliography", ["note", "short", "entry"])
    ': did you mean “entry”?'
    >>> suggest_value("docx", ["text", "html"])
    ': use text or html; for a Word document, use -o with a name that ends in .docx.'
    >>> suggest_value("htlm", ["text", "html"])
    ': did you mean “html”?'
    """
    meant = _VALUES.get(word.casefold())
    if meant in known:
        return f": did you mean “{meant}”?"
    if "html" in known and word.casefold() in _FILE_FORMATS:
        return f": use {join_choices(known)}; {_FILE_FORMATS[word.casefold()]}"
    return suggest(word, known)


def suggest_use(source: str) -> str:
    """Return what to do with a source that does not exist, if it was meant for an option; or an empty text.

    >>> suggest_use("notes.docx")
    'to write it, use -o notes.docx.'
    >>> suggest_use("Chicago")
    'for the style, use --style Chicago.'
    >>> suggest_use("letters.yaml")
    ''
    """
    if os.path.splitext(source)[1].lower() in _WRITTEN_ENDINGS:
        return f"to write it, use -o {shlex.quote(source)}."
    if not re.fullmatch(r"[\w -]+", source):
        return ""
    from archcite.errors import StyleError
    from archcite.styles import get_title

    try:
        get_title(source)
    except StyleError:
        return ""
    return f"for the style, use --style {shlex.quote(source)}."


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
    near = [by_meaning] if by_meaning in known else find_close_matches(word, known, 1, 0.6)
    return f" Did you mean “{near[0]}”?" if near else ""
