"""Where the result of a command goes: standard output, or a file that is written completely or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import click

from archcite._foundation.wording import join_choices
from archcite.cli.terminal import explain, print_pieces, print_result

# Formats of citations by the ending of a file.
CITATION_ENDINGS: Mapping[str, str] = {
    ".htm": "html",
    ".html": "html",
    ".latex": "latex",
    ".markdown": "markdown",
    ".md": "markdown",
    ".rst": "rst",
    ".rtf": "rtf",
    ".tex": "latex",
    ".text": "text",
    ".txt": "text",
    ".typ": "typst",
}
# What `cite` and `bib` write by the ending of a file: those, and a Word document.
DOCX = "docx"
DOCUMENT_ENDINGS: Mapping[str, str] = {**CITATION_ENDINGS, ".docx": DOCX}
# Formats of records by the ending of a file.
RECORD_ENDINGS: Mapping[str, str] = {
    ".bib": "biblatex",
    ".cff": "cff",
    ".csv": "csv",
    ".jsonld": "json-ld",
    ".ris": "ris",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_SHARED_ENDINGS: Mapping[str, tuple[str, ...]] = {
    ".json": ("csl-json", "zotero", "json-ld", "json"),
    ".xml": ("mods", "ead", "dublin-core"),
}


def infer_format(output: str | None, endings: Mapping[str, str], option: str) -> str | None:
    """Return the format that the ending of a file calls for; None without a file.

    Raises :class:`click.UsageError` if the ending says nothing of a format, with the option that does.
    """
    if output is None or output == "-":
        return None
    ending = os.path.splitext(output)[1].lower()
    if ending in endings:
        return endings[ending]
    if endings is DOCUMENT_ENDINGS and ending in (*RECORD_ENDINGS, ".json", ".xml"):
        raise click.UsageError(
            f"“{output}” is a file of records: use `archcite convert SOURCE... -o {output}`."
        )
    if endings is DOCUMENT_ENDINGS and ending in (".pdf", ".odt"):
        raise click.UsageError(
            f"archcite does not write {ending[1:].upper()}: write a .docx or .html file, and export it from there."
        )
    if endings is RECORD_ENDINGS and ending in (*DOCUMENT_ENDINGS, ".odt", ".pdf"):
        raise click.UsageError(
            f"“{output}” is a file of citations: use `archcite bib` or `archcite cite` with -o {output}."
        )
    if endings is RECORD_ENDINGS and ending in _SHARED_ENDINGS:
        formats = join_choices(_SHARED_ENDINGS[ending])
        raise click.UsageError(f"Several formats are “{ending}” files: give {option} {formats}.")
    known = ", ".join(sorted(endings))
    raise click.UsageError(
        f"Cannot tell a format from the name “{output}”: give {option}, or one of the endings {known}."
    )


def choose_document_format(output: str | None, format: str | None, as_json: bool) -> str:
    """Return the format of citations: that of ``--format``, or that of the ending of the file, or text.

    Raises :class:`click.UsageError` for an ending that says nothing of a format, and for a Word document in a format
    that Word does not open.
    """
    if output is not None and output.lower().endswith(".docx") and (format or as_json):
        raise click.UsageError(
            f"“{output}” is a Word document: leave out {'--json' if as_json else '--format'}."
        )
    return format or (None if as_json else infer_format(output, DOCUMENT_ENDINGS, "--format")) or "text"


@contextmanager
def open_output(output: str | None, *, is_copied: bool, has_format: bool) -> Iterator[str | None]:
    """Yield the file to write: ``output``, or one whose content is copied to the clipboard at the end.

    Raises :class:`click.UsageError` if a file is given too, or a format (``has_format``), and
    :class:`click.ClickException` if no program can copy.
    """
    if not is_copied:
        yield output
        return
    if output is not None:
        raise click.UsageError("Give -o FILE or --copy, not both.")
    if has_format:
        raise click.UsageError("--copy chooses the format that can be copied: leave out --format and --json.")
    from archcite.cli.clipboard import open_clipboard  # few runs copy

    with open_clipboard() as file:
        yield file


def write_result(text: str, output: str | None, *, newline: bool = True) -> None:
    """Write the result of a command to a file, or to standard output if ``output`` is None or ``-``."""
    if output is None or output == "-":
        print_result(text, newline=newline)
        return
    from archcite._foundation.files import write_file

    write_file(output, text if text.endswith("\n") or not newline else f"{text}\n")
    explain(f"wrote “{output}”")


def write_word_document(body: str, output: str) -> None:
    """Write a Word document of a body in :class:`archcite.integrations.word.new_document.WordFormat`."""
    from archcite._foundation.files import write_file
    from archcite.integrations.word.new_document import build_document

    write_file(output, build_document(body))
    explain(f"wrote “{output}”")


def write_pieces(pieces: Iterable[str], output: str | None) -> None:
    """Write a result in pieces, as they come; a file appears when the last of them is written."""
    if output is None or output == "-":
        print_pieces(pieces)
        return
    from archcite._foundation.files import write_file

    write_file(output, pieces)
    explain(f"wrote “{output}”")


def make_document(text: str, format: str, title: str) -> str:
    """Return citations as a file that a browser or a word processor opens; most formats need nothing.

    >>> make_document("<p>A</p>", "html", "Notes").splitlines()[0]
    '<!doctype html>'
    """
    if format == "html":
        return _build_head(title) + text
    if format == "rtf" and not text.startswith("{\\rtf"):
        paragraphs = "\\par\n".join(text.split("\n"))
        return f"{{\\rtf1\\ansi\\uc1\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}\n{paragraphs}\\par\n}}"
    return text


def frame_document(pieces: Iterable[str], format: str, title: str) -> Iterator[str]:
    """Yield a bibliography that comes in pieces as such a file, with a line end; see :func:`make_document`.

    >>> list(frame_document(["One", "Two"], "markdown", "Notes"))
    ['One', 'Two', '\\n']
    """
    if format == "html":
        yield _build_head(title)
    yield from end_line(pieces)


def end_line(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of a text, and the end of its last line unless it has one.

    >>> list(end_line(["One"])), list(end_line(["One\\n"])), list(end_line([]))
    (['One', '\\n'], ['One\\n'], [])
    """
    last = ""
    for piece in pieces:
        yield piece
        last = piece or last
    if last and not last.endswith("\n"):
        yield "\n"


def _build_head(title: str) -> str:
    """Return the head of a page."""
    return (
        '<!doctype html>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n"
    )
