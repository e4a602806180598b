"""The filter and the prepared files, in real runs of pandoc."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archcite.cli import cli
from archcite.errors import SourceError
from archcite.integrations.pandoc.filter import cite_document

pypandoc = pytest.importorskip("pypandoc", reason="needs pandoc: pip install pypandoc-binary")

pytestmark = pytest.mark.slow  # starts pandoc for every test

SOURCES = """\
@misc{creel, author={Creel, George}, title={Letter to Colonel House}, date={1918-09-25}, entrysubtype={letter},
  library={Yale University Library}, collection={Edward Mandell House Papers}, box=6, folder=179}
@book{kotkin, author={Kotkin, Stephen}, title={Magnetic <script>alert(1)</script>}, publisher={Press}, year=1995}
"""
TEXT = """\
---
archcite-sources: refs.bib
archcite-style: %s
---

Creel wrote to House [@creel, p. 2; see also @kotkin, ch. 3]. Then[^1], and @kotkin [p. 77] says so.

Again [@creel, fol. 3v], and `[@creel]`.

[^1]: See [@creel, 5].

# Sources

::: {#refs section-by=repository rest="Published works"}
:::
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(SOURCES, encoding="utf-8")
    return tmp_path


def pandoc(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """pandoc with the filter, which is a script as the installed command is one."""
    script = folder / "filter.py"
    script.write_text(
        "from archcite.integrations.pandoc.filter import run_filter\nrun_filter()\n", encoding="utf-8"
    )
    (folder / "text.md").write_text(text, encoding="utf-8")
    run = folder / "run"
    run.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n', encoding="utf-8")
    run.chmod(0o755)
    command = [pypandoc.get_pandoc_path(), "text.md", "--filter", "./run", "--wrap=none", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_notes(folder: Path) -> None:
    made = pandoc(folder, TEXT % "chicago", "--to=plain").stdout
    assert made.startswith(
        "Creel wrote to House.[1] Then[2], and Kotkin[3] says so.\n\nAgain,[4] and [@creel].\n"
    )
    notes = dict(re.findall(r"^\[(\d)\] (.*)$", made, re.MULTILINE))
    assert notes["1"].startswith(
        "George Creel, “Letter to Colonel House,” September 25, 1918, box 6, folder 179, p. 2, Edward Mandell House "
        "Papers, Yale University Library; see also Stephen Kotkin, Magnetic <script>"
    )
    assert notes["2"] == "See Creel, “Letter to Colonel House,” p. 5."
    assert notes["4"] == "Creel, “Letter to Colonel House,” fol. 3v."


def test_a_note_is_a_sentence_after_what_closes_another(folder: Path) -> None:
    text = "Text [see @creel]... “It [@creel],” he said.[^1]\n\n[^1]: Or [see @creel].\n"
    text = f"---\nbibliography: refs.bib\n---\n\n{text}"
    made = pandoc(folder, text, "--to=plain").stdout
    assert made.startswith("Text…[1] “It,”[2] he said.[3]\n")
    notes = dict(re.findall(r"^\[(\d)\] (.*)$", made, re.MULTILINE))
    assert notes["1"].startswith("See George Creel, ")
    assert notes["3"].startswith("Or see Creel, ")


def test_sections(folder: Path) -> None:
    html = pandoc(folder, TEXT % "chicago", "--to=html").stdout
    assert re.findall(r"<h([23])[^>]*>(.*?)</h\1>", html) == [
        ("2", "Archival Sources"),
        ("3", "Yale University Library"),
        ("2", "Published works"),
    ]
    assert "<script" not in html and "&lt;script&gt;" in html
    (anchor,) = set(re.findall(r'href="#(ref-creel)"', html))
    assert f'id="{anchor}"' in html and html.count('class="csl-entry"') == 2


def test_citations_in_the_text(folder: Path) -> None:
    made = pandoc(folder, TEXT % "apa", "--to=plain").stdout
    assert "House (Creel, 1918, p. 2; see also Kotkin, 1995, Chapter 3)." in made
    assert "and Kotkin (1995, p. 77) says so." in made


def test_numbers_stand_apart_from_their_entries(folder: Path) -> None:
    made = pandoc(folder, TEXT % "ieee", "--to=plain").stdout
    assert re.search(r"^\[2\] S. Kotkin, Magnetic", made, re.MULTILINE)


def test_docx_has_real_footnotes(folder: Path) -> None:
    assert pandoc(folder, TEXT % "chicago", "--output=text.docx").returncode == 0
    with zipfile.ZipFile(folder / "text.docx") as docx:
        footnotes = re.sub(r"<[^>]+>", "", docx.read("word/footnotes.xml").decode())
        assert "Letter to Colonel House" in footnotes and "fol. 3v" in footnotes


def test_latex(folder: Path) -> None:
    latex = pandoc(folder, TEXT % "chicago", "--to=latex").stdout
    assert latex.count(r"\footnote{") == 4 and r"\emph{Magnetic" in latex


def test_a_key_that_is_unknown(folder: Path) -> None:
    made = pandoc(folder, (TEXT % "chicago").replace("[@creel, fol. 3v]", "[@creal; @creal]"), "--to=plain")
    assert made.returncode == 0
    assert made.stderr.count("Unknown key “creal”; did you mean “creel”?") == 1
    assert "[?creal]" in made.stdout


def test_what_stops_the_build(folder: Path) -> None:
    made = pandoc(folder, TEXT % "chicagoo", "--to=plain")
    assert made.returncode != 0 and "did you mean “chicago”" in made.stderr
    with pytest.raises(SourceError, match="not a pandoc document"):
        cite_document({"blocks": 3})


def test_a_heading_at_the_end(folder: Path) -> None:
    text = (
        "---\nbibliography: refs.bib\ncsl: mla\nreference-section-title: Works\nnocite: '@*'\n---\n\nText.\n"
    )
    made = pandoc(folder, text, "--to=plain").stdout
    assert made.index("Works") < made.index("Creel, George.") < made.index("Kotkin, Stephen.")


def test_a_list_of_a_part_does_not_replace_the_bibliography_with_a_heading(folder: Path) -> None:
    head = "---\nbibliography: refs.bib\nreference-section-title: Works\n---\n\nOne [@creel] and [@kotkin].\n"
    part = '\n::: {.bibliography filter="key=creel"}\n:::\n'
    made = pandoc(folder, f"{head}{part}", "--to=plain").stdout
    assert made.index("Creel, George") < made.index("Works") < made.index("Kotkin, Stephen")
    for whole in ("::: {#refs}\n:::\n", "::: {.bibliography section-by=kind}\n:::\n"):
        assert "Works" not in pandoc(folder, f"{head}{part}\n{whole}", "--to=plain").stdout


def test_title_and_abstract_are_cited_before_the_text(folder: Path) -> None:
    text = (
        "---\nbibliography: refs.bib\narchcite-style: oscola\nabstract: |\n  See [@kotkin, 3].\n\n  Two.[^n]\n\n"
        "  [^n]: As @creel [p. 5] says.\nkeywords: ['a [@creel]']\ntitle: T [@kotkin, 1]\n---\n\nText [@kotkin].\n"
    )
    html = pandoc(folder, text, "--to=html", "--standalone").stdout
    assert "[@" not in html and "<title>T</title>" in html
    # pandoc numbers the notes of its HTML by the names of the values, and Word those of its files by their places.
    notes = re.findall(r'<li id="fn\d+">(.*?)</li>', re.sub(r"\s+", " ", html))
    first, own, keyword, title, last = (unescape(re.sub("<[^>]*>", "", note)).rstrip("↩︎") for note in notes)
    assert first.startswith("Stephen Kotkin, Magnetic") and keyword == "Creel (n 2)."
    assert own.startswith("As George Creel") and own.endswith(" says.")
    assert title == "Kotkin (n 1) 1." and last == "Kotkin (n 1)."
    pandoc(folder, text, "--to=docx", "--output=a.docx")
    with zipfile.ZipFile(folder / "a.docx") as package:
        plain = re.sub("<[^>]*>", "", package.read("word/footnotes.xml").decode())
    assert re.search(r"Stephen Kotkin, Magnetic[^.]*\) 1\.", plain) and "ibid 3." in plain


def entries(html: str) -> list[str]:
    """The first word of each entry."""
    return re.findall(r'class="csl-entry"[^>]*>\s*(?:<p>)?(?:<span[^>]*></span>)?(\w+)', html)


def test_each_bibliography_with_a_name_lists_what_is_cited_of_its_files(folder: Path) -> None:
    creel, kotkin = (folder / "refs.bib").read_text(encoding="utf-8").split("@book", 1)
    (folder / "archives.bib").write_text(creel, encoding="utf-8")
    (folder / "books.bib").write_text(f"@book{kotkin}", encoding="utf-8")
    text = (
        "---\nbibliography:\n  archives: archives.bib\n  books: [books.bib]\n---\n\nText [@kotkin; @creel].\n\n"
        "# Archives\n\n::: {#refs-archives}\n:::\n\n# Books\n\n::: {#refs_books}\n:::\n\n::: {#refs-none}\nNone\n:::\n"
    )
    made = pandoc(folder, text, "--to=plain")
    archives, books = made.stdout.split("Archives\n", 1)[1].split("[1]")[0].split("Books\n", 1)
    assert "Creel, George" in archives and "Kotkin" not in archives
    assert "Kotkin, Stephen" in books and "Creel" not in books and books.strip().endswith("None")
    assert not made.stderr


NOCITE = "---\nbibliography: refs.bib\ncsl: mla\nnocite: %s\n---\n\nText [@kotkin].\n"


@pytest.mark.parametrize(
    "nocite", ["'@creel'", "'@kotkin, @{creel}'", "['@creel', '@kotkin']", "|\n  [see @creel, p. 3]", "'@*'"]
)
@pytest.mark.parametrize("div", ["", "\n::: {#refs}\n:::\n"])
def test_sources_that_are_listed_and_not_cited(folder: Path, nocite: str, div: str) -> None:
    run = pandoc(folder, NOCITE % nocite + div, "--to=html")
    assert run.stderr == ""
    assert entries(run.stdout) == ["Creel", "Kotkin"]


def test_what_is_not_cited_is_filtered_as_what_is(folder: Path) -> None:
    div = "\n::: {#refs filter='type=book'}\n:::\n"
    made = pandoc(folder, NOCITE % "'@creel'" + div, "--to=html").stdout
    assert entries(made) == ["Kotkin"]


def test_a_source_to_list_that_is_unknown_is_told_once(folder: Path) -> None:
    divs = "\n::: {#refs}\n:::\n\n::: bibliography\n:::\n"
    run = pandoc(folder, NOCITE % "'@creal, @creel'" + divs, "--to=html")
    assert run.returncode == 0
    assert run.stderr.splitlines() == ["archcite: Unknown key “creal”; did you mean “creel”?"]
    assert entries(run.stdout) == ["Creel", "Kotkin"] * 2


def test_files_of_others_are_not_replaced(folder: Path) -> None:
    """A list of references with the same name may be all that someone has."""
    command = ["pandoc", "prepare", str(folder / "refs.bib"), "-o", str(folder)]
    mine = folder / "references.json"
    mine.write_text("[1]", encoding="utf-8")
    refused = CliRunner().invoke(cli, command)
    assert refused.exit_code == 2 and "already exists" in refused.output
    assert mine.read_text(encoding="utf-8") == "[1]" and not (folder / "style.csl").exists()
    assert CliRunner().invoke(cli, [*command, "--overwrite"]).exit_code == 0
    assert CliRunner().invoke(cli, [*command, "--style", "mla"]).exit_code == 0  # written by archcite
    nothing = CliRunner().invoke(
        cli, ["pandoc", "prepare", str(folder / "none.bib"), "-o", str(folder / "new")]
    )
    assert nothing.exit_code == 1 and not (folder / "new").exists()


def test_a_source_to_list_from_the_command_line(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\ncsl: mla\n---\n\nText [@kotkin].\n"
    made = pandoc(folder, text, "--to=html", "--metadata", "nocite=@creel").stdout
    assert entries(made) == ["Creel", "Kotkin"]


def test_files_for_citeproc(folder: Path) -> None:
    done = CliRunner().invoke(
        cli, ["pandoc", "prepare", str(folder / "refs.bib"), "-o", str(folder / "build")]
    )
    assert done.exit_code == 0 and done.output.startswith("pandoc DOCUMENT --citeproc")
    (folder / "text.md").write_text("Said [@creel, p. 2].\n", encoding="utf-8")
    options = done.output.split()[2:]
    made = subprocess.run(
        [pypandoc.get_pandoc_path(), "text.md", *options, "--to=plain", "--wrap=none"],
        cwd=folder, capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert "George Creel, “Letter to Colonel House,” September 25, 1918, box 6, folder 179, p. 2" in made


def tree(folder: Path, text: str) -> dict[str, Any]:
    (folder / "text.md").write_text(text, encoding="utf-8")
    made = subprocess.run(
        [pypandoc.get_pandoc_path(), "text.md", "--to=json"], cwd=folder, capture_output=True, check=True
    )
    document: dict[str, Any] = json.loads(made.stdout)
    return document


OWN_NOTES = """\
---
archcite-sources: refs.json
archcite-style: oscola
---

Own.^[My own words.] First [@a, 12]. Own again.^[More words.] Again [@a, 13].

Both.^[As @b [p. 3] shows; see [@a, 14].]
"""


def test_own_notes_have_numbers_too(folder: Path) -> None:
    books = [
        {"type": "book", "id": key, "title": title, "author": [{"family": family, "given": "J."}]}
        for key, family, title in (("a", "Doe", "Alpha"), ("b", "Roe", "Beta"))
    ]
    (folder / "refs.json").write_text(json.dumps(books), encoding="utf-8")
    made = pandoc(folder, OWN_NOTES, "--to=plain").stdout
    notes = dict(re.findall(r"^\[(\d)\] (.*)$", made, re.MULTILINE))
    assert notes["4"].startswith("Doe (n 2)")
    assert notes["5"].startswith("As J Roe, Beta") and "; see Doe (n 2)" in notes["5"]
    assert "ibid" not in made.lower()


@pytest.mark.parametrize("options", ["", ' section-by=repository rest="Published works"'])
def test_every_entry_is_an_item_in_latex(folder: Path, options: str) -> None:
    text = (TEXT % "chicago").split("# Sources")[0] + f"::: {{#refs{options}}}\n:::\n"
    made = pandoc(folder, text, "--to=latex").stdout
    lists = re.findall(r"\\begin\{CSLReferences\}.*?\\end\{CSLReferences\}", made, re.DOTALL)
    assert lists and sum(one.count(r"\bibitem") for one in lists) == 2
    for one in lists:
        assert (
            re.match(r"\\begin\{CSLReferences\}\{\d\}\{\d\}\s*\\bibitem", one) and r"\subsection" not in one
        )
    labels = set(re.findall(r"\\label\{([^}]*)\}", made))
    assert set(re.findall(r"\\hyperref\[([^\]]*)\]", made)) <= labels


def test_cross_references_of_other_tools_are_left_alone(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\n---\n\nIn @fig-map, [@sec-one; @eq:sum] and [@creel].\n"
    done = pandoc(folder, text, "--to=markdown")
    assert "In @fig-map, [@sec-one; @eq:sum] and" in done.stdout and not done.stderr


def test_references_in_the_metadata_are_sources(folder: Path) -> None:
    item = "{id: roe, type: book, title: 'The *Beta* Book', issued: {year: 2002}, author: [{family: Roe}]}"
    text = (
        f"---\nreferences:\n- {item}\narchcite-style: apa\nlink-citations: false\n---\n\nSo [@roe, p. 3].\n"
    )
    html = pandoc(folder, text, "--to=html").stdout
    assert re.search(r"So <span[^>]*>\(Roe, 2002, p. 3\)</span>\.", html)
    assert "<em>The </em>Beta<em> Book</em>" in html


@pytest.mark.parametrize(("to", "links"), [("html", True), ("docx", False), ("odt", False), ("rtf", False)])
def test_word_processors_get_no_links_unless_asked(folder: Path, to: str, links: bool) -> None:
    document = json.loads(pandoc_json(folder, "---\nbibliography: refs.bib\n---\n\nA [@creel].\n"))
    cite_document(document, str(folder), to=to)
    assert ('"Link"' in json.dumps(document["blocks"])) is links


def pandoc_json(folder: Path, text: str) -> str:
    """Return a document as pandoc's JSON, before any filter."""
    return str(pypandoc.convert_text(text, "json", format="markdown"))


def test_raised_figures_stand_behind_the_punctuation(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\narchcite-style: nature\n---\n\nA [@creel], b [@kotkin].\n"
    assert pandoc(folder, text, "--to=plain").stdout.startswith("A,¹ b.²")


def test_notes_stay_before_the_punctuation_where_that_is_asked_for(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\nnotes-after-punctuation: false\n---\n\nA [@creel], b.\n"
    assert pandoc(folder, text, "--to=plain").stdout.startswith("A[1], b.")


def test_an_unknown_value_of_an_option_is_reported(folder: Path) -> None:
    (problem,) = cite_document(tree(folder, (TEXT % "apa").replace("repository", "shelf")), str(folder))
    assert "Unknown value “shelf” of the bibliography option section-by" in problem


def test_an_unknown_option_of_a_bibliography_is_reported(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\n---\n\nA [@creel].\n\n::: {#refs sort=name}\n:::\n"
    done = pandoc(folder, text, "--to=plain")
    assert "Unknown bibliography option “sort”" in done.stderr and "Creel, George" in done.stdout


@pytest.mark.parametrize(
    ("written", "note"), [("[@kotkin an aside]", " an aside."), ("[@kotkin, an aside]", ", an aside.")]
)
def test_a_suffix_has_the_comma_that_its_author_wrote(folder: Path, written: str, note: str) -> None:
    text = f"---\nbibliography: refs.bib\n---\n\nA {written}.\n"
    assert re.search(rf"^\[1\] .*\){note}$", pandoc(folder, text, "--to=plain").stdout, re.MULTILINE)


def test_a_heading_can_have_sources_cited_in_full_again(folder: Path) -> None:
    text = "---\narchcite-sources: refs.bib\n---\n\n# A\n\nOne.[@creel] Two.[@creel]\n\n# B%s\n\nThree.[@creel]\n"
    notes = [
        dict(re.findall(r"^\[(\d)\] (.*)$", pandoc(folder, text % what, "--to=plain").stdout, re.MULTILINE))
        for what in ("", " {.reset-citation-positions}")
    ]
    assert notes[0]["3"] == notes[0]["2"] != notes[0]["1"]
    assert notes[1]["3"] == notes[1]["1"] != notes[1]["2"]


IBID = "chicago-notes-bibliography-subsequent-ibid"


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("As we know, see [@kotkin, 14]. And [@kotkin, 15].", "As we know, see ibid., 14. And ibid., 15."),
        ("So it is. [@kotkin, 14]", "So it is. Ibid., 14."),
        ("[@kotkin, 14], cf. [@kotkin, 14]; but see *him, in [@kotkin, 14]*.",
         "Ibid., 14, cf. ibid.; but see him, in ibid."),
        ("[@kotkin, 3] and so on.", "Ibid. and so on."),
        ("But see @kotkin [p. 16] there.", "But see Kotkin, Magnetic <script>Alert(1)</script>, 16, there."),
    ],
)  # fmt: skip
def test_ibid_in_a_sentence_of_a_note(folder: Path, note: str, printed: str) -> None:
    text = f"---\narchcite-sources: refs.bib\narchcite-style: {IBID}\n---\n\nOne [@kotkin, 3].^[{note}]\n"
    made = pandoc(folder, text, "--to=plain", "--columns=300").stdout
    assert f"[2] {printed}\n" in made.replace("\\", "")


@pytest.mark.parametrize(
    ("cite", "printed"),
    [
        (
            "[@kotkin, 3, and the reply in @creel]",
            "3, and the reply in George Creel, “Letter to Colonel House,”",
        ),
        ("[@kotkin p. 3, quoting @creel [box 7]; @kotkin]", "box 7"),
        ("[see @kotkin on @creel, passim]", "Yale University Library, passim"),
        ("[@kotkin, 3, as in @fig-one]", "3, as in @fig-one."),
    ],
)
def test_a_key_in_the_text_after_another(folder: Path, cite: str, printed: str) -> None:
    text = f"---\narchcite-sources: refs.bib\n---\n\nOne {cite}.\n"
    done = pandoc(folder, text, "--to=plain", "--columns=300")
    assert printed in done.stdout and "@creel" not in done.stdout and not done.stderr


CHAPTERS = """\
---
archcite-sources: refs.bib
archcite-note-scope: %s
---

# One

First [@kotkin, 12]. Own.^[Mine.] Again [@kotkin, 13].

::: {.bibliography scope=chapter}
:::

# Two {.unnumbered}

Again [@kotkin, 14], and [@creel].

::: {.bibliography scope=chapter section-by=repository}
:::
"""


def test_a_bibliography_for_each_chapter(folder: Path) -> None:
    html = pandoc(folder, CHAPTERS % "chapter", "--to=html").stdout
    one, two = html.split('<h1 class="unnumbered"')
    assert one.count('class="csl-entry"') == 1 and two.count('class="csl-entry"') == 2
    assert re.findall(r'<h2 class="unnumbered"[^>]*>(.*?)</h2>', two) == [
        "Archival Sources",
        "Published Sources",
    ]
    notes = re.sub(r"<.*?>", "", two)
    assert notes.count("Stephen Kotkin, Magnetic") == 2  # each chapter begins with the full form
    ids = re.findall(r'id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    notes = re.sub(r"<.*?>", "", pandoc(folder, CHAPTERS % "project", "--to=html").stdout)
    assert notes.count("Stephen Kotkin, Magnetic") == 1


def test_entries_have_the_ids_and_the_margin_of_pandocs_own_processor(folder: Path) -> None:
    native = pandoc(folder, TEXT % "ieee", "--to=native").stdout
    assert '"ref-kotkin"' in native and '"csl-left-margin"' in native and '"csl-right-inline"' in native
    twice = "One [@kotkin].\n\n::: {#refs}\n:::\n\n::: bibliography\n:::\n"
    html = pandoc(folder, f"---\nbibliography: refs.bib\n---\n\n{twice}", "--to=html").stdout
    ids = re.findall(r'id="([^"]*)"', html)
    assert "ref-kotkin" in ids and html.count("Kotkin, Stephen") == 2


def test_what_is_in_the_place_of_a_bibliography_stays(folder: Path) -> None:
    text = (
        "---\nbibliography: refs.bib\n---\n\nOne [@kotkin].\n\n::: {#refs}\n## Books\n\nFor [@creel].\n:::\n"
    )
    html = pandoc(folder, text, "--to=html").stdout
    assert html.index("Books</h2>") < html.index("For") < html.index('class="csl-entry"')
    assert html.count('class="csl-entry"') == 2 and '<div id="refs"' in html


def test_the_last_heading_is_that_of_the_bibliography(folder: Path) -> None:
    html = pandoc(
        folder, "---\nbibliography: refs.bib\n---\n\nOne [@kotkin].\n\n# Works\n", "--to=html"
    ).stdout
    assert '<h1 class="unnumbered" id="works">Works</h1>' in html


def test_a_work_without_author_is_named_once_in_a_note(folder: Path) -> None:
    item = "{id: signs, type: book, title: Signs, issued: {year: 2002}}"
    text = f"---\nreferences:\n- {item}\n---\n\nOne.^[See @signs [p. 3] and so on.]\n"
    assert "See Signs (2002), 3, and so on." in pandoc(folder, text, "--to=plain").stdout


@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "oscola"])
def test_a_note_of_the_authors_names_whom_its_sentence_names(folder: Path, style: str) -> None:
    item = "{id: edited, type: book, title: Edited, editor: [{family: Moe}], issued: {year: 2002}}"
    head = f"---\nbibliography: refs.bib\narchcite-style: {style}\nreferences:\n- {item}\n---\n\n"
    text = f"{head}One.^[As @kotkin [p. 3] shows, and @edited [p. 5], it is.]\n"
    note = " ".join(pandoc(folder, text, "--to=plain").stdout.partition("[1] ")[2].split())
    assert re.search(r"^As (Stephen )?Kotkin,? .*3\)? shows, ", note)
    assert note.count("Edited") == 1 and note.count("Kotkin") == 1


@pytest.mark.parametrize(
    ("figure", "number"),
    [("![Fig [@creel, 2]^[Own.]](x.png)", 3), ("One ![inline^[Own.] [@creel]](x.png).", 1)],
)
def test_notes_in_the_place_of_an_image_do_not_count(folder: Path, figure: str, number: int) -> None:
    head = "---\nbibliography: refs.bib\narchcite-style: oscola\n---\n\n"
    html = pandoc(folder, f"{head}{figure}\n\nA [@kotkin]. B.^[See @kotkin.]\n", "--to=html").stdout
    notes = re.findall(r'<li id="fn(\d)">(.*?)</li>', html, re.DOTALL)
    assert [one for one, text in notes if "Stephen Kotkin" in text] == [str(number)]
    assert f"(n {number})" in notes[-1][1]


def test_a_locator_keeps_what_is_set_apart(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\n---\n\nOne [@kotkin, p. **32**] and [@kotkin, 5\\*].\n"
    made = pandoc(folder, text, "--to=markdown-citations").stdout
    assert "1995), **32**" in made and "5\\*" in made


def test_no_place_is_made_for_a_bibliography_of_nothing(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\nreference-section-title: Works\n---\n\nNothing is cited.\n"
    assert pandoc(folder, text, "--to=html").stdout == "<p>Nothing is cited.</p>\n"


@pytest.mark.parametrize(
    ("cites", "printed"),
    [
        ("@kotkin, 3; see @sec-one", "1995), 3; see @sec-one."),
        ("see @fig-map; @kotkin, 3", "See @fig-map; Stephen"),
    ],
)
def test_a_cross_reference_among_cites_is_left_as_it_is(folder: Path, cites: str, printed: str) -> None:
    done = pandoc(
        folder, f"---\nbibliography: refs.bib\n---\n\nOne [{cites}].\n", "--to=plain", "--columns=200"
    )
    assert printed in done.stdout and not done.stderr


def test_formulas_and_links_in_an_affix_stay(folder: Path) -> None:
    cite = "[see [*here*](https://example.org) @kotkin, 3 and $x^2$, `code`; @creel, ~~no~~]"
    text = f"---\nbibliography: refs.bib\n---\n\nOne {cite}.\n"
    html = " ".join(pandoc(folder, text, "--to=html", "--mathml").stdout.split())
    assert 'See <a href="https://example.org"><em>here</em></a> <a href="#ref-kotkin">' in html
    assert "<msup>" in html and "<code>code</code>" in html and "<del>no</del>" in html


def test_html_says_which_sources_a_citation_cites(folder: Path) -> None:
    text = "---\nbibliography: refs.bib\narchcite-style: apa\n---\n\nOne [@kotkin; @creel].\n"
    html = " ".join(pandoc(folder, text, "--to=html").stdout.split())
    assert re.search(r'<span class="citation" data-cites="(kotkin creel|creel kotkin)">\(<a href', html)
    assert html.count('role="doc-biblioref"') == 2
    assert "data-cites" not in pandoc(folder, text, "--to=markdown").stdout


@pytest.mark.parametrize(
    ("written", "note"), [("[an aside]", ", an aside."), ("[ an aside]", " an aside."), ("[5]", ", 5.")]
)
def test_brackets_after_a_key_in_the_text_have_a_comma(folder: Path, written: str, note: str) -> None:
    text = f"---\nbibliography: refs.bib\n---\n\nA @kotkin {written}.\n"
    assert re.search(rf"^\[1\] .*\){note}$", pandoc(folder, text, "--to=plain").stdout, re.MULTILINE)


def test_a_range_of_seasons_in_the_metadata(folder: Path) -> None:
    issued = "[{year: 1964, season: 1}, {year: 1965, season: 4}]"
    item = f"{{id: doe, type: article-journal, title: Doe, container-title: J, issued: {issued}}}"
    text = f"---\nreferences:\n- {item}\n---\n\nOne [@doe].\n"
    assert "J, Spring 1964–Winter 1965" in pandoc(folder, text, "--to=plain").stdout


def test_a_date_in_the_metadata_that_is_not_valid_is_no_warning_of_python(folder: Path) -> None:
    text = (
        "---\nreferences:\n- {id: doe, type: book, title: Doe, issued: {year: spring}}\n---\n\nOne [@doe].\n"
    )
    assert pandoc(folder, text, "--to=plain").stderr == ""


@pytest.mark.parametrize(
    ("style", "note", "printed"),
    [
        ("chicago", "As @kotkin [p. 3] shows.", "1995), 3, shows."),
        ("chicago", "As @kotkin shows.", "1995) shows."),
        ("chicago", "As @kotkin [p. 3], who", "1995), 3, who"),
        ("chicago", "See [@kotkin, 3] (my words).", "1995), 3 (my words)."),
        ("chicago", "See [@kotkin, 3] (My words.)", "1995), 3. (My words.)"),
        ("oscola", "As @kotkin [p. 3] shows.", "1995) 3 shows."),
    ],
)
def test_a_source_that_a_sentence_of_a_note_names_ends_with_a_comma(
    folder: Path, style: str, note: str, printed: str
) -> None:
    text = f"---\nbibliography: refs.bib\ncitation-style: {style}\n---\n\nOne.^[{note}]\n"
    assert printed in " ".join(pandoc(folder, text, "--to=plain").stdout.split())


def test_the_heading_of_the_bibliography_has_its_markup(folder: Path) -> None:
    head = '---\nbibliography: {works: [refs.bib]}\nreference-section-title: "*Works* cited"\n---\n\n'
    printed = pandoc(folder, f"{head}One [@kotkin].\n", "--to=html")
    assert "<em>Works</em> cited</h1>" in printed.stdout
    assert printed.stderr == ""


@pytest.mark.parametrize("issued", ['"1996_2004"', '"1996/2004"', "{literal: 1996_2004}"])
def test_a_range_of_dates_in_the_metadata(folder: Path, issued: str) -> None:
    item = f"{{id: doe, type: book, title: Doe, issued: {issued}}}"
    text = f"---\nreferences:\n- {item}\n---\n\nOne [@doe].\n"
    assert "Doe (1996–2004)" in pandoc(folder, text, "--to=plain").stdout


@pytest.mark.parametrize(
    ("lang", "text", "printed"),
    [
        ("en-US", '"One" [@kotkin].', "“One.”[1]"),
        ("en-US", "‘One’ [@kotkin], so", "‘One,’[1] so"),
        ("en-US", '"One?" [@kotkin].', "“One?”[1]"),
        ("en-US", '"One," he said, etc. [@kotkin].', "“One,” he said, etc.[1]"),
        ("en-US", "Firms, Inc. [@kotkin], so", "Firms, Inc.,[1] so"),
        ("en-US", '"The U.S." [@kotkin].', "“The U.S.”[1]"),
        ("en-US", "So on... [@kotkin].", "So on….[1]"),
        ("en-GB", '"One?" [@kotkin].', "“One?”.[1]"),
        ("en-GB", "Firms, etc. [@kotkin].", "Firms, etc.[1]"),
        ("en-US", '"One" [@kotkin]; so', "“One”;[1] so"),
        ("en-GB", '"One" [@kotkin].', "“One”.[1]"),
    ],
)
def test_punctuation_goes_into_a_quotation_where_the_language_has_it_so(
    folder: Path, lang: str, text: str, printed: str
) -> None:
    head = f"---\nbibliography: refs.bib\nlang: {lang}\n---\n\n"
    assert pandoc(folder, f"{head}{text}\n", "--to=plain").stdout.startswith(printed)
