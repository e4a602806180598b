"""``archcite styles``: the styles to choose from."""

from __future__ import annotations

import click

from archcite._foundation.wording import join_choices
from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.output import write_result
from archcite.cli.reporting import report_errors
from archcite.cli.terminal import note, print_result


@click.command(cls=Command)
@click.argument("words", metavar="[WORDS]", nargs=-1)
@click.option("--archival", is_flag=True, help="Only styles for archival sources, each with an example.")
@options.as_json
def styles(words: tuple[str, ...], archival: bool, as_json: bool) -> None:
    """List styles, optionally only those with all WORDS in their name or title.

    \b
    Examples:
      archcite styles
      archcite styles chicago author-date
      archcite styles --archival
    """
    with report_errors():
        from archcite.cli.style_sample import cite_sample
        from archcite.styles import find_meant, get_title, list_names, load_archival_styles

        own = load_archival_styles()
        rows = []
        for name in own if archival else list_names():
            described = get_title(name)
            text = f"{name} {described}".casefold()
            if not all(word.casefold() in text for word in words):
                continue
            row = {"id": name, "title": described, "archival": name in own}
            if archival:
                row["example"] = cite_sample(name)
            rows.append(row)
            if not as_json:
                print_result(f"{name}\t{described}" + (f"\n    {row['example']}" if archival else ""))
        if as_json:
            import json

            write_result(json.dumps(rows, ensure_ascii=False, indent=2), None)
        elif not rows:
            word = " ".join(words)
            near = [f"“{name}”" for name in find_meant(word)]
            hint = f"; did you mean {join_choices(near)}?" if near else "."
            note(f"no style has “{word}” in its name or title{hint}")
