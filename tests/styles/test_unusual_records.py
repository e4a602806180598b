"""Records with unusual combinations of fields, in every archival style: nothing is lost, and nothing is broken."""

from __future__ import annotations

import re

import pytest

import archcite
from archcite.record import Agent, Holding, OnlineCopy, Part, Record, Repository
from archcite.styles import get_info
from tests.styles.every import EVERY_STYLE

_PATH = (Part("fonds", "f.", "5"), Part("file", "d.", "7"))
_HELD = Holding(Repository("RGANI"), _PATH)


def _print_whole(record: Record, style: str) -> str:
    """Return the entry, or the note in a style that has no entry for such a record."""
    if get_info(style).style_class == "note":
        return archcite.cite(record, style)
    return archcite.cite(record, style, form="entry")


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_an_edition_is_printed_of_a_source_that_is_known_from_it_alone(style: str) -> None:
    report = Record(
        kind="report",
        title="Lage",
        date="1914-08-02",
        agents=[Agent.parse("Hans von Wangenheim")],
        published_in="Die deutschen Dokumente, vol. 3 (Charlottenburg, 1919)",
    )
    assert "Die deutschen Dokumente, vol. 3 (Charlottenburg, 1919)" in _print_whole(report, style)


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_the_interviewer_of_an_interview_in_no_archive_is_printed(style: str) -> None:
    people = [Agent.parse("Rosa Parks", "interviewee"), Agent.parse("John Dower", "interviewer")]
    printed = archcite.cite(Record(kind="interview", date="2008-03-11", agents=people), style)
    if style == "apa":  # APA 7, 8.9: a personal communication
        assert printed == "(R. Parks, personal communication, March 11, 2008)"
    elif get_info(style).style_class == "note" or style == "chicago-author-date":
        assert "Dower" in printed
        assert not re.search(r"interview.*interview", printed, re.IGNORECASE) or style in ("gost", "nara")


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_an_interview_without_a_title_is_called_one(style: str) -> None:
    interview = Record(kind="interview", agents=[Agent.parse("Rosa Parks")], date="1956", holdings=[_HELD])
    printed = archcite.cite(interview, style, form="entry")
    words = r"interview|entretien|entrevista|intervista|görüşme|rozhovor|wywiad|интервью"
    assert len(re.findall(words, printed, re.IGNORECASE)) == 1, printed


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("role", ["translator", "editor", "compiler"])
def test_who_translated_an_undescribed_document_does_not_begin_its_citation(style: str, role: str) -> None:
    record = Record(agents=[Agent.parse("Ann Lee", role)], holdings=[_HELD])
    for form in ("entry", "note", "short"):
        printed = archcite.cite(record, style, form=form)  # type: ignore[arg-type]
        assert "STYLE ERROR" not in printed
        assert printed.lstrip("([")[0].isupper() or style.startswith("isnad"), printed


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize(
    "record",
    [
        Record(kind="telegram", date="1949-10-02", holdings=[_HELD]),
        Record(kind="letter", agents=[Agent.parse("Otto Kuusinen", "recipient")], holdings=[_HELD]),
        Record(
            kind="letter", title="On grain", agents=[Agent.parse("Ann Lee", "translator")], holdings=[_HELD]
        ),
        Record(
            kind="interview", agents=[Agent.parse("Ann Lee", "interviewer")], date="1956", holdings=[_HELD]
        ),
        Record(date="1956", holdings=[_HELD]),
    ],
)
def test_a_later_note_names_the_document_and_begins_with_a_capital(style: str, record: Record) -> None:
    printed = archcite.cite(record, style, form="short")
    assert "STYLE ERROR" not in printed
    assert not re.match(r"[a-zа-я]", printed)
    assert not re.search(r"\b(\w+)\W+\1\b", printed, re.IGNORECASE), printed


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_page_of_the_web_has_the_address_and_the_day_of_its_copy(style: str) -> None:
    copy = "https://web.archive.org/web/2019/https://www.osaarchivum.org/statement"
    page = Record(
        kind="web page",
        title="Statement",
        agents=[Agent.body("Open Society Archives")],
        copy=OnlineCopy(url="https://www.osaarchivum.org/statement"),
        archived_copy=f"{copy}, 4 October 2019",
    )
    printed = _print_whole(page, style)
    assert copy in printed
    assert "2019" in printed.replace(copy, "")


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_the_path_of_a_file_ends_its_reference(style: str) -> None:
    mail = Record(
        kind="email", date="2003-01-24", file_name="2003/01/msg.eml", holdings=[_HELD], title="Talking points"
    )
    words = {
        "archives-nationales": "fichier", "bundesarchiv": "Datei", "czech": "soubor", "dutch": "bestand",
        "gost": "Файл", "isnad": "dosya", "isnad-metinici": "dosya", "liege": "fichier", "polish": "plik",
        "spanish": "archivo",
    }  # fmt: skip
    named = rf"d\. 7[.,] {words.get(style, 'file')} 2003/01/msg\.eml"
    assert re.search(named, _print_whole(mail, style), re.IGNORECASE)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "Frontier. (1959). [Map; 1:50,000]. "),
        ("chicago", "“Frontier.” Map. 1959. 1:50,000. "),
        ("archives-nationales", "Carte, « Frontier », 1959, "),
    ],
)
def test_a_map_is_called_one_where_its_title_does_not_say_it(style: str, expected: str) -> None:
    plan = Record(kind="map", title="Frontier", date="1959", scale="1:50,000", holdings=[_HELD])
    assert archcite.cite(plan, style, form="entry").replace("\u00a0", " ").startswith(expected)
    named = plan.replace(title="Map of the Frontier")
    assert archcite.cite(named, style, form="entry").casefold().count("map") == 1


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "[Letter to William Rappard; draft]"),
        ("oscola", "no 3492"),
        ("aglc", "no 3492"),
        ("frus", "Telegram 3492 From"),
        ("chicago", "telegram no. 3492"),
    ],
)
def test_a_draft_and_a_number_are_in_the_form_of_the_style(style: str, expected: str) -> None:
    people = [Agent.parse("Eric Drummond"), Agent.parse("William Rappard", "recipient")]
    draft = Record(kind="letter", agents=people, date="1921", version="draft", holdings=[_HELD])
    telegram = draft.replace(kind="telegram", number="3492", version=None)
    printed = [_print_whole(draft, style), _print_whole(telegram, style)]
    assert any(expected.casefold() in text.casefold() for text in printed), printed


