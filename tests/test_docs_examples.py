"""Every command and every example of the pages runs, in a folder that has the files that the pages name.

Blocks of ``python`` are run. Those that need a cluster, which tests do not have, are marked ``py``.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import archcite
from archcite.cli import cli
from archcite.cli.configuration import load_configuration
from archcite.integrations.word.new_document import build_document
from tests.integrations.word.manuscripts import make_odt

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        "default::archcite.ArchciteWarning"
    ),  # a format may have no place for something
]
ROOT = Path(archcite.__file__).parent.parent
PAGES = [
    page
    for folder in ("docs", "docs/explanation", "docs/guides", "docs/reference")
    for page in sorted((ROOT / folder).glob("*.md"))
    if not page.name.startswith("_")
] + [ROOT / "README.md"]
# A command that looks for differences or problems, and finds some, exits with 1.
FINDERS = ("check", "diff")
# The pages whose Python examples test_docs.py runs, with the values that they show.
RUN_WITH_VALUES = (
    "README.md",
    "seed.md",
    "bibliography.md",
    "processor.md",
    "records.md",
    "archival-citation.md",
)
RECORDS = """\
- id: creel1918
  kind: letter
  author: George Creel
  recipient: Edward Mandell House
  date: 1918-09-25
  repository: {name: Yale University Library, place: "New Haven, CT"}
  fonds: Edward Mandell House Papers
  box: 6
- id: recall1958
  kind: letter
  title: Letter on the recall of advisors
  date: 1958-09-09
  repository: RGANI
  fonds: 5
"""
BOOKS = "@book{kotkin1995, author = {Kotkin, Stephen}, title = {Magnetic Mountain}, year = {1995}, publisher = {UCP}}\n"


def read_blocks(page: Path, *languages: str) -> list[str]:
    """The fenced blocks of a page in some languages; an empty one is a block without a language."""
    blocks = re.findall(
        r"^ *```([^\n`]*)\n(.*?)^ *```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [text for language, text in blocks if language in languages]


def read_commands(page: Path, program: str) -> list[str]:
    """The command lines of a page that run a program, without what explains them."""
    lines = "".join(read_blocks(page, "sh", "bash", "", "text")).splitlines()
    found = [re.sub(r"\s+#.*", "", line).strip() for line in lines]
    pattern = rf"(?:curl \S+ \| )?{program} "
    return [line for line in found if re.match(pattern, line) and not re.search(r"\[OPTIONS\]|: “", line)]


COMMANDS = list(dict.fromkeys(line for page in PAGES for line in read_commands(page, "archcite")))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all the files that pages name."""
    seed = (ROOT / "seeds" / "wilson-center-110474.txt").read_bytes()
    for name in ("letter.txt", "minutes.txt", "letters/a.txt", "sources/a.txt", "book/_quarto.yml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(seed)
    (tmp_path / "book" / "_quarto.yml").write_text("project: {type: book}\n", encoding="utf-8")
    (tmp_path / "_quarto.yml").write_text("project: {type: default}\n", encoding="utf-8")
    names = ("records", "letters", "sources", "sources-old", "records-2024", "old", "new", "records/all")
    for name in names:
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(RECORDS, encoding="utf-8")
    (tmp_path / "creel.yaml").write_text("id: house1919\nkind: letter\nauthor: House\n", encoding="utf-8")
    finding_aid = (ROOT / "tests" / "readers" / "files" / "ead2002-house.xml").read_bytes()
    (tmp_path / "finding-aids").mkdir()
    (tmp_path / "finding-aids" / "house.xml").write_bytes(finding_aid)
    (tmp_path / "letters.jsonl").write_text('{"id": "a", "type": "book", "title": "A"}\n', encoding="utf-8")
    (tmp_path / "library.json").write_text('[{"id": "a", "type": "book", "title": "A"}]\n', encoding="utf-8")
    for name in ("books.bib", "refs.bib"):
        (tmp_path / name).write_text(BOOKS, encoding="utf-8")
    (tmp_path / "my-journal.csl").write_bytes((ROOT / "styles" / "mla-archival.csl").read_bytes())
    (tmp_path / "chapter.docx").write_bytes(build_document("<w:p><w:r><w:t>No markers.</w:t></w:r></w:p>"))
    (tmp_path / "chapter.odt").write_bytes(make_odt("<text:p>No markers.</text:p>"))
    (tmp_path / "chapter.md").write_text("House was told [@creel1918, p. 2].\n", encoding="utf-8")
    # For the commands that leave out their sources.
    (tmp_path / "archcite.toml").write_text('sources = ["sources.yaml"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_commands_and_pages() -> None:
    assert len(COMMANDS) > 40 and len(PAGES) > 25


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_runs(folder: Path, line: str) -> None:
    before, _, command = line.partition("archcite ")
    words = shlex.split(re.split(r" [|>]", command)[0])
    data = (folder / "letter.txt").read_text(encoding="utf-8") if before else "\n" * 40
    result = CliRunner().invoke(cli, words, input=data, prog_name="archcite")
    if "--ask" in words:
        assert "--ask needs a terminal" in result.stderr
        return
    allowed = (0, 1) if words[0] in FINDERS else (0,)
    assert result.exit_code in allowed, result.stderr
    assert not re.search(r"^archcite: (?!.*note: )", result.stderr, re.MULTILINE)
    output = next((words[place + 1] for place, word in enumerate(words) if word == "-o"), None)
    if output:
        assert (folder / output).exists()


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if read_blocks(page, "python") and page.name not in RUN_WITH_VALUES],
    ids=lambda page: page.stem,
)
def test_python_runs(folder: Path, root: Path, page: Path) -> None:
    (folder / "seeds").symlink_to(ROOT / "seeds")
    names: dict[str, object] = {"text": "House was told [@creel1918, p. 2]."}
    for block in read_blocks(page, "python"):
        exec(compile(block, str(page), "exec"), names)
    if "html" in names:
        assert "Creel" in str(names["html"])


