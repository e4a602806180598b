"""The command line: what it prints where, with which exit status, and what it says of bad input."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pybtex.database import parse_string

import archcite
from archcite._foundation.source_paths import iterate_files
from archcite.cli import cli
from archcite.cli.configuration import BY_COMMAND, load_configuration
from archcite.cli.options import FORMATS
from archcite.output import formats
from archcite.record import Record
from tests.growth import count_steps

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
        assert result.stderr == "archcite: note: A bibliography entry has no locator; it was left out.\n"


class TestBib:
    def test_entries(self, run: Run, seed_path: Path, seed: Record) -> None:
        result = run("bib", seed_path, seed_path)
        assert result.stdout == archcite.cite(seed, form="entry") + "\n"

    def test_html_is_wrapped(self, run: Run, seed_path: Path) -> None:
        lines = run("bib", seed_path, "--format", "html").stdout.splitlines()
        assert lines[0] == '<div class="csl-bib-body">' and lines[-1] == "</div>"
        # hanging, as Chicago wants it
        assert lines[1].startswith('  <div class="csl-entry" style="padding-left:2em;') and len(lines) == 3

    @pytest.mark.parametrize(
        "options", [(), ("--format", "html"), ("--json",), ("-o", "list.docx"), ("-o", "list.md")]
    )
    @pytest.mark.parametrize("style", ["chicago", "turabian", "mhra"])
    def test_sources_without_an_entry_are_reported(
        self, run: Run, tmp_path: Path, style: str, options: tuple[str, ...]
    ) -> None:
        file = tmp_path / "records.yaml"
        letter = (
            "{id: b, kind: letter, author: Ann Lee, date: 1950, holding: {repository: GARF, fonds: f. 5}}"
        )
        file.write_text(f"records:\n- {{id: a, title: Minutes, date: 1950}}\n- {letter}\n", encoding="utf-8")
        options = tuple(str(tmp_path / option) if "." in option else option for option in options)
        (sentence,) = run("bib", file, "--style", style, *options).stderr.splitlines()
        assert sentence.startswith("archcite: note: ") and "“Minutes”" in sentence and style in sentence

    @pytest.mark.parametrize("style", ["nara", "tna", "oscola", "polish"])
    def test_a_source_in_no_archive_has_an_entry_in_other_styles(
        self, run: Run, tmp_path: Path, style: str
    ) -> None:
        (tmp_path / "a.yaml").write_text("title: On Cuba\ndate: 1950\n", encoding="utf-8")
        result = run("bib", tmp_path / "a.yaml", "--style", style)
        assert "On Cuba" in result.stdout and "1950" in result.stdout and result.stderr == ""


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
    @pytest.mark.parametrize(
        ("wish", "title"),
        [
            ("ris", "The Cambridge History of the Cold War"),
            ("mods", "The Cambridge History of the Cold War"),
            ("biblatex", "The {Cambridge} {History} of the {Cold} {War}"),
            ("csl-json", "The cambridge history of the cold war"),
        ],
    )
    def test_only_csl_gets_titles_in_sentence_case(
        self, run: Run, tmp_path: Path, wish: str, title: str
    ) -> None:
        (tmp_path / "a.bib").write_text(
            "@book{a, title = {The Cambridge History of the Cold War}, year = 2010}"
        )
        assert title in run("convert", tmp_path / "a.bib", "--to", wish).stdout

    def test_losses_are_counted_in_one_line(self, run: Run, tmp_path: Path) -> None:
        items = [
            {"id": f"roe{number}", "type": "book", "title": "War", "scale": "1:100", "license": "CC BY"}
            for number in range(3)
        ]
        items[2]["dimensions"] = "3 cm"
        (tmp_path / "three.json").write_text(json.dumps(items))
        result = run("convert", tmp_path / "three.json", "--to", "biblatex")
        assert result.stderr == (
            "archcite: note: a .bib file has no field for scale (3 records), license (3 records), "
            "dimensions (“roe2”), which were left out.\n"
        )
        (tmp_path / "one.json").write_text(json.dumps(items[:1]))
        result = run("convert", tmp_path / "one.json", "--to", "biblatex")
        assert result.stderr == (
            "archcite: note: “roe0”: a .bib file has no field for scale, license, which were left out.\n"
        )

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
    @pytest.mark.slow
    def test_word(self, run: Run) -> None:
        lines = run("styles", "Wilson").stdout.splitlines()
        assert lines and all("wilson" in line.lower() for line in lines)
        assert lines[0].startswith("wilson-center\t")

    @pytest.mark.slow
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
        ["missing.txt", "empty.txt", "blank.txt", "binary.txt", "picture.png", "prose.txt", "date.yaml"],
    )
    @pytest.mark.parametrize("command", [("cite",), ("bib",), ("convert", "--to", "bibtex")])
    def test_source(
        self, run: Run, bad: Callable[[str], Path], name: str, command: tuple[str, ...], seed_path: Path
    ) -> None:
        result = run(*command, bad(name), seed_path)
        alone = run(*command, seed_path)
        assert result.exit_code == 1
        assert result.stdout == alone.stdout
        # The other source may have something to say of itself.
        (sentence,) = set(result.stderr.splitlines()) - set(alone.stderr.splitlines())
        assert sentence.startswith("archcite: ") and len(sentence.replace(str(bad(name).parent), "")) < 300
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
        assert (result.exit_code, result.stdout) == (2, "")
        assert "../../etc" in result.stderr

    @pytest.mark.parametrize(
        "args", [(), ("cite",), ("convert", "x"), ("cite", "x", "--as", "poem"), ("sing",)]
    )
    def test_usage(self, run: Run, args: tuple[str, ...]) -> None:
        result = run(*args)
        assert result.exit_code == 2
        assert result.stdout == "" and result.stderr


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("cite a.txt MLA-9", "--style MLA-9"),
        ("bib a.txt notes.docx", "-o notes.docx"),
        ("convert a.txt b.ris", "-o b.ris"),
        ("convert a.txt -f ris -t yaml", "recognized by its content"),
        ("convert a.txt -t yaml", "--to"),
        ("convert a.txt -o b.docx", "archcite bib"),
        ("cite a.txt --bibliography b.bib", "need no option"),
        ("cite a.txt --as footnote", "“note”"),
        ("cite a.txt --as bibliography", "“entry”"),
        ("bib a.txt --section-by archive", "“repository”"),
        ("cite a.txt --format docx", "-o"),
        ("check a.txt --strict", "--fail-on"),
        ("cite a.txt --output", "See `archcite cite --help`"),
        ("style mla", "Use export."),
        pytest.param("styles turabain", "“turabian”", marks=pytest.mark.slow),
        ("docx a.txt chapter.docx -o b.docx", "“chapter.docx”, before the sources"),
        ("cite chapter.docx", "archcite docx"),
        ("cite 10.1086/599247", "does not look up"),
        ("cite 978-0-521-55555-5", "does not look up"),
        ("cite -style mla a.txt", "Did you mean --style?"),
        ("cite a.txt --short", "Did you mean --as short?"),
        ("bib a.txt --html", "Did you mean --format html?"),
        ("convert a.txt --ris", "Did you mean --to ris?"),
        ("bib a.txt --by repository", "Did you mean --section-by?"),
        ("bib a.txt -r", "all folders in it"),
        ("convert a.txt --format ris", "Did you mean --to?"),
        ("convert a.txt --to csl", "“csl-json”"),
        ("convert a.txt --to EndNote", "“ris”"),
        ("bib a.txt --sort date", "“--sort”. See"),
    ],
)
def test_what_other_programs_call_it(
    run: Run, seed_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, hint: str
) -> None:
    import zipfile

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(seed_path.read_bytes())
    with zipfile.ZipFile("chapter.docx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    result = run(*line.split())
    (sentence,) = result.stderr.splitlines()
    assert hint in sentence and len(sentence) < 250


@pytest.mark.slow
def test_styles_are_found_by_several_words(run: Run) -> None:
    lines = run("styles", "chicago", "author-date").stdout.splitlines()
    assert "chicago-author-date" in [line.split("\t")[0] for line in lines]
    assert all("chicago" in line.casefold() and "author-date" in line.casefold() for line in lines)


def test_formats_have_their_other_names(run: Run, seed_path: Path) -> None:
    markdown = run("cite", seed_path, "--style", "apa", "--format", "markdown").stdout
    assert markdown and run("cite", seed_path, "--style", "apa", "--format", "md").stdout == markdown


@pytest.mark.parametrize("rich", [True, False], ids=["rich-click", "click"])
@pytest.mark.parametrize("command", [(), ("cite",), ("bib",), ("convert",), ("styles",)])
def test_help_has_examples(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], rich: bool
) -> None:
    if not rich:
        monkeypatch.setitem(sys.modules, "rich_click", None)
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout and "archcite " in result.stdout
    assert ("╭" in result.stdout) is rich and "..." not in result.stdout.replace("SOURCE...", "").replace(
        "ARGS]...", ""
    )


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


def test_citing_loads_nothing_that_only_copying_needs(seed_path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys; before = set(sys.modules)\n"
        "from archcite.cli import main\n"
        "sys.argv = ['archcite', 'cite', sys.argv[1]]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in ('subprocess', 'tempfile', 'shutil') if name in {*sys.modules} - before])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(seed_path)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        cwd=Path(archcite.__file__).parent.parent,
    )
    assert done.stdout.splitlines()[-1] == "[]"


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


class TestFoldersAndFiles:
    def test_a_folder_is_read_and_other_files_are_counted(
        self, run: Run, seed_path: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "a" / "b").mkdir(parents=True)
        (tmp_path / "a" / "b" / "letter.txt").write_bytes(seed_path.read_bytes())
        (tmp_path / "a" / "readme.txt").write_text("It was the best of times.\n", encoding="utf-8")
        (tmp_path / "a" / ".hidden.txt").write_bytes(seed_path.read_bytes())
        result = run("cite", tmp_path)
        assert result.exit_code == 0 and result.stdout == run("cite", seed_path).stdout
        assert "skipped 1 file that is not a source" in result.stderr

    @pytest.mark.parametrize("command", ["cite", "check", "convert --to json", "bib"])
    @pytest.mark.parametrize("given", [".", "*", "a.txt a.fixed.yaml"])
    def test_a_corrected_file_is_read_instead_of_its_original(
        self,
        run: Run,
        seed_path: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        command: str,
        given: str,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "a.txt").write_bytes(seed_path.read_bytes())
        fixed = run("check", "a.txt", "--fix")
        assert fixed.exit_code == 0 and "No problems found in 1 record." in fixed.stdout
        result = run(*command.split(), *given.split())
        assert result.exit_code == 0 and "dvincitest" not in result.stdout
        if "a.txt" not in given:
            assert "read “" in result.stderr and "a.fixed.yaml” instead of “" in result.stderr
        assert (
            run("cite", "a.txt").stdout.count("dvincitest") == 1
        )  # alone, the original is what was asked for

    def test_two_files_with_one_corrected_version_are_both_read(
        self, run: Run, seed_path: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "a.txt").write_bytes(seed_path.read_bytes())
        run("check", tmp_path / "a.txt", "--fix")
        (tmp_path / "a.ris").write_text("TY  - BOOK\nTI  - Signs\nER  - \n", encoding="utf-8")
        assert len(run("cite", tmp_path).stdout.splitlines()) == 3

    def test_a_pattern_that_the_shell_leaves(self, run: Run, seed_path: Path) -> None:
        pattern = seed_path.parent / "wilson*.txt"
        assert run("cite", pattern).stdout == run("cite", seed_path).stdout
        assert "No file matches" in run("cite", seed_path.parent / "*.nothing").stderr

    @pytest.mark.parametrize(
        ("ending", "start"), [("html", "<!doctype html>"), ("rtf", "{\\rtf1"), ("tex", "")]
    )
    @pytest.mark.parametrize("command", ["cite", "bib"])
    def test_output_has_the_format_of_its_ending(
        self, run: Run, seed_path: Path, tmp_path: Path, command: str, ending: str, start: str
    ) -> None:
        path = tmp_path / f"out.{ending}"
        assert run(command, seed_path, "-o", path).stdout == ""
        assert path.read_text(encoding="utf-8").startswith(start) and path.stat().st_size > 200

    def test_convert_by_the_ending(self, run: Run, seed_path: Path, tmp_path: Path) -> None:
        path = tmp_path / "a.bib"
        run("convert", seed_path, "-o", path)
        assert path.read_text(encoding="utf-8") == run("convert", seed_path, "--to", "biblatex").stdout
        result = run("convert", seed_path, "-o", tmp_path / "a.json")
        assert result.exit_code == 2 and "--to" in result.stderr and not (tmp_path / "a.json").exists()

    def test_json(self, run: Run, seed_path: Path, seed: Record) -> None:
        (row,) = json.loads(run("cite", seed_path, "--json").stdout)
        assert (row["id"], row["source"], row["text"]) == (seed.id, str(seed_path), archcite.cite(seed))
        (row,) = json.loads(run("bib", seed_path, "--json").stdout)
        assert (row["id"], row["source"], row["text"]) == (
            seed.id,
            str(seed_path),
            archcite.cite(seed, form="entry"),
        )

    def test_a_numbered_style_prints_the_entry(self, run: Run, seed_path: Path, seed: Record) -> None:
        assert (
            run("cite", seed_path, "-s", "nature").stdout
            == archcite.cite(seed, "nature", form="entry") + "\n"
        )
        several = run("cite", seed_path, seed_path, "-s", "nature")
        assert several.stdout.splitlines() == 2 * [archcite.cite(seed, "nature", form="entry")]
        assert "`archcite bib` numbers them" in several.stderr


class TestConfiguration:
    def test_defaults_for_all_commands_and_for_one(
        self, run: Run, seed_path: Path, seed: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "letter.txt").write_bytes(seed_path.read_bytes())
        (tmp_path / "archcite.toml").write_text(
            'sources = ["letter.txt"]\nstyle = "mla"\n[cite]\nas = "entry"\n[check]\nignore = ["A201"]\n'
        )
        monkeypatch.chdir(tmp_path / "in")
        assert run("cite").stdout == archcite.cite(seed, "mla", form="entry") + "\n"
        assert run("check").exit_code == 0
        assert 'style = "mla"' in run("config").stdout

    @pytest.mark.parametrize(
        ("text", "style"),
        [
            ('[tool.archcite]\nstyle = "mla"\n', "mla"),
            ('[ tool . "archcite" ]\nstyle = "mla"\n', "mla"),
            ('[tool]\narchcite = {style = "mla"}\n', "mla"),
            ('[tool]\narchcite.style = "mla"\n', "mla"),
            ('tool.archcite.style = "mla"\n', "mla"),
            ('tool = {archcite = {style = "mla"}}\n', "mla"),
            ('[project]\ndependencies = ["archcite"]\n', None),
            ("[tool.archcite\n", None),
        ],
    )
    def test_a_table_of_a_project_in_any_spelling(self, tmp_path: Path, text: str, style: str | None) -> None:
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        found = load_configuration(str(tmp_path))
        assert (found.values["style"] if found else None) == style

    @pytest.mark.parametrize(
        "command", sorted(BY_COMMAND.keys() - {"pandoc"})
    )  # whose keys are those of “prepare”
    def test_a_key_is_an_option_and_has_its_type(self, command: str, tmp_path: Path) -> None:
        known = cli.get_command(click.Context(cli), command)
        assert known is not None
        options = {option.name: option for option in known.params}
        for key in BY_COMMAND[command]:
            option = options["form" if key == "as" else key.replace("-", "_")]
            is_list = option.multiple if isinstance(option, click.Option) else option.nargs == -1
            is_flag = isinstance(option, click.Option) and option.is_flag
            value = '["a"]' if is_list else "true" if is_flag else '"a"'
            text = f"[{command}]\n{key} = {value}\n"
            (tmp_path / "archcite.toml").write_text(text, encoding="utf-8")
            found = load_configuration(str(tmp_path))
            assert found is not None
            assert option.name in found.to_default_map()[command]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("stile = 'mla'", "Did you mean “style”"),
            ("style = 3", "must be a string"),
            ("sources = 'a'", "must be a list"),
            ("[check]\nfailon = 'note'", "fail-on"),
            ("style =", "not valid TOML"),
        ],
    )
    def test_what_is_wrong_is_one_sentence(
        self,
        run: Run,
        seed_path: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        text: str,
        message: str,
    ) -> None:
        (tmp_path / "archcite.toml").write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        result = run("cite", seed_path)
        assert result.exit_code == 2 and message in result.stderr and "archcite.toml" in result.stderr
        assert "--help" not in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("validate",), "Did you mean “check”?"),
        (("cite", "--stile", "mla"), "Did you mean --style?"),
        (("cite",), "Give at least one SOURCE"),
    ],
)
def test_usage_errors_have_one_voice(run: Run, args: tuple[str, ...], message: str) -> None:
    result = run(*args)
    (line,) = result.stderr.splitlines()
    assert result.exit_code == 2 and line.startswith("archcite: ") and message in line and "--help" in line


def test_control_characters_do_not_reach_the_report(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text('kind: "x\\e[2J\\n::error::gone"\ntitle: "A\\n::error::b"\n', encoding="utf-8")
    for command in ("check", "cite"):
        printed = run(command, file).output
        assert "\x1b" not in printed and "\n::error" not in printed


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "hint"), [("no-titel", "“no-title”"), ("zzz", "Use a code"), ("", "Use a code")]
)
def test_check_refuses_unknown_rules(run: Run, seed_path: Path, option: str, word: str, hint: str) -> None:
    result = run("check", option, word, seed_path)
    assert result.exit_code == 2
    assert f"Unknown rule “{word}”." in result.stderr and hint in result.stderr


def test_check_shows_its_fixes_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("title: A Letter,\ndate: 1958\nrepository: RGANI\nbox: '5'\n", encoding="utf-8")
    before = file.read_bytes()
    shown = run("check", file, "--fix", "--diff").stdout
    assert "-title: A Letter,\n+title: A Letter\n" in shown and file.read_bytes() == before
    assert "No problems found in 1 record." in run("check", file, "--fix").stdout
    assert file.read_bytes() != before


def test_diff_shows_the_citations_that_change(run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text("- {id: a, title: On War}\n- {id: b, title: Note}\n", encoding="utf-8")
    new.write_text("- {id: a, title: On Peace}\n- {id: b, title: Note}\n", encoding="utf-8")
    result = run("diff", old, new)
    assert result.exit_code == 1 and result.stdout == "a\n- “On War,” n.d.\n+ “On Peace,” n.d.\n"
    assert run("diff", old, old).exit_code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion(run: Run, shell: str) -> None:
    assert "_ARCHCITE_COMPLETE" in run("completion", shell).stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(run: Run, seed_path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(seed_path.read_bytes())
    os.mkfifo(tmp_path / "b.txt")
    result = run("cite", tmp_path)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs /dev/fd")
def test_a_file_that_is_open_is_written_on_and_not_replaced(
    run: Run, seed_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "out.txt"
    with path.open("w") as file:
        file.write("before\n")
        file.flush()
        result = run("convert", seed_path, "--to", "ris", "-o", f"/dev/fd/{file.fileno()}")
        file.write("after\n")
    assert result.exit_code == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[1][:5], lines[-1]) == ("before", "TY  -", "after")


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="needs /proc")
def test_what_the_system_does_not_read_is_an_error(run: Run) -> None:
    result = run("cite", "/proc/cpuinfo")
    assert result.exit_code == 1 and "“/proc/cpuinfo”" in result.stderr


def test_a_folder_that_may_not_be_read_is_reported(
    seed_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_bytes(seed_path.read_bytes())
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.warns(archcite.ArchciteWarning, match="closed” may not be read, and was left out"):
        assert list(iterate_files(str(tmp_path))) == [str(tmp_path / "a.txt")]


def test_a_file_is_replaced_whole_with_its_link_and_permissions(tmp_path: Path) -> None:
    from archcite._foundation.files import write_file

    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    write_file(link, "new")
    assert link.is_symlink() and target.read_text(encoding="utf-8") == "new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "target.txt"]


class TestNew:
    @pytest.mark.parametrize(
        "kind", ["letter", "telegram", "minutes", "map", "photograph", "Interview", "treaty", "communiqué"]
    )
    def test_a_template_is_a_valid_source(self, run: Run, tmp_path: Path, kind: str) -> None:
        path = tmp_path / "new.yaml"
        assert run("new", kind, "-o", path).exit_code == 0
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            record = archcite.read(path)
        assert record.kind == kind.lower()
        assert record.holding.repository
        assert run("check", path).exit_code == 0
        assert run("cite", path).exit_code == 0
        before = path.read_bytes()
        again = run("new", kind, "-o", path)
        assert (again.exit_code, path.read_bytes()) == (2, before)
        assert "already exists" in again.stderr

    def test_every_kind_has_lines_that_it_can_have(self) -> None:
        from archcite.cli.new import _LINES
        from archcite.record.vocabulary import KINDS

        assert set(_LINES) <= set(KINDS)

    def test_an_unknown_kind_is_suggested(self, run: Run) -> None:
        result = run("new", "lettre")
        assert result.exit_code == 2
        assert "did you mean letter?" in result.stderr

    def test_questions_need_a_terminal(self, run: Run) -> None:
        result = run("new", "--ask")
        assert result.exit_code == 2
        assert "terminal" in result.stderr


@pytest.mark.parametrize("format", ["csl-json", "csv", "ris", "bibtex", "biblatex"])
def test_pieces_are_the_whole(format: str) -> None:
    """What is written a record at a time is what is written at once; nothing is written of no records."""
    from archcite.formats.writing import find_writer, iterate_pieces

    records = [
        archcite.loads(f"title: Letter {number}\nnotes: [a, b]\ndate: {1900 + number}\n")[0]
        for number in range(3)
    ]
    pieces = list(iterate_pieces(iter(records), format))
    assert "".join(pieces) == find_writer(format)(records)
    assert len(archcite.loads("".join(pieces))) == 3
    assert (len(pieces) >= 3) == (format not in ("bibtex", "biblatex"))  # which have options of their own


def test_a_failed_conversion_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: A\n", encoding="utf-8")
    (tmp_path / "b.bib").write_text("old", encoding="utf-8")
    done = CliRunner().invoke(
        cli, ["convert", str(tmp_path / "a.yaml"), "--keys", "{nothing}", "-o", str(tmp_path / "b.bib")]
    )
    assert done.exit_code != 0
    assert (tmp_path / "b.bib").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.bib"]


@pytest.mark.parametrize(("prints", "shown"), [(False, True), (True, False)])
def test_progress_is_shown_on_a_terminal_and_cleared_for_notes(
    prints: bool, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archcite.cli import progress, terminal

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(progress, "is_terminal", lambda: prints)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_INTERVAL", 0.0)
    seen = []
    for number in progress.show_progress(range(3), None):
        seen.append(number)
        terminal.say("careful")
    assert seen == [0, 1, 2]
    assert ("records" in screen.getvalue()) == shown
    for line in screen.getvalue().split("\n"):
        assert line.rpartition("\x1b[K")[2] in ("archcite: careful", "")


def test_check_shows_its_progress(seed_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from archcite.cli import check, progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_INTERVAL", 0.0)
    check._check([str(seed_path)] * 2, (), (), None)
    assert "2 records" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


class TestSourcesAreKept:
    """A command never replaces what it reads, and never reads what it wrote."""

    @pytest.mark.parametrize("command", ["cite", "bib", "convert", "check"])
    @pytest.mark.parametrize("number", [1, 2])
    def test_output_is_not_one_of_the_sources(
        self, run: Run, seed_path: Path, tmp_path: Path, command: str, number: int
    ) -> None:
        source = tmp_path / "letter.txt"
        source.write_bytes(seed_path.read_bytes())
        other = tmp_path / "link.txt"
        other.symlink_to(source)
        sources = [seed_path, source][-number:]
        to = ["--to", "yaml"] if command == "convert" else []
        for output in (source, other):
            result = run(command, *sources, *to, "-o", output)
            assert result.exit_code == 2 and "is one of the sources" in result.stderr
        assert source.read_bytes() == seed_path.read_bytes()

    @pytest.mark.parametrize(
        ("command", "name"),
        [("cite", "a.html"), ("bib", "a.html"), ("convert", "all.yaml"), ("convert", "b.bib")],
    )
    @pytest.mark.parametrize("pattern", ["", "*"])
    def test_a_second_run_in_a_folder_gives_the_same_file(
        self, run: Run, seed_path: Path, tmp_path: Path, command: str, name: str, pattern: str
    ) -> None:
        (tmp_path / "letter.txt").write_bytes(seed_path.read_bytes())
        output = tmp_path / name
        assert run(command, tmp_path / pattern, "-o", output).exit_code == 0
        first = output.read_bytes()
        assert run(command, tmp_path / pattern, "-o", output).exit_code == 0
        assert output.read_bytes() == first


class TestFilesThatAreNotSources:
    @pytest.mark.parametrize(
        "data", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x00", b"\x1f\x8b\x08\x00", b"milk, bread"]
    )
    @pytest.mark.parametrize("command", ["cite", "check", "bib"])
    @pytest.mark.parametrize("pattern", ["", "*"])
    def test_they_are_skipped_in_folders_and_refused_by_name(
        self, run: Run, seed_path: Path, tmp_path: Path, command: str, data: bytes, pattern: str
    ) -> None:
        (tmp_path / "a.xyz").write_bytes(data)
        fails = ["--fail-on", "error"] if command == "check" else []
        alone = run(command, tmp_path / pattern, *fails)
        assert alone.exit_code == 1 and "No source found" in alone.stderr
        (tmp_path / "letter.txt").write_bytes(seed_path.read_bytes())
        both = run(command, tmp_path / pattern, *fails)
        assert both.exit_code == 0 and "skipped 1 file that is not a source" in both.stderr
        assert run(command, tmp_path / "a.xyz", *fails).exit_code == 1

    def test_a_damaged_source_is_not_skipped(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text("id: a\ntitle: [\n", encoding="utf-8")
        (tmp_path / "b.txt").write_text("milk, bread", encoding="utf-8")
        result = run("cite", tmp_path)
        assert result.exit_code == 1 and "a.yaml" in result.stderr and "skipped 1 file" in result.stderr

    def test_a_missing_file_has_a_suggestion(self, run: Run, seed_path: Path) -> None:
        wrong = seed_path.with_name("wilson-centre-110474.txt")
        assert f"did you mean “{seed_path}”?" in run("cite", wrong).stderr
        assert "check the name and the folder" in run("cite", seed_path.parent / "zzz").stderr


class TestWordDocuments:
    @pytest.mark.parametrize("command", ["cite", "bib"])
    def test_each_citation_is_a_paragraph(
        self, run: Run, seed_path: Path, seed: Record, tmp_path: Path, command: str
    ) -> None:
        import zipfile
        from xml.etree import ElementTree

        output = tmp_path / "a.docx"
        assert run(command, seed_path, "-s", "mla", "-o", output).exit_code == 0
        with zipfile.ZipFile(output) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml"))
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        paragraphs = ["".join(t.text or "" for t in p.iter(f"{w}t")) for p in body.iter(f"{w}p")]
        form = "note" if command == "cite" else "entry"
        assert paragraphs == [archcite.cite(seed, "mla", form=form)]

    @pytest.mark.parametrize(
        ("name", "hint"),
        [
            ("a.bib", "archcite convert"),
            ("a.json", "archcite convert"),
            ("a.pdf", ".docx"),
            ("a.xyz", "--format"),
        ],
    )
    @pytest.mark.parametrize("command", ["cite", "bib"])
    def test_other_endings_name_the_way(
        self, run: Run, seed_path: Path, tmp_path: Path, command: str, name: str, hint: str
    ) -> None:
        result = run(command, seed_path, "-o", tmp_path / name)
        assert result.exit_code == 2 and hint in result.stderr and not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("cite", "--format", "htlm"), "did you mean “html”?"),
        (("cite", "--format", "pdf"), "use text, html, "),
        (("cite", "--as", "notes"), "did you mean “note”?"),
        (("bib", "--section-by", "archive"), "did you mean “repository”?"),
        (("bib", "--section-by", "shelf"), "use repository, "),
        (("check", "--fail-on", "eror"), "did you mean “error”?"),
        (("convert", "--to", "bibtx"), "did you mean “bibtex”?"),
        (("completion", "cmd"), "SHELL"),
        (("cite", "--lang", "de"), "Did you mean --locale?"),
        (("cite", "--to", "html"), "Did you mean --format?"),
        (("check", "--level", "note"), "Did you mean --fail-on?"),
    ],
)
def test_wrong_values_have_suggestions(run: Run, seed_path: Path, args: tuple[str, ...], hint: str) -> None:
    sources = () if args[0] == "completion" else (seed_path,)
    result = run(*args, *sources)
    assert result.exit_code == 2 and hint in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [(), ("cite",), ("style",)])
def test_help_is_a_command_too(run: Run, args: tuple[str, ...]) -> None:
    assert run("help", *args).stdout == run(*args, "--help").stdout


def test_a_wrong_value_in_the_configuration_names_it(
    run: Run, seed_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = seed_path.resolve()
    (tmp_path / "archcite.toml").write_text('[check]\nfail-on = "warnin"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("check", source)
    assert "“fail-on” in the configuration" in result.stderr and "“warning”" in result.stderr


def test_records_have_ids_in_the_formats_that_cite_by_them(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "notes.txt"
    source.write_text(
        "Hayter to Foreign Office, 3 May 1956, TNA, FO 371/122034.\n\n"
        "Hayter to Lloyd, 5 May 1956, TNA, FO 371/122034.\n\n"
        "RGANI, f. 5, op. 30, d. 273, ll. 12-15.\n",
        encoding="utf-8",
    )
    for ending in ("yaml", "csv"):
        output = tmp_path / f"all.{ending}"
        assert run("convert", source, "-o", output).exit_code == 0
        assert [record.id for record in archcite.read_all(output)] == ["hayter1956", "hayter1956-2", "rgani"]
    again = run("convert", tmp_path / "all.yaml", "--to", "yaml").stdout
    assert again == (tmp_path / "all.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_an_id_costs_each_of_many_records_without_author_the_same(run: Run, tmp_path: Path) -> None:
    source, output = tmp_path / "letters.csv", tmp_path / "letters.json"

    def measure(count: int) -> int:
        source.write_text("title,date\n" + "".join(f"Letter {number},1918\n" for number in range(count)))
        steps = count_steps(lambda: run("convert", source, "--to", "json", "-o", output))
        keys = [record.id for record in archcite.read_all(output)]
        assert keys == ["anonymous1918", *(f"anonymous1918-{number}" for number in range(2, count + 1))]
        return steps

    measure(10)  # loads what is loaded once
    assert measure(800) < 5 * measure(200)


def test_all_unknown_keys_of_a_record_are_reported(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text(
        "- id: a\n  title: A\n  link: b\n  from: c\n- {id: b, title: B, reposotory: d}\n", encoding="utf-8"
    )
    errors = run("cite", source).stderr
    assert [line for line in (3, 4, 5) if f"line {line}, record" in errors] == [3, 4, 5]
    assert all(f"did you mean “{key}”?" in errors for key in ("url", "author", "repository"))
    assert run("check", source, "--json").stdout.count('"A001"') == 3


@pytest.mark.parametrize(
    ("ending", "start"), [("sarif", '{\n  "$schema"'), ("json", "["), ("txt", "a.yaml:")]
)
def test_a_report_has_the_format_of_its_ending(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, start: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text("id: a\ntitle: A\n", encoding="utf-8")
    output = tmp_path / f"report.{ending}"
    run("check", "a.yaml", "-o", output)
    assert output.read_text(encoding="utf-8").startswith(start)
    run("check", "a.yaml", "-o", output, "--format", "text")
    assert output.read_text(encoding="utf-8").startswith("a.yaml:")


def test_nothing_is_compared_with_what_cannot_be_read(run: Run, seed_path: Path, tmp_path: Path) -> None:
    result = run("diff", seed_path, tmp_path / "none.yaml")
    assert result.exit_code == 1 and result.stdout == "" and "differ" not in result.stderr


@pytest.mark.slow
def test_a_wrong_style_of_the_configuration_is_found(
    run: Run, seed_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = seed_path.resolve()
    (tmp_path / "archcite.toml").write_text('style = "chigaco"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "archcite config" in run("cite", source).stderr
    assert "archcite config" not in run("cite", source, "-s", "chigaco").stderr


@pytest.mark.parametrize("format", [*FORMATS, "docx"])
def test_convert_names_the_commands_for_citations(run: Run, seed_path: Path, format: str) -> None:
    result = run("convert", seed_path, "--to", format)
    assert result.exit_code == 2 and "archcite bib" in result.stderr


@pytest.mark.parametrize("command", ["cite", "bib"])
@pytest.mark.parametrize("option", [("--json",), ("--format", "html")])
def test_a_word_document_has_one_format(
    run: Run, seed_path: Path, tmp_path: Path, command: str, option: tuple[str, ...]
) -> None:
    output = tmp_path / "a.docx"
    result = run(command, seed_path, "-o", output, *option)
    assert result.exit_code == 2 and option[0] in result.stderr and not output.exists()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("https://example.org/letter.txt", "standard input"),
        ("RGANI, f. 5, op. 30, d. 3", "archcite.parse()"),
        ("zzz.txt", "check the name"),
    ],
)
def test_what_is_no_file_has_advice(run: Run, name: str, hint: str) -> None:
    result = run("cite", name)
    assert result.exit_code == 1 and hint in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize(("ending", "format"), [("json", "csl-json"), ("xml", "mods")])
def test_endings_of_several_formats_name_them(
    run: Run, seed_path: Path, tmp_path: Path, ending: str, format: str
) -> None:
    output = tmp_path / f"a.{ending}"
    result = run("convert", seed_path, "-o", output)
    assert result.exit_code == 2 and f"--to {format}" in result.stderr and not output.exists()


def test_quarto_adds_to_folders_that_exist(run: Run, tmp_path: Path) -> None:
    result = run("quarto", "add", tmp_path / "bok")
    assert result.exit_code == 2 and "does not exist" in result.stderr and not (tmp_path / "bok").exists()


def test_a_manuscript_is_cited_as_the_configuration_says(
    run: Run, seed_path: Path, seed: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zipfile

    from archcite.integrations.word.new_document import build_document

    (tmp_path / "letter.txt").write_bytes(seed_path.read_bytes())
    text = f"<w:p><w:r><w:t>So [@{seed.id}].</w:t></w:r></w:p>"
    (tmp_path / "chapter.docx").write_bytes(build_document(text))
    (tmp_path / "archcite.toml").write_text('sources = ["letter.txt"]\nstyle = "apa"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("docx", "chapter.docx", "-o", "cited.docx").exit_code == 0
    with zipfile.ZipFile("cited.docx") as archive:
        body = archive.read("word/document.xml").decode()
    text = "".join(re.findall(r"<w:t[^>]*>(.*?)</w:t>", body))
    assert text == f"So {archcite.cite(seed, 'apa', form='in-text')}."


def test_the_configuration_may_name_the_home_folder(
    run: Run, seed_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, project = tmp_path / "home", tmp_path / "project"
    home.mkdir()
    project.mkdir()
    (home / "letter.txt").write_bytes(seed_path.read_bytes())
    text = 'sources = ["~/letter.txt"]\n[cite]\noutput = "~/notes.txt"\n'
    (project / "archcite.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(project)
    assert run("cite").exit_code == 0
    assert "Razdolescu" in (home / "notes.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (["letter.txt", "cite", "-q"], "Put the command first: `archcite cite letter.txt -q`."),
        (["letter.txt"], "Put the command first: `archcite cite letter.txt`."),
        (["ceck", "letter.txt"], "Did you mean “check”?"),
        (["cite", "letter.txt", "--section-by", "kind"], "It is an option of `archcite bib`."),
        (["bib", "letter.txt", "--round-trip"], "It is an option of `archcite convert`."),
        (["bib", "letter.txt", "--to", "html"], "Did you mean --format?"),
        (["convert", "letter.txt", "--locator", "3"], "It is an option of `archcite cite`."),
    ],
)
def test_words_in_the_wrong_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], hint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.txt").write_text("milk", encoding="utf-8")
    result = run(*command)
    assert result.exit_code == 2 and hint in result.stderr


def test_records_without_problems_pass_through_the_fix(run: Run, tmp_path: Path) -> None:
    text = b"id: a\nkind: letter\ntitle: A\ndate: 1950\nrepository: RGANI\nfonds: f. 5\n"
    result = run("check", "-", "--fix", stdin=text)
    assert result.exit_code == 0 and "title: A" in result.stdout and "No problems" in result.stderr


def test_a_file_that_is_read_in_part_is_not_fixed(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    text = "records:\n  a: {title: '“A”', date: '1950'}\n  b: {id: a, title: B}\n"
    source.write_text(text, encoding="utf-8")
    result = run("check", source, "--fix")
    assert result.exit_code == 1 and "is not fixed, because part of it cannot be read" in result.stderr
    assert source.read_text(encoding="utf-8") == text and list(tmp_path.iterdir()) == [source]


class TestRecordsById:
    """``--id`` chooses the records that a command uses."""

    @pytest.fixture
    def library(self, tmp_path: Path) -> Path:
        path = tmp_path / "library.bib"
        path.write_text(
            "@book{roe, author={Jane Roe}, title={Beta}, year=2002}\n"
            "@book{doe, author={John Doe}, title={Alpha}, year=2001}\n"
            "@book{poe, author={Ann Poe}, title={Gamma}, year=2003}\n",
            encoding="utf-8",
        )
        return path

    @pytest.mark.parametrize("command", [("cite",), ("bib",), ("convert", "--to", "csl-json")])
    def test_only_they_are_used(self, run: Run, library: Path, command: tuple[str, ...]) -> None:
        result = run(*command, library, "--id", "doe", "--id", "poe")
        assert result.exit_code == 0 and result.stderr == ""
        assert "Alpha" in result.stdout and "Gamma" in result.stdout and "Beta" not in result.stdout

    def test_an_id_that_no_record_has_is_an_error(self, run: Run, library: Path) -> None:
        result = run("cite", library, "--id", "doe", "--id", "roee", "--id", "1958")
        assert result.exit_code == 1 and result.stdout == "John Doe, Alpha (2001).\n"
        assert result.stderr.splitlines() == [
            "archcite: No record has the id “roee”; did you mean “roe”?",
            "archcite: No record has the id “1958”.",
        ]

    def test_other_programs_call_it_key(self, run: Run, library: Path) -> None:
        assert "Did you mean --id?" in run("cite", library, "--key", "doe").stderr