def test_mla_begins_the_container_alone_with_a_capital() -> None:
    people = [Agent.parse("Ana Ruiz", "translator"), Agent.parse("James Blight", "compiler")]
    record = Record(kind="transcript", title="Round Table", date="1992", agents=people, holdings=[_HELD])
    assert "Translated by Ana Ruiz, compiled by James Blight, RGANI" in archcite.cite(
        record, "mla", form="entry"
    )


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize(("kind", "title"), [("document", "Prospectus"), ("memorandum", "Memorandum")])
def test_a_title_that_only_names_a_kind_is_not_a_quotation(style: str, kind: str, title: str) -> None:
    record = Record(kind=kind, title=title, date="1948", agents=[Agent.parse("Ann Lee")], holdings=[_HELD])
    printed = archcite.cite(record, style, form="entry")
    assert not re.search(r"[“„«‘\"]", printed)
    words = r"prospectus|m[eé]mor[aá]ndum|memorando|меморандум|muhtıra"
    assert len(re.findall(words, printed, re.IGNORECASE)) == 1, printed


def test_a_title_in_another_language_keeps_its_case() -> None:
    record = Record(title="Zapis zasedaniya Politbyuro ot 19 avgusta", holdings=[_HELD])
    assert "“Zapis zasedaniya Politbyuro ot 19 avgusta,”" in archcite.cite(record, "chicago")
    english = record.replace(title="Notes on the meeting")
    assert "“Notes on the Meeting,”" in archcite.cite(english, "chicago")


@pytest.mark.parametrize(
    ("title", "item"),
    [
        ("Die März-Revolten in Berlin", "BSP 11407-1"),
        ("Die Deutsche Wochenschau Nr. 544 7/1941", "K-133736"),
        ("Neue Deutsche Wochenschau Nr. 49/1951", "53452"),
    ],
)
def test_a_film_is_cited_as_the_bundesarchiv_asks(title: str, item: str) -> None:
    """The three examples of its page on citing."""
    film = Record(
        kind="film", title=title, holdings=[Holding(Repository("BArch"), [Part("item", None, item)])]
    )
    assert archcite.cite(film, "bundesarchiv") == f"BArch, {title}, Film: {item}."
    numbered = film.replace(number="7833")
    assert archcite.cite(numbered, "bundesarchiv") == f"BArch, {title}, Nr. 7833, Film: {item}."


