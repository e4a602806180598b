"""Measure archcite beside its peers: install them, make the work, run all in turn, write docs/performance.md.

The peers (pandoc, typst, citeproc-js, citeproc-py) are installed from PyPI and npm into a folder outside the
checkout. With --only or --quick the tables are printed and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import peers, report, workload
from benchmarks.experiments import EXPERIMENTS, Plan

ROOT = Path(__file__).parents[1]


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks for."""
    asked = _parser().parse_args(arguments)
    if asked.quick:
        asked.rounds, asked.items = 1, asked.items // 10
    kept = asked.work / "results.json"
    if asked.again:
        results = json.loads(kept.read_text(encoding="utf-8"))
    else:
        found, missing = peers.prepare(asked.work / "tools")
        plan = Plan(found, asked.work / "work", asked.items, asked.rounds, asked.limit)
        results = _circumstances(plan, missing)
        for name in asked.only or EXPERIMENTS:
            results[name] = EXPERIMENTS[name](plan)
    if asked.quick or asked.only:
        print(report.tables(results))
        return
    kept.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    report.write(ROOT / "docs", results)
    print(f"{ROOT / 'docs' / 'performance.md'} written.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--work", type=Path, default=_cache() / "archcite-benchmarks", metavar="DIR",
        help="where peers are installed and the work is kept (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--rounds", type=int, default=5, help="how often each process is run")
    parser.add_argument("--items", type=int, default=1000, help="items of a document")
    parser.add_argument(
        "--limit", type=float, default=120, help="CPU seconds after which a process is stopped"
    )
    parser.add_argument("--only", action="append", choices=EXPERIMENTS, help="measure this; may be repeated")
    parser.add_argument("--quick", action="store_true", help="one round with a tenth of the items")
    parser.add_argument(
        "--again", action="store_true", help="write the page from the figures of the last run"
    )
    return parser


def _cache() -> Path:
    """The user's folder for what can be made again."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _circumstances(plan: Plan, missing: dict[str, str]) -> dict[str, Any]:
    return {
        "date": f"{date.today():%d %B %Y}".lstrip("0"),
        "command": _command(plan),
        "machine": (
            f"{_processor()} ({platform.machine()}, {os.cpu_count()} cores), {platform.system()}, "
            f"Python {platform.python_version()}"
        ),
        "peers": {peer.name: peer.version for peer in plan.peers},
        "missing": missing,
        "items": plan.items,
        "alike": workload.alike(workload.items(plan.items)),
        "rounds": plan.rounds,
    }


def _command(plan: Plan) -> str:
    """What to type for the same work again."""
    parser, said = _parser(), "python -m benchmarks"
    for name in ("items", "rounds", "limit"):
        value = getattr(plan, name)
        if value != parser.get_default(name):
            said += f" --{name} {value:g}"
    return said


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "an unknown processor"


if __name__ == "__main__":
    main()
