"""One process, from its start to its end: CPU seconds of all that it started, and the most memory it held."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

LAUNCHER = Path(__file__).with_name("launcher.py")


class Run(NamedTuple):
    """What one process took: CPU seconds (user and system), mebibytes, and whether it came to its end."""

    cpu: float
    memory: float
    finished: bool = True


class Figure(NamedTuple):
    """Several runs of the same: their medians, the least and the most CPU seconds, and how many there were."""

    cpu: float
    memory: float
    least: float
    most: float
    runs: int
    finished: bool = True


def run(
    command: Sequence[str],
    folder: Path,
    output: Path,
    *,
    limit: float = 0,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Run a command in ``folder`` with its output in a file; it is stopped after ``limit`` CPU seconds.

    Linux's own clock of a process gets coarse where there is a limit: what measures itself has none.

    Raises RuntimeError, with the end of what it said, where it fails.
    """
    report = output.with_suffix(".run")
    with open(output, "wb") as out, open(output.with_suffix(".err"), "w+b") as err:
        subprocess.run(
            [sys.executable, "-I", "-S", str(LAUNCHER), str(limit), str(report), *command],
            check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            env={**os.environ, **(environment or {})},
        )  # fmt: skip
        err.seek(0)
        said = err.read().decode("utf-8", "replace")[-600:]
    status, cpu, memory = report.read_text(encoding="utf-8").split()
    stopped = limit > 0 and -int(status) in (signal.SIGXCPU, signal.SIGKILL)
    if status != "0" and not stopped:
        raise RuntimeError(f"{' '.join(command)} failed: {said}")
    # Linux counts in kibibytes, macOS in bytes.
    return Run(float(cpu), int(memory) / (1024 if sys.platform != "darwin" else 1024 * 1024), not stopped)


def figure(runs: Sequence[Run]) -> Figure:
    """What several runs say together.

    >>> figure([Run(1.0, 50.0), Run(3.0, 60.0), Run(1.2, 52.0)])
    Figure(cpu=1.2, memory=52.0, least=1.0, most=3.0, runs=3, finished=True)
    """
    seconds = [one.cpu for one in runs]
    return Figure(
        median(seconds),
        median(one.memory for one in runs),
        min(seconds),
        max(seconds),
        len(runs),
        all(one.finished for one in runs),
    )