@pytest.mark.parametrize("people", [[], [Agent.parse("George Creel")]])
def test_apa_describes_an_interview_that_has_no_title(people: list[Agent]) -> None:
    interview = Record(
        kind="interview", version="transcript", agents=people, holdings=[Holding(Repository("RGANI"))]
    )
    assert "[Interview; transcript]" in archcite.cite(interview, "apa", form="entry")


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("date", ["after 1956", "before 1956"])
def test_a_date_in_words_has_a_capital_where_a_sentence_begins_with_it(style: str, date: str) -> None:
    bare = Record(date=date, holdings=[_HELD])
    for record in (bare, bare.replace(title="On the Talks"), bare.replace(kind="memorandum")):
        for form in ("note", "short", "entry"):
            printed = archcite.cite(record, style, form=form)  # type: ignore[arg-type]
            assert not re.match(r"(?:after|before)\b", printed), printed
            assert not re.search(r"\w{3,}(?:\.|\.”|”\.) (?:after|before)\b", printed), printed


@pytest.mark.parametrize(("style", "locale"), [("archives-nationales", "fr-FR"), ("chicago", "es-ES")])
def test_a_month_has_a_capital_where_a_note_begins_with_it(style: str, locale: str) -> None:
    record = Record(date="1958-09", holdings=[_HELD])
    assert archcite.cite(record, style, locale=locale).startswith("Sept")
    signed = record.replace(agents=[Agent.parse("Ann Lee")])
    assert ", sept" in archcite.cite(signed, style, locale=locale)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("aglc", "Interview no 12 with Rosa Parks (Ann Lee) "),
        ("chicago", "Rosa Parks, interview no. 12 by Ann Lee, "),
        ("frus", "Interview 12 by Rosa Parks, "),
        ("mhra", "Rosa Parks, interview no. 12 with Ann Lee, "),
        ("oscola", "Ann Lee, Interview no 12 with Rosa Parks (nd) "),
    ],
)
def test_the_number_of_an_interview_follows_that_word(style: str, expected: str) -> None:
    people = [Agent.parse("Rosa Parks", "interviewee"), Agent.parse("Ann Lee", "interviewer")]
    interview = Record(kind="interview", number="12", agents=people, holdings=[_HELD])
    assert archcite.cite(interview, style).startswith(expected)
    alone = interview.replace(agents=people[:1])
    assert re.search(r"interview (?:no\.? )?12\b", archcite.cite(alone, style), re.IGNORECASE)


@pytest.mark.parametrize(
    ("style", "date", "expected"),
    [
        ("oscola", "1772~", "RGANI, f. 5, d. 7 (c 1772)."),
        ("oscola", "1772?", "RGANI, f. 5, d. 7 (1772?)."),
        ("aglc", "1772~", "RGANI, f. 5, d. 7 (c 1772)."),
        ("aglc", "1772", "RGANI, f. 5, d. 7 (1772)."),
    ],
)
def test_a_guessed_date_within_brackets_has_none_of_its_own(style: str, date: str, expected: str) -> None:
    assert archcite.cite(Record(date=date, holdings=[_HELD]), style) == expected


@pytest.mark.parametrize("style", ["isnad", "isnad-metinici"])
def test_isnad_has_a_capital_after_the_full_stop_of_each_level(style: str) -> None:
    parts = [Part("fonds", None, "Edward House Papers"), Part("box", "box", "6")]
    record = Record(
        kind="telegram", number="12", date="1956", holdings=[Holding(Repository("Yale University"), parts)]
    )
    expected = "Yale University. Edward House Papers. Box 6. Telgraf No. 12, 1956."
    assert archcite.cite(record, style, form="entry") == expected


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_telegram_is_called_one_once_where_its_title_begins_with_that_word(style: str) -> None:
    people = [Agent.parse("Leslie Fry"), Agent.parse("Selwyn Lloyd", "recipient")]
    telegram = Record(
        kind="telegram", title="Telegram 345 on Hungary", date="1956", agents=people, holdings=[_HELD]
    )
    for form in ("note", "entry"):
        printed = archcite.cite(telegram, style, form=form)  # type: ignore[arg-type]
        if get_info(style).style_class == "note" or form == "entry":
            assert len(re.findall("tele?gram|télégramme|телеграмма|telgraf", printed, re.IGNORECASE)) == 1
            assert "Lloyd" in printed or style == "frus"  # where a title is the whole description
            assert not re.search("letter|lettre|Brief", printed), printed
    unnamed = telegram.replace(title="On the telegrams from Hungary")
    words = re.findall("tele?gram|télégramme|телеграмма|telgraf", _print_whole(unnamed, style), re.IGNORECASE)
    assert len(words) == 2, words


