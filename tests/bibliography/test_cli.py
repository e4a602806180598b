"""``archcite bib`` and ``archcite cite`` with what the bibliography of primary sources needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archcite.bibliography.sections import LEVELS, SECTIONS
from archcite.cli import bib as command
from archcite.cli import cli


@pytest.fixture
def examples(root: Path) -> list[str]:
    folder = root / "docs" / "examples" / "bibliography"
    return [str(folder / "sources.yaml"), str(folder / "books.bib")]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments, prog_name="archcite")
    assert result.exception is None, result.output
    return result


def test_the_choices_are_those_that_there_are() -> None:
    assert (command.SECTIONS, command.LEVELS) == (SECTIONS, LEVELS)


def test_files_stand_under_their_fonds(examples: list[str]) -> None:
    text = run("bib", *examples, "--section-by", "repository", "--level", "collection").stdout
    assert "F. 45, Op. 1, D. 329, 331." in text and "Princeton University Press, 2003." in text
    bare = run("bib", *examples, "--section-by", "repository", "--level", "collection", "--no-files").stdout
    assert "F. 45.\n" in bare and "D. 329" not in bare
    listed = run("bib", *examples, "--level", "collection", "--files").stdout
    assert "F. 45, Op. 1, D. 329, 331. Archive of the President of the Russian Federation, Moscow." in listed


def test_documents_found_twice_are_reported_and_merged(examples: list[str], tmp_path: Path) -> None:
    again = tmp_path / "again.yaml"
    again.write_text(
        "- id: again\n  kind: letter\n  author: George Creel\n  recipient: Colonel House\n  date: 1918-09-25\n"
        "  title: Letter to Colonel House\n  repository: Yale University Library\n  url: https://example.org/6/179\n"
        "- id: once-more\n  kind: letter\n  author: G. Creel\n  recipient: Colonel House\n  date: 1918-09-25\n"
        "  title: LETTER TO COLONEL HOUSE\n  repository: Yale University Library\n",
        encoding="utf-8",
    )
    told = run("bib", str(again))
    assert "are one document (one title); use --merge to merge them" in told.stderr
    assert told.stdout.count("Creel, G") == 2
    merged = run("bib", str(again), "--merge")
    assert "were merged" in merged.stderr and merged.stdout.count("Creel, G") == 1
    assert "https://example.org/6/179" in merged.stdout


def test_notes_name_an_archive_in_full_once(examples: list[str]) -> None:
    notes = run("cite", examples[0], "--short-archives").stdout.splitlines()
    assert (
        sum("Archive of the President of the Russian Federation (APRF), Moscow" in note for note in notes)
        == 1
    )
    assert sum(", APRF, " in note or note.endswith(", APRF.") for note in notes) == 4
