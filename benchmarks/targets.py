"""What is to be reached, and whether it is: a row for each aim, from the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.peers.base import DISTINCT_STYLE, NOTES

# Style, processor, and the share of its CPU time that archcite may take.
SHARES: Sequence[tuple[str, str, float]] = (
    (NOTES, "pandoc", 1 / 8),
    (NOTES, "typst (hayagriva)", 1 / 10),
    (NOTES, "citeproc-js", 1 / 40),
    ("chicago-author-date", "pandoc", 1 / 20),
    ("chicago-author-date", "typst (hayagriva)", 1 / 4),
    ("modern-language-association", "pandoc", 1 / 4),
    ("modern-language-association", "typst (hayagriva)", 1 / 2.5),
)
GROWTH = 12.0  # times the time for ten times the items
MEMORY = 400.0  # MB
LOAD = 0.150  # seconds
COLD = 1.0  # of pandoc's time
CHANGE = 1 / 200  # of a full run


class Row(NamedTuple):
    """An aim: what is measured and against what, the most it may be, what it is, and whether that will do."""

    what: str
    against: str
    aim: str
    found: str
    met: bool


def rows(results: Mapping[str, Any]) -> Iterator[Row]:
    """The aims whose figures are there, in the order in which they are measured."""
    yield from _documents(results)
    yield from _growth(results)
    yield from _cold(results)
    yield from _load(results)
    yield from _change(results)


def share(value: float) -> str:
    """A share as people say it.

    >>> share(0.125), share(0.4), share(1.25), share(1 / 41)
    ('1/8', '1/2.5', '1.25', '1/41')
    """
    if value >= 1:
        return f"{value:.3g}"
    return f"1/{1 / value:.2g}" if 1 / value < 10 else f"1/{1 / value:.0f}"


def _documents(results: Mapping[str, Any]) -> Iterator[Row]:
    what = f"{results['items']:,} items"
    for style, peer, aim in SHARES:
        alternatives = [(what, results.get("documents", {}).get(style, {}))]
        if style == DISTINCT_STYLE:
            alternatives.append((f"{what}, an author for each", results.get("distinct", {})))
        for text, figures in alternatives:
            if peer in figures:
                found = figures["archcite"]["cpu"] / figures[peer]["cpu"]
                yield Row(f"{text}, `{style}`", peer, share(aim), share(found), found <= aim)


def _growth(results: Mapping[str, Any]) -> Iterator[Row]:
    if "growth" not in results:
        return
    few, many = results["growth"]["sizes"]
    styles = results["growth"]["styles"]
    for style, figures in styles.items():
        times = figures["many"]["cpu"] / figures["few"]["cpu"]
        what = f"{many:,} items, `{style}`"
        yield Row(what, f"itself with {few:,}", f"{GROWTH:.0f} times", f"{times:.1f} times", times <= GROWTH)
    most = max(figures["many"]["memory"] for figures in styles.values())
    yield Row(f"memory of {many:,} items", "", f"{MEMORY:.0f} MB", f"{most:.0f} MB", most <= MEMORY)


def _cold(results: Mapping[str, Any]) -> Iterator[Row]:
    figures = results.get("cold", {})
    for name, figure in figures.items():
        if name.startswith("archcite") and "pandoc" in figures:
            found = figure["cpu"] / figures["pandoc"]["cpu"]
            yield Row(f"one citation, `{name}`", "pandoc", "as much", f"{found:.2f} times", found <= COLD)


def _load(results: Mapping[str, Any]) -> Iterator[Row]:
    for style, figure in results.get("load", {}).items():
        seconds = figure["load"]
        aim, found = f"{LOAD * 1000:.0f} ms", f"{seconds * 1000:.0f} ms"
        yield Row(f"`{style}` loaded, no cache", "", aim, found, seconds <= LOAD)


def _change(results: Mapping[str, Any]) -> Iterator[Row]:
    if "change" not in results:
        return
    figures = results["change"]["styles"][NOTES]
    for kind, what in (("locator", "cites another page"), ("item", "cites another item")):
        found = figures[kind] / figures["whole"]
        text = f"one of {results['change']['notes']:,} notes {what}, `{NOTES}`"
        yield Row(text, "a full run", share(CHANGE), share(found), found <= CHANGE)
