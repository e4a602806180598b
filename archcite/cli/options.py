"""The arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from click.core import ParameterSource

FORMS = ("note", "short", "entry", "in-text")
# Where a command keeps what its sources are to be read with, and which of their records are wanted.
KEEP_CASE = "archcite.keep_case"
IDS = "archcite.ids"
FORMATS = ("text", "html", "markdown", "rst", "latex", "rtf", "typst")


class StyleName(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.4 on
    """A style: a name or a file. Only completion needs the names; wrong ones are reported when the style is used."""

    name = "style"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Return archcite's own styles that begin with what is typed, and the official ones after some letters."""
        from click.shell_completion import CompletionItem

        from archcite import styles

        own = list(styles.load_archival_styles())
        listed = styles.list_names() if len(incomplete) >= 2 else own
        return [CompletionItem(name) for name in listed if name.startswith(incomplete)] or [
            CompletionItem(incomplete, type="file")
        ]


class Word(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.4 on
    """A word that is checked where it is used, with suggestions for completion."""

    def __init__(self, name: str, words: tuple[str, ...]) -> None:
        self.name = name
        self.choices = words

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Return the words that begin with what is typed."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.choices if word.startswith(incomplete)]


class Choice(click.Choice):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.2 on
    """One of some words; for another one, the error names the nearest of them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the choice that a word is; raise :class:`click.UsageError` with a suggestion for another word."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            from archcite.cli.suggestions import suggest_value

            place = _name_place(param, ctx)
            hint = suggest_value(str(value), [str(choice) for choice in self.choices])
            raise click.UsageError(f"Unknown value “{value}” for {place}{hint}", ctx) from None


class FormatName(Choice):
    """A format of citations, or another name of one: ``md``, ``tex``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name of a format; raise :class:`click.UsageError` with a suggestion for another word."""
        if value not in self.choices:
            from archcite.output.formats import ALIASES

            value = ALIASES.get(str(value).casefold(), value)
        return super().convert(value, param, ctx)


def _name_place(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """Return what an error calls the place of a value: an option, an argument, or a key of the configuration."""
    if param is None:
        return "this option"
    name = param.opts[0] if isinstance(param, click.Option) else str(param.name).upper()
    if ctx and param.name and ctx.get_parameter_source(param.name) is ParameterSource.DEFAULT_MAP:
        return f"“{name.lstrip('-')}” in the configuration (see `archcite config`)"
    return name


class LocaleName(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.4 on
    """A language tag, completed from the locales of CSL."""

    name = "locale"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Return the CSL locales that begin with what is typed."""
        from click.shell_completion import CompletionItem

        from archcite.csl.style.locale import list_tags

        return [CompletionItem(tag) for tag in list_tags() if tag.lower().startswith(incomplete.lower())]


def _use_configured(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sources of the command line, or those of the configuration."""
    if value:
        return value
    configured: tuple[str, ...] = tuple((ctx.default_map or {}).get("sources") or ())
    if not configured and not ctx.resilient_parsing:
        raise click.UsageError("Give at least one SOURCE: a file, a folder, or - for standard input.", ctx)
    return configured


sources = click.argument(
    "sources", metavar="SOURCE...", nargs=-1, type=click.Path(allow_dash=True), callback=_use_configured
)
style = click.option(
    "--style",
    "-s",
    default="chicago",
    show_default=True,
    type=StyleName(),
    metavar="STYLE",
    help="A name (search with `archcite styles WORD`) or a .csl file.",
)


def choose_form(help: str, *, default: str | None = None) -> Callable[[Any], Any]:
    """Return the option ``--as``, the form of a citation, with a help text and a default of the command's own."""
    return click.option(
        "--as", "form", type=Choice(FORMS), default=default, show_default=default is not None, help=help
    )


format = click.option(
    "--format",
    "-f",
    type=FormatName(FORMATS),
    help="The format to write.  [default: text, or from the ending of the output file]",
)
locale = click.option(
    "--locale",
    type=LocaleName(),
    metavar="LANG",
    help="A language, such as de-DE.  [default: the style's own]",
)
archive_first = click.option(
    "--archive-first/--archive-last",
    default=None,
    help="Put the archive before the reference (“RGANI, f. 5, op. 30”) or after it, where the style begins with the "
    "document.  [default: as the archive's readers do]",
)
date_words = click.option(
    "--date-words",
    is_flag=True,
    help="Print dates in the words of the source, where a record has them (“24 March 1749/50”).",
)
keep_case = click.option(
    "--keep-case",
    is_flag=True,
    expose_value=False,
    callback=lambda ctx, _param, value: ctx.meta.update({KEEP_CASE: value}),
    help="Keep the capitals of English titles in .bib files, as in any --locale but English.",
)
ids = click.option(
    "--id",
    multiple=True,
    metavar="ID",
    expose_value=False,
    callback=lambda ctx, _param, value: ctx.meta.update({IDS: value}),
    help="Use only the record with this id, the key of a .bib entry; repeat it for several records.",
)
output = click.option(
    "--output",
    "-o",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="The file to write.  [default: standard output]",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON for other programs.")
