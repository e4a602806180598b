"""Citations as scholars print them: each field in its place, and every word in the record."""

from __future__ import annotations

import json
import re
import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.common import document_kinds
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.printed_citation.parser import parse_printed_citation
from archcite.formats.printed_citation.reader import read_citation
from archcite.record.vocabulary import KINDS
from tests.readers.citation_figures import compare, find_lost_words, is_same, measure, parse_quietly

CITATIONS = tomllib.loads((Path(__file__).parent / "printed_citations.toml").read_text(encoding="utf-8"))[
    "citation"
]
# Citations in the forms of 25 countries, with the fields that they state.
BY_COUNTRY = [
    json.loads(line)
    for line in (Path(__file__).parent / "printed_citations.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", CITATIONS, ids=lambda row: row["text"][:40])
def test_each_field_is_in_its_place(row: dict[str, Any]) -> None:
    record = parse_quietly(row["text"])
    assert record is not None
    assert record.holding.repository.name == row["archive"]
    if "path" in row:
        pages = [str(record.holding.pages)] if record.holding.pages else []
        assert [*map(str, record.holding.parts), *pages] == row["path"]
    assert len(record.holdings) == row.get("holdings", 1)
    assert record.title == row.get("title")
    assert (record.date.edtf if record.date else None) == row.get("date")
    assert record.classification == row.get("classification")
    assert [f"{agent.role}: {agent.name}" for agent in record.agents()] == row.get("agents", [])
    if "kind" in row:
        assert record.kind == row["kind"]


@pytest.mark.parametrize("row", BY_COUNTRY, ids=lambda row: row["raw"][:40])
def test_citations_as_scholars_of_many_countries_print_them(row: dict[str, Any]) -> None:
    record = parse_quietly(row["raw"])
    assert [found for found in compare(row, record) if not is_same(*found[1:])] == []
    assert find_lost_words(row["raw"], record) == []


@pytest.mark.slow
def test_most_of_what_strangers_print_is_understood() -> None:
    """Citations collected from public pages, whose fields were written down before they were parsed."""
    figures = measure(Path(__file__).parent / "collected_citations.jsonl")
    assert figures.share >= 0.9, figures.wrong
    assert len(figures.lost) <= 3


@pytest.mark.parametrize("row", CITATIONS, ids=lambda row: row["text"][:40])
def test_no_word_is_lost(row: dict[str, Any]) -> None:
    assert find_lost_words(row["text"], parse_quietly(row["text"])) == []


@pytest.mark.parametrize(
    "text", ["1958", "RGANI", "I went to the library.", "", "Dear Comrades,", "“A Title”"]
)
def test_what_is_not_a_citation_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="is not an archival citation"):
        read_citation(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chen Jian, China’s Road to the Korean War (New York: Columbia University Press, 1994), 201.",
        "Mark Kramer, “The 1956 Crises,” Journal of Contemporary History 33, no. 2 (1998): 163–214.",
    ],
)
def test_a_published_work_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="is not an archival citation"):
        read_citation(text)


@pytest.mark.parametrize(
    ("words", "published_in", "notes"),
    [
        (
            "reprinted in Kimball, Churchill and Roosevelt (Princeton: PUP, 1984), 471",
            "Kimball, Churchill and",
            (),
        ),
        (
            "in Warren Kimball, ed., Churchill and Roosevelt (Princeton: PUP, 1984), 471",
            "Warren Kimball, ed.",
            (),
        ),
        ("quoted in Chen Jian, China’s Road (New York: CUP, 1994), 201", None, ("quoted in Chen Jian",)),
    ],
)
def test_a_book_beside_a_citation(words: str, published_in: str | None, notes: tuple[str, ...]) -> None:
    record = parse_quietly(f"Churchill to Roosevelt, 5 May 1942, {words}.")
    assert record is not None
    assert [agent.name for agent in record.agents()] == ["Churchill", "Roosevelt"]
    assert record.date is not None and record.date.edtf == "1942-05-05"
    assert (record.published_in or "").startswith(published_in or "") and bool(published_in) == bool(
        record.published_in
    )
    assert all(note.startswith(start) for note, start in zip(record.notes, notes, strict=True))


