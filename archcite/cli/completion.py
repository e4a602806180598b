"""``archcite completion``: scripts that complete commands, options and their values in a shell."""

from __future__ import annotations

import click

from archcite.cli.command_types import Command
from archcite.cli.options import Choice
from archcite.cli.output import write_result
from archcite.cli.powershell import SCRIPT, VARIABLE

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command(cls=Command)
@click.argument("shell", metavar="SHELL", type=Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script for completion in a SHELL: bash, zsh, fish or powershell.

    It completes commands, options, and the names of styles, formats and locales.

    \b
    Examples:
      eval "$(archcite completion bash)"                                   # in ~/.bashrc
      eval "$(archcite completion zsh)"                                    # in ~/.zshrc
      archcite completion fish > ~/.config/fish/completions/archcite.fish
      archcite completion powershell | Out-String | Invoke-Expression      # in $PROFILE
    """
    if shell == "powershell":
        write_result(SCRIPT, None, newline=False)
        return
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None
    write_result(
        complete(click.get_current_context().find_root().command, {}, "archcite", VARIABLE).source(), None
    )
