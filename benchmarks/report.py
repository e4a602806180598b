"""The figures as tables and a chart in ``docs/performance.md``, between two marks; the rest of the page stays."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import chart

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

# What is to be reached: archcite's share of the CPU time of a peer, at most.
TARGETS: Mapping[tuple[str, str], float] = {
    ("chicago-notes-bibliography", "pandoc"): 1 / 8,
    ("chicago-notes-bibliography", "typst (hayagriva)"): 1 / 10,
    ("chicago-notes-bibliography", "citeproc-js"): 1 / 40,
    ("chicago-author-date", "pandoc"): 1 / 20,
    ("chicago-author-date", "typst (hayagriva)"): 1 / 4,
    ("modern-language-association", "pandoc"): 1 / 4,
    ("modern-language-association", "typst (hayagriva)"): 1 / 2.5,
}


def write(docs: Path, results: Mapping[str, Any]) -> None:
    """Put tables and chart into the page."""
    page = docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    measured = f"{BEGIN}\n\n{tables(results)}\n\n![CPU seconds](_static/performance.svg)\n\n{END}"
    page.write_text(before + measured + after, encoding="utf-8")
    (docs / "_static" / "performance.svg").write_text(chart.svg(results["documents"]), encoding="utf-8")


def tables(results: Mapping[str, Any]) -> str:
    """All tables, in Markdown."""
    return "\n\n".join(
        (
            _machine(results),
            f"### {results['items']:,} items, each cited once, with the bibliography\n\n{_documents(results)}",
            f"### Ten times the items\n\n{_growth(results['growth'])}",
            f"### One citation from a cold start\n\n{_cold(results['cold'])}",
            f"### Inside a process\n\n{_inside(results['inside'], results['items'])}",
        )
    )


def medians(several: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The medians of several measurements of the same structure.

    >>> medians([{"a": {"b": 1}}, {"a": {"b": 3}}, {"a": {"b": 2}}])
    {'a': {'b': 2}}
    """
    first = several[0]
    return {
        key: (medians if isinstance(value, Mapping) else median)([one[key] for one in several])
        for key, value in first.items()
    }


def ratio(share: float) -> str:
    """A share as people say it.

    >>> ratio(0.125), ratio(0.4), ratio(1.25)
    ('1/8', '1/2.5', '1.25')
    """
    if share >= 1:
        return f"{share:.3g}"
    return f"1/{1 / share:.2g}" if 1 / share < 10 else f"1/{1 / share:.0f}"


def _machine(results: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in results["peers"].items())
    lines = [
        f"Measured on {date.today():%d %B %Y}, with Python {platform.python_version()} on {platform.system()} "
        f"({platform.machine()}, {_processor()}, {os.cpu_count()} cores): {versions}. Medians of {results['rounds']} "
        "runs, all in turn."
    ]
    lines += [f"Not measured: {name}; {reason}." for name, reason in results["missing"].items()]
    return "\n\n".join(lines)


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown processor"


def _documents(results: Mapping[str, Any]) -> str:
    rows = [
        "| style | processor | CPU s | memory, MB | archcite takes | at most, as aimed |",
        "|---|---|---|---|---|---|",
    ]
    for style, figures in results["documents"].items():
        ours = figures["archcite"]["cpu"]
        for name, figure in figures.items():
            over = "" if figure["finished"] else "over "
            share = "" if name == "archcite" else ratio(ours / figure["cpu"])
            target = TARGETS.get((style, name))
            aim = (
                ""
                if target is None
                else f"{ratio(target)}{'' if ours / figure['cpu'] <= target else ', missed'}"
            )
            rows.append(
                f"| {style} | {_bold(name)} | {over}{figure['cpu']:.2f} | {figure['memory']:.0f} | {share} | {aim} |"
            )
    return "\n".join(rows)


def _growth(growth: Mapping[str, Any]) -> str:
    few, many = next(iter(growth.values()))["sizes"]
    rows = [
        f"| style | {few:,} items, CPU s | {many:,} items, CPU s | times | memory, MB |",
        "|---|---|---|---|---|",
    ]
    for style, figures in growth.items():
        one, ten = figures["few"], figures["many"]
        rows.append(
            f"| {style} | {one['cpu']:.2f} | {ten['cpu']:.2f} | {ten['cpu'] / one['cpu']:.1f} | {ten['memory']:.0f} |"
        )
    return "\n".join(rows) + "\n\nAimed at: 12 times the time, and 400 MB, at most."


def _cold(cold: Mapping[str, Any]) -> str:
    rows = ["| process | CPU s | memory, MB |", "|---|---|---|"]
    rows += [
        f"| {_bold(name)} | {figure['cpu']:.3f} | {figure['memory']:.0f} |" for name, figure in cold.items()
    ]
    return "\n".join(rows) + "\n\nAimed at: no slower than pandoc."


def _inside(inside: Mapping[str, Any], items: int) -> str:
    rows = ["| what | CPU | |", "|---|---|---|"]
    for style, seconds in inside["load"].items():
        rows.append(f"| loading `{style}` | {seconds * 1000:.0f} ms | |")
    for style, one in inside["change"].items():
        share = ratio(one["change"] / one["full"])
        what = f"one note changed among {items * 5:,}, `{style}`"
        rows.append(f"| {what} | {one['change'] * 1000:.1f} ms | {share} of a full run |")
    entry, floor = inside["entries"]["entry"], inside["entries"]["floor"]
    rows.append(f"| an entry of a bibliography | {entry * 1e6:.0f} µs | |")
    rows.append(f"| the same line by an f-string | {floor * 1e6:.1f} µs | {entry / floor:.0f} times less |")
    return "\n".join(rows) + "\n\nAimed at: a style in 150 ms; a change in 1/200 of a full run."


def _bold(name: str) -> str:
    return f"**{name}**" if name == "archcite" else name
