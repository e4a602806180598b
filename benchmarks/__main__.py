"""``python -m benchmarks``: prepare the peers and the work, run all in turn, and write ``docs/performance.md``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import measure, peers, report, workload

ROOT = Path(__file__).parents[1]
SEED_RECORD = ROOT / "seeds" / "wilson-center-110474.txt"


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "archcite-benchmarks",
                        help="where peers are installed and the work is kept")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=5, help="how often each process is run")
    parser.add_argument("--items", type=int, default=1000, help="items of the documents")
    parser.add_argument(
        "--limit", type=float, default=120, help="CPU seconds after which a process is stopped"
    )
    parser.add_argument(
        "--quick", action="store_true", help="one round of a tenth of the work; nothing is written"
    )
    asked = parser.parse_args()
    if asked.quick:
        asked.rounds, asked.items = 1, asked.items // 10
    found, missing = peers.prepare(asked.work / "tools")
    bench = _Bench(asked.work / "work", asked.rounds, asked.limit)
    results = {
        "documents": bench.documents(found, asked.items),
        "growth": bench.growth(found[0], asked.items * 2),
        "cold": bench.cold(found),
        "inside": bench.inside(asked.items),
        "peers": {peer.name: peer.version for peer in found},
        "missing": {one.name: one.reason for one in missing},
        "items": asked.items,
        "rounds": asked.rounds,
    }
    if asked.quick:
        print(report.tables(results))
    else:
        report.write(ROOT / "docs", results)
        print(f"{ROOT / 'docs' / 'performance.md'} written.")


class _Bench:
    """The measurements, each in a folder of its own."""

    def __init__(self, folder: Path, rounds: int, limit: float) -> None:
        self.folder, self.rounds, self.limit = folder, rounds, limit

    def documents(self, found: Sequence[peers.Peer], count: int) -> dict[str, dict[str, Any]]:
        """A document that cites every item once, with its bibliography: each style, each processor."""
        folder = self.folder / str(count)
        workload.write(folder, count)
        titles = [item["title"] for item in workload.items(count)]
        runs: dict[tuple[str, str], list[measure.Run]] = {}
        for number in range(self.rounds):
            for style in peers.STYLES:
                for peer in found:
                    if number and peer.once:
                        continue
                    output = folder / f"{peer.name.split()[0]}-{style}.txt"
                    say(f"round {number + 1}: {style}, {peer.name}")
                    one = measure.run(
                        peer.command(style, folder), folder, output,
                        limit=self.limit, environment=peer.environment,
                    )  # fmt: skip
                    runs.setdefault((style, peer.name), []).append(one)
                    if one.finished and not number:
                        check(peer.name, output, titles)
        return {
            style: {
                peer.name: measure.figure(runs[style, peer.name])._asdict() for peer in found
            }
            for style in peers.STYLES
        }  # fmt: skip

    def growth(self, archcite: peers.Peer, count: int) -> dict[str, dict[str, Any]]:
        """archcite beside itself: ten times the items."""
        found: dict[str, dict[str, Any]] = {}
        sizes = (count, count * 10)
        for size in sizes:
            workload.write(self.folder / str(size), size)
        for style in peers.STYLES:
            runs: dict[int, list[measure.Run]] = {size: [] for size in sizes}
            for _ in range(min(self.rounds, 3)):
                for size in sizes:
                    say(f"{style}, {size} items")
                    folder = self.folder / str(size)
                    runs[size].append(
                        measure.run(
                            archcite.command(style, folder), folder, folder / "archcite.txt",
                            limit=self.limit, environment=archcite.environment,
                        )
                    )  # fmt: skip
            few, many = (measure.figure(runs[size]) for size in sizes)
            found[style] = {"few": few._asdict(), "many": many._asdict(), "sizes": sizes}
        return found

    def cold(self, found: Sequence[peers.Peer]) -> dict[str, dict[str, Any]]:
        """One citation from a cold start: the command line, with everything that it has to load."""
        folder = self.folder / "1"
        workload.write(folder, 1)
        commands = {peer.name: peer for peer in found if not peer.once and not peer.name.startswith("typst")}
        runs: dict[str, list[measure.Run]] = {name: [] for name in commands}
        for _ in range(self.rounds * 3):
            for name, peer in commands.items():
                command = peer.command("chicago-notes-bibliography", folder)
                if name == "archcite":
                    command = [sys.executable, "-m", "archcite", "cite", str(folder / "items.json")]
                runs[name].append(
                    measure.run(
                        command, folder, folder / "cold.txt", limit=self.limit, environment=peer.environment
                    )
                )
        return {name: measure.figure(several)._asdict() for name, several in runs.items()}

    def inside(self, count: int) -> dict[str, Any]:
        """What is measured inside a process of archcite."""
        workload.write(self.folder / str(count * 5), count * 5)
        output = self.folder / "inside.json"
        command = [
            sys.executable, str(peers.SCRIPTS / "archcite_inside.py"),
            str(self.folder / str(count * 5) / "items.json"), str(self.folder / str(count) / "items.json"),
        ]  # fmt: skip
        several = []
        for _ in range(self.rounds):
            measure.run(command, self.folder, output, environment={"PYTHONPATH": str(ROOT)})
            several.append(json.loads(output.read_text(encoding="utf-8")))
        return report.medians(several)


def check(name: str, output: Path, titles: Sequence[str]) -> None:
    """Nobody wins by leaving the work undone: nearly every title is in the output."""
    if name.startswith("typst"):
        return  # its output is a PDF
    text = " ".join(output.read_text(encoding="utf-8").split()).casefold()
    there = sum(f"no. {title.rpartition(' ')[2]}" in text for title in titles)
    if there < len(titles) * 0.95:
        raise SystemExit(
            f"{name} printed {there} of {len(titles)} titles ({output}); its figures mean nothing."
        )


def say(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    main()
