"""Citing from Python: the seed to the letter in every style, and a document's citations in order."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

import archcite
from archcite.csl import Processor
from archcite.notation import convert_reference
from archcite.record import Agent, Holding, Part, Record, Repository

TITLE = (
    "Letter Addressed by the CC of the CPSU to the CC of the RWP on the Recall of Soviet Advisors "
    "from Romania"
)
BOOK = {
    "id": "tolstoy",
    "type": "book",
    "title": "War and Peace",
    "author": [{"family": "Tolstoy", "given": "Leo"}],
    "issued": {"date-parts": [[1869]]},
}
CREEL = Record(
    id="creel",
    kind="letter",
    date="September 25, 1918",
    agents=[Agent.parse("George Creel"), Agent.parse("Colonel House", role="recipient")],
    holdings=[
        Holding(
            Repository("Yale University Library", place="New Haven, CT"),
            (
                Part("fonds", None, "Edward Mandell House Papers"),
                Part("box", "box", "6"),
                Part("folder", "folder", "179"),
            ),
        )
    ],
)


class TestTheSeed:
    def test_wilson_center(self, seed: Record, address: str) -> None:
        assert archcite.cite(seed, "wilson-center") == (
            '"Letter addressed by the CC of the CPSU to the CC of the RWP on the recall of Soviet advisors '
            'from Romania", September 9, 1958, Wilson Center Digital Archive, Central Historical National '
            "Archives, Fund CC of the RCP - Foreign Relations Section, File 6/1955, pp. 719-720. Translated "
            f"by Delia Razdolescu. <{address}>"
        )

    def test_chicago_note(self, seed: Record, address: str) -> None:
        assert archcite.cite(seed, "chicago") == (
            f"“{TITLE},” September 9, 1958, trans. Delia Razdolescu, File 6/1955, pp. 719–20, Fund CC of the "
            "RCP - Foreign Relations Section, Central Historical National Archives, Wilson Center Digital "
            f"Archive, {address}."
        )

    def test_chicago_entry(self, seed: Record, address: str) -> None:
        assert archcite.cite(seed, "chicago", form="entry") == (
            f"“{TITLE}.” September 9, 1958. Translated by Delia Razdolescu. File 6/1955, pp. 719–20. Fund CC "
            "of the RCP - Foreign Relations Section. Central Historical National Archives. Wilson Center "
            f"Digital Archive. {address}."
        )

    def test_mla_entry(self, seed: Record, address: str) -> None:
        entry = archcite.cite(seed, "mla", form="entry", format="markdown")
        assert entry.startswith(
            f"“{TITLE}.” 9 Sept. 1958. Translated by Delia Razdolescu, Central Historical National Archives, "
            "Fund CC of the RCP - Foreign Relations Section, File 6/1955, pp. 719–20. "
            "*Wilson Center Digital Archive*, "
        )
        assert address in entry

    @pytest.mark.parametrize("style", ["chicago", "chicago-author-date", "mla", "apa", "wilson-center"])
    def test_nothing_is_lost_in_any_style(self, seed: Record, style: str, address: str) -> None:
        entry = archcite.cite(seed, style, form="entry")
        for part in (
            "Razdolescu",
            "Central Historical National Archives",
            "Fund CC of the RCP - Foreign Relations Section",
            "File 6/1955",
            "Wilson Center Digital Archive",
            address,
        ):
            assert part in entry
        assert entry.lstrip('“"').startswith("Letter")


def test_letter_without_title_reads_as_chicago_wants_it() -> None:
    """CMOS 18, 14.119."""
    assert archcite.cite(CREEL) == (
        "George Creel to Colonel House, September 25, 1918, box 6, folder 179, Edward Mandell House Papers, "
        "Yale University Library, New Haven, CT."
    )


class TestCite:
    def test_short_form(self, seed: Record) -> None:
        assert archcite.cite(seed, form="short", locator="p. 719") == f"“{TITLE},” p. 719."

    def test_entry_leaves_a_locator_out_and_says_so(self, seed: Record) -> None:
        with pytest.warns(archcite.ArchciteWarning, match="no locator"):
            entry = archcite.cite(seed, form="entry", locator="p. 5")
        assert entry == archcite.cite(seed, form="entry")

    def test_record_that_a_style_leaves_out_of_bibliographies(self) -> None:
        """Chicago: what nobody can find again is in the notes alone."""
        with pytest.raises(archcite.ArchciteError, match="does not list “Thanks”"):
            archcite.cite(Record(title="Thanks", kind="letter", date="1958"), form="entry")

    def test_unknown_form(self, seed: Record) -> None:
        with pytest.raises(archcite.ArchciteError, match="note, short, entry or in-text"):
            archcite.cite(seed, form="footnote")  # type: ignore[arg-type]

    def test_unknown_format(self, seed: Record) -> None:
        with pytest.raises(archcite.OutputError):
            archcite.cite(seed, format="papyrus")

    def test_locale(self, seed: Record) -> None:
        assert "9. September 1958" in archcite.cite(seed, "mla", form="entry", locale="de-DE").replace(
            "Sept.", "September"
        )

    def test_csl_item_instead_of_a_record(self) -> None:
        assert "War and Peace" in archcite.cite(BOOK)


class TestBibliography:
    def test_first_note_is_full_and_later_ones_are_short(self, seed: Record) -> None:
        bib = archcite.Bibliography([seed, BOOK])
        first = bib.note(seed, locator="p. 719")
        assert "p. 719" in first and "Central Historical National Archives" in first
        assert bib.note(seed) == f"“{TITLE}.”"
        assert bib.note("tolstoy") == "Leo Tolstoy, War and Peace (1869)."
        assert bib.note(seed, "pp. 719–20") == f"“{TITLE},” pp. 719–20."

    def test_book_and_document_are_sorted_together(self, seed: Record) -> None:
        entries = archcite.Bibliography([BOOK, CREEL, seed]).entries()
        assert [entry[:7] for entry in entries] == ["Creel, ", "“Letter", "Tolstoy"]

    def test_formats_agree_on_what_was_cited(self, seed: Record) -> None:
        bib = archcite.Bibliography([seed, BOOK])
        bib.note("tolstoy")
        assert bib.note("tolstoy", format="html") == "Tolstoy, <i>War and Peace</i>."
        assert any("<i>War and Peace</i>" in entry for entry in bib.entries(format="html"))

    def test_affixes(self) -> None:
        bib = archcite.Bibliography([BOOK])
        assert bib.note(BOOK, prefix="See", suffix="among others").startswith("See Leo Tolstoy")

    def test_two_records_with_one_id_stay_two(self, seed: Record) -> None:
        other = evolve(seed, title="Another Letter")
        bib = archcite.Bibliography([seed, other])
        assert len(bib.entries()) == 2
        assert "Another Letter" in bib.note(other)

    def test_same_record_twice_is_one(self, seed: Record) -> None:
        assert len(archcite.Bibliography([seed, seed]).entries()) == 1

    def test_record_that_is_not_in_it(self, seed: Record) -> None:
        with pytest.raises(archcite.ArchciteError, match="not in this bibliography"):
            archcite.Bibliography([seed]).note(CREEL)

    def test_unknown_style_is_reported_at_once(self, seed: Record) -> None:
        with pytest.raises(archcite.StyleError, match="chicago"):
            archcite.Bibliography([seed], "chicgo")


class TestTheFacade:
    def test_every_public_name_is_there(self) -> None:
        for name in archcite.__all__:
            assert getattr(archcite, name) is not None
        assert dir(archcite) == archcite.__all__

    def test_unknown_name(self) -> None:
        with pytest.raises(AttributeError, match="no_such_name"):
            archcite.no_such_name  # noqa: B018

    def test_import_loads_nothing_heavy(self, root: Path) -> None:
        script = (
            "import sys, archcite\n"
            "print([name for name in ('attrs', 'lxml', 'pybtex', 'edtf', 'yaml', 'click', 'rich', 're') "
            "if name in sys.modules and name not in before])"
        )
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; import typing; before = set(sys.modules)\n{script}"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "[]"

    def test_a_citation_of_the_seed_needs_neither_lxml_nor_edtf(self, root: Path, seed_path: Path) -> None:
        script = (
            "import sys, archcite\n"
            f"archcite.cite(archcite.read({str(seed_path)!r}))\n"
            "print([name for name in ('lxml', 'pybtex', 'edtf', 'yaml', 'rich') if name in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda letter: archcite.cite(letter, page=2), "“locator”"),
        (lambda letter: archcite.cite(letter, as_="entry"), "“form”"),
        (lambda letter: archcite.cite(letter, lang="de"), "“locale”"),
        (lambda letter: archcite.cite(letter, frmat="html"), "“format”"),
        (lambda letter: archcite.cite(letter, xyz=1), "it takes record, style"),
        (lambda letter: archcite.cite(letter, "apa", "note"), "the others by name"),
        (lambda letter: archcite.cite(), "needs the argument “record”"),
        (lambda letter: archcite.write(letter), "needs the argument “format”"),
        (lambda letter: archcite.loads(), "loads() needs the argument “data”"),
        (lambda letter: archcite.check(styel="apa"), "check() has no argument “styel”"),
        (
            lambda letter: archcite.read("a.yaml", "b.yaml"),
            "read() takes source alone, and the others by name.",
        ),
        (lambda letter: archcite.csl.Processor("apa", itmes=[]), "did you mean “items”?"),
        (lambda letter: archcite.Record.from_dict({"autor": "Creel"}), "“autor” may be “author”"),
        (lambda letter: archcite.Bibliography(), "Bibliography() needs the argument “records”"),
        (lambda letter: archcite.Bibliography([letter]).note(letter, page=2), "“locator”"),
        (lambda letter: archcite.Bibliography([letter]).write(group_by="kind"), "“section_by”"),
        (lambda letter: archcite.Bibliography([letter]).note("creel1919"), "“creel1918”"),
        (lambda letter: archcite.read({"kind": "letter"}), "loads()"),
        (lambda letter: archcite.read("kind: letter\nauthor: George Creel\n"), "loads()"),
        (lambda letter: archcite.read("George Creel to House, " * 100), "parse()"),
        (lambda letter: archcite.parse(letter), "give it as text"),
        (lambda letter: archcite.read_all("letter.txt")[0], "list(read_all(…))"),
        (lambda letter: archcite.Publication(title="War"), "“title”: use Publication("),
        (lambda letter: archcite.cite({"type": "letter", "date": "1918"}), "“kind”"),
    ],
)
def test_a_wrong_call_is_one_sentence(call: Callable[[Record], object], hint: str) -> None:
    letter = Record(id="creel1918", kind="letter", agents=[Agent.parse("George Creel")], date="1918")
    with pytest.raises(archcite.ArchciteError) as raised:
        call(letter)
    sentence = str(raised.value)
    assert hint in sentence and "\n" not in sentence and len(sentence) < 250


def test_an_error_inside_a_call_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise TypeError("inside")

    monkeypatch.setattr("archcite.api.to_source", fail)
    with pytest.raises(TypeError, match="inside"):
        archcite.cite("letter.txt")


def test_a_dictionary_is_a_record_or_an_item_by_its_keys() -> None:
    own = {"id": "a", "kind": "letter", "author": "George Creel", "date": "1918", "repository": "GARF"}
    item = {"id": "a", "type": "book", "title": "War", "author": [{"literal": "Roe"}], "date": "1918"}
    assert archcite.cite(own) == archcite.cite(archcite.loads(own)[0])
    assert archcite.cite(item) == "Roe, War (n.d.)."
    assert archcite.Bibliography([own]).note("a") == archcite.cite(own)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("to_ris", 'archcite.write(records, "ris")'),
        ("load", "archcite.read"),
    ],
)
def test_an_unknown_name_says_what_is_meant(name: str, hint: str) -> None:
    with pytest.raises(AttributeError) as raised:
        getattr(archcite, name)
    assert hint in str(raised.value)


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda record: archcite.cite(record, "chicago", locale="german"), id="locale"),
        pytest.param(
            lambda record: archcite.cite(record, "chicago", form="entry", locator="2"), id="locator"
        ),
        pytest.param(lambda record: archcite.write(record.replace(id="a,b"), "biblatex"), id="writer"),
        pytest.param(lambda _record: archcite.loads("TY  - FOO\nTI  - War\nER  - \n"), id="reader"),
        pytest.param(lambda _record: archcite.loads("Titre : Élégie".encode("cp1252"), "tna"), id="encoding"),
        pytest.param(lambda _record: Processor("chicago", [{"title": "War"}]), id="items"),
        pytest.param(lambda _record: _cite_an_unknown_item(), id="citation"),
        pytest.param(lambda _record: Processor("chicago", []).register(["nobody"]), id="listed"),
        pytest.param(lambda _record: convert_reference("RG 59, NARA, Box 5"), id="notation"),
    ],
)
def test_a_warning_names_the_line_that_called_archcite(call: Callable[[Record], object]) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with contextlib.suppress(archcite.ArchciteError):
            call(CREEL)
    assert caught
    assert {warning.filename for warning in caught} == {__file__}


def _cite_an_unknown_item() -> None:
    paper = Processor("chicago", [])
    paper.cite([{"id": "nobody"}])
    paper.citations()
