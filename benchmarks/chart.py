"""The documents' CPU seconds as a chart in SVG: dots on a logarithmic scale, readable on white and on black."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log10
from typing import Any
from xml.sax.saxutils import escape

_WIDTH, _LEFT, _RIGHT = 760, 150, 110
_TOP, _ROW, _HEADING = 40, 24, 34
_TICKS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300)


def svg(documents: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """A chart with a group of rows for each style, the fastest processor first."""
    seconds = [figure["cpu"] for figures in documents.values() for figure in figures.values()]
    low = max((tick for tick in _TICKS if tick <= min(seconds)), default=_TICKS[0])
    high = min((tick for tick in _TICKS if tick >= max(seconds)), default=_TICKS[-1])

    def x(value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (log10(value) - log10(low)) / (log10(high) - log10(low))

    ticks = {tick: x(tick) for tick in _TICKS if low <= tick <= high}
    rows: list[str] = []
    y = _TOP
    for style, figures in documents.items():
        y += _HEADING
        rows.append(f'<text class="style" x="{_LEFT}" y="{y - 8}">{escape(style)}</text>')
        for name, figure in sorted(figures.items(), key=lambda pair: float(pair[1]["cpu"])):
            rows += _row(name, figure, x(figure["cpu"]), y)
            y += _ROW
    grid = [
        f'<line class="grid" x1="{place:.1f}" x2="{place:.1f}" y1="{_TOP}" y2="{y + 4}"/>'
        f'<text class="tick" x="{place:.1f}" y="{_TOP - 6}">{tick:g}</text>'
        for tick, place in ticks.items()
    ]
    height = y + 16
    title = "CPU seconds of the whole process, on a logarithmic scale; less is better"
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
            f'height="{height}" role="img" aria-label="{title}">',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" width="{_WIDTH}" height="{height}" rx="6"/>',
            f'<text class="tick title" x="{_LEFT}" y="14">{title}</text>',
            *grid,
            *rows,
            "</svg>\n",
        )
    )


def _row(name: str, figure: Mapping[str, Any], x: float, y: int) -> Iterator[str]:
    own = " own" if name == "archcite" else ""
    middle = y + _ROW / 2
    over = "" if figure["finished"] else "over "
    digits = 0 if over else 2
    yield f'<text class="name{own}" x="{_LEFT - 10}" y="{middle + 4}">{escape(name)}</text>'
    yield f'<line class="stem{own}" x1="{_LEFT}" x2="{x:.1f}" y1="{middle}" y2="{middle}"/>'
    yield f'<circle class="dot{own}" cx="{x:.1f}" cy="{middle}" r="6"/>'
    yield f'<text class="value{own}" x="{x + 12:.1f}" y="{middle + 4}">{over}{figure["cpu"]:.{digits}f} s</text>'


# The ground is drawn, because a page may be white where its reader's system is dark.
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.ground{fill:#fff}"
    ".style{font-weight:600}.name{text-anchor:end}.own{font-weight:600}"
    ".tick{font-size:11px;fill:#57606a;text-anchor:middle}.title{text-anchor:start}"
    ".grid{stroke:#8883}.stem{stroke:#afb8c1;stroke-width:2}.dot{fill:#6e7781}"
    ".stem.own{stroke:#54aeff}.dot.own{fill:#0969da}"
    "@media(prefers-color-scheme:dark){.ground{fill:#0d1117}text{fill:#e6edf3}.tick{fill:#9198a1}"
    ".stem{stroke:#484f58}.dot{fill:#9198a1}.stem.own{stroke:#1f6feb}.dot.own{fill:#58a6ff}}"
)
