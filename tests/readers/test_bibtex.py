"""``.bib`` files as people have them: what is wrong with one entry costs no other, and nothing is lost unsaid."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.bibtex.latex_decoder import decode, plain
from archcite.formats.bibtex.names import parse_names
from archcite.formats.bibtex.reader import read
from archcite.formats.bibtex.writer import Dialect, to_bibtex
from archcite.record import Publication, Record

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
        ("@book{Smith 2010, title = {A}, year = 2010}", "A"),
        ("@book{a, title = {A}, funding_text\u00a01 = {Grant {7}}, year = 2010}", "A"),
        ("@book{a, title = {A},\n  funding text 1 = {Grant},\n  year = 2010}", "A"),
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


@pytest.mark.parametrize(
    "entry", ["@book{a, year = 1990, year = 1991}", '@book{a, year = "1990", year = {1991}}']
)
def test_a_field_that_is_given_twice_is_named(entry: str) -> None:
    with pytest.warns(
        ArchciteWarning, match=r"record “a”: the entry has “year” twice, and the second, “1991”"
    ):
        (source,) = archcite.loads(entry)
    assert source.date is not None and source.date.edtf == "1990"


def test_the_same_field_twice_says_nothing_new() -> None:
    (source,) = archcite.loads("@book{a, year = 1990, year = {1990}}")
    assert source.date is not None and source.date.edtf == "1990"


def test_a_commented_out_entry_is_left_out() -> None:
    assert [source.title for source in read(f"% @book{{a, title = {{A}}}}\n{GOOD}")] == ["B"]


def test_a_set_of_entries_is_not_a_source() -> None:
    with pytest.warns(ArchciteWarning, match="record “s”: the entry is a set of others"):
        assert [source.id for source in read(f"@set{{s, entryset = {{b}}}}\n{GOOD}")] == ["b"]


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
        (r"\MakeUppercase{nato \emph{and} éire}, \uppercase a\lowercase{BC}", "NATO <i>AND</i> ÉIRE, Abc"),
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
            "@misc{a, title = {A Diary}, year = {1918-03--1918-05}, howpublished = {RGANI, f. 5}}",
            "“A Diary,” March–May 1918, RGANI, f. 5.",
        ),
        (
            "@misc{a, title = {A Diary}, note = {Manuscripts and Archives, Yale University Library, box 6}}",
            "“A Diary,” n.d., box 6, Manuscripts and Archives, Yale University Library.",
        ),
        ("@book{a, title = {A}, date = {1990-05/..}}", "A (May 1990–)."),
        ("@book{a, title = {A {B}: C}, booktitle = {A {B}: C}, year = 1990}", "A B: C (1990)."),
        (
            "@misc{a, title = {Green to Elliot}, author = {Green, W.}, collaborator = {Elliot, Henry}, year = 1873}",
            "W. Green, “Green to Elliot,” 1873, with Henry Elliot.",
        ),
        (
            "@article{a, title = {A}, journal = {J}, volume = 6, year = 2020, art_number = {1722034}}",
            "“A,” J 6 (2020): 1722034.",
        ),
        (
            "@unpublished{a, author = {Doe, Jane}, title = {E}, note = {Working paper, Bank}, year = 1963}",
            "Jane Doe, “E,” Working paper, Bank, 1963.",
        ),
    ],
)
def test_entries_are_cited_as_they_mean(entry: str, citation: str) -> None:
    assert archcite.cite(read(entry)[0], "chicago") == citation


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("institution = {RGASPI}, note = {f. 558, op. 11, d. 334}", "RGASPI, f. 558, op. 11, d. 334."),
        (
            "institution = {Cambridge University Library}, note = {MS DAR 121, fol. 36r}",
            "Cambridge University Library, MS DAR 121, fol. 36r.",
        ),
        ("howpublished = {British Library}, note = {Add. MS 12345}", "Add. MS 12345, British Library."),
        ("library = {Bodleian Library}, note = {Copy of 1837}", "Bodleian Library."),
        (
            "publisher = {Harry S. Truman Library}, howpublished = {Letter}, note = {Truman Papers, Box 333}",
            "Box 333, Truman Papers, Harry S. Truman Library.",
        ),
        (
            "howpublished = {The National Archives (TNA), Kew, FO 371/12345, fol. 12}",
            "FO 371/12345, fol. 12, The National Archives (TNA), Kew.",
        ),
        ("address = {Kew}, note = {TNA, FO 371/12345}", "FO 371/12345, TNA, Kew."),
        (
            "note = {National Security Files, Box 313, John F. Kennedy Library, Boston, MA}",
            "Box 313, National Security Files, John F. Kennedy Library, Boston, MA.",
        ),
    ],
)
@pytest.mark.parametrize("entry_type", ["misc", "unpublished"])
def test_the_place_in_an_archive_is_told_from_other_notes(entry_type: str, fields: str, place: str) -> None:
    (source,) = archcite.loads(
        f"@{entry_type}{{a, author = {{Roe, Ann}}, title = {{On Cuba}}, date = {{1962-10-16}}, {fields}}}"
    )
    assert archcite.cite(source) == f"Ann Roe, “On Cuba,” October 16, 1962, {place}"


def test_an_edition_of_documents_is_no_archive() -> None:
    (source,) = archcite.loads(
        "@misc{a, title = {Memorandum}, date = {1962-10-26}, howpublished = {{FRUS}, 1961--1963, vol. XI, doc. 84}}"
    )
    assert (source.published_in, source.holdings) == ("FRUS, 1961–1963, vol. XI, doc. 84", ())


def test_a_recording_in_a_library_is_archival() -> None:
    (tape,) = archcite.loads(
        "@audio{a, title = {Call}, date = {1964-05-27}, number = {3519}, library = {LBJ Library}}"
    )
    assert str(tape.holding) == "LBJ Library, 3519"


def test_what_a_publisher_prints_is_no_archival_source() -> None:
    (guide,) = archcite.loads(
        "@misc{a, title = {Guide}, publisher = {National Archives}, isbn = {0911333002}, note = {Box 5}}"
    )
    assert isinstance(guide, archcite.Publication)


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        ("@unpublished{a, type = {Telegram}, number = {511}, title = {B}, archive = {NARA}, box = 3}", "511"),
        ("@misc{a, entrysubtype = {dispatch}, number = {No. 7}, title = {B}, archive = {NARA}}", "No. 7"),
        ("@letter{a, number = {12}, title = {B}, archive = {NARA}, box = 3}", None),
    ],
)
def test_the_number_of_a_telegram_is_its_own(entry: str, number: str | None) -> None:
    (source,) = archcite.loads(entry)
    assert source.csl_item().get("number") == number


@pytest.mark.parametrize(
    ("latex", "language", "title"),
    [
        ("The Origins of {Totalitarianism}: A New View", "", "The origins of Totalitarianism: A new view"),
        (r"A Study in \emph{Two Wars} and the CIA", "", "A study in <i>two wars</i> and the CIA"),
        ("What's in a Name? Notes on McDonald", "english", "What’s in a name? Notes on McDonald"),
        ("U.S. Policy and X-Ray Self-Help, Part II", "", "U.S. policy and X-ray self-help, part II"),
        ("{The End of All}", "", "The End of All"),
        (
            "The Letters of E. B. White and George F. Kennan",
            "",
            "The letters of E. B. White and George F. Kennan",
        ),
        ("A Plea for {de facto} Rule", "", 'A plea for <span class="nocase">de facto</span> rule'),
        (r"{\em Faust} and {\'e}tudes", "", "<i>Faust</i> and études"),
        # In sentence case already: its capitals are those of names.
        ("A history of the Ottoman Empire", "", "A history of the Ottoman Empire"),
        ("TELEGRAM FROM MOSCOW", "", "TELEGRAM FROM MOSCOW"),
        # Other languages have their own rules.
        ("Die Geschichte der Stadt Berlin", "", "Die Geschichte der Stadt Berlin"),
        ("Geschichte Berlins", "ngerman", "Geschichte Berlins"),
        ("Le Rouge et le Noir", "", "Le Rouge et le Noir"),
        ("Война и Мир", "", "Война и Мир"),
        ("Historia i Polityka w Europie", "", "Historia i Polityka w Europie"),
        ("Dějiny Prahy ve Středověku", "", "Dějiny Prahy ve Středověku"),
    ],
)
def test_english_titles_are_read_in_sentence_case(latex: str, language: str, title: str) -> None:
    text = f"@book{{a, title = {{{latex}}}{f', langid = {language!r}'.replace(chr(39), chr(34)) if language else ''}}}"
    (book,) = read(text)
    assert book.csl_item()["title"].replace("'", "’") == title
    (kept,) = archcite.loads(text, keep_case=True)
    assert kept.csl_item()["title"] == decode(latex, shields=True)


def test_titles_that_are_names_keep_their_case() -> None:
    text = "@{}{{a, title = {{Brown and the Board}}, journaltitle = {{Cold War History}}, series = {{Red Books}}}}"
    for entry_type in ("jurisdiction", "legislation", "software"):
        (work,) = read(text.format(entry_type))
        assert work.title == "Brown and the Board"
    (article,) = read(text.format("article"))
    item = article.csl_item()
    assert (item["title"], item["container-title"], item["collection-title"]) == (
        "Brown and the board",
        "Cold War History",
        "Red Books",
    )
    (letter,) = read(
        "@letter{a, title = {Letter to the Board}, library = {Yale University Library}, box = 5}"
    )
    assert letter.title == "Letter to the Board"


@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "of",
                "a",
                "Moscow",
                "CIA",
                "U.S.",
                "McDonald",
                "E-mail",
                "war",
                "Cold",
                "–",
                "pH",
                "<i>Faust</i>",
                "“Peace",
                "now”:",
                "is",
                "A?",
                "O’Neill’s",
                "Élite",
                "d’Estaing",
                '<span class="nocase">de</span>',
            ]
        ),
        min_size=1,
        max_size=7,
    ).map(" ".join),
    st.sampled_from(["", "en", "en-US", "de"]),
    st.sampled_from(["bibtex", "biblatex"]),
)
@settings(deadline=None)
def test_the_case_of_a_title_comes_back(title: str, language: str, dialect: Dialect) -> None:
    item = {"id": "a", "type": "book", "title": title, **({"language": language} if language else {})}
    (book,) = read(to_bibtex(Publication(item), dialect))
    # The old dialect has one apostrophe.
    assert book.csl_item()["title"].replace("'", "’") == title


def test_editions_in_words_are_numbers() -> None:
    texts = ("Second", "2", "Twelfth", "Revised", "2nd")
    works = read("".join(f"@book{{b{number}, edition = {{{text}}}}}" for number, text in enumerate(texts)))
    assert [work.csl_item()["edition"] for work in works] == ["2", "2", "12", "Revised", "2nd"]


def test_a_title_with_a_subtitle_has_a_short_form() -> None:
    book = "@book{a, title = {Wartime}, subtitle = {Notes on Power}%s}"
    assert read(book % "")[0].csl_item()["title-short"] == "Wartime"
    assert read(book % ", shorttitle = {War}")[0].csl_item()["title-short"] == "War"
    assert "title-short" not in read("@book{a, title = {Wartime: Notes on Power}}")[0].csl_item()


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@pytest.mark.parametrize(
    ("item", "fields"),
    [
        # What has a field is written into it.
        (
            {
                "type": "interview",
                "note": "container-title: Paris Review\ninterviewer: Aguilar || Andrea\nissue: 212",
            },
            {
                "container-title": "Paris Review",
                "interviewer": [{"family": "Aguilar", "given": "Andrea"}],
                "issue": "212",
            },
        ),
        (
            {"type": "book", "note": "type: article-journal\nissue: 3"},
            {"type": "article-journal", "issue": "3"},
        ),
        ({"type": "book", "note": "A remark\nedition: 2nd", "edition": "3rd"}, {"edition": "3rd"}),
        # Lines of other variables stay lines, in which a processor finds them.
        (
            {"type": "article-journal", "note": "supplement-number: 3\nvolume-title: Advances", "issue": "1"},
            {"note": "supplement-number: 3\nvolume-title: Advances", "issue": "1"},
        ),
        (
            {"type": "book", "note": "A remark\non two lines, S. Res."},
            {"note": "A remark on two lines, S. Res."},
        ),
    ],
)
def test_variables_in_the_note_come_back(
    dialect: Dialect, item: dict[str, Any], fields: dict[str, Any]
) -> None:
    given = {"id": "a", "title": "B", "publisher": "C", **item}
    (work,) = read(to_bibtex(Publication(given), dialect))
    found = work.csl_item()
    assert {name: found[name] for name in fields} == fields
    assert "note" in fields or "note" not in found or found["note"] == "A remark\nedition: 2nd"


def test_editors_of_a_letter_have_their_role() -> None:
    text = """@interview{a, author = {Ann Poe}, editora = {Bob Roe}, editoratype = {interviewer}, title = {B},
        library = {Yale University Library}, note = {dimensions: 12 min.\n status: posted}}"""
    (source,) = read(text)
    assert {agent.role: agent.name for agent in source.agents()} == {
        "author": "Ann Poe",
        "interviewer": "Bob Roe",
    }
    assert source.csl_item()["status"] == "posted"


def test_a_letter_in_an_edition_has_a_date_of_its_own() -> None:
    letter, _ = (
        read("""@letter{a, author={White, E. B.}, title={EBW to Harold Ross}, crossref={b}, origdate={1946-05-02}}
        @book{b, title={Letters of E. B. White}, editor={Guth, Dorothy}, publisher={Harper}, date={1976}}""")
    )
    item = letter.csl_item()
    assert item["event-date"] == {"date-parts": [[1946, 5, 2]]} and item["issued"] == {"date-parts": [[1976]]}
    assert item["title"] == "EBW to Harold Ross"
    assert read(to_bibtex(letter, "biblatex"))[0].csl_item() == item


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("title = {Papers}, note = {Yale University Library}", "collection"),
        ("title = {House Papers}, library = {Yale University Library}", "collection"),
        ("title = {House Papers}, library = {Yale University Library}, date = {1918}", "letter"),
        ("title = {Creel to House on Records}, library = {Yale University Library}", "letter"),
    ],
)
def test_an_entry_may_be_a_whole_collection(fields: str, kind: str) -> None:
    (record,) = read(f"@misc{{a, author = {{House, Edward M.}}, {fields}, entrysubtype = {{letter}}}}")
    assert (record.kind, record.holding.repository.name) == (kind, "Yale University Library")


@pytest.mark.parametrize(
    ("subtype", "title"), [("letter", ""), ("telegram", ""), ("letter", "On the Weather")]
)
def test_a_letter_that_no_archive_holds_is_not_one_to_its_reader(subtype: str, title: str) -> None:
    fields = (
        f"author = {{Creel, George}}, recipient = {{House, Edward}}, date = 1918-09-25, title = {{{title}}}"
    )
    (record,) = read(f"@letter{{creel, {fields}, entrysubtype = {subtype}}}")
    note = archcite.cite(record, "chicago", format="text")
    assert note.startswith("George Creel") and "to Edward House" in note
    assert "personal communication" not in note


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ("langid = {english}, langidopts = {variant=british}", "en-GB"),
        ("langid = {english}, langidopts = {variant=us}", "en-US"),
        ("langid = {german}, langidopts = {spelling=old, variant = austrian}", "de-AT"),
        ("langid = {portuguese}, langidopts = {variant=brazilian}", "pt-BR"),
        ("langid = {english}, langidopts = {variant=swiss}", "en"),
        ("langidopts = {variant=uk}", None),
    ],
)
def test_the_variant_of_a_language(fields: str, language: str | None) -> None:
    (book,) = archcite.loads(f"@book{{a, title = {{War}}, {fields}}}", "bibtex")
    assert book.csl_item().get("language") == language
    (letter,) = archcite.loads(f"@letter{{a, title = {{War}}, library = {{RGANI}}, {fields}}}", "bibtex")
    assert "annote" not in letter.csl_item()


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Montaigne, Michel de", {"family": "Montaigne", "given": "Michel", "dropping-particle": "de"}),
        (
            "Humboldt, Jr., Alexander von",
            {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von", "suffix": "Jr."},
        ),
        ("smith, john", {"family": "smith", "given": "john"}),
        ("Ponge, jean-luc", {"family": "Ponge", "given": "jean-luc"}),
    ],
)
def test_words_in_small_letters_behind_given_names_are_a_particle(
    written: str, parts: dict[str, str]
) -> None:
    (name,) = parse_names(written, plain)
    assert name == parts


@pytest.mark.parametrize(
    ("latex", "keywords"),
    [
        ("{Wilson, Woodrow}, peace", "Wilson, Woodrow; peace"),
        ("{war, peace}", "war, peace"),
        ("war, peace", "war, peace"),
        ("war; peace", "war; peace"),
    ],
)
def test_braces_hold_a_keyword_together(latex: str, keywords: str) -> None:
    (book,) = archcite.loads(f"@book{{a, title = {{War}}, keywords = {{{latex}}}}}")
    assert book.csl_item()["keyword"] == keywords


@pytest.mark.parametrize(
    ("latex", "url", "rest"),
    [
        ("https://example.org/1; ", "https://example.org/1", None),
        ("https://example.org/1; https://example.org/2", "https://example.org/1", "https://example.org/2"),
        ("#div_4", None, "#div_4"),
        ("www.example.org/a;b", "www.example.org/a;b", None),
    ],
)
def test_an_address_is_one_address(latex: str, url: str | None, rest: str | None) -> None:
    (item,) = [one.csl_item() for one in archcite.loads(f"@book{{a, title = {{War}}, url = {{{latex}}}}}")]
    assert (item.get("URL"), item.get("custom", {}).get("url")) == (url, rest)


def test_subjects_with_commas_come_back() -> None:
    letter = Record(id="a", kind="letter", title="On It", subjects=["Wilson, Woodrow", "war; peace", "Paris"])
    for dialect in ("bibtex", "biblatex", "biblatex-chicago"):
        assert archcite.loads(to_bibtex(letter, dialect))[0].subjects == letter.subjects
