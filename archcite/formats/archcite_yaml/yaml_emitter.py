"""Write plain data as YAML that a person would write: lists under their key, text of several lines as a block."""

from __future__ import annotations

import re
from typing import Any

# Line ends that YAML 1.1 makes one with a newline or a space, unless they are escaped.
_BREAKS = re.compile("[\r\x85\u2028\u2029]")


def dump_yaml(data: Any) -> str:
    """Return dictionaries, lists, text and numbers as YAML, in their order.

    >>> print(dump_yaml({"title": "Letter: two pages", "notes": ["one", "two\\nlines"]}))
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
        """A dumper that indents lists under their key and never writes aliases."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: Any) -> bool:
            return True

    def represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = '"' if _BREAKS.search(value) else "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, represent_text)
    return yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100_000)
