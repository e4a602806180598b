"""Commands and groups: options that all share, help, errors in one voice, lazy loading."""

from __future__ import annotations

import errno
import itertools
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from archcite._foundation.wording import join_choices
from archcite.cli import terminal
from archcite.cli.options import Choice, Word
from archcite.cli.terminal import console, say
from archcite.errors import ArchciteError

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def _set_quiet(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    console.quiet = console.quiet or value


def _set_verbose(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    console.verbose = console.verbose or value


def _set_color(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        console.color = {"always": True, "never": False, "auto": None}[value]


def _make_common_options() -> list[click.Parameter]:
    """Make the options that every command and group has, so that they can be anywhere on the command line."""
    return [
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_set_quiet,
            help="Print errors only, no notes on what was skipped or guessed.",
        ),
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            expose_value=False,
            callback=_set_verbose,
            help="Print what is read and written.",
        ),
        click.Option(
            ["--color"],
            type=Choice(("auto", "always", "never")),
            expose_value=False,
            callback=_set_color,
            help="When to use colour.  [default: auto]",
        ),
    ]


class Command(click.Command):
    """A command with the common options, whose help is set by rich-click if that is installed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += _make_common_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; an error belongs to this command, whose help it names."""
        for word in itertools.takewhile("--".__ne__, args):
            # click reads -style as -s tyle.
            if word[:1] == "-" and f"-{word.partition('=')[0]}" in self._list_long_names():
                raise click.UsageError(f"Unknown option “{word}”. Did you mean -{word}?", ctx)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def _list_long_names(self) -> set[str]:
        return {name for param in self.params for name in param.opts if name.startswith("--")}

    def get_short_help_str(self, limit: int = 0) -> str:
        """Return the first sentence of the help, which the list of commands wraps, and does not cut."""
        return super().get_short_help_str(max(limit, 200))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raise :class:`click.UsageError` if its output would replace one of its sources."""
        output, sources = ctx.params.get("output"), ctx.params.get("sources") or ()
        if output is not None:
            from archcite._foundation.source_paths import is_same_file

            if any(is_same_file(source, output) for source in sources):
                raise click.UsageError(
                    f"“{output}” is one of the sources: give -o the name of another file.", ctx
                )
        return super().invoke(ctx)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help text as rich-click formats it, or else as click does."""
        try:
            import rich_click
        except ImportError:
            return super().get_help(ctx)

        known: dict[str, Any] = {"params": self.params, "help": self.help, "epilog": self.epilog}
        rich: click.Command
        if isinstance(self, click.Group):
            loaded = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
            commands = {name: command for name, command in loaded.items() if command is not None}
            rich = rich_click.RichGroup(name=self.name, commands=commands, **known)
        else:
            rich = rich_click.RichCommand(name=self.name, **known)
        context = rich_click.RichContext(
            rich, parent=ctx.parent, info_name=ctx.info_name, help_option_names=ctx.help_option_names
        )
        return rich.get_help(context)


class CommandGroup(Command, click.Group):
    """Commands by name: its own, and those that are each in the module of that name beside this one."""

    def __init__(self, *args: Any, modules: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands in the order of the help."""
        return [*self._names, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load and return a command, or None if no command has that name."""
        if cmd_name not in self._names:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments call; raise a usage error with a suggestion for an unknown one."""
        if args[0] == "help":  # `archcite help cite`, as git and cargo have it
            if len(args) == 1:
                click.echo(ctx.get_help(), color=ctx.color)
                ctx.exit()
            args = [args[1], "--help"]
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            from archcite.cli.suggestions import suggest_command, suggest_order

            known = self.list_commands(ctx)
            order = suggest_order(args, known) if ctx.parent is None else ""
            hint = order or suggest_command(name, known)
            if not hint and ctx.parent is not None:
                hint = f" Use {join_choices(known)}."
            raise click.UsageError(f"Unknown command “{name}”.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run a command and exit; errors of click and of archcite are one sentence each on standard error."""
        console.reset()
        terminal.prepare_streams()
        if os.environ.get("_ARCHCITE_COMPLETE", "").startswith("powershell"):
            from archcite.cli.powershell import register_powershell

            register_powershell()
        if sys.stdout is None:
            say("Standard output is closed: nothing was done.")
            sys.exit(FAILED)
        try:
            status = self._run(*args, **kwargs)
            sys.stdout.flush()
        except OSError as error:
            _exit_for(error)
        sys.exit(status)

    def _run(self, *args: Any, **kwargs: Any) -> int:
        """Run a command and return its exit status; report errors."""
        try:
            result = super().main(*args, **{**kwargs, "standalone_mode": False})
            return result if isinstance(result, int) else 0
        except SystemExit as error:
            return error.code if isinstance(error.code, int) else int(error.code is not None)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            return USAGE
        except click.UsageError as error:
            say(_to_sentence(error))
            return USAGE
        except click.ClickException as error:
            say(error.format_message())
            return USAGE
        except (click.Abort, KeyboardInterrupt):
            say("Interrupted.")
            return INTERRUPTED
        except ArchciteError as error:
            for sentence in error.sentences:
                say(sentence)
            return FAILED


def _exit_for(error: OSError) -> NoReturn:
    """Exit after an output error: quietly if the reader of a pipe has gone, as `head` does."""
    if error.errno not in (errno.EPIPE, errno.EINVAL):
        place = f" “{error.filename}”" if error.filename else ""
        say(f"The output{place} could not be written: {error.strerror or error}.")
    # What is still in the buffer would fail again when Python closes the stream.
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(FAILED)


def _to_sentence(error: click.UsageError) -> str:
    """Return a usage error of click in archcite's voice, with the command whose help tells more."""
    message = error.format_message()
    if isinstance(error, click.NoSuchOption):
        from archcite.cli.suggestions import suggest_option

        known = _list_options(error.ctx.command, error.ctx) if error.ctx else []
        others = _find_commands(error.option_name, error.ctx) if error.ctx else []
        hint = error.ctx and _find_value(error.option_name, error.ctx.command)
        hint = f" Did you mean {hint}?" if hint else suggest_option(error.option_name, known, others)
        message = f"Unknown option “{error.option_name}”.{hint}"
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        what = error.param.get_error_hint(error.ctx) if error.ctx else error.param.name
        message = f"Missing {str(what).strip(chr(39))}."
    elif isinstance(error, click.BadOptionUsage) and "requires" in message:
        message = f"{error.option_name} needs a value."
    command = error.ctx.command_path if error.ctx else "archcite"
    return f"{message} See `{command} --help`."


def _find_value(name: str, command: click.Command) -> str:
    """Return the option and its value for a value that is written as an option, such as ``--short``; else nothing."""
    value = name.lstrip("-")
    for param in command.params:
        if isinstance(param.type, (click.Choice, Word)) and value in param.type.choices:
            return f"{param.opts[0]} {value}"
    return ""


def _list_options(command: click.Command, ctx: click.Context) -> list[str]:
    """Return the long names of the options of a command."""
    return [
        name
        for param in command.get_params(ctx)
        for name in (*param.opts, *param.secondary_opts)
        if name.startswith("--")
    ]


def _find_commands(option: str, ctx: click.Context) -> list[str]:
    """Return the commands of the program that have an option."""
    root = ctx.find_root()
    if not isinstance(root.command, click.Group):
        return []
    names = root.command.list_commands(root)
    commands = ((name, root.command.get_command(root, name)) for name in names)
    return [
        f"{root.info_name} {name}"
        for name, command in commands
        if command and option in _list_options(command, root)
    ]