def test_the_photographer_of_a_credit_line() -> None:
    record = parse_quietly("BArch, B 145 Bild-F004204-0003 / Unterberg, Rolf")
    assert record is not None and [agent.name for agent in record.agents("photographer")] == [
        "Rolf Unterberg"
    ]


def test_what_was_not_understood_is_reported() -> None:
    with pytest.warns(ArchciteWarning, match="Could not tell what “Seen by courtesy of the family” is"):
        record = archcite.parse(
            "“A Letter,” 5 May 1950, RGANI, f. 5, op. 1, d. 3. Seen by courtesy of the family."
        )
    assert any("courtesy" in note for note in record.notes)


ARCHIVES = st.sampled_from(["RGANI", "PA AA", "The National Archives", "Yale University Library"])
NAMES = st.sampled_from(["Ann Lee", "George Creel", "I. Petrov", "Liu Shaoqi", "Charles de Gaulle"])


@pytest.mark.slow
@given(author=NAMES, recipient=NAMES, archive=ARCHIVES, day=st.integers(1, 28), box=st.integers(1, 500))
@settings(max_examples=40, deadline=None)
def test_a_letter_in_any_order(author: str, recipient: str, archive: str, day: int, box: int) -> None:
    who, when, where = f"{author} to {recipient}", f"{day} May 1950", f"box {box}, folder 3"
    for text in (
        f"{who}, {when}, {archive}, {where}.",
        f"{who}, {when}, {where}, {archive}.",
        f"{archive}, {where}, {who}, {when}.",
    ):
        found = parse_printed_citation(text)
        assert [agent.name for agent in found.agents] == [author, recipient], text
        assert found.description.date is not None and found.description.date.edtf == f"1950-05-{day:02}", text
        assert found.holdings[0].repository.name == archive, text
        assert [part.value for part in found.holdings[0].parts] == [str(box), "3"], text
        assert not found.unplaced, text


