"""Read a list in JSON an item at a time, from a text that comes in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any

from archcite._foundation.lazy_regex import pattern

_OWN_PUBLICATION = pattern(r"\"publication\"\s*:\s*\{")
_SPACE = pattern(r"[ \t\r\n]*")
# Characters of one item; of what is longer the rest would be read for nothing, as after a missing quotation mark.
_LONGEST = 16 * 1024 * 1024


class JSONListError(ValueError):
    """A place in a list where it is not valid JSON: what is wrong, and the line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def is_list_start(text: str) -> bool:
    """Return whether a file that starts with a text is a list.

    >>> is_list_start(' [{"id"'), is_list_start('{"id"')
    (True, False)
    """
    return text.lstrip()[:1] == "["


def iterate_list(pieces: Iterable[str], decoder: JSONDecoder) -> Iterator[tuple[int, Any]]:
    """Yield the items of a list with the line that each begins in.

    Raises :class:`JSONListError` where the text is not a list in JSON, once the items before that place were given.

    >>> list(iterate_list(['[{"a": 1}', ',\\n{"a"', ': [2]}]'], JSONDecoder()))
    [(1, {'a': 1}), (2, {'a': [2]})]
    >>> list(iterate_list(["[1 2]"], JSONDecoder()))
    Traceback (most recent call last):
    archcite.formats.common.json_list.JSONListError: a comma is missing between two items
    """
    text = _Text(pieces)
    if text.skip_space() != "[":
        raise JSONListError("it is not a list", text.line)
    text.advance(1)
    sign = text.skip_space()
    while sign != "]":
        line = text.line
        yield line, text.decode(decoder)
        sign = text.skip_space()
        if sign == ",":
            text.advance(1)
            if (sign := text.skip_space()) == "]":
                raise JSONListError("an item is missing after the last comma", text.line)
        elif sign != "]":
            raise JSONListError(
                "a comma is missing between two items" if sign else "the end is missing", text.line
            )
    text.advance(1)
    if text.skip_space():
        raise JSONListError("there is more text after the list", text.line)


class _Text:
    """A text that comes in pieces, of which only what has not been read yet is kept."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text = ""
        self._position = 0
        self._counted = 0  # where the lines have been counted to
        self._line = 1

    @property
    def line(self) -> int:
        """The line of the next character, from 1."""
        self._line += self._text.count("\n", self._counted, self._position)
        self._counted = self._position
        return self._line

    def advance(self, characters: int) -> None:
        """Skip some characters."""
        self._position += characters

    def skip_space(self) -> str:
        """Skip white space, and return the next character without skipping it; "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._position)
            assert found is not None
            self._position = found.end()
            if self._position < len(self._text):
                return self._text[self._position]
            if not self._read_more():
                return ""

    def decode(self, decoder: JSONDecoder) -> Any:
        """Decode the next value, and skip it."""
        while True:
            try:
                value, self._position = decoder.raw_decode(self._text, self._position)
            except JSONDecodeError as error:
                is_long = len(self._text) - self._position > _LONGEST
                if is_long or not self._read_more():
                    raise JSONListError(error.msg, self._find_line(error.pos)) from None
            except RecursionError:
                raise JSONListError("an item is nested too deeply", self.line) from None
            except ValueError as error:
                raise JSONListError(str(error), self.line) from None
            else:
                return value

    def _find_line(self, position: int) -> int:
        return self.line + self._text.count("\n", self._position, position)

    def _read_more(self) -> bool:
        """Append the next piece, and forget what was read; return False at the end."""
        piece = next(self._pieces, "")
        if piece:
            _ = self.line
            self._text = self._text[self._position :] + piece
            self._position = self._counted = 0
        return bool(piece)


def has_own_publication(text: str) -> bool:
    """Return whether a JSON text has a published work as archcite's own files have it, with the CSL item under a key.

    >>> has_own_publication('{"id": "a", "publication": {"type": "book"}}'), has_own_publication('{"type": "book"}')
    (True, False)
    """
    return _OWN_PUBLICATION.search(text) is not None
