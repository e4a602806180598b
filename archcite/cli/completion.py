"""``archcite completion``: scripts that complete commands, options and their values in a shell."""

from __future__ import annotations

import os

import click

from archcite.cli.command_types import Command
from archcite.cli.options import Choice
from archcite.cli.output import write_result

SHELLS = ("bash", "zsh", "fish", "powershell")
_VARIABLE = "_ARCHCITE_COMPLETE"
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName archcite -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:_ARCHCITE_COMPLETE = "powershell_complete"
    $env:COMP_WORDS = $commandAst.ToString().Substring(0, [Math]::Min($cursorPosition, $commandAst.ToString().Length))
    $env:COMP_CWORD = $wordToComplete
    archcite | ForEach-Object {
        $type, $value, $help = $_ -split "`t", 3
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
    }
    Remove-Item Env:_ARCHCITE_COMPLETE, Env:COMP_WORDS, Env:COMP_CWORD
}
"""


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
        write_result(_POWERSHELL, None, newline=False)
        return
    from click.shell_completion import get_completion_class

    from archcite.cli import cli

    complete = get_completion_class(shell)
    assert complete is not None
    write_result(complete(cli, {}, "archcite", _VARIABLE).source(), None)


def register_powershell() -> None:
    """Register the completion of PowerShell with click, if that is what the environment asks for."""
    if not os.environ.get(_VARIABLE, "").startswith("powershell"):
        return
    from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

    class PowerShellComplete(ShellComplete):
        """Completion for PowerShell, which gives the command line up to the cursor as one text."""

        name = "powershell"
        source_template = _POWERSHELL

        def get_completion_args(self) -> tuple[list[str], str]:
            """Return the complete words before the cursor, and the word at the cursor."""
            words = split_arg_string(os.environ["COMP_WORDS"])[1:]
            current = os.environ["COMP_CWORD"]
            if current and words and words[-1] == current:
                words.pop()
            return words, current

        def format_completion(self, item: CompletionItem) -> str:
            """Return a suggestion as the script expects it."""
            return f"{item.type}\t{item.value}\t{item.help or ''}"

    add_completion_class(PowerShellComplete)


def list_locales() -> list[str]:
    """Return the tags of all CSL locales.

    >>> "de-DE" in list_locales()
    True
    """
    from archcite.csl.style import locale

    folder = locale.find_folder()
    return sorted(name[8:-4] for name in os.listdir(folder) if name.startswith("locales-"))
