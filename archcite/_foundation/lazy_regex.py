"""Regular expressions that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a regular expression lazily, on first use.

    >>> pattern("[a-z]+").findall("one two")
    ['one', 'two']
    """
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    """A pattern that becomes real when any of its methods is asked for, and costs nothing more from then on."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        for method in ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
