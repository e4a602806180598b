"""``.bib`` files as people have them: what is wrong with one entry costs no other, and nothing is lost unsaid."""

from __future__ import annotations

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.bibtex.latex_decoder import decode
from archcite.formats.bibtex.reader import read

GOOD = "@book{b, title = {B}, year = 1991}"


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("@book{a,\n  title = {A},\n  % edition = {2},\n  year = {1990}\n}", "A"),
        ("@book(a, title = {A}, year = 1990)", "A"),
        ('@book{a, title = "A {"} b", year = 1990}', 'A " b'),
        ("@string{t = {A}}\n@book{a, title = t # { } # {b}}", "A b"),
        ("@comment{x = {y}}\n@book{a, title = {A}}", "A"),
        ("@book{a, title = {A}, month = sep, year = 1990,}", "A"),
    ],
)
def test_what_is_right_is_read_without_a_warning(entry: str, title: str) -> None:
    assert [source.title for source in read(f"{entry}\n{GOOD}")] == [title, "B"]


@pytest.mark.parametrize(
    ("entry", "titles", "warning"),
    [
        ("@book{a, title = {A}\n  year = 1990}", ["A", "B"], "line 3, record “a”: a comma is missing"),
        (
            "@book{a, title = {A, year = {1990}",
            ["B"],
            "line 2, record “a”: a brace of the entry is never closed",
        ),
        ('@book{a, title = "A, year = {1990}', ["B"], "line 2, record “a”: a quotation mark of the entry"),
        (
            "@book{a, title = {A}}, year = 1990}",
            ["A", "B"],
            "line 2, record “a”: fields after a brace too many",
        ),
        ("@book{a, title}", ["B"], "line 2, record “a”: “title}"),
        ("@book{,\n  title = {A}}", ["A", "B"], "line 2, record 1: the entry has no key"),
        ("@book{\n  title = {A}}", ["A", "B"], "line 2, record 1: the entry has no key"),
    ],
)
def test_one_bad_entry_costs_one_entry_and_a_warning_with_its_line(
    entry: str, titles: list[str], warning: str
) -> None:
    with pytest.warns(ArchciteWarning, match=warning):
        found = read(f"\n{entry}\n{GOOD}", "x.bib")
    assert [source.title for source in found] == titles


def test_a_commented_out_entry_is_left_out() -> None:
    assert [source.title for source in read(f"% @book{{a, title = {{A}}}}\n{GOOD}")] == ["B"]


def test_macros_that_grow_without_end_are_refused() -> None:
    bomb = "@string{a = {" + "x" * 100 + "}}\n" + "@string{a = a # a}\n" * 40
    with pytest.warns(ArchciteWarning, match="a value is too long"):
        assert [source.title for source in read(bomb + GOOD)] == ["B"]


def test_each_entry_knows_its_line() -> None:
    locations = [source.location for source in read(f"\n@book{{a, title = {{A}}}}\n\n{GOOD}", "x.bib")]
    assert [(place.line, place.record) for place in locations if place] == [(2, "a"), (4, "b")]


@pytest.mark.parametrize("text", ["@book", "no entries"])
def test_a_file_without_entries(text: str) -> None:
    with pytest.raises(SourceError, match=r"“x\.bib”: the file has no BibTeX entries"):
        read(text, "x.bib")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"$\alpha$ and $\beta$", "α and β"),
        (r"A \rightarrow{} B", "A → B"),
        (r"5 \textmu m", "5 µm"),
        (r"H$_2$O, 10$^{-6}$", "H<sub>2</sub>O, 10<sup>-6</sup>"),
        (r"On \emph{Faust} and {\em Egmont}", "On <i>Faust</i> and <i>Egmont</i>"),
        (r"\mkbibquote{Peru} \mkbibparens{Bolivia} \enquote{so}", "“Peru” (Bolivia) “so”"),
        (r"\href{https://example.org}{Site}, \url{https://example.org/a_b}", "Site, https://example.org/a_b"),
        (r"{\noopsort{1990}}Title", "Title"),
        (r"{\L}{\'o}d{\'z}, {\c{S}}tefan", "Łódź, Ştefan"),
    ],
)
def test_latex(latex: str, text: str) -> None:
    unknown: list[str] = []
    assert decode(latex, unknown=unknown) == text
    assert not unknown


def test_a_command_that_nobody_knows_is_kept_with_a_warning() -> None:
    with pytest.warns(ArchciteWarning, match=r"line 1, record “a”: archcite does not know \\zork"):
        (source,) = read(r"@book{a, title = {The \zork{} Letters}}", "x.bib")
    assert r"\zork" in (source.title or "")


def test_macros_of_the_preamble() -> None:
    (source,) = read(
        r'@preamble{"\newcommand{\CC}[1]{Central Committee of the #1}"} @book{a, title = {\CC{CPSU}}}'
    )
    assert source.title == "Central Committee of the CPSU"


@pytest.mark.parametrize(
    ("entry", "citation"),
    [
        (
            "@book{a, title = {A}, author = {Smith, Ann and others}, year = 1990}",
            "Ann Smith et al., A (1990).",
        ),
        ("@book{a, title = {A}, date = {1987/}, volumes = {3}}", "A, 3 vols. (1987–)."),
        ("@book{a, title = {Die kleine stadt}, langid = {ngerman}, year = 1990}", "Die kleine stadt (1990)."),
        (
            "@phdthesis{a, author = {Doe, Jane}, title = {C}, school = {MIT}}",
            "Jane Doe, “C” (PhD thesis, MIT, n.d.).",
        ),
        (
            "@book{a, author = {Kydland, Finn, and Jane Doe}, title = {B}}",
            "Finn Kydland and Jane Doe, B (n.d.).",
        ),
        (
            "@misc{a, author = {House, Edward M.}, title = {Papers}, note = {Yale University Library, box 6}}",
            "Edward M. House, “Papers,” n.d., box 6, Yale University Library.",
        ),
        (
            "@unpublished{a, author = {Doe, Jane}, title = {E}, note = {Working paper, Bank}, year = 1963}",
            "Jane Doe, “E,” Working paper, Bank, 1963.",
        ),
    ],
)
def test_entries_are_cited_as_they_mean(entry: str, citation: str) -> None:
    assert archcite.cite(read(entry)[0], "chicago") == citation
