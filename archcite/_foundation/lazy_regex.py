"""Regular expressions that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class LazyPattern:
    """Regular expression that is compiled when any of its methods is first called.

    It has the methods of :class:`re.Pattern`, but is not one: ``re.sub(pattern, …)`` does not take it.
    """

    if TYPE_CHECKING:

        def search(self, text: str, start: int = 0, end: int = ..., /) -> re.Match[str] | None: ...
        def match(self, text: str, start: int = 0, end: int = ..., /) -> re.Match[str] | None: ...
        def fullmatch(self, text: str, start: int = 0, end: int = ..., /) -> re.Match[str] | None: ...
        def sub(self, to: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str: ...
        def subn(
            self, to: str | Callable[[re.Match[str]], str], text: str, count: int = 0
        ) -> tuple[str, int]: ...
        def split(self, text: str, maxsplit: int = 0) -> list[str | Any]: ...
        def findall(self, text: str, start: int = 0, end: int = ..., /) -> list[Any]: ...
        def finditer(self, text: str, start: int = 0, end: int = ..., /) -> Iterator[re.Match[str]]: ...

    def __init__(self, text: str | Callable[[], str], flags: int) -> None:
        self._text = text
        self.flags = flags

    @property
    def pattern(self) -> str:
        """Return the regular expression as text."""
        if not isinstance(self._text, str):
            self._text = self._text()
        return self._text

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copies and pickles asks for these before there is a pattern
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: str | Callable[[], str], flags: int = 0) -> LazyPattern:
    """Compile a regular expression lazily, on first use; a text that takes time to build may come from a function.

    >>> pattern("[a-z]+").findall("one two"), pattern(lambda: join_alternatives(["one"])).findall("one two")
    (['one', 'two'], ['one'])
    """
    return LazyPattern(text, flags)


def join_alternatives(words: Iterable[str]) -> str:
    """Return the regular expression of any of the words, the longest first, so that none hides a longer one.

    >>> join_alternatives(["no.", "nos.", "n"])
    'nos\\\\.|no\\\\.|n'
    """
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