@pytest.mark.parametrize("style", ["chicago", "turabian"])
@pytest.mark.parametrize("kind", ["document", "manuscript"])
@pytest.mark.parametrize("role", ["translator", "editor", "compiler", "performer", "collector"])
def test_a_note_that_begins_with_the_place_has_a_capital(style: str, kind: str, role: str) -> None:
    holding = Holding(Repository("Yale University Library"), [Part("box", "box", "6")])
    record = Record(kind=kind, agents=[Agent.parse("Ann Lee", role)], holdings=[holding])
    assert archcite.cite(record, style).startswith("Box 6, Yale University Library, ")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chicago", "Klemperer, diary, February 13, 1942"),
        ("mhra", "Klemperer, diary, 13 February 1942"),
        ("new-harts-rules", "Klemperer, diary, 13 Feb. 1942"),
    ],
)
def test_a_later_note_of_a_diary_has_its_date(style: str, expected: str) -> None:
    first, second = (
        Record(
            id=number,
            kind="diary",
            agents=[Agent.parse("Victor Klemperer")],
            date="1942-02-13",
            holdings=[Holding(Repository("SLUB"), [Part("item", None, f"Mscr {number}")])],
        )
        for number in ("15", "16")
    )
    assert archcite.cite(first, style, form="short") == f"{expected}."
    document = archcite.Bibliography([first, second], style)
    later = [document.cite(key) for key in ("15", "16", "15", "16")][2:]
    assert [note.count("1942") for note in later] == [1, 1]
    assert ["Mscr 15" in later[0], "Mscr 16" in later[1]] == [True, True]


def test_an_untitled_manuscript_has_the_day_of_its_writing() -> None:
    diary = Record(kind="diary", agents=[Agent.parse("Ann Lee")], date="1942-02-13", holdings=[_HELD])
    assert archcite.cite(diary, "apa", form="entry").startswith("Lee, A. (1942, February 13). [Diary]. RGANI")
    assert archcite.cite(diary, "mla", form="entry").startswith("Lee, Ann. Diary. 13 Feb. 1942. RGANI")


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("kind", ["patent", "report", "decree", "circular"])
def test_a_number_is_that_of_its_kind_where_the_title_does_not_name_it(style: str, kind: str) -> None:
    record = Record(kind=kind, title="On the mill", number="511", date="1956", holdings=[_HELD])
    printed = _print_whole(record, style)
    if style == "wilson-center":  # a title is the whole description there
        assert "511" not in printed
        return
    if style == "frus":
        assert f"On the Mill, {kind.capitalize()} 511" in printed
        return
    assert re.search(
        r"[^\W\d_]{4,}\.? (?:no\.? |№ |n°\s|n\. |nr\.? |č\. |n\.º\s|No\. )511", printed, re.IGNORECASE
    ), printed
    named = record.replace(title=f"{kind.capitalize()} on the mill")
    assert _print_whole(named, style).casefold().count(kind) == 1


@pytest.mark.parametrize("date", ["1955?", "1955~", "[1955]", "1955"])
def test_a_chicago_note_of_an_undescribed_manuscript_has_a_capital(date: str) -> None:
    holding = Holding(Repository("Yale"), [Part("box", "box", "6")])
    manuscript = Record(kind="manuscript", date=date, holdings=[holding])
    assert archcite.cite(manuscript, "chicago").startswith("Box 6, Yale, ")
    assert "box 6, Yale" in archcite.cite(manuscript, "chicago", form="short")


