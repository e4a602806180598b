"""The command line: what it prints where, with which exit status, and what it says of bad input."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pybtex.database import parse_string

import archcite
from archcite.cli import cli
from archcite.cli.options import FORMATS
from archcite.output import formats
from archcite.record import Record

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def runs(*args: object, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin, prog_name="archcite")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return runs


class TestCite:
    def test_prints_the_citation_and_nothing_else(self, run: Run, seed_path: Path, seed: Record) -> None:
        result = run("cite", seed_path, "--style", "chicago")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == archcite.cite(seed, "chicago") + "\n"

    def test_options(self, run: Run, seed_path: Path, seed: Record) -> None:
        result = run("cite", seed_path, "-s", "mla", "--as", "entry", "-f", "markdown")
        assert result.stdout == archcite.cite(seed, "mla", form="entry", format="markdown") + "\n"
        result = run("cite", seed_path, "--as", "short", "--locator", "p. 719")
        assert result.stdout == archcite.cite(seed, form="short", locator="p. 719") + "\n"

    def test_standard_input(self, run: Run, seed_path: Path, seed: Record) -> None:
        result = run("cite", "-", stdin=seed_path.read_bytes())
        assert result.stdout == archcite.cite(seed) + "\n"

    def test_a_line_for_each_source(self, run: Run, seed_path: Path) -> None:
        assert len(run("cite", seed_path, seed_path).stdout.splitlines()) == 2

    def test_formats_are_those_that_there_are(self) -> None:
        assert set(FORMATS) == set(formats.NAMES)

    def test_locator_of_an_entry_is_a_warning(self, run: Run, seed_path: Path) -> None:
        result = run("cite", seed_path, "--as", "entry", "--locator", "5")
        assert result.exit_code == 0
        assert (
            result.stderr == "archcite: note: An entry of a bibliography has no locator; it was left out.\n"
        )


class TestBib:
    def test_entries(self, run: Run, seed_path: Path, seed: Record) -> None:
        result = run("bib", seed_path, seed_path)
        assert result.stdout == archcite.cite(seed, form="entry") + "\n"

    def test_html_is_wrapped(self, run: Run, seed_path: Path) -> None:
        lines = run("bib", seed_path, "--format", "html").stdout.splitlines()
        assert lines[0] == '<div class="csl-bib-body">' and lines[-1] == "</div>"
        # hanging, as Chicago wants it
        assert lines[1].startswith('  <div class="csl-entry" style="padding-left:2em;') and len(lines) == 3


class TestStyleExport:
    def test_a_file_holds_what_is_printed(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "mla.csl"
        assert run("style", "export", "mla", "-o", path).output == ""
        assert path.read_text(encoding="utf-8") == run("style", "export", "mla").stdout

    def test_a_style_that_is_none(self, run: Run) -> None:
        result = run("style", "export", "mlaa")
        assert result.exit_code == 2 and "did you mean" in result.stderr

    def test_where_nothing_can_be_written(self, run: Run, tmp_path: Path, seed_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        for command in (
            ("style", "export", "mla", "-o", tmp_path / "file" / "mla.csl"),
            ("pandoc", "prepare", seed_path, "-o", tmp_path / "file"),
        ):
            result = run(*command)
            assert result.exit_code == 2
            assert "could not be written" in result.stderr and str(tmp_path / "file") in result.stderr


class TestConvert:
    def test_bibtex(self, run: Run, seed_path: Path) -> None:
        for dialect in ("bibtex", "biblatex"):
            result = run("convert", seed_path, "--to", dialect)
            assert len(parse_string(result.stdout, "bibtex").entries) == 1

    def test_csl_json(self, run: Run, seed_path: Path, address: str) -> None:
        (item,) = json.loads(run("convert", seed_path, "--to", "csl-json").stdout)
        assert item["URL"] == address

    @pytest.mark.parametrize("format", ["yaml", "json"])
    def test_own_format_comes_back(
        self, run: Run, seed_path: Path, seed: Record, tmp_path: Path, format: str
    ) -> None:
        file = tmp_path / f"records.{format}"
        file.write_text(run("convert", seed_path, "--to", format).stdout, encoding="utf-8")
        assert archcite.read(file) == seed

    def test_unknown_format(self, run: Run, seed_path: Path) -> None:
        result = run("convert", seed_path, "--to", "papyrus")
        assert result.exit_code == 2
        assert "bibtex, biblatex" in result.stderr and "csl-json" in result.stderr


class TestStyles:
    def test_word(self, run: Run) -> None:
        lines = run("styles", "Wilson").stdout.splitlines()
        assert lines and all("wilson" in line.lower() for line in lines)
        assert lines[0].startswith("wilson-center\t")

    def test_nothing_found(self, run: Run) -> None:
        result = run("styles", "qqqqqq")
        assert (result.stdout, result.exit_code) == ("", 0)


class TestBadInput:
    """One clear sentence each on standard error, and the other sources are still done."""

    @pytest.fixture
    def bad(self, tmp_path: Path) -> Callable[[str], Path]:
        contents = {
            "empty.txt": b"",
            "blank.txt": b" \n\n",
            "binary.txt": bytes(range(256)) * 20,
            "picture.png": b"\x89PNG\r\n\x1a\n\0\0\0",
            "prose.txt": b"It was the best of times, it was the worst of times.\n",
            "date.yaml": b"title: Letter\ndate: 1958-02-30\n",
        }
        for name, data in contents.items():
            (tmp_path / name).write_bytes(data)
        return tmp_path.joinpath

    @pytest.mark.parametrize(
        "name",
        ["missing.txt", "empty.txt", "blank.txt", "binary.txt", "picture.png", "prose.txt", "date.yaml", "."],
    )
    @pytest.mark.parametrize("command", [("cite",), ("bib",), ("convert", "--to", "bibtex")])
    def test_source(
        self, run: Run, bad: Callable[[str], Path], name: str, command: tuple[str, ...], seed_path: Path
    ) -> None:
        result = run(*command, bad(name), seed_path)
        alone = run(*command, seed_path)
        assert result.exit_code == 1
        assert result.stdout == alone.stdout
        (sentence,) = result.stderr.splitlines()
        assert sentence.startswith("archcite: ") and len(sentence) < 300
        assert name in sentence

    def test_all_sources_fail(self, run: Run, bad: Callable[[str], Path]) -> None:
        result = run("cite", bad("missing.txt"), bad("empty.txt"))
        assert (result.exit_code, result.stdout) == (1, "")
        assert len(result.stderr.splitlines()) == 2

    def test_unknown_style(self, run: Run, seed_path: Path) -> None:
        result = run("cite", seed_path, "--style", "chicagoo")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("archcite: Unknown style “chicagoo”; did you mean “chicago”")

    @pytest.mark.parametrize("text", ["<html/>", "<style", "", "Chicago", "{}"])
    def test_style_that_is_not_csl(self, run: Run, seed_path: Path, tmp_path: Path, text: str) -> None:
        file = tmp_path / "mine.csl"
        file.write_text(text, encoding="utf-8")
        for command in ("cite", "bib"):
            result = run(command, seed_path, "--style", file)
            assert (result.exit_code, result.stdout) == (2, "")
            (sentence,) = result.stderr.splitlines()
            assert sentence.startswith("archcite: ") and "mine.csl" in sentence

    def test_unknown_locale(self, run: Run, seed_path: Path) -> None:
        result = run("cite", seed_path, "--locale", "../../etc")
        assert result.exit_code in (0, 2)

    @pytest.mark.parametrize(
        "args", [(), ("cite",), ("convert", "x"), ("cite", "x", "--as", "poem"), ("sing",)]
    )
    def test_usage(self, run: Run, args: tuple[str, ...]) -> None:
        result = run(*args)
        assert (result.exit_code, result.stdout) == (2, "") or not args


@pytest.mark.parametrize("command", [(), ("cite",), ("bib",), ("convert",), ("styles",)])
def test_help_has_examples(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout and "archcite " in result.stdout


def test_help_is_the_only_thing_that_loads_rich() -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, archcite.cli; print('rich' in sys.modules, 'lxml' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(archcite.__file__).parent.parent,
    )
    assert done.stdout.split() == ["False", "False"]


def test_output_survives_a_narrow_code_page(
    monkeypatch: pytest.MonkeyPatch, seed_path: Path, seed: Record
) -> None:
    import sys

    from archcite.cli import main

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(sys, "argv", ["archcite", "cite", str(seed_path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0
    sys.stdout.flush()
    assert raw.getvalue().decode("utf-8").strip() == archcite.cite(seed)
