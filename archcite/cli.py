"""The command line: ``archcite cite``, ``bib``, ``check``, ``convert`` and ``styles``.

Results go to standard output and nothing else does; what went wrong is one sentence each on standard error.
The exit status is 0, 1 where some sources failed (the others are done), or 2 where the command itself is not
understood.  A citation is often the whole job, so everything that it does not need is imported later.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import click

from . import __version__
from .errors import ArchciteError, ArchciteWarning, LocaleError, OutputError, StyleError

if TYPE_CHECKING:
    from .api import Form
    from .record import Record

FORMATS = ("text", "html", "markdown", "rst", "latex", "rtf", "typst")
_FAILED, _USAGE = 1, 2
# Where one of these is wrong it is wrong for every source.
_WRONG_COMMAND = (StyleError, LocaleError, OutputError)


class _RichHelp(click.Command):
    """Help through rich-click, which is only imported when help is asked for."""

    def get_help(self, ctx: click.Context) -> str:
        import rich_click

        known: dict[str, Any] = {"params": self.params, "help": self.help, "epilog": self.epilog}
        rich: click.Command
        if isinstance(self, click.Group):
            rich = rich_click.RichGroup(name=self.name, commands=self.commands, **known)
        else:
            rich = rich_click.RichCommand(name=self.name, **known)
        context = rich_click.RichContext(
            rich, parent=ctx.parent, info_name=ctx.info_name, help_option_names=ctx.help_option_names
        )
        return rich.get_help(context)


class _Group(_RichHelp, click.Group):
    command_class = _RichHelp


_sources = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
_style = click.option(
    "--style",
    "-s",
    default="chicago",
    show_default=True,
    metavar="STYLE",
    help="A name (`archcite styles` lists them) or a .csl file.",
)
_format = click.option(
    "--format", "-f", type=click.Choice(FORMATS), default="text", show_default=True, help="What to write."
)
_locale = click.option("--locale", metavar="LANG", help="A language, such as de-DE; the style's own if none.")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn records of archival sources into correct citations, in any style.

    \b
    Examples:
      archcite cite letter.txt
      archcite cite letter.txt --style mla --as entry --format markdown
      archcite bib *.txt --style chicago
      archcite check *.txt
      archcite convert letter.txt --to biblatex

    A SOURCE is a file; - is standard input.
    """


@cli.command()
@_sources
@_style
@click.option(
    "--as",
    "form",
    type=click.Choice(("note", "short", "entry", "in-text")),
    default="note",
    show_default=True,
    help="The first note, a later one, the entry of the bibliography, or a citation in the text.",
)
@click.option("--locator", "-l", metavar="LOCATOR", help="A place in the source: “p. 719”, “fol. 3v”.")
@_format
@_locale
def cite(
    sources: tuple[str, ...], style: str, form: Form, locator: str | None, format: str, locale: str | None
) -> None:
    """Cite each record of each SOURCE, one citation a line.

    \b
    Examples:
      archcite cite letter.txt
      archcite cite letter.txt --style chicago --as short --locator "p. 719"
      archcite cite letter.txt --style my-journal.csl --format html
      curl https://example.org/letter.txt | archcite cite -
    """
    with _reporting() as report:
        from . import api
        from .styles import resolve

        resolve(style)
        for record in report.records(sources):
            with report.going_on():
                click.echo(api.cite(record, style, form=form, locator=locator, format=format, locale=locale))


@cli.command()
@_sources
@_style
@_format
@_locale
def bib(sources: tuple[str, ...], style: str, format: str, locale: str | None) -> None:
    """Make one bibliography of all records of all SOURCEs, sorted as the style says.

    \b
    Examples:
      archcite bib letter.txt minutes.txt
      archcite bib *.txt --style mla --format html > sources.html
    """
    with _reporting() as report:
        from . import api
        from .styles import resolve

        resolve(style)
        bibliography = api.Bibliography(report.records(sources), style, locale=locale)
        if format == "text":
            for entry in bibliography.each_entry():
                click.echo(entry)
        elif written := bibliography.write(format):
            click.echo(written)


