"""``.bib`` files: what is in them, and that pybtex reads it back."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from archcite.errors import OutputError, RecordError
from archcite.formats.archcite_yaml.reader import read
from archcite.formats.bibtex import reader as bibtex
from archcite.formats.bibtex.citation_keys import keys
from archcite.formats.bibtex.latex_encoder import escape, protect, unescape
from archcite.formats.bibtex.round_trip_fields import read_own
from archcite.formats.bibtex.writer import Dialect, to_biblatex, to_biblatex_chicago, to_bibtex
from archcite.formats.flat_table.flat_fields import unflatten
from archcite.formats.writing import write
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Part, Record, Repository
from tests.record.strategies import records

DIALECTS: tuple[Dialect, ...] = ("bibtex", "biblatex", "biblatex-chicago")


def parsed(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


def fields(record: Record, dialect: Dialect) -> dict[str, str]:
    (entry,) = parsed(to_bibtex(record, dialect)).entries.values()
    return dict(entry.fields)


class TestTheSeed:
    def test_bibtex_shows_everything(self, seed: Record, address: str) -> None:
        found = fields(seed, "bibtex")
        assert found["title"] == (
            "Letter addressed by the {CC} of the {CPSU} to the {CC} of the {RWP} on the recall of {Soviet} "
            "advisors from {Romania}"
        )
        assert found["howpublished"] == (
            "Central Historical National Archives, Fund CC of the RCP - Foreign Relations Section, "
            "File 6/1955, pp. 719--720"
        )
        assert found["note"] == (
            rf"Translated by Delia Razdolescu. Wilson Center Digital Archive, \url{{{address}}}"
        )
        assert (found["month"], found["year"]) == ("9~September", "1958")

    def test_biblatex_has_a_field_for_each_thing(self, seed: Record, address: str) -> None:
        (entry,) = parsed(to_biblatex(seed)).entries.values()
        assert entry.type == "letter"
        expected = {
            "date": "1958-09-09",
            "translator": "Razdolescu, Delia",
            "library": "Central Historical National Archives",
            "howpublished": "Central Historical National Archives, Fund CC of the RCP - Foreign Relations "
            "Section, File 6/1955, pp. 719–720",
            "addendum": "Wilson Center Digital Archive",
            "origlanguage": "romanian",
            "url": address,
        }
        assert {name: entry.fields[name] for name in expected} == expected

    def test_key_is_readable(self, seed: Record) -> None:
        assert list(parsed(to_bibtex(seed)).entries) == ["cpsu1958letter"]

    def test_biblatex_chicago_goes_from_the_special_to_the_general(self, seed: Record, address: str) -> None:
        (entry,) = parsed(to_biblatex_chicago(seed)).entries.values()
        assert entry.type == "misc"
        expected = {
            "entrysubtype": "letter",
            "origdate": "1958-09-09",
            "note": "File 6/1955, pp. 719–720",
            "organization": "Fund CC of the RCP - Foreign Relations Section",
            "institution": "Central Historical National Archives",
            "addendum": "Wilson Center Digital Archive",
            "url": address,
        }
        assert {name: entry.fields[name] for name in expected} == expected

    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_comes_back(self, seed: Record, dialect: Dialect) -> None:
        assert read_back(to_bibtex(seed, dialect)) == [seed]


def read_back(text: str) -> list[Record]:
    result = []
    for entry in parsed(text).entries.values():
        flat = read_own(entry)
        assert flat is not None
        result += read(json.dumps(unflatten(flat)), "a.json")
    return result


class TestNothingIsLost:
    @pytest.mark.parametrize("dialect", DIALECTS)
    @given(records)
    def test_any_record_comes_back(self, dialect: Dialect, record: Record) -> None:
        assert read_back(to_bibtex(record, dialect)) == [record]

    @given(records)
    def test_no_field_of_ours_is_empty(self, record: Record) -> None:
        # Programs drop empty fields when they save a file.
        (entry,) = parsed(to_biblatex(record)).entries.values()
        own = [text for name, text in entry.fields.items() if name.startswith("x-archcite-")]
        assert own and all(own)

    def test_roles_keep_their_order(self) -> None:
        agents = [Agent.parse("A. Smith", "collector"), Agent.parse("B. Jones", "editor")]
        for ordered in (agents, agents[::-1]):
            record = Record(title="T", agents=ordered)
            assert read_back(to_bibtex(record)) == [record]

    def test_what_is_edited_in_the_open_counts(self, seed: Record) -> None:
        text = to_biblatex(seed).replace("Letter addressed by", "Message addressed by")
        (record,) = read_back(text)
        assert record.title is not None and record.title.startswith("Message addressed by the CC of the CPSU")

    def test_what_is_only_made_up_to_be_seen(self) -> None:
        record = Record(kind="letter", agents=[Agent.parse("Colonel House", role="recipient")])
        text = to_bibtex(record)
        assert 'title = "Letter to' in text and 'x-archcite-without = "title"' in text
        assert read_back(text) == [record]

    def test_fields_are_read_after_another_program_saved_them(self) -> None:
        record = Record(title="T", rights="A & B_C, 100 %\nThe end")
        assert read_back(to_bibtex(record).replace("&", r"\&").replace("_C", r"\_C")) == [record]


class TestDates:
    @pytest.mark.parametrize(
        ("date", "year", "month"),
        [
            ("1958", "1958", None),
            ("1958-09", "1958", "September"),
            ("1958-09-09", "1958", "9~September"),
            ("1958~", "ca. 1958", None),
            ("1956/1958", "1956--1958", None),
        ],
    )
    def test_bibtex(self, date: str, year: str, month: str | None) -> None:
        found = fields(Record(title="Letter", date=ArchivalDate(date)), "bibtex")
        assert (found["year"], found.get("month")) == (year, month)

    @pytest.mark.parametrize("date", ["1958", "1958-09", "1958~", "1956/1958", "195X", "1958-09-09/1958-10"])
    def test_biblatex_reads_edtf(self, date: str) -> None:
        assert fields(Record(title="Letter", date=ArchivalDate(date)), "biblatex")["date"] == date

    def test_date_in_words_only(self) -> None:
        record = Record(title="Letter", date=ArchivalDate(None, "undated"))
        assert fields(record, "biblatex")["year"] == "undated"


class TestPeople:
    def test_bodies_are_not_taken_apart(self) -> None:
        record = Record(title="Letter", agents=[Agent.body("Centre for Arms and Peace, Oslo")])
        (entry,) = parsed(to_bibtex(record)).entries.values()
        (author,) = entry.persons["author"]
        assert author.last_names == ["{Centre for Arms and Peace, Oslo}"]

    def test_particles_and_suffixes(self) -> None:
        agents = [Agent.parse("Charles de Gaulle"), Agent.parse("King, Martin Luther, Jr.")]
        (entry,) = parsed(to_bibtex(Record(title="Letters", agents=agents))).entries.values()
        first, second = entry.persons["author"]
        assert (first.prelast_names, first.last_names) == (["de"], ["Gaulle"])
        assert (second.last_names, second.lineage_names) == (["King"], ["Jr."])

    def test_recipient_that_the_title_does_not_name(self) -> None:
        to = Agent.parse("Colonel House", role="recipient")
        assert fields(Record(kind="letter", agents=[to]), "bibtex")["title"] == "Letter to {Colonel} {House}"
        assert (
            fields(Record(title="Thanks", kind="letter", agents=[to]), "bibtex")["note"] == "To Colonel House"
        )

    def test_who_obtained_it_is_kept(self) -> None:
        record = Record(
            title="Letter",
            agents=[Agent.parse("A. Smith", role="obtained-by"), Agent.parse("B. Jones", role="translator")],
        )
        for dialect in ("bibtex", "biblatex"):
            note = fields(record, dialect)["note"]
            assert "A. Smith" in note and "B. Jones" in note


class TestKeys:
    def records(self) -> list[Record]:
        return [
            Record(kind="letter", title="Letter from Moscow", date="1958", copy=OnlineCopy("P", None, number))
            for number in ("1", "2", "3")
        ]

    def test_unique(self) -> None:
        for order in permutations(self.records()):
            assert len(parsed(to_bibtex(order)).entries) == 3

    def test_adding_a_record_changes_no_key(self) -> None:
        some = list(parsed(to_bibtex(self.records()[:2])).entries)
        assert list(parsed(to_bibtex(self.records())).entries)[:2] == some

    def test_equal_records_are_both_there(self) -> None:
        record = self.records()[0]
        assert len(parsed(to_bibtex([record, record, record])).entries) == 3

    def test_names_in_other_scripts(self) -> None:
        record = Record(kind="report", title="О положении", date="1956", agents=[Agent.parse("Иван Ковач")])
        assert list(parsed(to_bibtex(record)).entries) == ["anonymous1956report"]

    def test_pattern(self) -> None:
        made = [keys([record], "{what}.{year}.{number}") for record in self.records()]
        assert made == [["letter.1958.1"], ["letter.1958.2"], ["letter.1958.3"]]
        assert "@misc{moscow_1," in to_bibtex(self.records()[0], key="{who}_{number}")

    def test_with_the_number_no_order_changes_a_key(self) -> None:
        for order in permutations(self.records()):
            assert keys(order, "{what}{number}") == [f"letter{record.copy.identifier}" for record in order]

    @pytest.mark.parametrize("pattern", ["{author}", "{", "{who} {year}", "{who.x}", "a,b", "{}"])
    def test_patterns_that_are_none(self, pattern: str) -> None:
        with pytest.raises(OutputError, match=r"pattern for keys|cannot be a key"):
            keys(self.records(), pattern)


class TestText:
    @pytest.mark.parametrize(
        ("text", "latex"),
        [
            ("R&D 100 % #1 $5 a_b", r"R\&D 100 \% \#1 \$5 a\_b"),
            ("Łódź", r"{\L}{\'o}d{\'z}"),
            (
                "Gheorghiu-Dej – Ştefan Țepeș",
                r"Gheorghiu-Dej -- {\c{S}}tefan {\textcommabelow{T}}epe{\textcommabelow{s}}",
            ),
            ("ő. e.", r"{\H{o}}. e."),
            ("ГАРФ, ф. 5", "ГАРФ, ф. 5"),
            (
                "{a} \\ ~ ^",
                r"\textbraceleft{}a\textbraceright{} \textbackslash{} \textasciitilde{} \textasciicircum{}",
            ),
        ],
    )
    def test_escape(self, text: str, latex: str) -> None:
        assert escape(text, ascii=True) == latex

    @pytest.mark.parametrize(
        "text", ["R&D 100 % #1 $5 a_b", "Łódź – “so”", "ő. e.", "{a} \\ ~ ^", "ГАРФ, ф. 5"]
    )
    @pytest.mark.parametrize("ascii", [False, True])
    def test_unescape(self, text: str, ascii: bool) -> None:
        assert unescape(escape(text, ascii=ascii)) == text
        assert unescape(protect(text, ascii=ascii)) == text

    def test_capitals_are_protected(self) -> None:
        assert protect("The CC and Gheorghiu-Dej, in U.S. eyes", ascii=False) == (
            "The {CC} and {Gheorghiu-Dej}, in {U.S}. eyes"
        )

    def test_address_stays_as_it_is(self) -> None:
        record = Record(title="Letter", copy=OnlineCopy("P", "https://example.org/a_b?c=%20&d#e{f}"))
        expected = "https://example.org/a_b?c=%20&d#e%7Bf%7D"
        assert fields(record, "biblatex")["url"] == expected
        assert rf"\url{{{expected}}}" in fields(record, "bibtex")["note"]

    @given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
    def test_any_text_is_valid_bibtex(self, title: str, place: str, name: str) -> None:
        try:
            record = Record(
                title=title,
                agents=[Agent(family=name)],
                holdings=[Holding(Repository(place), (Part("file", None, place or "1"),))],
                copy=OnlineCopy(place, title),
            )
        except RecordError:
            return
        for dialect in DIALECTS:
            assert len(parsed(to_bibtex([record, record], dialect)).entries) == 2


def test_unknown_dialect() -> None:
    with pytest.raises(OutputError, match="bibtex or biblatex"):
        to_bibtex(Record(title="Letter"), "natbib")  # type: ignore[arg-type]


WORKS = {
    "book": ("book", "book"),
    "article-journal": ("article", "article"),
    "article-newspaper": ("article", "article"),
    "chapter": ("incollection", "incollection"),
    "paper-conference": ("inproceedings", "inproceedings"),
    "thesis": ("phdthesis", "thesis"),
}
SAID = st.sampled_from(
    [
        "publisher: Harcourt Brace",
        "publisher-place: New York",
        "container-title: Cold War History",
        "volume: 5",
        "issue: 2",
        "edition: 2nd",
        "DOI: 10.1000/182",
        "Seen in Vienna",
    ]
)


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex", "biblatex-chicago"])
@given(kind=st.sampled_from(sorted(WORKS)), notes=st.lists(SAID, unique=True))
def test_published_works_are_what_they_are_and_come_back(dialect: str, kind: str, notes: list[str]) -> None:
    record = Record(
        id="djilas",
        kind=kind,
        title="Wartime",
        date="1977",
        agents=[Agent.parse("Milovan Djilas")],
        notes=notes,
    )
    text = write([record], dialect)
    assert text.startswith(f"@{WORKS[kind][dialect != 'bibtex']}{{")
    for note in notes:
        variable, _, value = note.partition(": ")
        if variable in ("publisher", "publisher-place") and kind in ("book", "chapter", "thesis"):
            assert f'= "{value}"' in text
    assert bibtex.read(text, "works.bib") == [record]
