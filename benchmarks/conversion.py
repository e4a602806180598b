"""Convert the same files with archcite and with pandoc, in turn: CPU seconds of whole processes, and their ratio.

``python -m benchmarks.conversion`` makes records, writes them in each format, and converts them; ``--items FILE``
takes a file of CSL-JSON instead. pandoc is the one of pypandoc, or the one on the path.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks import measure, workload

ARCHCITE = (sys.executable, "-m", "archcite", "--quiet", "convert")


class Conversion(NamedTuple):
    """From one format to another: the ending of the input, and the names that archcite and pandoc have for both."""

    ending: str
    target: str
    pandoc_source: str
    pandoc_target: str


CONVERSIONS = (
    Conversion("json", "biblatex", "csljson", "biblatex"),
    Conversion("bib", "csl-json", "biblatex", "csljson"),
    Conversion("ris", "csl-json", "ris", "csljson"),
)


class Row(NamedTuple):
    """The figures of a conversion of one kind of records: medians of CPU seconds."""

    records: str
    conversion: Conversion
    archcite: float
    pandoc: float

    @property
    def ratio(self) -> float:
        """How many times as long archcite takes."""
        return self.archcite / self.pandoc


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks for, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.conversion", description=__doc__)
    parser.add_argument("--records", type=int, default=2000, help="how many records a file has")
    parser.add_argument("--rounds", type=int, default=5, help="how often each conversion is run")
    parser.add_argument("--items", type=Path, help="a CSL-JSON file with the items to use besides")
    asked = parser.parse_args(arguments)
    pandoc = find_pandoc()
    if pandoc is None:
        sys.exit("pandoc is not installed: python -m pip install pypandoc-binary")
    kinds = {"articles and books": make_works(asked.records), "archival": workload.items(asked.records)}
    if asked.items:
        own = json.loads(asked.items.read_text(encoding="utf-8"))
        kinds[asked.items.name] = [
            {**own[number % len(own)], "id": f"item{number}"} for number in range(asked.records)
        ]
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            row
            for name, items in kinds.items()
            for row in compare(name, items, Path(folder), pandoc, asked.rounds)
        ]
    print(format_table(rows))


def find_pandoc() -> str | None:
    """Return the path of pandoc, or None."""
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc")
    return str(pypandoc.get_pandoc_path())


def make_works(count: int) -> list[dict[str, Any]]:
    """Return items of published works, by the people of the archival ones.

    >>> [work["type"] for work in make_works(2)], "archive" in make_works(1)[0]
    (['article-journal', 'book'], False)
    """
    works = []
    for number, item in enumerate(workload.items(count)):
        work = {name: item[name] for name in ("id", "title", "author", "issued") if name in item}
        if number % 2:
            work |= {"type": "book", "publisher": "Example University Press", "publisher-place": "Ithaca, NY"}
            work |= {"ISBN": f"978-0-521-{number:05}-4", "edition": "2"}
        else:
            work |= {
                "type": "article-journal",
                "container-title": "Journal of Cold War Studies",
                "volume": "12",
            }
            work |= {"issue": "3", "page": f"{number}–{number + 20}", "DOI": f"10.1234/jcws.{number}"}
        works.append(work)
    return works


def compare(name: str, items: Sequence[Any], folder: Path, pandoc: str, rounds: int) -> list[Row]:
    """Return the figures of all conversions of some items; the programs take turns."""
    start = folder / "items.json"
    start.write_text(json.dumps(items, ensure_ascii=False, indent=1), encoding="utf-8")
    for ending, format in (("bib", "biblatex"), ("ris", "ris")):
        measure.run([*ARCHCITE, str(start), "--to", format], folder, folder / f"items.{ending}")
    rows = []
    for conversion in CONVERSIONS:
        file = str(folder / f"items.{conversion.ending}")
        commands = {
            "archcite": [*ARCHCITE, file, "--to", conversion.target],
            "pandoc": [pandoc, "-f", conversion.pandoc_source, "-t", conversion.pandoc_target, file],
        }
        seconds: dict[str, list[float]] = {program: [] for program in commands}
        for _ in range(rounds):
            for program, command in commands.items():
                seconds[program].append(measure.run(command, folder, folder / f"{program}.out").cpu)
        rows.append(Row(name, conversion, median(seconds["archcite"]), median(seconds["pandoc"])))
    return rows


def format_table(rows: Sequence[Row]) -> str:
    """Return the figures as a table.

    >>> print(format_table([Row("archival", CONVERSIONS[0], 1.5, 1.0)]).splitlines()[-1])
    | archival | json to biblatex | 1.50 | 1.00 | 1.50 |
    """
    lines = ["| records | conversion | archcite, s | pandoc, s | ratio |", "|---|---|--:|--:|--:|"]
    for row in rows:
        to = f"{row.conversion.ending} to {row.conversion.target}"
        lines.append(f"| {row.records} | {to} | {row.archcite:.2f} | {row.pandoc:.2f} | {row.ratio:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
