"""What a copy editor marked in citations of documents of many kinds, in the archival styles that it concerns."""

from __future__ import annotations

import re

import pytest

import archcite
from archcite.record import Agent, ArchivalDate, Holding, Pages, Part, Publication, Record, Repository
from archcite.styles import get_info, load_archival_styles
from tests.styles.every import EVERY_STYLE

STATE_FILES = Holding(
    Repository("National Archives", place="College Park, MD"),
    [
        Part("fonds", "RG", "59"),
        Part("series", None, "Central Foreign Policy Files, 1964–66"),
        Part("box", "box", "2871"),
        Part("folder", "folder", "POL US-USSR"),
    ],
)


def _print_all(record: Record, style: str) -> str:
    if get_info(style).style_class == "note":
        return str(archcite.cite(record, style))
    return str(archcite.cite(record, style, form="entry"))


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_the_pages_of_a_transcript_are_printed_once(style: str) -> None:
    interview = Record(
        kind="interview",
        date="1971-04-13",
        agents=[
            Agent.parse("Clark M. Clifford", "interviewee"),
            Agent.parse("Jerry N. Hess", "interviewer"),
        ],
        holdings=[
            Holding(
                Repository("Truman Library"), [Part("fonds", None, "Oral Histories")], Pages("pp.", "23-25")
            )
        ],
    )
    printed = _print_all(interview, style)
    assert len(re.findall(r"23[–‑-]2?5", printed)) == 1, printed


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("kind", ["article-newspaper", "report"])
def test_the_pages_of_a_printed_work_are_not_leaves_of_the_archive_that_keeps_it(
    style: str, kind: str
) -> None:
    work = Publication(
        {
            "id": "a",
            "type": kind,
            "title": "Harvest",
            "container-title" if kind == "article-newspaper" else "publisher": "The Daily Grain",
            "issued": {"date-parts": [[1956, 11, 5]]},
            "page": "41",
        },
        holdings=[
            Holding(
                Repository("Hoover Institution"),
                [Part("fonds", None, "Harvest records"), Part("box", "box", "12")],
            )
        ],
    )
    form = "note" if get_info(style).style_class == "note" else "entry"
    printed = str(archcite.cite(work, style, form=form))  # type: ignore[arg-type]
    assert printed.count("41") <= 1, printed
    if "41" in printed:
        assert printed.index("41") < printed.casefold().index("box 12") or style == "mla", (
            printed
        )  # MLA 9 ends with the page


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("name", ["Mao Zedong", "Kim Il Sung", "Võ Nguyên Giáp", "Chiang Kai-shek"])
def test_names_that_begin_with_the_family_name_keep_their_order(style: str, name: str) -> None:
    record = Record(
        kind="telegram",
        date="1950-10-13",
        agents=[Agent.parse(name), Agent.parse("Joseph Stalin", "recipient")],
        holdings=[STATE_FILES],
    )
    assert name.casefold() in _print_all(record, style).casefold()


@pytest.mark.parametrize(
    ("name", "sort_name"),
    [
        ("J. De Costa", "De Costa, J."),
        ("Robert La Follette", "La Follette, Robert"),
        ("Le Corbusier", "Le Corbusier"),
        ("Martin Van Buren Jr.", "Van Buren, Martin, Jr."),
        ("La Toya Jackson", "Jackson, La Toya"),
        ("Wei Wang", "Wang, Wei"),
        ("Jian Chen", "Chen, Jian"),
        ("Kim Philby", "Philby, Kim"),
        ("Lee Harvey Oswald", "Oswald, Lee Harvey"),
        ("Pan Tadeusz", "Tadeusz, Pan"),
    ],
)
def test_names_are_divided_where_they_divide(name: str, sort_name: str) -> None:
    assert Agent.parse(name).sort_name == sort_name


@pytest.mark.parametrize("style", ["apa", "gost", "liege"])
def test_a_title_before_a_name_has_no_initial(style: str) -> None:
    diary = Record(
        kind="diary", date="1938-09-24", agents=[Agent.parse("Sir Alexander Cadogan")], holdings=[STATE_FILES]
    )
    printed = _print_all(diary, style)
    assert re.search(r"Cadogan,? A\.", printed), printed


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_the_date_of_a_description_is_printed_once(style: str) -> None:
    register = Record(
        kind="parish register", title="[Baptisms, 1702–1740]", date="1702/1740", holdings=[STATE_FILES]
    )
    printed = _print_all(register, style)
    assert printed.count("1702") == 1, printed
    assert "Baptisms" in printed


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_years_before_christ_are_those_of_the_source(style: str) -> None:
    record = Record(title="Letter to Zenon", date=ArchivalDate.parse("256 BC"), holdings=[STATE_FILES])
    printed = _print_all(record, style)
    assert "256" in printed, printed
    assert "255" not in printed, printed


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        (
            "chicago",
            "box 2871, folder POL US-USSR, Central Foreign Policy Files, 1964–66, RG 59, National Archives",
        ),
        (
            "nara",
            "; box 2871, folder POL US-USSR; Central Foreign Policy Files, 1964–66; RG 59; National Archives",
        ),
        (
            "mhra",
            "National Archives, RG 59, Central Foreign Policy Files, 1964–66, box 2871, folder POL US-USSR",
        ),
        (
            "frus",
            "College Park, MD, RG 59, Central Foreign Policy Files, 1964–66, box 2871, folder POL US-USSR",
        ),
        (
            "apa",
            "RG 59, Central Foreign Policy Files, 1964–66 (box 2871, folder POL US-USSR), National Archives",
        ),
    ],
)
def test_a_record_group_is_a_collection_and_commas_divide_it(style: str, reference: str) -> None:
    telegram = Record(kind="telegram", title="Talks", date="1965", holdings=[STATE_FILES])
    assert reference in _print_all(telegram, style)