@cli.command()
@_sources
@click.option(
    "--select", multiple=True, metavar="RULE", help="Only these rules: a code (A101), its start, or a name."
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option(
    "--format",
    "-f",
    type=click.Choice(("text", "json", "sarif", "github")),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("note", "warning", "error")),
    default="warning",
    show_default=True,
    help="The least grave finding that makes the exit status 1.",
)
def check(
    sources: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    format: str,
    fail_on: str,
) -> None:
    """Look for what a findable citation of each record lacks, and for what in it is likely wrong.

    With --fix, files of archcite's own are mended in place; of any other, the mended records are written beside it,
    as FILE.fixed.yaml.

    \b
    Examples:
      archcite check letter.txt
      archcite check records.yaml --fix
      archcite check records/*.yaml --format sarif > archcite.sarif
    """
    with _reporting() as report:
        from . import lint
        from .readers._text import source_name

        checked = lint.check_sources(sources, select=select, ignore=ignore)
        if fix:
            for source in map(source_name, sources):
                if (mended := lint.mend_source(source, checked.records(source))) is None:
                    continue
                if mended.path == "-":
                    click.echo(mended.text, nl=False)
                else:
                    mended.write()
                    _say(f"note: {mended.records} record(s) of “{source}” mended, in “{mended.path}”.")
            if "-" not in sources:  # which cannot be read again
                checked = lint.check_sources(sources, select=select, ignore=ignore)
        # The records that were read from standard input go to standard output, so that the report goes elsewhere.
        click.echo(lint.report(checked.findings, format), err=fix and "-" in sources)
        report.failed = checked.failed(fail_on)


@cli.command()
@_sources
@click.option(
    "--to",
    required=True,
    metavar="FORMAT",
    help="bibtex, csl-json, ris, yaml, csv …: an unknown one lists all.",
)
def convert(sources: tuple[str, ...], to: str) -> None:
    """Write all records of all SOURCEs as one file in another format.

    \b
    Examples:
      archcite convert letter.txt --to biblatex >> thesis.bib
      archcite convert *.txt --to yaml > records.yaml
    """
    with _reporting() as report:
        from .writers import writer

        write = writer(to)
        if records := list(report.records(sources)):
            click.echo(write(records), nl=False)


@cli.command()
@click.argument("word", required=False)
def styles(word: str | None) -> None:
    """List the styles; with a WORD those that have it in their name or title.

    \b
    Examples:
      archcite styles
      archcite styles chicago
    """
    with _reporting():
        from .styles import names, title

        for name in names():
            described = title(name)
            if word is None or word.casefold() in f"{name} {described}".casefold():
                click.echo(f"{name}\t{described}")


def main() -> None:
    """The command ``archcite``."""
    for stream in (sys.stdout, sys.stderr):
        # Names of all scripts must reach a file or a pipe, whatever the code page of the terminal is.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8")
    cli(prog_name="archcite")


class _Report:
    """What has failed so far."""

    def __init__(self) -> None:
        self.failed = False

    def records(self, sources: Iterable[str]) -> Iterator[Record]:
        """All records of all sources that can be read; for every other a sentence on standard error."""
        from .readers import read_all

        for source in sources:
            with self.going_on():
                yield from read_all(source)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """A step whose failure is reported, and does not stop the others."""
        try:
            yield
        except _WRONG_COMMAND:
            raise
        except ArchciteError as error:
            self.failed = True
            _say(str(error))


@contextmanager
def _reporting() -> Iterator[_Report]:
    """Warnings and errors as sentences on standard error, and the exit status that they make."""
    import warnings

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if issubclass(category, ArchciteWarning):
            _say(f"note: {message}")

    report = _Report()
    with warnings.catch_warnings():
        warnings.simplefilter("always", ArchciteWarning)
        warnings.showwarning = show
        try:
            yield report
        except _WRONG_COMMAND as error:
            _say(str(error))
            sys.exit(_USAGE)
        except ArchciteError as error:
            _say(str(error))
            sys.exit(_FAILED)
    if report.failed:
        sys.exit(_FAILED)


def _say(sentence: str) -> None:
    click.echo(f"archcite: {' '.join(sentence.split())}", err=True)
