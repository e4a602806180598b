"""``archcite bib``: all records as one bibliography, in sections where that is asked for."""

from __future__ import annotations

import click

from archcite.cli import options
from archcite.cli.errors import reporting
from archcite.cli.help import Command

# Those of archcite.bibliography.sections, which is loaded when a bibliography is made.
SECTIONS = ("repository", "country", "collection", "kind")
LEVELS = ("item", "collection")


@click.command(cls=Command)
@options.sources
@options.style
@options.format
@options.locale
@click.option(
    "--section-by", type=click.Choice(SECTIONS), help="Under headings: the bibliography of primary sources."
)
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    default="item",
    show_default=True,
    help="What to list of an archive: each source, or the fonds and papers that they are in.",
)
@click.option(
    "--files/--no-files",
    default=None,
    help="With the collections, the files that are used; by default where there are headings.",
)
@click.option("--abbreviations", is_flag=True, help="Put a list of the abbreviations of archives first.")
@click.option("--merge", is_flag=True, help="Make one of records of the same document.")
def bib(
    sources: tuple[str, ...],
    style: str,
    format: str,
    locale: str | None,
    section_by: str | None,
    level: str,
    files: bool | None,
    abbreviations: bool,
    merge: bool,
) -> None:
    """Make one bibliography of all records of all SOURCEs, sorted as the style says.

    \b
    Examples:
      archcite bib letter.txt minutes.txt
      archcite bib *.txt --style mla --format html > sources.html
      archcite bib *.txt --section-by repository --level collection --locale de-DE
    """
    with reporting() as report:
        from archcite import api
        from archcite.styles import resolve

        resolve(style)
        records = list(report.records(sources))
        if len(records) > 1:
            from archcite.bibliography import merging

            if merge:
                records = merging.merge(records)
            else:
                merging.warn_of_doubles(records)
        bibliography = api.Bibliography(records, style, locale=locale)
        if format == "text" and section_by is None and level == "item" and not abbreviations:
            for entry in bibliography.each_entry():
                click.echo(entry)
        elif written := bibliography.write(
            format, section_by=section_by, level=level, files=files, abbreviations=abbreviations
        ):
            click.echo(written)
