"""The figures as tables and a chart in ``docs/performance.md``, between two marks; the rest of the page stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import chart, targets
from benchmarks.peers.base import DISTINCT_STYLE, NOTES
from benchmarks.targets import share

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def write(docs: Path, results: Mapping[str, Any]) -> None:
    """Put tables and chart into the page."""
    page = docs / "performance.md"
    before, rest = page.read_text(encoding="utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    page.write_text(f"{before}{BEGIN}\n\n{tables(results)}\n\n{END}{after}", encoding="utf-8")
    (docs / "_static" / "performance.svg").write_text(chart.svg(results["documents"]), encoding="utf-8")


def tables(results: Mapping[str, Any]) -> str:
    """All that was measured, in Markdown."""
    parts = [about(results)]
    if rows := list(targets.rows(results)):
        parts.append(f"### What was aimed at\n\n{_aims(rows)}")
    parts += [section(results) for name, section in _SECTIONS.items() if results.get(name)]
    return "\n\n".join(parts)


def medians(several: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The medians of several measurements of the same things.

    >>> medians([{"a": 1, "b": 5}, {"a": 3, "b": 5}, {"a": 2, "b": 6}])
    {'a': 2, 'b': 5}
    """
    return {name: median(one[name] for one in several) for name in several[0]}


def about(results: Mapping[str, Any]) -> str:
    """When and where it was measured, with what, and what could not be had."""
    versions = ", ".join(f"{name} {version}" for name, version in results["peers"].items())
    lines = [
        f"Measured on {results['date']} with `{results['command']}` on {results['machine']}: {versions}.",
        f"Of {results['rounds']} rounds, in each of which all processes ran in turn, the medians; in brackets the "
        f"least and the most; citeproc-py ran once. Of {results['items']:,} items, {results['alike']:,} share authors "
        "and year with another.",
    ]
    lines += [f"**Not measured**: {name}; {reason}." for name, reason in results["missing"].items()]
    return "\n\n".join(lines)


def _aims(rows: Iterable[targets.Row]) -> str:
    return table(
        ("what", "against", "at most", "found", "reached"),
        ((row.what, row.against, row.aim, f"**{row.found}**", "yes" if row.met else "no") for row in rows),
    )


def _documents(results: Mapping[str, Any]) -> str:
    found = []
    for style, figures in results["documents"].items():
        ours = figures["archcite"]["cpu"]
        found += [(f"`{style}`", *_beside(name, figure, ours)) for name, figure in figures.items()]
    return (
        f"### {results['items']:,} items, each cited once, with the bibliography\n\n"
        f"![CPU seconds of each processor](_static/performance.svg)\n\n"
        + table(("style", "processor", "CPU s", "memory, MB", "archcite takes"), found)
    )


def _distinct(results: Mapping[str, Any]) -> str:
    figures = results["distinct"]
    ours = figures["archcite"]["cpu"]
    return (
        "### The same with nothing to tell apart\n\n"
        f"Every item has an author of its own, in `{DISTINCT_STYLE}`. That is not less work for every processor: "
        "what it takes to compare many names is in this.\n\n"
        + table(
            ("processor", "CPU s", "memory, MB", "archcite takes"),
            (_beside(name, figure, ours) for name, figure in figures.items()),
        )
    )


def _pages(results: Mapping[str, Any]) -> str:
    found = []
    for style, figure in results["pages"].items():
        documents = results.get("documents", {}).get(style)
        row = [f"`{style}`", _seconds(figure)]
        if documents:
            rest = documents["typst (hayagriva)"]["cpu"] - figure["cpu"]
            row += [f"{rest:.2f}", share(documents["archcite"]["cpu"] / rest) if rest > 0 else ""]
        found.append(row)
    return (
        "### typst without its pages\n\n"
        "typst sets pages too. This is what it takes for the same words with no citation among them, and what "
        "that leaves for the citations.\n\n"
        + table(("style", "pages alone, CPU s", "citations, CPU s", "archcite takes"), found)
    )


def _growth(results: Mapping[str, Any]) -> str:
    few, many = results["growth"]["sizes"]
    return "### Ten times the items\n\n" + table(
        ("style", f"{few:,} items, CPU s", f"{many:,} items, CPU s", "times", "memory, MB"),
        (
            (
                f"`{style}`", _seconds(one["few"]), _seconds(one["many"]),
                f"{one['many']['cpu'] / one['few']['cpu']:.1f}", f"{one['many']['memory']:.0f}",
            )
            for style, one in results["growth"]["styles"].items()
        ),
    )  # fmt: skip


def _cold(results: Mapping[str, Any]) -> str:
    return "### One citation from a cold start\n\n" + table(
        ("process", "CPU s", "memory, MB"),
        (
            (_bold(name), _seconds(figure, 3), f"{figure['memory']:.0f}")
            for name, figure in results["cold"].items()
        ),
    )


def _load(results: Mapping[str, Any]) -> str:
    return "### A style loaded\n\n" + table(
        ("style", "CPU ms"),
        ((f"`{style}`", f"{one['load'] * 1000:.0f}") for style, one in results["load"].items()),
    )


def _change(results: Mapping[str, Any]) -> str:
    found = [
        (
            f"`{style}`", f"{one['whole'] * 1000:.0f}",
            f"{one['locator'] * 1000:.1f} ({share(one['locator'] / one['whole'])})",
            f"{one['item'] * 1000:.1f} ({share(one['item'] / one['whole'])})",
        )
        for style, one in results["change"]["styles"].items()
    ]  # fmt: skip
    return (
        f"### One note changed among {results['change']['notes']:,}\n\n"
        "All notes are asked for again each time. Another item also changes the bibliography, and what has to be "
        "told apart.\n\n"
        + table(("style", "full run, CPU ms", "another page, CPU ms", "another item, CPU ms"), found)
    )


def _entry(results: Mapping[str, Any]) -> str:
    entry, floor = results["entry"]["entry"], results["entry"]["floor"]
    return "### An entry and its floor\n\n" + table(
        (f"`{NOTES}`", "CPU µs"),
        (
            ("an entry of a bibliography, the style loaded and the order known", f"{entry * 1e6:.1f}"),
            ("the same line by an f-string written for it", f"{floor * 1e6:.1f}"),
            ("times", f"{entry / floor:.0f}"),
        ),
    )


_SECTIONS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "documents": _documents,
    "distinct": _distinct,
    "pages": _pages,
    "growth": _growth,
    "cold": _cold,
    "load": _load,
    "change": _change,
    "entry": _entry,
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown.

    >>> print(table(("a", "b"), [("1", "2")]))
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    first, *rest = (f"| {' | '.join(cells)} |" for cells in (head, *rows))
    return "\n".join((first, "|---" * len(head) + "|", *rest))


def _beside(name: str, figure: Mapping[str, Any], ours: float) -> tuple[str, ...]:
    """A processor's figures, and archcite's share of them."""
    at_most = "" if figure["finished"] else "less than "
    beside = "" if name == "archcite" else at_most + share(ours / figure["cpu"])
    return _bold(name), _seconds(figure), f"{figure['memory']:.0f}", beside


def _seconds(figure: Mapping[str, Any], digits: int = 2) -> str:
    if not figure["finished"]:
        return f"over {figure['cpu']:.0f}"
    least, most = figure["least"], figure["most"]
    spread = f" ({least:.{digits}f}–{most:.{digits}f})" if figure["runs"] > 1 else ""
    return f"{figure['cpu']:.{digits}f}{spread}"


def _bold(name: str) -> str:
    return f"**{name}**" if name.startswith("archcite") else name
