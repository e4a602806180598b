"""How a document is described in print: its number and kind, a stretch of a recording, a century, its collection."""

from __future__ import annotations

import re

import pytest

import archcite
from archcite.record import Agent, Holding, OnlineCopy, Part, Record, Repository
from tests.styles.every import EVERY_STYLE

HOLDING = Holding(Repository("RGANI"), [Part("fonds", "f.", "3"), Part("file", "d.", "5")])


@pytest.mark.parametrize(
    ("kind", "title", "style", "expected"),
    [
        ("letter", "On Long Plans", "chicago", "Ann Lee to Bob Ray, “On Long Plans,” letter no. 5, 1946"),
        ("letter", "On Long Plans", "frus", "Letter 5 From Ann Lee to Bob Ray, On Long Plans, 1946"),
        (
            "report",
            "On Long Plans",
            "bundesarchiv",
            "Ann Lee an Bob Ray, Bericht Nr. 5, „On Long Plans“, 1946",
        ),
        ("report", "On Long Plans", "oscola", "Ann Lee, ‘On Long Plans’ (report no 5, to Bob Ray, 1946)"),
        ("letter", "A Letter on Plans", "chicago", "Ann Lee to Bob Ray, “A Letter on Plans,” no. 5, 1946"),
    ],
)
def test_number_of_what_was_sent_follows_its_kind(kind: str, title: str, style: str, expected: str) -> None:
    agents = [Agent.parse("Ann Lee"), Agent.parse("Bob Ray", "recipient")]
    record = Record(kind=kind, title=title, number="5", date="1946", agents=agents, holdings=[HOLDING])
    assert str(archcite.cite(record, style)).startswith(expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "[Telegram to Ann Lee]"),
        ("mla", "Telegram to Ann Lee."),
        ("bundesarchiv", "Telegramm an Ann Lee"),
        ("archives-nationales", "Télégramme à Ann Lee"),
    ],
)
def test_a_telegram_is_not_called_a_letter_if_its_title_begins_with_its_kind(
    style: str, expected: str
) -> None:
    recipient = Agent.parse("Ann Lee", "recipient")
    record = Record(kind="telegram", title="Telegram on Oil", agents=[recipient], holdings=[HOLDING])
    assert expected in str(archcite.cite(record, style, form="entry"))


@pytest.mark.parametrize("kind", ["letter", "Letter", "personal_communication"])
def test_a_letter_between_two_people_needs_no_kind(kind: str) -> None:
    agents = [Agent.parse("Ann Lee"), Agent.parse("Bob Ray", "recipient")]
    record = Record(kind=kind, date="1946", agents=agents, holdings=[HOLDING])
    assert str(archcite.cite(record, "chicago")).startswith("Ann Lee to Bob Ray, 1946")


def test_a_german_title_with_an_keeps_its_capitals() -> None:
    record = Record(title="Brief an den Minister", date="1935", holdings=[HOLDING])
    assert "“Brief an den Minister”" in str(archcite.cite(record, "chicago")).replace(",”", "”")
    titled = record.replace(title="An essay on an old house")
    assert "“An Essay on an Old House,”" in str(archcite.cite(titled, "chicago"))


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        ("7833", "chicago", "telegram no. 7833"),
        ("7833", "bundesarchiv", "Telegramm Nr. 7833"),
        ("7833", "archives-nationales", "télégramme n° 7833"),
        ("7833", "frus", "Telegram 7833"),
        ("A-12", "chicago", "telegram A-12"),
    ],
)
def test_number_of_a_document(number: str, style: str, expected: str) -> None:
    record = Record(
        kind="telegram", agents=[Agent.parse("Ann Lee")], number=number, date="1978-08-17", holdings=[HOLDING]
    )
    assert expected in str(archcite.cite(record, style))


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_number_in_a_title_is_not_printed_again(style: str) -> None:
    record = Record(kind="telegram", title="Moscow to New York, No. 1340", number="1340", holdings=[HOLDING])
    assert str(archcite.cite(record, style, form="entry")).count("1340") <= 1


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_timecode_is_printed_where_pages_are(style: str) -> None:
    record = Record(title="Conversation 607-2", timecode="00:12–00:14", date="1971-11-05", holdings=[HOLDING])
    assert re.search("00:12[–-]00:14", str(archcite.cite(record, style, form="entry")))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chicago", "8th century"),
        ("archives-nationales", "VIIIe siècle"),
        ("gost", "VIII в."),
        ("czech", "8. století"),
    ],
)
def test_century(style: str, expected: str) -> None:
    record = Record(title="Historia ecclesiastica", date="8th century", holdings=[HOLDING])
    assert expected in str(archcite.cite(record, style, form="entry"))


def test_kind_whose_noun_the_title_has_is_left_out() -> None:
    record = Record(
        kind="parish register", title="Register of baptisms", title_kind="supplied", holdings=[HOLDING]
    )
    assert "parish" not in str(archcite.cite(record, "chicago"))


