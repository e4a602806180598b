"""``.bib`` files: what is in them, and that pybtex reads it back."""

from __future__ import annotations

import random
import re
import warnings
from itertools import permutations
from typing import Any

import pybtex.errors
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string

from archcite.errors import ArchciteWarning, OutputError, RecordError
from archcite.formats.bibtex import reader as bibtex
from archcite.formats.bibtex.citation_keys import keys
from archcite.formats.bibtex.latex_encoder import escape, protect, unescape
from archcite.formats.bibtex.round_trip import ROUND_TRIP_FIELD
from archcite.formats.bibtex.works import ORDER, TYPES, get_fields
from archcite.formats.bibtex.writer import Dialect, to_biblatex, to_biblatex_chicago, to_bibtex
from archcite.record import (
    Agent,
    ArchivalDate,
    Holding,
    OnlineCopy,
    Part,
    Publication,
    Record,
    Repository,
    Source,
)
from tests.record.strategies import records

# Random records have ids that no entry of a .bib file can have, or have one twice.
OTHER_KEYS = pytest.mark.filterwarnings(
    r"ignore:[\s\S]*(key of an entry|keys of entries), and w:archcite.ArchciteWarning"
)

_NAMED_PARTS = re.compile(r"^Too many commas in ['\"](?:family|given|prefix|suffix)=")
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
        assert read_back(to_bibtex(seed, dialect, round_trip=True)) == [seed]

    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_has_only_fields_that_others_know(self, seed: Record, dialect: Dialect) -> None:
        names = list(fields(seed, dialect))
        assert set(names) <= set(ORDER)
        assert not {"archcite", "contents"} & set(names)


def read_back(text: str) -> list[Source]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        return bibtex.read(text)


class TestRoundTrip:
    @OTHER_KEYS
    @pytest.mark.slow
    @pytest.mark.parametrize("dialect", DIALECTS)
    @given(records)
    @settings(max_examples=10, deadline=None)
    def test_any_record_comes_back(self, dialect: Dialect, record: Record) -> None:
        assert read_back(to_bibtex(record, dialect, round_trip=True)) == [record]

    @OTHER_KEYS
    @pytest.mark.slow
    @pytest.mark.parametrize("dialect", DIALECTS)
    @given(records)
    @settings(max_examples=10, deadline=None)
    def test_it_takes_one_field_that_every_parser_reads(self, dialect: Dialect, record: Record) -> None:
        with pybtex.errors.capture() as problems:
            (entry,) = parsed(to_bibtex(record, dialect, round_trip=True)).entries.values()
        own = [name for name in entry.fields if name not in ORDER]
        assert own in ([], [ROUND_TRIP_FIELD]) and ROUND_TRIP_FIELD.isalpha()
        # Pybtex does not know names in named parts (biblatex manual, 3.4), which biber reads.
        others = [one for one in problems if not _NAMED_PARTS.search(str(one))]
        assert not (problems if dialect == "bibtex" else others)

    def test_roles_keep_their_order(self) -> None:
        agents = [Agent.parse("A. Smith", "collector"), Agent.parse("B. Jones", "editor")]
        for ordered in (agents, agents[::-1]):
            record = Record(title="T", agents=ordered)
            assert read_back(to_bibtex(record, round_trip=True)) == [record]

    def test_what_is_edited_in_the_open_counts(self, seed: Record) -> None:
        text = to_biblatex(seed, round_trip=True).replace("Letter addressed by", "Message addressed by")
        (record,) = read_back(text)
        assert record.title is not None and record.title.startswith("Message addressed by the CC of the CPSU")

    def test_a_title_that_is_made_up_to_be_seen(self) -> None:
        record = Record(kind="letter", agents=[Agent.parse("Colonel House", role="recipient")])
        text = to_bibtex(record, round_trip=True)
        assert "title = {Letter to" in text
        assert read_back(text) == [record]

    def test_the_field_is_read_after_another_program_saved_it(self) -> None:
        record = Record(title="T", rights="A & B_C, 100 %\nThe end")
        text = to_bibtex(record, round_trip=True)
        assert read_back(text.replace("=22", "\\=22")) == [record]

    def test_a_damaged_field_is_left_out_with_a_warning(self) -> None:
        text = "@misc{a, title = {Letter}, archcite = {=7B=22set}}"
        with pytest.warns(ArchciteWarning, match="line 1, record “a”: the field “archcite” is damaged"):
            (record,) = bibtex.read(text)
        assert record.title == "Letter"