def test_frus_has_the_number_of_a_titled_document() -> None:
    telegram = Record(
        kind="telegram", title="Telegram From the Legation in Hungary", number="154", date="1956-10-23"
    )
    assert str(archcite.cite(telegram, "frus")).startswith(
        "Telegram 154 From the Legation in Hungary, October"
    )


def test_frus_has_the_place_and_the_hour_of_writing() -> None:
    telegram = Record(
        kind="telegram",
        title="Telegram From the Legation in Hungary",
        date="1956-10-23",
        place="Budapest",
        time="3 p.m.",
        classification="Confidential",
        holdings=[STATE_FILES],
    )
    printed = str(archcite.cite(telegram, "frus"))
    assert printed.startswith(
        "Telegram From the Legation in Hungary, Budapest, October 23, 1956, 3 p.m. Source: "
    )


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_cable_is_not_called_one_beside_a_title_that_calls_it_a_telegram(style: str) -> None:
    cable = Record(
        kind="cable",
        title="Telegram to Truman",
        date="1945",
        agents=[Agent.parse("Averell Harriman"), Agent.parse("Harry Truman", "recipient")],
        holdings=[STATE_FILES],
    )
    assert "cable" not in _print_all(cable, style).casefold()


def test_a_german_interview_by_the_author_is_one_phrase() -> None:
    people = [Agent.parse("Egon Krenz", "interviewee"), Agent.parse("the author", "interviewer")]
    interview = Record(kind="interview", date="2004-03-12", agents=people)
    assert (
        str(archcite.cite(interview, "bundesarchiv"))
        == "Egon Krenz, Interview des Verfassers, 12. März 2004."
    )


def test_a_mapping_for_a_text_is_refused() -> None:
    with pytest.raises(archcite.ArchciteError, match="as one text"):
        archcite.loads("title: A\narchived_copy: {address: https://example.org}\n")
    with pytest.raises(archcite.ArchciteError, match="as one text"):
        archcite.loads("title: A\nrelated: {relation: enclosure, title: B}\n")


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        (style, kind)
        for style in load_archival_styles()
        for kind in ("document", "manuscript", "letter", "interview", "diary", "report")
        # Styles that cite in the text list no letters of one's own.
        if kind not in ("letter", "interview") or get_info(style).style_class == "note"
    ],
)
def test_the_pages_of_a_document_in_no_archive_are_printed_once(style: str, kind: str) -> None:
    document = Record(
        kind=kind,
        title="Harvest",
        date="1956-11-05",
        agents=[Agent.parse("Ann Lee")],
        holdings=[Holding(Repository(), pages=Pages("p.", "41"))],
    )
    printed = _print_all(document, style)
    assert printed.count("41") == 1, printed


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("mhra", "(14 April 1971)"),
        ("new-harts-rules", "(14 Apr. 1971)"),
        ("apa", "(1971, April 14)"),
    ],
)
@pytest.mark.parametrize("kind", ["sound recording", "interview"])
def test_recordings_and_interviews_in_archives_have_their_day(style: str, expected: str, kind: str) -> None:
    record = Record(
        kind=kind,
        title="On the tapes",
        date="1971-04-14",
        agents=[Agent.parse("Ann Lee", "interviewer")] if kind == "interview" else [],
        holdings=[Holding(Repository("Nixon Library"), [Part("fonds", None, "Tapes")], Pages("pp.", "2-3"))],
    )
    assert expected.strip("()") in _print_all(record, style) + str(archcite.cite(record, style, form="entry"))


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_no_comma_is_before_the_bracket_of_a_film_by_nobody(style: str) -> None:
    film = Record(kind="film", title="News of the Week", date="1941-02", holdings=[STATE_FILES])
    assert ", (" not in _print_all(film, style)
    if style == "mhra":
        assert _print_all(film, style).startswith("‘News of the Week’, film, February 1941, College Park")


def test_who_collected_a_recording_does_not_lead_in_apa() -> None:
    people = [Agent.parse("Molly Jackson", "performer"), Agent.parse("Alan Lomax", "collector")]
    song = Record(kind="sound recording", title="Ballads", date="1935", agents=people, holdings=[STATE_FILES])
    assert _print_all(song, "apa").startswith("Ballads (M. Jackson, Performer; A. Lomax, Collector). (1935).")


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_kind_in_another_language_is_in_that_of_the_style(style: str) -> None:
    people = [Agent.parse("Rosa Luxemburg"), Agent.parse("Leo Jogiches", "recipient")]
    letters = [
        Record(kind=kind, date="1899-03-06", agents=people, holdings=[STATE_FILES])
        for kind in ("Brief", "letter")
    ]
    assert _print_all(letters[0], style) == _print_all(letters[1], style)
