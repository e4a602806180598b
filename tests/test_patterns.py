"""No regular expression of the package backtracks without bound: each is checked by a tool that looks for it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import warnings
from collections.abc import Iterator, Mapping

import pytest

import archcite
from archcite._foundation.lazy_regex import LazyPattern

with warnings.catch_warnings():
    # The tool imports a module that Python deprecates, and that Python 3.13 does not have any more.
    warnings.simplefilter("ignore", DeprecationWarning)
    sre = pytest.importorskip(
        "regexploit.ast.sre", reason="regexploit is not installed, or not for this Python"
    )
    redos = pytest.importorskip("regexploit.redos", reason="regexploit is not installed")

# The degree of the polynomial that is allowed: a text of a few thousand characters is read at once.
HIGHEST_DEGREE = 2


def find_patterns() -> Iterator[tuple[str, str, int]]:
    """Yield the patterns that are in the modules of the package: alone, in mappings and in lists."""
    for module in pkgutil.walk_packages(archcite.__path__, "archcite."):
        if module.name.endswith("__main__"):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:  # of an integration whose program is not installed
            continue
        for name, value in vars(loaded).items():
            for pattern in flatten(value):
                yield f"{module.name}:{name}", pattern.pattern, pattern.flags


def flatten(value: object, depth: int = 0) -> Iterator[re.Pattern[str] | LazyPattern]:
    if isinstance(value, (re.Pattern, LazyPattern)):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Mapping) and depth < 3:
        for inner in value.values():
            yield from flatten(inner, depth + 1)
    elif isinstance(value, (list, tuple)) and depth < 3:
        for inner in value:
            yield from flatten(inner, depth + 1)


class Parser(sre.SreOpParser):  # type: ignore[misc]
    """The tool's parser with what Python 3.11 added: possessive repeats and atomic groups, which do not backtrack."""

    def from_POSSESSIVE_REPEAT(self, data: tuple[int, int, list[object]]) -> object:  # noqa: N802
        # What has been repeated is never given up: for the search it is like one occurrence.
        return self.sequence_or_singleton(data[2])

    def from_ATOMIC_GROUP(self, data: list[object]) -> object:  # noqa: N802
        return self.sequence_or_singleton(data)


def measure_degree(pattern: str, flags: int) -> int:
    """Return the degree of the time that a pattern may take; 11 is exponential."""
    parsed = Parser().parse_sre(pattern, flags & ~re.UNICODE)
    return max((found.starriness for found in redos.find(parsed)), default=1)


@pytest.mark.parametrize("bad", [r"(?:\s+|<!--.*?-->)*<a", r"(a+)+b", r"\s*,?\s*,?\s*x\s*y$"])
def test_the_tool_finds_bad_patterns(bad: str) -> None:
    assert measure_degree(bad, 0) > HIGHEST_DEGREE


@pytest.mark.parametrize(
    ("pattern", "is_bad"),
    [("(a++)*+b", False), ("(?>(a+)+b)c", True), ("(a+)+b++", True), ("x++(a+)+b", True)],
)
def test_the_tool_reads_possessive_repeats(pattern: str, is_bad: bool) -> None:
    assert (measure_degree(pattern, 0) > HIGHEST_DEGREE) == is_bad


@pytest.mark.slow
def test_all_patterns() -> None:
    seen: dict[tuple[str, int], str] = {}
    for name, pattern, flags in find_patterns():
        seen.setdefault((pattern, flags), name)
    assert len(seen) > 200
    bad = {
        name: pattern
        for (pattern, flags), name in seen.items()
        if measure_degree(pattern, flags) > HIGHEST_DEGREE
    }
    assert bad == {}
