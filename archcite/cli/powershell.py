"""Completion in PowerShell, which click does not know."""

from __future__ import annotations

import os

VARIABLE = "_ARCHCITE_COMPLETE"
SCRIPT = """\
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


def register_powershell() -> None:
    """Register the completion of PowerShell with click, if that is what the environment asks for."""
    if not os.environ.get(VARIABLE, "").startswith("powershell"):
        return
    from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

    class PowerShellComplete(ShellComplete):
        """Completion for PowerShell, which gives the command line up to the cursor as one text."""

        name = "powershell"
        source_template = SCRIPT

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
