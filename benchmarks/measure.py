"""One process, from its start to its end: CPU seconds of all that it started, and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Run(NamedTuple):
    """What one process took: CPU seconds (user and system), mebibytes, and whether it came to its end."""

    cpu: float
    memory: float
    finished: bool = True


class Figure(NamedTuple):
    """Several runs of the same: medians, and how many there were."""

    cpu: float
    memory: float
    runs: int
    finished: bool = True


def run(
    command: Sequence[str],
    folder: Path,
    output: Path,
    *,
    limit: float | None = None,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Run a command in ``folder`` with its output in a file; it is stopped after ``limit`` CPU seconds.

    Linux's own clock of a process gets coarse where there is a limit: what measures itself has none.

    Raises RuntimeError, with the end of what it said, where it fails.
    """
    with open(output, "wb") as out, open(output.with_suffix(".err"), "w+b") as err:
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=err, env={**os.environ, **(environment or {})},
            preexec_fn=(lambda: _limit(limit)) if limit else None,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        said = err.read().decode("utf-8", "replace")[-600:]
    cpu = usage.ru_utime + usage.ru_stime
    # Linux counts in kibibytes, macOS in bytes.
    memory = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    if process.returncode and cpu < (limit or float("inf")) * 0.95:
        raise RuntimeError(f"{' '.join(map(str, command))} failed: {said}")
    return Run(cpu, memory, not process.returncode)


def _limit(seconds: float) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))


def figure(runs: Sequence[Run]) -> Figure:
    """The medians of several runs.

    >>> figure([Run(1.0, 50.0), Run(3.0, 60.0), Run(1.2, 52.0)])
    Figure(cpu=1.2, memory=52.0, runs=3, finished=True)
    """
    return Figure(
        median(one.cpu for one in runs),
        median(one.memory for one in runs),
        len(runs),
        all(one.finished for one in runs),
    )
