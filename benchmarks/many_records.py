"""Write any number of archival items, and measure the memory and the CPU time of commands on them.

``python -m benchmarks.many_records make 200000 letters.jsonl`` writes items, one a line (a list, if the name ends in
``.json``). ``python -m benchmarks.many_records run 200000 -- archcite bib letters.jsonl`` runs a command with its
results thrown away, and prints what it took, also for each of that many records.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.workload import SEED, Item, items

_CHUNK = 1000


def iterate_items(count: int) -> Iterator[Item]:
    """Yield CSL items: those of :func:`benchmarks.workload.items` for many seeds, each with a box of its own.

    >>> [item["id"] for item in iterate_items(2)], next(iterate_items(5)) == next(iterate_items(1))
    (['item1', 'item2'], True)
    """
    for start in range(0, count, _CHUNK):
        for number, item in enumerate(items(_CHUNK, seed=SEED + start), start + 1):
            if number > count:
                return
            yield {
                **item,
                "id": f"item{number}",
                "archive_location": f"{item['archive_location']}, box {number}",
            }


def write_items(count: int, path: Path) -> None:
    """Write items to a file, one a line, or as a list if the name ends in ``.json``."""
    is_list = path.suffix == ".json"
    with path.open("w", encoding="utf-8") as file:
        for number, item in enumerate(iterate_items(count)):
            before = ("[" if not number else ",\n") if is_list else ""
            file.write(before + json.dumps(item, ensure_ascii=False) + ("" if is_list else "\n"))
        file.write("]\n" if is_list else "")


def run_command(command: Sequence[str], count: int) -> str:
    """Run a command and return a line about it: memory, CPU time, and CPU time for each of ``count`` records."""
    started = time.monotonic()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    elapsed = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    memory = used.ru_maxrss / 1024
    return (
        f"{' '.join(command)}: {memory:,.0f} MB, {cpu:,.1f} s of CPU, {1000 * cpu / count:.3f} ms a record, "
        f"{elapsed:,.1f} s, exit status {status}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_records", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="write items to a file")
    make.add_argument("count", type=int)
    make.add_argument("path", type=Path)
    run = commands.add_parser("run", help="run a command and measure it")
    run.add_argument("count", type=int, help="the number of records that the command reads")
    run.add_argument("words", nargs=argparse.REMAINDER, help="-- and the command")
    given = parser.parse_args(arguments)
    if given.command == "make":
        write_items(given.count, given.path)
    else:
        print(run_command([word for word in given.words if word != "--"], given.count))


if __name__ == "__main__":
    main(sys.argv[1:])
