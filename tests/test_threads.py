"""Threads that share a bibliography, a processor's style and the caches get what one thread gets."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import archcite
from archcite import lint
from archcite._foundation.warning_collector import collect_warnings
from archcite.errors import ArchciteWarning
from archcite.formats.reading import loads
from archcite.formats.writing import find_writer
from archcite.record import Record

THREADS = 8
SOURCES = [
    "@letter{{k{0}, title={{Letter {0}}}, author={{Smith, A{0}}}, date={{19{0:02}}}, library={{RGANI}}}}",
    "TY  - PCOMM\nTI  - Letter {0}\nAU  - Smith, A\nDA  - x{0}\nDB  - RGANI\nER  - \n",
    "title: Letter {0}\ndate: 19{0:02}\nauthor: A. Smith\nholding: {{repository: RGANI, fonds: f. {0}}}\n",
]


def run_together(work: Callable[[int], object]) -> list[object]:
    """Return what the threads return, which begin at the same moment."""
    barrier = Barrier(THREADS)

    def start(number: int) -> object:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(start, range(THREADS)))


@pytest.mark.slow
def test_reading_citing_and_writing() -> None:
    def work(_number: int) -> object:
        out: list[str] = []
        with collect_warnings() as found:
            for index in range(12):
                (record,) = loads(SOURCES[index % 3].format(index))
                style = ("chicago", "mla", "apa", "nara")[index % 4]
                out += [
                    archcite.cite(record, style),
                    find_writer("bibtex")([record]),
                    find_writer("csv")([record]),
                ]
        return out, [str(warning) for warning in found]

    results = run_together(work)
    assert results[1:] == results[:-1]
    assert results[0] == work(0)
    assert results[0][1]  # type: ignore[index]


@pytest.mark.slow
def test_one_bibliography() -> None:
    records = [Record(id=f"r{number}", title=f"Letter {number}", date="1958") for number in range(40)]
    bib = archcite.Bibliography(records, "chicago-author-date")
    expected = {
        record.id: archcite.Bibliography(records, "chicago-author-date").entries() for record in records[:1]
    }

    def work(number: int) -> object:
        order = random.Random(number).sample(records, len(records))
        for record in order:
            bib.cite(record)
            bib.note(record.id, "p. 2")
            bib.entries("html")
        return bib.entries()

    assert all(entries == expected["r0"] for entries in run_together(work))


def test_warnings_stay_in_their_thread(tmp_path: Path) -> None:
    """Checking leaves the filters of the process alone."""
    paths = []
    for number in range(THREADS):
        path = tmp_path / f"{number}.bib"
        path.write_text(f"@misc{{k{number}, title={{T}}, date={{x{number}}}}}", encoding="utf-8")
        paths.append(path)

    def work(number: int) -> object:
        found = []
        for _ in range(5):
            findings = lint.check_sources([paths[number]]).findings
            found.append([one.message for one in findings if "valid date" in one.message])
        return found

    with warnings.catch_warnings():
        warnings.simplefilter("error", ArchciteWarning)
        filters = list(warnings.filters)
        results = run_together(work)
        assert warnings.filters == filters
    for number, found in enumerate(results):
        assert all(len(one) == 1 and f"“x{number}”" in one[0] for one in found)  # type: ignore[union-attr]


def test_the_caller_sees_warnings_that_nobody_collects() -> None:
    with pytest.warns(ArchciteWarning, match="valid date"):
        loads("@misc{k, title={T}, date={1950-13}}")
