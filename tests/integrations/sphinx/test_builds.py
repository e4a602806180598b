"""What stands in the text, in the notes and in the bibliographies, in every output format."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

if TYPE_CHECKING:
    from .conftest import Project

pytestmark = pytest.mark.slow  # a build of documentation for nearly every test

Make = Callable[..., "Project"]

BOOK_OF_NOTES = {
    "index.rst": """\
Index
=====

.. toctree::

   second
   first
""",
    "first.rst": """\
First page
==========

House was told :note:`@creel, p. 2; see also @kotkin [p. 33]` and told again.\\ :note:`@creel, p. 2`
There were minutes [#own]_ :cite:`see @minutes, fol. 3v`. As :cite:`@kotkin [p. 77]` argues.

.. [#own] A note of the author's.

.. bibliography::
   :section-by: repository
   :rest: Books
""",
    "second.rst": "Second page\n===========\n\nAnd so on.\\ :note:`@creel, 5` And on.\\ :note:`@creel, 6`\n",
}


def test_notes_in_reading_order(project: Make) -> None:
    made = project(BOOK_OF_NOTES, 'archcite_note_scope = "project"')
    out = made.build("text")
    assert not made.log
    second = (out / "second.txt").read_text(encoding="utf-8")
    assert "And so on.[1] And on.[2]" in second
    assert "[1] George Creel to Edward M. House" in second
    first = re.sub(r"\s+", " ", (out / "first.txt").read_text(encoding="utf-8"))
    # The second page comes first in the table of contents.
    assert "[1] Creel, “Letter to Colonel House,” p. 2; see also Stephen Kotkin, *Magnetic Mountain*" in first
    assert "House was told[1] and told again.[2] There were minutes [3].[4] As Kotkin[5] argues." in first
    assert "[4] See “Minutes of Conversation,” October 21, 1956" in first and "fol. 3v" in first
    assert "[5] *Magnetic Mountain*, 77." in first
    assert (
        first.index("Russian State Archive")
        < first.index("Yale University Library, New Haven ----")
        < first.index("Books")
    )


def test_each_page_begins_anew(project: Make) -> None:
    out = project(BOOK_OF_NOTES).build("text")
    for name in ("first", "second"):
        assert "[1] George Creel to Edward M. House" in (out / f"{name}.txt").read_text(encoding="utf-8")


def test_chapters_begin_anew(project: Make) -> None:
    note = ".\\ :note:`@creel, 5`\n"
    pages = {
        "index.rst": "Index\n=====\n\n.. toctree::\n\n   one\n   two\n",
        "one.rst": f"One\n===\n\nA{note}\n.. toctree::\n\n   part\n",
        "part.rst": f"Part\n====\n\nB{note}",
        "two.rst": f"Two\n===\n\nC{note}",
    }
    out = project(pages, 'archcite_note_scope = "chapter"').build("text")
    full = {
        name: "George" in (out / f"{name}.txt").read_text(encoding="utf-8") for name in ("one", "part", "two")
    }
    assert full == {"one": True, "part": False, "two": True}


def test_latex_and_epub_have_real_footnotes(project: Make) -> None:
    made = project(BOOK_OF_NOTES, 'epub_copyright = "x"\ncopyright = "x"\nsuppress_warnings = ["epub"]\n')
    tex = next(made.build("latex").glob("*.tex")).read_text(encoding="utf-8")
    assert re.search(r"told%\n\\begin\{footnote\}\[1\]\\sphinxAtStartFootnote\n.*George Creel to", tex)
    assert r"\hyperref[\detokenize{first:archcite-first-bib-1-kotkin}]" in tex
    assert r"\sphinxcrossref{Creel" not in tex and r"\sphinxcrossref{Stephen" not in tex  # which is italic
    assert r"\label{\detokenize{first:archcite-first-bib-1-kotkin}}" in tex
    epub = next(made.build("epub").glob("*.epub"))
    with zipfile.ZipFile(epub) as book:
        page = book.read("first.xhtml").decode()
    assert page.count('role="doc-footnote"') == 5 and "George Creel to Edward" in page
    assert "archcite-card" not in page and "ld+json" not in page


def test_pdf(project: Make) -> None:
    if shutil.which("latexmk") is None or shutil.which("pdflatex") is None:
        pytest.skip("a PDF is made with latexmk and pdflatex, and one of them is not here")
    from pypdf import PdfReader

    made = project(BOOK_OF_NOTES, 'project = "Letters"\n')
    folder = made.build("latex")
    done = subprocess.run(
        ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "letters.tex"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0, done.stdout[-2000:]
    log = (folder / "letters.log").read_text(encoding="utf-8", errors="replace")
    assert "undefined references" not in log and "multiply defined" not in log
    reader = PdfReader(folder / "letters.pdf")
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert "1 George Creel to Edward M. House" in text and "See “Minutes of Conversation,”" in text
    fonts: dict[str, set[str]] = {}

    def look(part: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: float) -> None:
        fonts.setdefault(str((font or {}).get("/BaseFont", "")), set()).update(part.split())

    for page in reader.pages:
        page.extract_text(visitor_text=look)
    italic = set().union(*(words for font, words in fonts.items() if "Ital" in font))
    assert "Magnetic" in italic and not {"George", "House,", "Stephen"} & italic


def test_html(project: Make) -> None:
    made = project(BOOK_OF_NOTES)
    page = (made.build("html") / "first.html").read_text(encoding="utf-8")
    assert not made.log
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'(?:href="#|aria-describedby=")([^"]+)"', page):
        assert target in ids or not target.startswith("archcite")
    card = re.search(r'<a aria-describedby="([^"]+)" class="footnote-reference', page)
    assert (
        card and f'<span class="no-search archcite-card" id="{card[1]}" role="tooltip">George Creel' in page
    )
    assert re.search(r'archcite-back">↑\s<a [^>]*href="#archcite-first-note-1"[^>]*>1</a>, ', page)
    assert page.count('class="Z3988"') == 3 and page.count("application/ld+json") == 1
    assert "https://example.org/minutes" in page


def test_what_programs_read_in_a_page(project: Make) -> None:
    """JSON-LD that is JSON and stays in its script, COinS that are OpenURLs, whatever a title says."""
    made = project(BOOK_OF_NOTES)
    title = 'The "so-called" </script><b>Minutes</b> & <!-- more'
    made.write("records.yaml", made.records.replace("Minutes of Conversation", repr(title)))
    page = (made.build("html") / "first.html").read_text(encoding="utf-8")
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = {one["@id"].rpartition("-")[2]: one for one in json.loads(script)}
    assert set(told) == {"creel", "kotkin", "minutes"} and told["kotkin"]["@type"] == "Book"
    assert {one["@id"][1:] for one in told.values()} <= set(re.findall(r'id="([^"]*)"', page))
    assert told["minutes"]["name"] == title and told["minutes"]["@context"] == "https://schema.org"
    spans = re.findall(r'<span class="Z3988" title="([^"]*)"></span>', page)
    coins = [parse_qs(html.unescape(span), strict_parsing=True) for span in spans]
    assert [title] in [one.get("rft.title") for one in coins] and len(coins) == 3
    assert page.count("<b>Minutes") == 0


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("p. 2", "September 25, 1918, p. 2."),
        ("2-3", "September 25, 1918, pp. 2–3."),
        ("fol. 3v", "September 25, 1918, fol. 3v."),
        ("ll. 12–15", "September 25, 1918, ll. 12–15."),
        ("box 6, folder 179", "September 25, 1918, box 6, folder 179."),
        ("frame 12", "September 25, 1918, frame 12."),
        ("{frames A–D}, at the end", "September 25, 1918, frames A–D, at the end."),
    ],
)
def test_locators_have_types(project: Make, written: str, printed: str) -> None:
    page = f"A\n=\n\nA.\\ :note:`@creel` B.\\ :note:`@creel, {written}`\n"
    made = project({"index.rst": page})
    made.write("records.yaml", made.records.replace("  title: Letter to Colonel House\n", ""))
    text = re.sub(r"\s+", " ", (made.build("text") / "index.txt").read_text(encoding="utf-8"))
    assert not made.log
    assert f"[2] Creel to House, {printed}" in text


def test_one_file_of_html(project: Make) -> None:
    page = (project(BOOK_OF_NOTES).build("singlehtml") / "index.html").read_text(encoding="utf-8")
    ids = re.findall(r'\bid="(archcite[^"]*)"', page)
    assert len(ids) == len(set(ids))
    links = re.findall(r'(?:href="#|aria-describedby=")(archcite[^"]*)"', page)
    assert (
        links and set(links) <= set(ids) and "#document-" not in "".join(re.findall(r"archcite-back.*", page))
    )


def test_in_text_and_more_than_one_style(project: Make) -> None:
    pages = {
        "index.rst": """\
Index
=====

Said :cite:`@creel, 2; @kotkin [p. 3]`, and :cite:`@kotkin [5]` too. A note.\\ :note:`@kotkin`

.. toctree::

   other

.. bibliography::
   :scope: page

.. bibliography::
   :level: collection
   :style: chicago
""",
        "other.rst": ":archcite-style: chicago\n\nOther\n=====\n\nSaid :cite:`@minutes`.\n",
    }
    made = project(pages, 'archcite_style = "apa"')
    out = made.build("text")
    text = re.sub(r"\s+", " ", (out / "index.txt").read_text(encoding="utf-8"))
    assert "Said (Creel, 1918, p. 2; Kotkin, 1995, p. 3), and Kotkin (1995, p. 5) too." in text
    assert "[1] (Kotkin, 1995)" in text
    assert "Kotkin, S. (1995). *Magnetic mountain*. UC Press." in text  # APA 7, 6.17: sentence case
    assert "House Papers. Yale University Library, New Haven." in text
    assert "Kotkin, Stephen. *Magnetic Mountain*. UC Press, 1995." in text
    assert "Said.[1]" in (out / "other.txt").read_text(encoding="utf-8")
    page = (made.build("html") / "index.html").read_text(encoding="utf-8")
    assert not made.log
    # Each cite of a citation leads to its own entry, and what the sentence names is beside the link.
    said = re.findall(r'Said <span .*?(?=<span class="archcite-card)', page)[0]
    assert re.findall(r'href="#archcite-index-bib-1-(\w+)"', said) == ["creel", "kotkin"]
    assert re.search(
        r'id="archcite-index-cite-2">Kotkin \(<a aria-describedby[^>]*href="#archcite-index-bib-1-kotkin"',
        page,
    )


def test_the_entry_on_the_same_page_comes_first(project: Make) -> None:
    bibliography = ".. bibliography::\n   :scope: {}\n"
    pages = {
        "index.rst": f"Index\n=====\n\n.. toctree::\n\n   a\n   b\n\n{bibliography.format('project')}",
        "a.rst": f"A\n=\n\n:cite:`@creel`\n\n{bibliography.format('page')}",
        "b.rst": "B\n=\n\n:cite:`@creel` :cite:`@kotkin`\n",
    }
    out = project(pages, 'archcite_style = "apa"').build("html")
    assert 'href="#archcite-a-bib-1-creel"' in (out / "a.html").read_text(encoding="utf-8")
    other = (out / "b.html").read_text(encoding="utf-8")
    assert 'href="index.html#archcite-index-bib-1-creel"' in other
    index = (out / "index.html").read_text(encoding="utf-8")
    assert (
        'href="a.html#archcite-a-cite-1" title="A, a"' in index and 'href="b.html#archcite-b-cite-1"' in index
    )


def test_notes_go_where_they_are_wanted(project: Make) -> None:
    page = "A\n=\n\nX :note:`@creel`\n\nNotes\n-----\n\n.. archcite:notes::\n\nEnd\n---\n\nThe end.\n"
    text = (project({"index.rst": page}).build("text") / "index.txt").read_text(encoding="utf-8")
    assert text.index("Notes") < text.index("[1] George") < text.index("The end")


def test_only(project: Make) -> None:
    page = "A\n=\n\n.. only:: html\n\n   X.\\ :note:`@creel`\n\nY.\\ :note:`@creel`\n"
    made = project({"index.rst": page})
    assert "George Creel" in (made.build("text") / "index.txt").read_text(encoding="utf-8")
    assert not made.log


def test_notes_of_another_builder_leave_no_gap(project: Make) -> None:
    page = (
        "A\n=\n\n.. only:: html\n\n   X.\\ :cite:`@kotkin` Own [#own]_.\n\n"
        "Y.\\ :note:`@creel` Again.\\ :note:`@kotkin, 3`\n\n.. [#own] A note of the author's.\n"
    )
    made = project({"index.rst": page}, 'archcite_style = "oscola"')
    text = re.sub(r"\s+", " ", (made.build("text") / "index.txt").read_text(encoding="utf-8"))
    assert "Stephen Kotkin, *Magnetic Mountain*" in text.partition("Again.")[2]
    assert not made.log


def test_a_substitution_is_cited_where_it_is_printed(project: Make) -> None:
    page = "A\n=\n\n.. |s| replace:: told :note:`@creel, 2`\n\nFirst.\\ :note:`@kotkin` House was |s|, |s|.\n"
    made = project({"index.rst": page})
    text = (made.build("text") / "index.txt").read_text(encoding="utf-8")
    assert "House was told[2], told[3]." in text
    assert "[4]" not in text and text.count("[1]") == 2
    assert not made.log


def test_a_source_named_in_a_note_is_part_of_its_sentence(project: Make) -> None:
    page = "A\n=\n\nText [#own]_.\n\n.. [#own] As :cite:`@kotkin [p. 3]` shows.\n"
    text = (project({"index.rst": page}).build("text") / "index.txt").read_text(encoding="utf-8")
    assert "As Stephen Kotkin, *Magnetic Mountain*" in text and "3, shows." in re.sub(r"\s+", " ", text)


def test_myst_works_the_same(project: Make) -> None:
    pytest.importorskip("myst_parser", reason="MyST-Parser comes with the extra “docs”")
    rst = (
        "A\n=\n\nX\\ :note:`@creel, 2` and :cite:`@kotkin [5]` [#n]_.\n\n.. bibliography::\n\n.. [#n] Own.\n"
    )
    markdown = (
        "# A\n\nX{note}`@creel, 2` and {cite}`@kotkin [5]` [^n].\n\n```{bibliography}\n```\n\n[^n]: Own.\n"
    )
    made = project({"index.rst": rst}, 'extensions += ["myst_parser"]')
    first = (made.build("text") / "index.txt").read_text(encoding="utf-8").splitlines()
    (made.folder / "index.rst").unlink()
    made.write("index.md", markdown)
    second = (made.build("text") / "index.txt").read_text(encoding="utf-8").splitlines()
    assert not made.log
    assert first[:4] == second[:4]  # the notes stand in another place
    assert next(line for line in first if line[:1] == "[") in second
    made.write("index.md", "---\narchcite-style: apa\n---\n" + markdown)
    assert "and Kotkin (1995, p. 5)" in (made.build("text") / "index.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("first", [True, False])
def test_beside_sphinxcontrib_bibtex(project: Make, first: bool) -> None:
    pytest.importorskip("sphinxcontrib.bibtex", reason="only where that extension is installed")
    page = """\
Index
=====

:cite:p:`kotkin` :archcite:cite:`@creel` :note:`@creel`

.. bibliography::

.. archcite:bibliography::
"""
    extensions = ["archcite.sphinx", "sphinxcontrib.bibtex"][:: 1 if first else -1]
    made = project(
        {"index.rst": page},
        f'extensions = {extensions}\nbibtex_bibfiles = ["refs.bib"]\narchcite_style = "apa"\n',
    )
    text = (made.build("text") / "index.txt").read_text(encoding="utf-8")
    assert not made.log
    assert "[Kot95] (Creel, 1918)" in text and "Creel, G. (1918, September 25)" in text


def test_the_syntax_of_sphinxcontrib_bibtex(project: Make) -> None:
    page = (
        "A\n=\n\nX :cite:p:`kotkin,creel`. Y :cite:t:`kotkin` says. Z :cite:p:`{see}kotkin{p. 3}`. "
        "W :cite:`kotkin`. V.\\ :footcite:p:`creel`\n\n.. footbibliography::\n\n"
        ".. bibliography:: sources.bib\n   :all:\n   :labelprefix: A\n"
    )
    made = project({"index.rst": page}, 'archcite_style = "chicago-author-date"')
    text = re.sub(r"\s+", " ", (made.build("text") / "index.txt").read_text(encoding="utf-8"))
    assert "Y Kotkin (1995) says. Z (see Kotkin 1995, 3). W (Kotkin 1995)." in text
    assert "[1] (Creel to House 1918)" in text and "Minutes of Conversation" in text
    assert not made.log


def test_the_sources_of_sphinxcontrib_bibtex(project: Make) -> None:
    made = project(
        {"index.rst": "A\n=\n\nX :cite:p:`roe`.\n"},
        'archcite_sources = []\nbibtex_bibfiles = ["refs.bib"]\narchcite_style = "apa"',
    )
    (made.folder / "refs.bib").write_text("@book{roe, author={Roe, Jane}, title={Beta}, year=2002}", "utf-8")
    assert "X (Roe, 2002)." in (made.build("text") / "index.txt").read_text(encoding="utf-8")
    assert not made.log


def test_each_record_has_a_page_with_its_files(project: Make) -> None:
    page = "A\n=\n\nX.\\ :note:`@creel` Y.\n\n.. bibliography::\n"
    made = project({"index.rst": page}, 'archcite_record_pages = "sources"')
    out = made.build("dirhtml", "-W")
    creel = (out / "sources/creel/index.html").read_text(encoding="utf-8")
    assert re.search(r"<h1>[^<]*House", creel) and 'role="doc-backlink"' in creel
    assert "<dt>Kept in</dt><dd>Yale University Library" in creel and "<dt>Title" not in creel
    assert '<a href="../creel.bib" download>BibTeX</a>' in creel
    assert "@misc{creel" in (out / "sources/creel.bib").read_text(encoding="utf-8")
    assert 'href="minutes/"' in (out / "sources/index.html").read_text(encoding="utf-8")
    assert 'href="sources/creel/"' in (out / "index.html").read_text(encoding="utf-8")
    assert "#" not in (made.build("text", "-W") / "index.txt").read_text(encoding="utf-8")


def test_search_finds_the_pages_of_records(project: Make) -> None:
    made = project({"index.rst": "A\n=\n\nX.\\ :note:`@creel` Y.\n"}, 'archcite_record_pages = "sources"')
    for change in ("", "\nZ.\n"):  # the second time, the index is read and written again
        page = made.folder / "index.rst"
        page.write_text(page.read_text("utf-8") + change, "utf-8")
        script = (made.build("html", "-W") / "searchindex.js").read_text(encoding="utf-8")
        index = json.loads(script[len("Search.setIndex(") : -1])
        number = index["docnames"].index("sources/creel")
        assert "House" in index["titles"][number]
        for word in ("yale", "librari", "creel"):
            found = index["terms"][word]
            assert number in (found if isinstance(found, list) else [found])


def test_a_bibliography_names_sources_itself(project: Make) -> None:
    lists = "".join(
        f".. bibliography::\n   :filter: {filter}\n\n   {keys}\n\n.. rubric:: End\n\n"
        for filter, keys in (("False", "creel"), ("docname in docnames", "kotkin\n   creal"))
    )
    made = project({"index.rst": f"A\n=\n\nX :cite:`minutes`.\n\n{lists}"}, 'archcite_style = "apa"')
    text = (made.build("text") / "index.txt").read_text(encoding="utf-8")
    first, second, _notes = text.split("-[ End ]-")
    assert "Creel, G." in first and "Minutes" not in first.partition("X")[2].partition(".")[2]
    assert "Kotkin, S." in second and "Minutes" in second and "Creel" not in second
    assert "index.rst" in made.log and "Unknown key “creal”; did you mean “creel”?" in made.log


def test_footnotes_with_numbers_of_their_author_are_numbered_with_the_others(project: Make) -> None:
    page = (
        "A\n=\n\nX [3]_ :cite:`@creel` [#n]_ [3]_ [*]_ [1]_ :cite:`@creel, 5`.\n\n"
        ".. [3] Three, citing :cite:`@minutes`.\n.. [1] One.\n.. [#n] Named.\n.. [*] Symbol.\n"
    )
    text = (project({"index.rst": page}).build("text", "-W") / "index.txt").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", text)
    assert "X [1][2] [3] [1] [*] [4].[5]" in text
    assert "[1] Three, citing “Minutes" in text and "[4] One. [5] Creel, “Letter" in text
    # Without a note of ours, nothing changes.
    alone = (
        page.replace(":cite:`@creel`", "").replace(":cite:`@creel, 5`", "").replace(":cite:`@minutes`", "")
    )
    text = (project({"index.rst": alone}).build("text", "-W") / "index.txt").read_text(encoding="utf-8")
    assert "[3] Three" in text and "[1] One" in text


@pytest.mark.parametrize(
    ("field", "role", "option"),
    [
        ("@kotkin", "", ""),
        ("", ":nocite:`@kotkin`", ""),
        ("", ":cite:empty:`kotkin`", ""),
        ("", "", "@kotkin"),
    ],
)
def test_what_is_listed_and_not_cited(project: Make, field: str, role: str, option: str) -> None:
    head = f":nocite: {field}\n\n" if field else ""
    listing = f".. bibliography::\n   :nocite: {option}\n" if option else ".. bibliography::\n"
    page = f"{head}A\n=\n\nX :cite:`@creel`. {role}\n\n{listing}"
    made = project({"index.rst": page}, 'archcite_style = "apa"')
    text = (made.build("text") / "index.txt").read_text(encoding="utf-8")
    assert "Kotkin, S. (1995)" in text and "Creel, G." in text and "Minutes" not in text
    assert text.count("kotkin") == 0 and not made.log


def test_raised_numbers_stand_behind_the_punctuation(project: Make) -> None:
    page = "A\n=\n\nOne “a” :cite:`@creel`. Two *b* :cite:`@kotkin`, and\n\n- :cite:`@creel`\n"
    for style, printed in (
        ("nature", "One “a”.^1 Two *b*,^2 and"),
        ("american-medical-association", "One “a.”^1"),
    ):
        made = project({"index.rst": page}, f'archcite_style = "{style}"')
        assert printed in (made.build("text", "-W") / "index.txt").read_text(encoding="utf-8")


MENTIONS = (
    "A :cite:author:`creel` B :cite:authors:`kotkin,creel` C :cite:yearpar:`kotkin` "
    "D :cite:title:`minutes` E :cite:year:`nobody`"
)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("chicago", "A Creel B Stephen Kotkin, George Creel C (1995) D Minutes of Conversation E [?nobody]"),
        ("apa", "A Creel B Kotkin, Creel C (1995) D Minutes of Conversation E [?nobody]"),
    ],
)
def test_the_roles_of_sphinxcontrib_bibtex_for_parts_of_a_source(
    project: Make, style: str, printed: str
) -> None:
    page = f"A\n=\n\n{MENTIONS}\n\nX\\ :note:`@creel`\n\n.. bibliography::\n"
    made = project({"index.rst": page}, f'archcite_style = "{style}"')
    text = re.sub(r"\s+", " ", (made.build("text") / "index.txt").read_text(encoding="utf-8"))
    assert printed in text and "Unknown key “nobody”" in made.log
    # A mention is not a citation: the note is the first one, and the list has all sources.
    assert "Kotkin, S" in text and "Minutes of Conversation" in text.partition("[?nobody]")[2]
    if style == "chicago":
        assert "[1] George Creel to Edward M. House" in text


def test_a_footnote_in_a_footnote_comes_directly_after_it(project: Make) -> None:
    page = (
        "A\n=\n\nFirst [#]_ and\\ :note:`@minutes`.\n\n"
        ".. [#] Outer, with [#]_ in it, and [#late]_.\n.. [#] Inner: :cite:`@creel, 7`.\n.. [#late] Late.\n\n"
        "Again\\ :note:`@creel, 8`, and [#late]_, in a circle [#a]_.\n\n.. [#a] See [#b]_.\n.. [#b] See [#a]_.\n"
    )
    text = (project({"index.rst": page}).build("text", "-W") / "index.txt").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", text)
    assert "First [1] and[4]." in text and "Again[5], and [3], in a circle [6]." in text
    assert (
        "[1] Outer, with [2] in it, and [3]." in text and "[2] Inner: George Creel to Edward M. House" in text
    )
    assert "[5] Creel, “Letter" in text and "[6] See [7]. [7] See [6]." in text


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        ("Part\n----\n\nText.\n\n.. bibliography::\n   :section-by: kind\n", ["2.", "2.1."]),
        (".. bibliography::\n   :section-by: kind\n", ["2.", "2.1.", "2.2."]),
        (".. bibliography::\n   :section-by: kind\n\nPart\n----\n\nText.\n", ["2.", "2.1."]),
    ],
)
def test_sections_of_a_bibliography_have_no_number_of_another(
    project: Make, page: str, numbers: list[str]
) -> None:
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n   :numbered: 2\n\n   one\n   two\n",
        "one.rst": "One\n===\n\nText :cite:`@creel; @kotkin`.\n",
        "two.rst": f"Two\n===\n\n{page}",
    }
    made = project(pages)
    html = (made.build("html") / "two.html").read_text(encoding="utf-8")
    assert re.findall(r'<h\d><span class="section-number">(\S+) </span>', html) == numbers
    assert not made.log