@pytest.mark.parametrize(("style", "count"), [("chicago", 1), ("mhra", 1), ("tna", 1)])
def test_oral_history_is_an_interview_once(style: str, count: int) -> None:
    agents = [Agent.parse("Dean Acheson", "interviewee"), Agent.parse("Ann Lee", "interviewer")]
    record = Record(kind="oral history", agents=agents, date="1971-06-30", holdings=[HOLDING])
    assert str(archcite.cite(record, style)).count("interview") == count


def test_levels_of_a_collection_go_up_to_the_archive() -> None:
    parts = (
        Part("fonds", None, "NSC Files"),
        Part("series", None, "Kissinger Office Files"),
        Part("box", "box", "73"),
    )
    record = Record(title="Principles", holdings=[Holding(Repository("Nixon Library"), parts)])
    assert "box 73, Kissinger Office Files, NSC Files, Nixon Library" in str(archcite.cite(record, "chicago"))
    assert "NSC Files, Kissinger Office Files, box 73" in str(archcite.cite(record, "mhra"))


BARE = Record(holdings=[Holding(Repository("AVPRF"), [Part("fonds", "f.", "082"), Part("file", "d.", "3")])])


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("form", ["note", "in-text", "short", "entry"])
def test_bare_reference_is_printed_in_every_form(style: str, form: archcite.api.Form) -> None:
    printed = str(archcite.cite(BARE, style, form=form))
    assert "082" in printed
    assert printed == printed.strip()
    assert not re.search("n\\.d\\.|ERROR", printed)


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_entry_begins_with_a_capital(style: str) -> None:
    letter = Record(
        kind="letter",
        agents=[Agent.parse("Ada Lovelace"), Agent.parse("Mary Somerville", "recipient")],
        holdings=[Holding(Repository("private collection of the Byron family"))],
    )
    printed = str(archcite.cite(letter, style, form="entry"))
    assert printed.lstrip("[(“")[0].isupper()
    assert not re.search(r"(?:[^.][^. ][^ .]|source:)\. private", printed)


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("role", ["performer", "producer", "narrator"])
def test_performers_are_named(style: str, role: str) -> None:
    record = Record(
        kind="recording", title="Blues", agents=[Agent.parse("Vera Hall", role)], holdings=[HOLDING]
    )
    printed = str(archcite.cite(record, style, form="entry"))
    assert "Hall" in printed
    if not (archcite.styles.get_info(style).default_locale or "en").startswith("en"):
        assert " by " not in printed


def test_film_is_described_once() -> None:
    agents = [Agent.parse("Robert Flaherty", "director")]
    record = Record(
        kind="film", title="Colleges", agents=agents, date="1943", medium="16 mm", holdings=[HOLDING]
    )
    printed = str(archcite.cite(record, "aglc"))
    assert [printed.count(word) for word in ("Flaherty", "1943", "16 mm")] == [1, 1, 1]


@pytest.mark.parametrize("style", ["mhra", "new-harts-rules", "oscola"])
def test_collection_misses_no_date_and_no_place(style: str) -> None:
    record = Record(
        kind="collection", title="Egmont Manuscripts", holdings=[Holding(Repository("Georgia Library"))]
    )
    assert str(archcite.cite(record, style)) == "Egmont Manuscripts, Georgia Library."


def test_map_has_its_scale_and_size() -> None:
    record = Record(
        kind="map", title="Plan", date="1749", scale="1:4,800", extent="45 × 62 cm", holdings=[HOLDING]
    )
    assert "1749, 1:4,800, 45 × 62 cm" in str(archcite.cite(record, "chicago"))


def test_extent_of_a_letter_is_not_printed() -> None:
    record = Record(kind="letter", agents=[Agent.parse("Ann Lee")], extent="3 leaves", holdings=[HOLDING])
    assert "leaves" not in str(archcite.cite(record, "chicago"))


@pytest.mark.parametrize("form", ["note", "entry"])
def test_frus_names_the_kind_of_a_document_with_a_subject(form: archcite.api.Form) -> None:
    agents = [Agent.body("Embassy"), Agent.body("Department", "recipient")]
    record = Record(kind="telegram", title="Audience", number="7833", agents=agents, holdings=[HOLDING])
    assert re.search("Telegram 7833 .*to Department, Audience", str(archcite.cite(record, "frus", form=form)))


ARCHIVED = "https://web.archive.org/web/20231019175606/https://howard.edu/academics"


@pytest.mark.parametrize("style", ["chicago", "mla", "apa", "chicago-author-date"])
def test_archived_copy_of_a_web_page_is_cited(style: str) -> None:
    record = Record(
        kind="webpage",
        title="Academics",
        copy=OnlineCopy(url="https://howard.edu/academics"),
        archived_copy=f"{ARCHIVED}, 19 October 2023",
    )
    printed = str(archcite.cite(record, style, form="entry"))
    assert ARCHIVED in printed
    assert "2023" in printed.replace(ARCHIVED, "")


