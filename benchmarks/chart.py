"""The documents' CPU seconds as bars, on a logarithmic scale, in SVG."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10
from typing import Any

_WIDTH, _LEFT, _BAR, _GAP = 760, 150, 20, 34
_LEAST = 0.1
_TICKS = (0.1, 0.3, 1, 3, 10, 30, 100)


def svg(documents: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """A chart: a group of bars for each style, the fastest first; readable on white and on black."""
    most = max(figure["cpu"] for figures in documents.values() for figure in figures.values())
    scale = (_WIDTH - _LEFT - 90) / (log10(most) - log10(_LEAST))

    def x(seconds: float) -> float:
        return _LEFT + max(0.0, log10(seconds) - log10(_LEAST)) * scale

    parts: list[str] = []
    y = 10
    for style, figures in documents.items():
        y += 22
        parts.append(f'<text class="style" x="{_LEFT}" y="{y}">{style}</text>')
        y += 8
        for name, figure in sorted(figures.items(), key=lambda pair: pair[1]["cpu"]):
            seconds = figure["cpu"]
            own = " own" if name == "archcite" else ""
            over = "" if figure["finished"] else "over "
            width = max(2, x(seconds) - _LEFT)
            parts += [
                f'<text class="name" x="{_LEFT - 8}" y="{y + 15}">{name}</text>',
                f'<rect class="bar{own}" x="{_LEFT}" y="{y}" width="{width:.0f}" height="{_BAR}"/>',
                f'<text x="{x(seconds) + 6:.0f}" y="{y + 15}">{over}{seconds:.2f} s</text>',
            ]
            y += _BAR + 4
    grid = [
        f'<line x1="{x(tick):.0f}" x2="{x(tick):.0f}" y1="14" y2="{y}"/>'
        f'<text class="tick" x="{x(tick):.0f}" y="{y + 16}">{tick:g}</text>'
        for tick in _TICKS
        if tick <= most
    ]
    height = y + _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="CPU seconds of each processor, on a logarithmic scale">\n<style>{_STYLE}</style>\n'
        + "\n".join((*grid, *parts))
        + f'\n<text class="tick" x="{_WIDTH - 60}" y="{height - 4}">CPU seconds</text>\n</svg>\n'
    )


_STYLE = (
    "text{font:13px sans-serif;fill:#333}.style{font-weight:bold}.name{text-anchor:end}"
    ".tick{text-anchor:middle;font-size:11px}.bar{fill:#9aa7b5}.own{fill:#0b6e99}line{stroke:#8884}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.bar{fill:#6b7785}.own{fill:#4fb3dd}}"
)
