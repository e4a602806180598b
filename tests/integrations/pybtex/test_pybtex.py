"""CSL styles in pybtex and in a project of sphinxcontrib-bibtex; archcite's own files as databases."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pybtex
import pytest
from pybtex.database import parse_file, parse_string
from pybtex.plugin import enumerate_plugin_names, find_plugin

from archcite.errors import ArchciteWarning, SourceError, StyleError
from archcite.formats.archcite_yaml import reader as archcite_file
from archcite.integrations.pybtex.styles import style

SOURCES = """\
@misc{creel, author = {Creel, George}, title = {Letter to Colonel House}, date = {1918-09-25},
  library = {Yale University Library}, collection = {Edward Mandell House Papers}, box = 6, folder = 179,
  entrysubtype = {letter}}
@book{kotkin, author = {Stephen Kotkin}, title = {Magnetic Mountain}, publisher = {University of California Press},
  year = 1995}
@article{one, author = {Jan Berg}, title = {Archives \\& Memory}, journal = {Cold War History}, volume = 8, year = 2006,
  doi = {10.1162/jcws}}
@article{two, author = {Jan Berg}, title = {Records \\% 5}, journal = {Cold War History}, volume = 8, year = 2006}
@proceedings{talks, title = {Talks}, editor = {Ed Itor}, year = 1999, publisher = {Press}}
@inproceedings{talk, author = {Ann Lee}, title = {A Talk}, pages = {1--2}, crossref = {talks}}
"""


def entries(name: str, backend: str = "plaintext", sources: str = SOURCES) -> list[str]:
    made = pybtex.format_from_string(sources, style=style(name), output_backend=backend)
    return [line.partition("] ")[2] for line in made.splitlines() if line]


def test_entries_and_their_order_are_those_of_the_style() -> None:
    assert entries("chicago") == [
        "Berg, Jan. “Archives & Memory.” Cold War History 8 (2006). https://doi.org/10.1162/jcws.",
        "Berg, Jan. “Records % 5.” Cold War History 8 (2006).",
        "Creel, George. “Letter to Colonel House.” September 25, 1918. Box 6, folder 179. Edward Mandell House "
        "Papers. Yale University Library.",
        "Itor, Ed, ed. Talks. Press, 1999.",
        "Kotkin, Stephen. Magnetic Mountain. University of California Press, 1995.",
        "Lee, Ann. “A Talk.” In Talks, edited by Ed Itor. Press, 1999.",
    ]


def test_years_are_told_apart() -> None:
    assert [one for one in entries("apa") if one.startswith("Berg")] == [
        "Berg, J. (2006a). Archives & memory. Cold War History, 8. https://doi.org/10.1162/jcws",
        "Berg, J. (2006b). Records % 5. Cold War History, 8.",
    ]


def test_numbers_are_labels() -> None:
    made = pybtex.format_from_string(SOURCES, style=style("ieee"), output_backend="plaintext")
    assert made.splitlines()[0] == "[1] G. Creel, “Letter to Colonel House,” Sep. 25, 1918."


def test_every_backend_has_its_markup() -> None:
    latex = pybtex.format_from_string(SOURCES, style=style("apa"), output_backend="latex")
    assert r"\emph{Cold War History}, \emph{8}. \url{https://doi.org/10.1162/jcws}" in latex
    assert r"Archives \& memory" in latex and r"Records \% 5" in latex
    html = pybtex.format_from_string(SOURCES, style=style("apa"), output_backend="html")
    assert '<a href="https://doi.org/10.1162/jcws">' in html and "<em>Cold War History</em>" in html


def test_what_is_hostile_stays_text() -> None:
    source = "@book{x, title = {A <script>alert(1)</script>}, url = {javascript:alert(1)}, year = 1990}"
    html = pybtex.format_from_string(source, style=style("apa"), output_backend="html")
    assert "<script" not in html and 'href="javascript' not in html


@pytest.mark.parametrize("name", ["archcite-chicago", "archcite-mla", "archcite-ieee", "archcite-nature"])
def test_well_known_styles_have_names(name: str) -> None:
    assert find_plugin("pybtex.style.formatting", name) is style(name.removeprefix("archcite-"))


@pytest.mark.slow
def test_all_names_lead_to_styles() -> None:
    names = [
        name for name in enumerate_plugin_names("pybtex.style.formatting") if name.startswith("archcite-")
    ]
    assert len(names) > 15
    for name in names:
        find_plugin("pybtex.style.formatting", name)()


def test_a_style_that_is_none() -> None:
    with pytest.raises(StyleError, match="did you mean"):
        style("chicagoo")


def test_records_are_a_database(tmp_path: Path) -> None:
    file = tmp_path / "records.yaml"
    file.write_text(
        "- {id: creel1918, kind: letter, title: Letter to Colonel House, date: 1918-09-25,\n"
        "   agents: [{name: George Creel, role: author}], repository: Yale University Library}\n",
        encoding="utf-8",
    )
    known = archcite_file.read(file.read_text(encoding="utf-8"))
    data = parse_file(str(file), "archcite")
    assert list(data.entries) == ["creel1918"]
    again = data.to_string("archcite")
    assert archcite_file.read(again) == known
    with pytest.raises(SourceError):
        parse_string("- {kinds: letter}", "archcite")


@pytest.mark.slow
def test_a_project_of_sphinxcontrib_bibtex(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(
        'extensions = ["sphinxcontrib.bibtex", "archcite.sphinx"]\n'
        'bibtex_bibfiles = archcite_sources = ["refs.bib"]\n'
        'bibtex_default_style = "archcite-chicago"\n',
        encoding="utf-8",
    )
    (tmp_path / "refs.bib").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "index.rst").write_text(
        "Title\n=====\n\nSee :cite:p:`creel` and :cite:t:`kotkin`.\n\nIt is so.\\ :note:`@creel, p. 2`\n\n"
        ".. bibliography::\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "text", str(tmp_path), str(out)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    text = " ".join((out / "index.txt").read_text(encoding="utf-8").split())
    assert done.returncode == 0, done.stderr
    assert "Creel, George. “Letter to Colonel House.” September 25, 1918. Box 6, folder 179." in text


@pytest.mark.parametrize("name", ["chicago", "apa", "ieee"])
def test_an_empty_list(name: str) -> None:
    database = parse_string(SOURCES, "bibtex")
    assert list(style(name)().format_bibliography(database, [])) == []


def test_links_are_nodes_in_sphinx() -> None:
    docutils = pytest.importorskip("pybtex_docutils", reason="comes with sphinxcontrib-bibtex")
    from archcite.integrations.pybtex.safe_text import PlainString, SafeLink

    text = SafeLink("https://e.org/a&b", PlainString("see"))
    (node,) = text.render(docutils.Backend())
    assert node.astext() == "see" and node["refuri"] == "https://e.org/a&b"


@pytest.mark.parametrize("backend", ["latex", "html", "markdown", "plaintext"])
def test_an_empty_list_and_an_unknown_key(backend: str) -> None:
    data = parse_string(SOURCES, "bibtex")
    empty = style("chicago")().format_bibliography(data, [])
    writer = find_plugin("pybtex.backends", backend)()
    for made in (empty, style("apa")().format_bibliography(parse_string("", "bibtex"))):
        stream = StringIO()
        writer.write_to_stream(made, stream)
        assert "Creel" not in stream.getvalue()
    with pytest.warns(ArchciteWarning, match="Unknown key “nope”"):
        made = style("chicago")().format_bibliography(data, ["creel", "nope"])
    assert [entry.key for entry in made] == ["creel"]


@pytest.mark.parametrize(
    ("backend", "bold"), [("latex", r"\textbf{Bold}"), ("html", "<b>Bold</b>"), ("markdown", "**Bold**")]
)
def test_bold_text_stays_bold(backend: str, bold: str) -> None:
    source = r"@book{a, author={Doe, Jane}, title={The \textbf{Bold} and the {\bf Free}}, publisher={P}, year=2001}"
    made = pybtex.format_from_string(source, style=style("chicago"), output_backend=backend)
    assert bold in made and bold.replace("Bold", "Free") in made
