"""``archcite config``: the configuration that applies in the working folder."""

from __future__ import annotations

import click

from archcite.cli.command_types import Command
from archcite.cli.output import write_result
from archcite.cli.terminal import note


@click.command(cls=Command)
def config() -> None:
    """Show the configuration that applies here, and where it is.

    archcite reads archcite.toml, or [tool.archcite] in pyproject.toml, from the working folder or the nearest folder
    above it. Keys at the top (sources, style, locale, format) apply to all commands; a table such as [check] applies
    to one.

    \b
    Examples:
      archcite config
    """
    from archcite.cli.configuration import load_configuration

    found = load_configuration()
    if found is None:
        note("no archcite.toml, and no [tool.archcite] in a pyproject.toml, here or in a folder above.")
        return
    lines = [f"# {found.path}"]
    tables = {key: value for key, value in found.values.items() if isinstance(value, dict)}
    lines += [f"{key} = {_to_toml(value)}" for key, value in found.values.items() if key not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_to_toml(value)}" for key, value in table.items())]
    write_result("\n".join(lines), None)


def _to_toml(value: object) -> str:
    """Return a string, a boolean or a list of strings in TOML, whose notation for them is that of JSON."""
    import json

    return json.dumps(value, ensure_ascii=False)