def test_the_configuration_of_the_tutorial(folder: Path) -> None:
    (text,) = read_blocks(ROOT / "docs" / "tutorial.md", "toml")
    (folder / "archcite.toml").write_text(text, encoding="utf-8")
    configuration = load_configuration()
    assert configuration is not None and configuration.to_default_map()["cite"]["sources"] == [
        "sources.yaml",
        "creel.yaml",
        "books.bib",
    ]


@pytest.mark.parametrize("page", ["markdown", "mkdocs"])
def test_markdown_is_cited(folder: Path, page: str) -> None:
    markdown = pytest.importorskip("markdown", reason="Markdown is an extra")
    options = {"sources": ["records.yaml", "books.bib"], "style": "chicago"}
    text = "\n\n".join(read_blocks(ROOT / "docs" / "guides" / f"{page}.md", "markdown"))
    html = markdown.markdown(text, extensions=["archcite"], extension_configs={"archcite": options})
    assert "Kotkin" in html and "House Papers" in html
    assert "[?" not in html and "[@" not in html and "[[" not in html


def test_restructured_text_is_cited(folder: Path) -> None:
    pytest.importorskip("sphinx", reason="Sphinx is an extra")
    page = ROOT / "docs" / "guides" / "sphinx.md"
    source = folder / "book"
    shutil.copy(folder / "books.bib", source)
    shutil.copytree(folder / "records", source / "records")
    (source / "conf.py").write_text(read_blocks(page, "python")[0], encoding="utf-8")
    body = "\n".join(read_blocks(page, "rst"))
    (source / "index.rst").write_text(f"Title\n=====\n\n{body}", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "text", source, folder / "out"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    text = (folder / "out" / "index.txt").read_text(encoding="utf-8")
    assert "Magnetic Mountain" in text and "House Papers" in text


@pytest.mark.parametrize("page", ["tutorial.md", "guides/pandoc.md"])
def test_pandoc_is_run_as_the_page_says(folder: Path, page: str) -> None:
    pypandoc = pytest.importorskip("pypandoc", reason="pandoc comes with pypandoc-binary")
    header = read_blocks(ROOT / "docs" / page, "yaml")[-1 if page == "tutorial.md" else 0]
    (folder / "chapter.md").write_text(f"{header}\nHouse was told [@creel1918, p. 2].\n", encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), str(Path(pypandoc.get_pandoc_path()).parent)])
    environment = {**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    for line in read_commands(ROOT / "docs" / page, "(?:pandoc|archcite pandoc)"):
        done = subprocess.run(shlex.split(line), env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        if line.startswith("pandoc"):
            text = pypandoc.convert_file(str(folder / "chapter.docx"), "plain")
            assert "Yale University Library" in " ".join(text.split())


CATALOGUE = ROOT / "docs" / "guides" / "catalogue.md"


def test_the_catalogue_of_mkdocs(folder: Path) -> None:
    pytest.importorskip("mkdocs", reason="MkDocs is an extra")
    (configuration,), (page,) = read_blocks(CATALOGUE, "yaml"), read_blocks(CATALOGUE, "markdown")
    if importlib.util.find_spec("material") is None:  # the tests need no theme of others
        configuration = configuration.replace("theme:\n  name: material\n", "")
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(page, encoding="utf-8")
    (line,) = read_commands(CATALOGUE, "mkdocs")
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(line)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    _check_catalogue(folder / "site", "records/ref3/index.html")
    found = (folder / "site" / "search" / "search_index.json").read_text(encoding="utf-8")
    assert '"location":"records/ref3/"' in found


def test_the_catalogue_of_sphinx(folder: Path) -> None:
    pytest.importorskip("furo", reason="the page uses furo")
    (configuration,), (page,) = read_blocks(CATALOGUE, "python"), read_blocks(CATALOGUE, "rst")
    (folder / "conf.py").write_text(configuration, encoding="utf-8")
    (folder / "index.rst").write_text(page, encoding="utf-8")
    (line,) = read_commands(CATALOGUE, "sphinx-build")
    command = [sys.executable, "-m", "sphinx", *shlex.split(line)[1:]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    _check_catalogue(folder / "_build", "records/ref3.html")


def _check_catalogue(site: Path, name: str) -> None:
    page = (site / name).read_text(encoding="utf-8")
    assert "Colonel House" in page and "folder 179" in page and "<dt>Kept in</dt>" in page
    for ending in ("bib", "ris", "json"):
        assert (site / "records" / f"ref3.{ending}").exists() and f"ref3.{ending}" in page