def test_a_related_document_keeps_its_commas_in_gost() -> None:
    record = Record(
        kind="letter", date="1901-06-12", holdings=[_HELD, Holding(Repository("GARF"), _PATH)],
        related=["reply to Hamilton, May 20, 1901"],
    )  # fmt: skip
    printed = archcite.cite(record, "gost")
    assert printed.endswith(
        "// RGANI. F. 5. D. 7. Также в GARF. F. 5. D. 7; reply to Hamilton, May 20, 1901."
    )


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("oscola", "‘On the Talks’ (oral history interview by Ann Lee, Dakar, 1956) RGANI, f. 5, d. 7."),
        ("apa", "[Oral history interview]"),
    ],
)
def test_an_interview_with_a_title_has_its_kind_once(style: str, expected: str) -> None:
    people = [Agent.parse("Ann Lee", "interviewer")]
    interview = Record(
        kind="interview", title="On the Talks", place="Dakar", date="1956", agents=people, holdings=[_HELD]
    )
    history = interview.replace(variables={"genre": "oral history"})
    printed = _print_whole(history, style)
    assert expected in printed


@pytest.mark.parametrize(("style", "noted"), [("aglc", "[film]"), ("apa", "(film)"), ("spanish", "(film)")])
def test_a_note_on_another_reference_is_in_brackets_within_brackets_alone(style: str, noted: str) -> None:
    film = Holding(Repository("GARF"), _PATH, note="film")
    record = Record(title="On the Talks", date="1956", holdings=[_HELD, film])
    assert f"d. 7 {noted}" in _print_whole(record, style)


def test_a_note_on_a_reference_before_brackets_is_in_others_in_spanish() -> None:
    held = Holding(Repository("RGANI"), _PATH, note="copia")
    record = Record(title="On the Talks", date="1956", holdings=[held])
    assert "d. 7 [copia] («On the Talks», 1956)" in archcite.cite(record, "spanish")


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize(("kind", "role"), [("letter", "recipient"), ("interview", "interviewer")])
def test_a_letter_and_an_interview_in_no_archive_have_all_that_is_known(
    style: str, kind: str, role: str
) -> None:
    people = [Agent.parse("Irene Kull"), Agent.parse("Mary Ashton", role)]
    record = Record(kind=kind, agents=people, date="2003-08-04")
    printed = archcite.cite(record, style)
    assert "kull" in printed.casefold()
    assert "2003" in printed or style == "mla"
    if get_info(style).style_class == "note":
        assert "Ashton" in printed


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("mhra", "Alison Bechdel, letter to the author, 20 August 2021."),
        ("oscola", "Letter from Alison Bechdel to the author (20 August 2021)."),
    ],
)
def test_a_letter_to_the_author_is_as_the_manuals_have_it(style: str, expected: str) -> None:
    people = [Agent.parse("Alison Bechdel"), Agent.parse("the author", "recipient")]
    assert archcite.cite(Record(kind="letter", agents=people, date="2021-08-20"), style) == expected


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize(
    "kind", ["document", "resolution", "report", "minutes", "map", "film", "law", "speech"]
)
def test_a_document_in_no_archive_has_all_that_is_known(style: str, kind: str) -> None:
    record = Record(
        kind=kind,
        title="On the Talks",
        agents=[Agent.parse("Irene Kull")],
        date="2003-08-04",
        number="S/242",
        copy=OnlineCopy(None, "https://example.org/a"),
    )
    printed = archcite.cite(record, style, form="entry")
    known = ["kull", "on the talks", "2003", "4", "https://example.org/a"]
    assert [text for text in known if text not in printed.casefold()] == []
    if style != "frus":  # a heading has the title alone
        assert "S/242" in printed


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chicago", "Irene Kull, “On the Talks,” Some Site, August 4, 2003, https://example.org/a."),
        (
            "iso690",
            "KULL, Irene. On the Talks. In: Some Site [online]. 4. 8. 2003. Available at: https://example.org/a",
        ),
    ],
)
def test_a_web_page_is_part_of_its_site(style: str, expected: str) -> None:
    record = Record(
        kind="webpage",
        title="On the Talks",
        agents=[Agent.parse("Irene Kull")],
        date="2003-08-04",
        copy=OnlineCopy("Some Site", "https://example.org/a"),
    )
    assert archcite.cite(record, style).replace("\xa0", " ") == expected
