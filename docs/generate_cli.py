"""Write ``reference/cli.md``: every command with its options and examples, as click knows them.

``python docs/generate_cli.py`` brings the page up to date; with ``--check`` nothing is written, and the exit status is
1 where it is not current.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archcite.cli import cli  # noqa: E402
from docs.page_writing import write_pages  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "cli.md"
_INTRODUCTION = """\
# Command line

<!-- Written by docs/generate_cli.py. -->

Results go to standard output; warnings and errors go to standard error, one sentence each. `-o FILE` writes a file,
completely or not at all, in the format of its ending. A *source* is a file, a folder (with all folders in it), or `-`
for standard input.

| exit status | meaning |
|---|---|
| 0 | all went well |
| 1 | some sources failed, and the others are done; or `check` and `diff` found something |
| 2 | the command or the configuration is wrong |
| 130 | interrupted with Ctrl-C |

Defaults for a project can be set in `archcite.toml`; see [`archcite config`](#archcite-config). Completion for bash,
zsh, fish and PowerShell is explained by [`archcite completion`](#archcite-completion).
"""


def build_page() -> str:
    """Return the page."""
    context = click.Context(cli, info_name="archcite")
    return "\n".join([_INTRODUCTION, *_describe(cli, context)]).rstrip() + "\n"


def _describe(command: click.Command, context: click.Context) -> list[str]:
    lines: list[str] = []
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                inner = click.Context(child, info_name=name, parent=context)
                lines += _describe_one(child, inner)
                lines += _describe(child, inner) if isinstance(child, click.Group) else []
    return lines


def _describe_one(command: click.Command, context: click.Context) -> list[str]:
    lines = [f"## {context.command_path}", ""]
    usage = " ".join(command.collect_usage_pieces(context))
    lines += ["```text", f"{context.command_path} {usage}", "```", ""]
    lines += [_to_markdown(inspect.cleandoc(command.help or "")), ""]
    rows = [row for parameter in command.get_params(context) if (row := _describe_option(parameter, context))]
    if rows:
        lines += ["| option | |", "|---|---|", *rows, ""]
    return lines


def _describe_option(parameter: click.Parameter, context: click.Context) -> str:
    record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
    if record is None:
        return ""
    names, text = record
    text = re.sub(r"\s+", " ", click.unstyle(text)).replace("|", "\\|")
    return f"| `{names.replace('|', chr(92) + '|')}` | {text} |"


def _to_markdown(text: str) -> str:
    """Turn a help text, whose examples stand under a \\b, into Markdown."""
    parts = []
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.startswith("\b"):
            first, *rest = paragraph.lstrip("\b\n").splitlines()
            parts.append(f"{first}\n\n```sh\n" + "\n".join(line.strip() for line in rest) + "\n```")
        else:
            parts.append(paragraph)
    return "\n\n".join(parts)


def main() -> int:
    """Write the page, or with ``--check`` say whether it is current."""
    return write_pages([(PAGE, build_page())], "generate_cli.py")


if __name__ == "__main__":
    sys.exit(main())
