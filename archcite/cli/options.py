"""The arguments and options that several commands share."""

from __future__ import annotations

import click

FORMATS = ("text", "html", "markdown", "rst", "latex", "rtf", "typst")

sources = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
style = click.option(
    "--style",
    "-s",
    default="chicago",
    show_default=True,
    metavar="STYLE",
    help="A name (`archcite styles` lists them) or a .csl file.",
)
format = click.option(
    "--format", "-f", type=click.Choice(FORMATS), default="text", show_default=True, help="What to write."
)
locale = click.option("--locale", metavar="LANG", help="A language, such as de-DE; the style's own if none.")