class TestDates:
    @pytest.mark.parametrize(
        ("date", "year", "month"),
        [
            ("1958", "1958", None),
            ("1958-09", "1958", "September"),
            ("1958-09-09", "1958", "9~September"),
            ("1958~", "ca. 1958", None),
            ("1956/1958", "1956--1958", None),
            ("1918-03/1918-05", "1918", "March--May"),
            ("1918-03-05/1919-01", "5 March 1918 -- January 1919", None),
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
                r"{\textbraceleft}a{\textbraceright} \textbackslash{} \textasciitilde{} \textasciicircum{}",
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

    @pytest.mark.slow
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
    with pytest.raises(OutputError, match="bibtex, biblatex"):
        to_bibtex(Record(title="Letter"), "natbib")  # type: ignore[arg-type]


class TestKeysOfPublications:
    def test_a_key_is_kept(self) -> None:
        (source,) = bibtex.read("@article{jones:1990+b, title = {On letters}, journal = {AHR}}")
        assert to_biblatex(source).startswith("@article{jones:1990+b,")

    def test_a_new_one_is_made_on_demand(self) -> None:
        (source,) = bibtex.read("@article{x, author = {Jones, Bob}, title = {On letters}, year = 1990}")
        assert to_biblatex(source, "authoryear").startswith("@article{jones1990,")

    @OTHER_KEYS
    @pytest.mark.parametrize("identifier", ["a b", "a,b", "100%", "{a}", ""])
    def test_what_cannot_be_a_key_is_not_kept(self, identifier: str) -> None:
        source = Publication({"id": identifier, "type": "book", "title": "Wartime"})
        assert list(parsed(to_biblatex(source)).entries) == ["anonymousbook"]


NAMES: list[dict[str, str]] = [
    {"family": "Djilas", "given": "Milovan"},
    {"family": "O'Hara", "given": "Mary Beth"},
    {"family": "García Márquez", "given": "Gabriel"},
    {"family": "Dijk", "given": "Anna", "non-dropping-particle": "van"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    {"literal": "Ministry of Supply and Trade, Oslo"},
]
VALUES: dict[str, list[Any]] = {
    # A note that ends with “library” names the archive.
    "call-number": ["QA 76.9 A1", "Cod. Pal. 848"],
    "title": ["Wartime", "The Łódź letters: a <i>Faust</i> of our time", "100 % & more"],
    "container-title": ["Cold War History"],
    "collection-title": ["Studies in Rivers"],
    "page": ["12", "12-20", "R551-R554", "xi-xiv", "1, 5-7"],
    "issue": ["2", "3-4"],
    "language": ["en", "en-GB", "de", "ru"],
    "URL": ["https://example.org/a_b?c=%20&d#e"],
    "DOI": ["10.1000/182"],
    "genre": ["PhD diss.", "Working paper"],
    "abstract": ["An abstract, in brief."],
}
ISSUED = [
    {"date-parts": [[1977]]},
    {"date-parts": [[1977, 5]]},
    {"date-parts": [[1977, 5, 3]]},
    {"date-parts": [[1977, 5], [1978]]},
    {"date-parts": [[1977]], "circa": True},
    {"date-parts": [[1977]], "season": 2},
]


def make_item(csl_type: str, base: Any, choose: random.Random) -> dict[str, Any]:
    """Return an item with variables that the dialect has fields for."""
    item: dict[str, Any] = {"id": "x1", "type": csl_type, "title": "Wartime"}
    taken = {"title"}
    for variable, name in get_fields(csl_type, base).items():
        if name not in taken and choose.random() < 0.5:
            taken.add(name)
            item[variable] = choose.choice(VALUES.get(variable, ["Alpha & Beta", "12"]))
    for variable in ("author", "editor", "translator", "director", "container-author"):
        if choose.random() < 0.4:
            item[variable] = choose.sample(NAMES, choose.randint(1, 3))
    item["issued"] = choose.choice(ISSUED)
    # What makes it a published work, if its type may be something else too.
    item.setdefault("container-title", "Cold War History")
    return item


@pytest.mark.slow
@pytest.mark.parametrize("base", ["bibtex", "biblatex"])
@pytest.mark.parametrize("csl_type", sorted(TYPES))
@given(choose=st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None)
def test_published_works_come_back_variable_for_variable(
    base: Dialect, csl_type: str, choose: random.Random
) -> None:
    item = make_item(csl_type, base, choose)
    if csl_type == "thesis":
        item.setdefault("genre", "PhD diss.")
    (source,) = bibtex.read(to_bibtex(Publication(item), base))
    assert isinstance(source, Publication)
    assert source.csl_item() == item


def test_what_a_work_has_no_field_for_is_named() -> None:
    source = Publication({"id": "a", "type": "book", "title": "Wartime", "scale": "1:5", "source": "JSTOR"})
    with pytest.warns(ArchciteWarning, match="no field for scale, source"):
        to_biblatex(source)
    assert read_back(to_biblatex(source, round_trip=True)) == [source]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_alone_is_the_macro_for_it(month: int) -> None:
    letter = Record(id="a", title="Letter", date=f"1918-{month:02}")
    text = to_bibtex(letter)
    assert re.search(r"^  month = [a-z]{3},$", text, re.MULTILINE)
    (read,) = bibtex.read(text)
    assert read.date == letter.date


@pytest.mark.parametrize("month", ["mar", "{5~March}", "5 # {~} # mar"])
def test_the_fields_of_a_date_are_not_words_of_the_source(month: str) -> None:
    (read,) = bibtex.read(f"@misc{{a, title = {{Letter}}, month = {month}, year = 1918, library = {{Yale}}}}")
    assert read.date in (ArchivalDate("1918-03"), ArchivalDate("1918-03-05"))


@pytest.mark.parametrize("month", ["{Spring}", "{März}", "{early March}"])
def test_other_words_of_a_date_are_kept(month: str) -> None:
    (read,) = bibtex.read(f"@misc{{a, title = {{Letter}}, month = {month}, year = 1918, library = {{Yale}}}}")
    assert read.date is not None
    assert month[1:-1] in str(read.date.text)


def test_a_title_of_its_own_is_kept() -> None:
    (source,) = read_back(
        "@misc{a, title = {Letters from Moscow}, entrysubtype = {letter}, library = {RGANI}}"
    )
    assert source.title == "Letters from Moscow"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Mfundishi, (cofounder, Black Community)", "{Mfundishi Maasi (cofounder, Black Community)}"),
        ("John, Jr.", "Maasi, Jr., John"),
    ],
)
def test_a_given_name_with_a_comma_is_one_that_biber_reads(given: str, written: str) -> None:
    record = Record(title="T", agents=[Agent(family="Maasi", given=given)])
    assert f"author = {{{written}}}" in to_biblatex(record)


class TestReplacedIds:
    @pytest.mark.parametrize(
        ("ids", "message"),
        [
            (["Smith, 2010"], "The id “Smith, 2010” cannot be the key of an entry, and was replaced by"),
            (["my id", "a%b", "ok"], "2 ids cannot be keys of entries, and were replaced \\(“my id” by “"),
            (["ok", "ok"], "The id “ok” cannot be the key"),
        ],
    )
    def test_one_warning_names_them(self, ids: list[str], message: str) -> None:
        records = [Record(id=one, kind="letter", title=f"Letter {number}") for number, one in enumerate(ids)]
        with pytest.warns(ArchciteWarning, match=message) as caught:
            to_bibtex(records)
        assert len(caught) == 1

    def test_nobody_is_warned_of_new_keys_that_were_asked_for(self) -> None:
        assert "@misc{" in to_bibtex(Record(id="my id", kind="letter", title="Letter"), key="authoryear")
