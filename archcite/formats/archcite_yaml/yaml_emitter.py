"""Plain data as YAML that a person would write: lists under their key, text of several lines as it stands."""

from __future__ import annotations

import re
from typing import Any

# Line ends that YAML 1.1 makes one with a newline or a space, unless they are escaped.
_BREAKS = re.compile("[\r\x85\u2028\u2029]")


def dumped(data: Any) -> str:
    """Dictionaries, lists, text and numbers as YAML, in their order.

    >>> print(dumped({"title": "Letter: two pages", "notes": ["one", "two\\nlines"]}))
    title: 'Letter: two pages'
    notes:
      - one
      - |-
        two
        lines
    <BLANKLINE>
    """
    import yaml

    class Dumper(yaml.SafeDumper):
        """Lists are indented under their key, and nothing is written as a reference to another place."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: Any) -> bool:
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = '"' if _BREAKS.search(value) else "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100_000)
