"""Help as rich-click sets it, and commands that are loaded when they are called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click


class Command(click.Command):
    """Help through rich-click, which is only imported when help is asked for."""

    def get_help(self, ctx: click.Context) -> str:
        import rich_click

        known: dict[str, Any] = {"params": self.params, "help": self.help, "epilog": self.epilog}
        rich: click.Command
        if isinstance(self, click.Group):
            found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
            commands = {name: command for name, command in found.items() if command is not None}
            rich = rich_click.RichGroup(name=self.name, commands=commands, **known)
        else:
            rich = rich_click.RichCommand(name=self.name, **known)
        context = rich_click.RichContext(
            rich, parent=ctx.parent, info_name=ctx.info_name, help_option_names=ctx.help_option_names
        )
        return rich.get_help(context)


class Group(Command, click.Group):
    """Commands by name: its own, and those that are each in the module of that name beside this one."""

    def __init__(self, *args: Any, modules: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._names, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._names:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        return command