@given(st.text(alphabet=st.sampled_from("RGANI f.5,;:()“”’/—- абв1958 to"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        try:
            record = read_citation(text)
        except SourceError:
            return
    # The number of a footnote is dropped: “12. RGANI, f. 5”.
    number = re.match(r"\s*(?:/\d{1,3}/|\d{1,3}[.)](?=\s))", text)
    assert find_lost_words(text[number.end() :] if number else text, record) == [], text


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["Aaaa. ", ": a", "(1950) ", "RGANI, ", "“A” ", "f. 5; ", "A to B, ", "5. Abc d "]
)
def test_long_text_is_read_or_refused(unit: str) -> None:
    text = unit * (2900 // len(unit))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        try:
            record = read_citation(text)
        except SourceError:
            return
    assert find_lost_words(text, record) == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Telegramm aus Moskau", "telegram"),
        ("Lettre à Mazarin", "letter"),
        ("Carta del virrey", "letter"),
        ("Verbale della seduta", "minutes"),
        ("Постановление Политбюро", "resolution"),
        ("Sprawozdanie wojewody", "report"),
        ("Border incidents", "document"),
    ],
)
def test_kinds_are_known_in_many_languages(title: str, kind: str) -> None:
    assert infer_document_kind(title) == kind


def test_a_kind_of_every_language_is_known() -> None:
    path = Path(document_kinds.__file__).with_suffix(".toml")
    for kinds in tomllib.loads(path.read_text(encoding="utf-8")).values():
        assert set(kinds) <= set(KINDS)


@pytest.mark.parametrize(
    ("title", "kind", "author", "recipient"),
    [
        ("Telegramm von Clay an Bradley", "telegram", "Clay", "Bradley"),
        ("carta de Mendoza a Felipe II", "letter", "Mendoza", "Felipe II"),
        ("Lettre de Jean Monnet à Robert Schuman", "letter", "Jean Monnet", "Robert Schuman"),
        ("Brief van Drees aan Stikker", "letter", "Drees", "Stikker"),
        ("Brev från Erlander till Gerhardsen", "letter", "Erlander", "Gerhardsen"),
        ("Notiz von Kohl für Brandt", "note", "Kohl", "Brandt"),
    ],
)
def test_a_title_of_only_the_kind_and_the_people_is_not_a_title(
    title: str, kind: str, author: str, recipient: str
) -> None:
    record = parse_quietly(f"{title}, 3. 5. 1950, AdsD, Depositum Bahr, 12")
    assert record is not None
    assert (record.title, record.kind) == (None, kind)
    assert [agent.name for agent in record.agents()] == [author, recipient]


@pytest.mark.parametrize(
    "title",
    [
        "Lettre de cachet à la prison",
        "Geheimes Telegramm von Clay an Bradley",
        "Brief von Clay an die Botschaft",
        "Письмо Крупской Сталину",
    ],
)
def test_a_title_that_says_more_than_the_kind_and_the_people_stays(title: str) -> None:
    record = parse_quietly(f"{title}, 3. 5. 1950, AdsD, Depositum Bahr, 12")
    assert record is not None
    assert record.title == title


@pytest.mark.parametrize(
    ("title", "people"),
    [
        ("Письмо Сталина Молотову", ["Сталин", "Молотов"]),
        ("Телеграмма И. В. Сталина Л. Д. Троцкому", ["И. В. Сталин", "Л. Д. Троцкий"]),
        ("Письмо Крупской Сталину", ["Крупская", "Сталин"]),
    ],
)
def test_people_of_a_russian_title_are_named_in_the_nominative(title: str, people: list[str]) -> None:
    record = parse_quietly(f"{title}. 3 мая 1925 г. РГАСПИ. Ф. 558. Оп. 11. Д. 97. Л. 67.")
    assert record is not None
    assert record.title == title  # its words are in no other field
    assert [agent.name for agent in record.agents()] == people


@pytest.mark.parametrize(
    ("title", "rest", "people"),
    [
        ("Brief Bismarcks an Moltke", "", ["Bismarck", "Moltke"]),
        ("Brief Adenauers an Heuss", "", ["Heuss"]),  # Adenauer or Adenauers
        ("Brief Adenauers an Heuss", "NL Adenauer, ", ["Adenauer", "Heuss"]),
        ("Brief Peters an Mayer", "NL Peters, ", ["Peters", "Mayer"]),
        ("Telegramm Krone an Kohl", "", ["Krone", "Kohl"]),
        ("List Piłsudskiego do Paderewskiego", "", ["Piłsudski", "Paderewski"]),
        ("List Gomułki do Bieruta", "", ["Bierut"]),  # Gomułka or Gomułko
        ("Dopis Masaryka Benešovi", "", ["Masaryk", "Beneš"]),
        ("Dopis Beneše Masarykovi", "", ["Beneš"]),  # Masaryk or Masaryka
        ("Pismo Rankovića Đilasu", "", ["Ranković"]),
        ("Лист Грушевського Винниченку", "", ["Грушевський", "Винниченко"]),
        ("Náray Antal levele Horthy Miklóshoz", "", ["Náray Antal", "Horthy Miklós"]),
        ("İnönü'nün Churchill'e mektubu", "", ["İnönü", "Churchill"]),
        ("Brief des Ministers an den König", "", []),
    ],
)
def test_inflected_names_are_named_where_the_nominative_is_certain(
    title: str, rest: str, people: list[str]
) -> None:
    record = parse_quietly(f"BArch, {rest}N 1221/345, Bl. 12, {title}, 3.5.1952")
    assert record is not None
    assert record.title == title
    assert [agent.name for agent in record.agents()] == people


# Bodies, offices, countries and towns write as people do, and their names are inflected in the same way.
NOBODYS_LETTERS = [
    "Brief an die Redaktion",
    "Brief an das Volk",
    "Schreiben an alle Oberpräsidenten",
    "Brief Deutschlands an Frankreich",
    "Telegramm des Kaisers an den Zaren",
    "Brief eines Unbekannten an Adenauer",
    "Schreiben Preußens an den Bundestag",
    "Denkschrift Hamburgs an Berlin",
    "Bericht der Gesandtschaft an das Amt",
    "Briefe deutscher Soldaten an Angehörige",
    "Weisung Nr. 21 an die Wehrmacht",
    "List do wyborców",
    "List pasterski do wiernych",
    "List otwarty do Partii",
    "List Episkopatu do Niemców",
    "Telegram Wrocławia do Warszawy",
    "Raport Urzędu do Ministra",
    "List matek do Sejmu",
    "Письмо трудящихся Ленинграда",
    "Письмо Ленинграда Москве",
    "Письмо запорожцев султану",
    "Записка Молотовского обкома партии",
    "Телеграмма Совнаркома Наркомфину",
    "Письмо Комитета Президенту",
    "Доклад Уполномоченного Совету",
    "Письмо Украинского совета Центральному комитету",
    "Лист козаків султанові",
    "Звіт Управління Комітету",
    "Лист Харківського комітету",
    "Dopis voličům",
    "Dopis Svazu spisovatelů",
    "Zpráva Prahy Brnu",
    "Dopis Ústavu Akademii",
    "Dopis Národního výboru",
    "Pismo radnika Titu",
    "Pismo Beograda Zagrebu",
    "Izvještaj Odbora Vijeću",
    "A nép levele a királyhoz",
    "A Minisztérium jelentése a Kormányhoz",
    "Budapest távirata Bécshez",
    "Halkın mektubu",
    "Türkiye'nin Almanya'ya notu",
    "Ankara'nın Moskova'ya notu",
    "Letter from the Editor to Readers",
    "Lettera di Natale ai parrocchiani",
    "Carta de un amigo a otro",
    "Letter to the People of Quebec",
    "Brief aus Paris an Hamburg",
    "Letter of Credit to Bank",
    "Note by the Secretariat",
    "Report by the Committee to Parliament",
    "Letters from Russia to England",
    "Brief Luthers an die Ratsherren",
    "Schreiben Lübecks an Danzig",
    "Telegramm Kairos an London",
    "Brief der Königin an den Premier",
    "Bericht Meiers an den Vorstand",
    "List robotników do Gierka",
    "List Ambasadora Ministrowi",
    "Raport Starosty Powiatowego",
    "Telegram Sztokholmu do Oslo",
    "Письмо Ростова Самаре",
    "Письмо Земского собора Царю",
    "Телеграмма Севастополя Одессе",
    "Доклад Губернатора Императору",
    "Записка Кабинета Министров",
    "Лист громади Полтави",
    "Dopis Kladna Plzni",
    "Dopis Ministra Vládě",
    "Pismo Skupštine Predsedniku",
    "Pismo Zagreba Splitu",
    "Izveštaj Štaba Vrhovnom komandantu",
    "Varsó távirata Prágához",
    "İzmir'in Ankara'ya raporu",
    "Vali'nin Padişah'a mektubu",
    "Brief Roms an Avignon",
]


@pytest.mark.parametrize("title", NOBODYS_LETTERS)
def test_what_only_looks_like_correspondence_has_no_author(title: str) -> None:
    record = parse_quietly(f"{title}, 3 May 1922, RGANI, f. 5, op. 6, l. 46.")
    assert record is not None
    assert (record.title, record.agents()) == (title, ())


@pytest.mark.parametrize(
    "remark",
    ["Repeated to London", "Also sent to Bonn and Paris", "Drafted by Davis", "Received on May 3"],
)
def test_how_a_telegram_was_sent_is_not_correspondence(remark: str) -> None:
    record = parse_quietly(f"Department of State, Central Files, AV 12–2 CZECH. Confidential. {remark}.")
    assert record is not None
    assert record.agents() == () and record.title is None
    assert record.drafting == remark


@pytest.mark.parametrize(
    ("before", "authors", "kind"),
    [
        ("Kennedy, Memorandum", ["Kennedy"], "memorandum"),
        ("Cabinet Office, Sitzungsprotokoll", ["Cabinet Office"], "minutes"),
        ("Moore, Marianne", ["Marianne Moore"], None),
        ("Berlin, Bericht", [], None),
    ],
)
def test_a_kind_before_a_quoted_title_is_not_a_given_name(
    before: str, authors: list[str], kind: str | None
) -> None:
    record = parse_quietly(f"{before}, “On Laos,” 5 May 1961, Kennedy Library, NSF, Box 12")
    assert record is not None and record.title == "On Laos"
    assert [agent.name for agent in record.agents()] == authors
    assert kind is None or record.kind == kind


@pytest.mark.parametrize(
    ("text", "title", "kind", "path"),
    [
        ("Wilson Family Papers, 1798–1850, Roe family, Chester.", "Wilson Family Papers", "collection", []),
        ("Lloyd George Papers, Beaverbrook Library, London.", None, "document", ["Lloyd George Papers"]),
    ],
)
def test_a_collection_with_its_years_is_cited_itself(
    text: str, title: str | None, kind: str, path: list[str]
) -> None:
    record = parse_quietly(text)
    assert record is not None
    assert (record.title, record.kind, [str(part) for part in record.holding.parts]) == (title, kind, path)


@pytest.mark.parametrize(
    ("text", "edition", "archive"),
    [
        ("Memorandum, October 26, 1962, FRUS, 1961–1963, vol. XI, doc. 84.", "FRUS, 1961–1963, vol. XI, doc. 84", ""),
        ("A to B, 22 February 1946, in FRUS 1946, VI, pp. 696–709.", "FRUS 1946, VI, pp. 696–709", ""),
        ("Aufzeichnung, 12. März 1963, in: AAPD 1963, Dok. 12", "AAPD 1963, Dok. 12", ""),
        ("Note, 5 mai 1950 (DDF 1950, doc. 12).", "DDF 1950, doc. 12", ""),
        ("A to B, 5 May 1956, NARA, RG 59, box 5, in DBPO, Series I, vol. V", "DBPO, Series I, vol. V", "NARA"),
        ("A to B, 5 May 1956, Foreign Relations Committee Records, box 5, NARA", None, "NARA"),
    ],
)  # fmt: skip
def test_editions_of_documents_are_no_archives(text: str, edition: str | None, archive: str) -> None:
    record = archcite.parse(text)
    assert record.published_in == edition
    assert str(record.holding.repository) == archive


def test_a_number_of_a_file_is_kept_to_the_letter() -> None:
    record = archcite.parse(
        "SAPMO-BArch, DY 30/J IV 2/2/508, Protokoll der Sitzung des Politbüros, 30.10.1956."
    )
    assert [part.value for part in record.holding.parts] == ["DY 30", "J IV 2/2/508"]
    assert "DY 30/J IV 2/2/508" in archcite.cite(record)


@pytest.mark.parametrize(
    "words", ["Author’s interview with", "The author's interview with", "My interview with"]
)
def test_an_interview_by_the_author_has_no_title(words: str) -> None:
    record = archcite.parse(f"{words} Béla Király, Budapest, 12 June 1991.")
    assert archcite.cite(record).startswith("Béla Király, interview by the author, ")


def test_a_number_before_a_date_is_not_its_year() -> None:
    record = archcite.parse("NARA, RG 59, 764.00/10-2556, Vienna to State, telegram 1002, October 25, 1956.")
    assert record.date is not None and record.date.edtf == "1956-10-25"
