"""The data files as text, taken apart into their tables: a citation needs one archive and one tradition of them all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern

_TOP_LEVEL = pattern(r"^\[([\w-]+)\]$", re.MULTILINE)


def load_table(name: str) -> dict[str, Any]:
    """Return a whole data file, by its name without the ending."""
    return resources.parse_toml(read_table_text(name))


def read_table_text(name: str) -> str:
    """Return the text of a data file."""
    return resources.read_text(__spec__, f"data/{name}.toml")


class Tables:
    """The top-level tables of a data file (``[soviet]``), each parsed when it is asked for."""

    def __init__(self, name: str) -> None:
        pieces = _TOP_LEVEL.split(read_table_text(name))
        self._texts = dict(zip(pieces[1::2], pieces[2::2], strict=True))

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, in the order of the file."""
        return tuple(self._texts)

    def __getitem__(self, name: str) -> dict[str, Any]:
        parsed: dict[str, Any] = resources.parse_toml(f"[{name}]{self._texts[name]}")[name]
        return parsed


class Entries:
    """The entries of a data file that is one list (``[[archive]]``), each parsed when it is asked for."""

    def __init__(self, name: str, heading: str) -> None:
        self._heading = heading
        self._texts = read_table_text(name).split(f"\n[[{heading}]]\n")[1:]
        self._folded = "\n".join(one.casefold() for one in self._texts)
        starts = [0]
        for one in self._texts[:-1]:
            starts.append(starts[-1] + len(one.casefold()) + 1)
        self._starts = starts

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return resources.parse_toml(self._texts[index])

    def with_text(self, start: str) -> Iterator[int]:
        """Find the entries with a text that starts so, in any case, and return their numbers."""
        sought = f'"{start.casefold()}'
        at = self._folded.find(sought)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            yield index
            if index + 1 == len(self._starts):
                return
            at = self._folded.find(sought, self._starts[index + 1])

    def has(self, key: str, start: str) -> bool:
        """Return whether an entry has a text under a key that is this one, or starts with it and a comma."""
        return any(f'\n{key} = "{start}{end}' in one for end in '",' for one in self._texts)