def test_archived_copy_has_its_day_as_the_manual_says() -> None:
    record = Record(kind="webpage", title="Academics", archived_copy=f"{ARCHIVED}, 19 October 2023")
    assert str(archcite.cite(record, "chicago")) == f"“Academics,” archived October 19, 2023, {ARCHIVED}."


def test_archived_copy_of_a_dated_page_leaves_its_date() -> None:
    record = Record(
        kind="webpage", title="Academics", date="2020", archived_copy=f"{ARCHIVED}, 19 October 2023"
    )
    assert str(archcite.cite(record, "chicago")) == f"“Academics,” 2020, {ARCHIVED}."


def test_number_follows_the_kind_of_a_described_document() -> None:
    record = Record(
        kind="intercept", title="[Berlin to Ankara]", number="4567", date="1943-11-04", holdings=[HOLDING]
    )
    assert "Berlin to Ankara, intercept no. 4567, November" in str(archcite.cite(record, "chicago"))
    plain = record.replace(kind="document")
    assert "Berlin to Ankara, no. 4567, November" in str(archcite.cite(plain, "chicago"))


IN_HOUSE_PAPERS = Holding(
    Repository("Yale University Library"), [Part("fonds", None, "House Papers"), Part("box", "box", "3")]
)


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("record", [BARE, Record(holdings=[IN_HOUSE_PAPERS])], ids=["path", "collection"])
def test_note_of_a_bare_reference_begins_as_a_sentence_does(style: str, record: Record) -> None:
    printed = str(archcite.cite(record, style))
    assert printed.startswith("(") or printed.lstrip("*_")[0].isupper()


@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "mla"])
@pytest.mark.parametrize("record", [BARE, Record(holdings=[IN_HOUSE_PAPERS])], ids=["path", "collection"])
def test_bare_reference_in_the_text_begins_as_its_entry(style: str, record: Record) -> None:
    first = re.compile(r"\w+")
    cited, entry = (str(archcite.cite(record, style, form=form)) for form in ("in-text", "entry"))
    assert first.search(cited)[0].casefold() == first.search(entry)[0].casefold()  # type: ignore[index]


def test_polish_letter_is_to_somebody() -> None:
    agents = [Agent.parse("Jan Kraszewski"), Agent.parse("Adam Lis", "recipient")]
    record = Record(kind="letter", agents=agents, date="1876-02-19", holdings=[HOLDING])
    assert "List do Adam Lis" in str(archcite.cite(record, "apa", form="entry", locale="pl-PL"))


@pytest.mark.parametrize(
    ("kind", "style"), [("film", "mhra"), ("audio recording", "mhra"), ("film", "chicago")]
)
def test_recording_without_a_title_of_its_own(kind: str, style: str) -> None:
    director = Agent.parse("Ada Lee", "director")
    record = Record(kind=kind, title="[Street scenes]", date="1911", agents=[director], holdings=[HOLDING])
    printed = str(archcite.cite(record, style))
    assert printed.startswith(f"Street scenes, {kind}, 1911, dir")
    assert "Lee" in printed


def test_number_of_a_document_that_the_title_describes() -> None:
    agents = [Agent.body("House of Commons", "recipient")]
    record = Record(
        kind="petition", title="[Petition of many]", number="5", agents=agents, holdings=[HOLDING]
    )
    assert str(archcite.cite(record, "chicago")).startswith("Petition of many, no. 5, to House of Commons")
    assert str(archcite.cite(record, "frus")).startswith("Petition of Many, No. 5, to House of Commons")


@pytest.mark.parametrize("form", ["note", "entry"])
@pytest.mark.parametrize(
    ("date", "expected"),
    [("1798/1850", "Wilson Papers (1798–1850) Roe family <"), (None, "Wilson Papers, Roe family <")],
)
def test_oscola_has_no_comma_before_the_dates_of_a_collection(
    form: archcite.api.Form, date: str | None, expected: str
) -> None:
    record = Record(
        kind="collection",
        title="Wilson Papers",
        date=date,
        holdings=[Holding(Repository("Roe family"))],
        copy=OnlineCopy(None, "https://example.org/1"),
    )
    assert str(archcite.cite(record, "oscola", form=form)).startswith(expected)


@pytest.mark.parametrize("style", ["apa", "chicago", "chicago-author-date", "iso690", "mla", "turabian"])
def test_collection_after_a_full_stop_begins_with_a_capital(style: str) -> None:
    fonds = Holding(Repository("ANIC"), [Part("fonds", None, "fond CC al PCR"), Part("file", "dosar", "6")])
    record = Record(title="Soviet Advisers", date="1958-09-20", holdings=[fonds])
    assert ". Fond CC al PCR" in str(archcite.cite(record, style, form="entry"))


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("year", ["-0049", "0200"])
def test_era_is_a_word_of_its_own(style: str, year: str) -> None:
    record = Record(title="Sayings", date=year, holdings=[HOLDING])
    assert not re.search(r"(?:50|200)[^\W\d_]", str(archcite.cite(record, style, form="entry")))
