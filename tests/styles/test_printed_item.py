"""What is printed of a record beside the item that other programs are given, in every archival style."""

from __future__ import annotations

import json
import re

import pytest

import archcite
from archcite._foundation import resources
from archcite.formats.archcite_yaml.reader import read
from archcite.formats.csl_json import fitted_item
from archcite.formats.csl_json.item_from_record import to_archival_item
from archcite.formats.csl_json.printed_item import to_printed_item
from archcite.notation import parse_reference
from archcite.record import Agent, ArchivalDate, Holding, Pages, Part, Record, Repository
from archcite.record.vocabulary import KINDS
from archcite.styles import get_reference_form, load_archival_styles
from tests.styles.every import EVERY_STYLE

RGANI, GARF = Repository("RGANI"), Repository("GARF")


def _hold(repository: Repository, *path: str, pages: str = "", note: str | None = None) -> Holding:
    levels = ("fonds", "series", "file")
    parts = [Part.parse(level, text) for level, text in zip(levels, path, strict=False)]
    return Holding(repository, parts, Pages(pages), note)


def _print_full(record: Record, style: str) -> str:
    in_text = archcite.styles.get_info(style).style_class == "in-text"
    return archcite.cite(record, style, form="entry" if in_text else "note")


# The holdings of a record -> what every style prints of them.
_FIRST = _hold(RGANI, "f. 3", "op. 12", "d. 5")
REFERENCES = {
    "next file": ([_FIRST, _hold(RGANI, "f. 3", "op. 12", "d. 7")], "d. 5; d. 7"),
    "leaves of both": (
        [
            _hold(RGANI, "f. 3", "op. 12", "d. 5", pages="ll. 1-2"),
            _hold(RGANI, "f. 3", "op. 12", "d. 7", pages="l. 3"),
        ],
        "d. 5, ll. 1–2; d. 7, l. 3",
    ),
    "same file": (
        [
            _hold(RGANI, "f. 3", "op. 12", "d. 5", pages="l. 1"),
            _hold(RGANI, "f. 3", "op. 12", "d. 5", pages="l. 9"),
        ],
        "d. 5, l. 1; l. 9",
    ),
    "pages of both": (
        [
            _hold(GARF, "House Papers", "series 2", "file 5", pages="pp. 1-2"),
            _hold(GARF, "House Papers", "series 2", "file 7", pages="p. 3"),
        ],
        "file 5, pp. 1–2; file 7, p. 3",
    ),
    "another fonds": ([_FIRST, _hold(RGANI, "f. 89", "op. 1")], "d. 5; f. 89, op. 1"),
    "another archive": ([_FIRST, _hold(GARF, "f. 9401", "op. 2")], " GARF, f. 9401, op. 2"),
    "another collection": (
        [_hold(GARF, "House Papers", "series 2"), _hold(GARF, "Wilson Papers", "series 1")],
        " Wilson Papers, series 1",
    ),
    "note": (
        [_hold(RGANI, "f. 3", "op. 12", note="microfilm, Hoover Institution.")],
        "op. 12 (microfilm, Hoover Institution)",
    ),
}


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("case", REFERENCES)
def test_every_reference_is_printed(style: str, case: str) -> None:
    holdings, expected = REFERENCES[case]
    record = Record(kind="protocol", title="Protocol 49", date="1956-10-31", holdings=holdings)
    form, printed = get_reference_form(style), _print_full(record, style)
    expected = expected.replace("–", form.dash)
    if form.nested_brackets:
        expected = expected.replace("(", "[").replace(")", "]")
    if form.divider:  # each part begins with a capital
        expected = re.sub(r", (?!microfilm|Hoover)", form.divider, expected).casefold()
        printed = printed.casefold()
    assert expected in printed


@pytest.mark.parametrize(
    ("type_", "genre", "chicago", "bundesarchiv"),
    [
        ("personal_communication", "Brief", "letter to", "Brief"),
        ("personal_communication", "Lettre", "letter to", "Brief"),
        ("personal_communication", "телеграмма", "telegram to", "Telegramm"),
        ("personal_communication", "Postkarte", "postcard to", "Postkarte"),
        ("personal_communication", "Note verbale", "Note verbale to", "Note verbale"),
        ("document", "Denkschrift", "memorandum to", "Denkschrift"),
        ("document", "procès-verbal", "minutes to", "Sitzungsprotokoll"),
        ("document", "Urkunde", "Urkunde to", "Urkunde"),
        ("document", "Brief", "Brief to", "Brief"),
    ],
)
def test_a_genre_in_another_language_is_in_that_of_the_style(
    type_: str, genre: str, chicago: str, bundesarchiv: str
) -> None:
    item = {
        "id": "roe",
        "type": type_,
        "genre": genre,
        "author": [{"family": "Roe", "given": "Jane"}],
        "recipient": [{"family": "Doe", "given": "John"}],
        "archive": "RGASPI",
        "archive_location": "f. 17",
    }
    [record] = archcite.loads(json.dumps([item]))
    assert chicago in archcite.cite(record, "chicago")
    assert bundesarchiv in archcite.cite(record, "bundesarchiv")
    assert json.loads(archcite.write(record, "csl-json")) == [item]


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize(
    ("called", "printed"),
    [
        ("MSS 71/3 c", "Box 3, Folder 2, MSS 71/3 c"),
        ("Box 3", "Box 3, Folder 2"),
        ("Doe Papers", "Box 3, Folder 2"),
    ],
)
def test_a_call_number_beside_a_location_is_printed_once(style: str, called: str, printed: str) -> None:
    item = {
        "id": "roe",
        "type": "manuscript",
        "title": "Notebook",
        "archive": "Bancroft Library",
        "archive_collection": "Doe Papers",
        "archive_location": "Box 3, Folder 2",
        "call-number": called,
    }
    [record] = archcite.loads(json.dumps([item]))
    cited = _print_full(record, style).replace(". ", ", ")  # GOST parts levels by full stops
    assert printed in cited
    assert cited.count(called) == 1


def test_one_reference_is_that_of_the_item() -> None:
    record = Record(
        kind="letter",
        agents=[Agent.parse("George Creel")],
        holdings=[_hold(Repository("Yale"), "House Papers", "series 2", pages="fol. 9")],
    )
    # Styles that end with the leaves have them by themselves as well.
    assert to_printed_item(record) == {**to_archival_item(record), "section": "fol. 9"}


# A date -> what is printed of it, as a part of the text: an uncertain, an approximate and an inferred one.
DATES = {
    "[1955]": {"": "[1955]", "gost": "[1955 г.]", "polish": "[1955 r.]"},
    "1955?": {
        "": "1955?",
        "archives-nationales": "[1955\u202f?]",
        "gost": "[1955 г.?]",
        "polish": "[1955 r.?]",
    },
    "probably 1955": {
        "": "1955?",
        "archives-nationales": "[1955\u202f?]",
        "gost": "[1955 г.?]",
        "polish": "[1955 r.?]",
    },
    "ca. 1955": {
        "": "ca. 1955",
        "aglc": "(c 1955, ",
        "archives-nationales": "[v. 1955]",
        "czech": "[cca 1955]",
        "dutch": "[c. 1955]",
        "gost": "[ок. 1955 г.]",
        "isnad": "[yakl. 1955]",
        "isnad-metinici": "[yakl. 1955]",
        "liege": "[v. 1955]",
        "polish": "[ok. 1955 r.]",
        "spanish": "[c. 1955]",
        "mhra": "[c. 1955]",
        "new-harts-rules": "[c. 1955]",
        "mla": "irca 1955",
        "oscola": "(c 1955)",
        "tna": "[c. 1955]",
        "wilson-center": "circa 1955",
    },
    "24 March 1749/50": {
        "": "24 March 1749/50",
        "apa": "(1749/50",
        "archives-nationales": "24 mars 1749/50",
        "bundesarchiv": "24. März 1749/50",
        "chicago": "March 24, 1749/50",
        "chicago-author-date": "1749/50. March 24",
        "czech": "24. 3. 1749/50",
        "dutch": "24 maart 1749/50",
        "frus": "March 24, 1749/50",
        "gost": "24 марта 1749/50 г.",
        "isnad": "24 Mart 1749/50",
        "isnad-metinici": "24 Mart 1749/50",
        "italian": "24 marzo 1749/50",
        "liege": "24 mars 1749/50",
        "mla": "24 Mar. 1749/50",
        "nara": "March 24, 1749/50",
        "new-harts-rules": "24 Mar. 1749/50",
        "polish": "24 III 1749/50 r.",
        "spanish": "24 de marzo de 1749/50",
        "turabian": "March 24, 1749/50",
        "wilson-center": "March 24, 1749/50",
    },
}


@pytest.mark.parametrize("kind", ["letter", "manuscript", "report"])
@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("date", DATES)
def test_what_is_known_of_a_date_is_printed(style: str, date: str, kind: str) -> None:
    record = Record(kind=kind, title="Account of the mill", date=date, holdings=[_FIRST])
    expected = DATES[date].get(style, DATES[date][""])
    assert expected in _print_full(record, style)


# Years with one bound -> as each language says them.
BOUNDS = {
    "before 1956": [
        "vor 1956",
        "avant 1956",
        "antes de 1956",
        "prima del 1956",
        "До 1956 г.",
        "před rokem 1956",
    ],
    "after 1956": [
        "nach 1956",
        "après 1956",
        "después de 1956",
        "dopo il 1956",
        "После 1956 г.",
        "po roce 1956",
    ],
    "since 1956": ["seit 1956", "depuis 1956", "desde 1956", "dal 1956", "С 1956 г.", "od 1956"],
    "until 1956": ["bis 1956", "jusqu’en 1956", "hasta 1956", "fino al 1956", "До 1956 г.", "do 1956"],
}


@pytest.mark.slow
@pytest.mark.parametrize("words", BOUNDS)
def test_years_with_one_bound_are_in_the_language_of_the_style(words: str) -> None:
    record = Record(kind="list", title="On the mill", date=words, holdings=[_FIRST])
    styles = ("bundesarchiv", "archives-nationales", "spanish", "italian", "gost", "czech")
    for style, expected in zip(styles, BOUNDS[words], strict=True):
        assert expected in archcite.cite(record, style)
    assert words in archcite.cite(record, "chicago")


@pytest.mark.parametrize(
    ("style", "author", "office"),
    [
        ("chicago", "the author", "to the Secretary of State"),
        ("bundesarchiv", "Interview des Verfassers", "an Secretary of State"),
        ("archives-nationales", "l’auteur", "à Secretary of State"),
        ("gost", "автор", "адресат: Secretary of State"),
    ],
)
def test_no_english_article_is_before_a_name_in_another_language(
    style: str, author: str, office: str
) -> None:
    people = [Agent.parse("Ho Chi Minh", "interviewee"), Agent.parse("the author", "interviewer")]
    interview = Record(kind="interview", title="On war", date="1966", agents=people, holdings=[_FIRST])
    assert f" {author}" in archcite.cite(interview, style)
    sent = [Agent.parse("George Kennan"), Agent.parse("the Secretary of State", "recipient")]
    telegram = Record(kind="telegram", date="1946-02-22", agents=sent, holdings=[_FIRST])
    assert office in archcite.cite(telegram, style)


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("words", ["1er floréal an II", "probably spring 1794"])
def test_a_date_can_be_in_the_words_of_the_source(style: str, words: str) -> None:
    record = Record(
        kind="minutes", title="On the mill", date=ArchivalDate("1794-04-20?", words), holdings=[_FIRST]
    )
    entry = archcite.cite(record, style, form="entry", date_words=True)
    after_stop = words[0].upper() + words[1:]  # a sentence begins with them
    assert words in entry or f". {after_stop}" in entry.replace("”", "")
    assert words[1:] not in archcite.cite(record, style, form="entry")
    assert archcite.Bibliography([record], style, date_words=True).entries() == [entry]


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize(
    ("words", "edtf"), [("about Easter 1641", "1641~"), ("about the 1650s?", "165X"), ("um 1655", "1655~")]
)
def test_words_of_the_source_have_no_mark_of_ours(style: str, words: str, edtf: str) -> None:
    record = Record(kind="minutes", title="On the mill", date=ArchivalDate(edtf, words), holdings=[_FIRST])
    printed = archcite.cite(record, style, form="entry", date_words=True)
    # The first letter is a capital after a full stop.
    before, first, after = re.split(rf"({words[0]})(?={re.escape(words[1:])})", printed, flags=re.IGNORECASE)
    after = after.removeprefix(words[1:])
    assert first == words[0] or before.rstrip("” ").endswith("."), printed
    assert not before.endswith(("[", " ca. ", " c. ", "ок. ", "ok. ", "cca "))
    assert not after.startswith(("?", "]", " r.", " г."))


# A date -> as Russian, Polish and Czech write it: after the rules of the languages, which have forms of their own for
# several years (“гг.”), for a month without a day, and for an era.
PARTIAL = {
    "1653": ("1653 г.", "1653 r.", "1653"),
    "1653/1669": ("1653–1669 гг.", "1653–1669", "1653–1669"),
    "1653/..": ("С 1653 г.", "od 1653 r.", "od 1653"),
    "../1653": ("До 1653 г.", "do 1653 r.", "do 1653"),
    "1649-01": ("Январь 1649 г.", "I 1649 r.", "leden 1649"),
    "1949-06/1949-08": ("Июнь–август 1949 г.", "VI–VIII 1949 r.", "červen–srpen 1949"),
    "1949-12/1950-01": (
        "Декабрь 1949 г. – январь 1950 г.",
        "XII 1949–I 1950 r.",
        "prosinec 1949 – leden 1950",
    ),
    "1949-06-18": ("18 июня 1949 г.", "18 VI 1949 r.", "18. 6. 1949"),
    "1949-06-18/1949-06-20": ("18–20 июня 1949 г.", "18–20 VI 1949 r.", "18.–20. 6. 1949"),
    "1949-06-28/1949-07-02": ("28 июня–2 июля 1949 г.", "28 VI–2 VII 1949 r.", "28. 6. – 2. 7. 1949"),
    "1949-12-31/1950-01-02": (
        "31 декабря 1949–2 января 1950 г.",
        "31 XII 1949–2 I 1950 r.",
        "31. 12. 1949 – 2. 1. 1950",
    ),
    "1941-21": ("Весна 1941 г.", "wiosna 1941 r.", "jaro 1941"),
    "195X": ("1950-е гг.", "lata 50. XX w.", "50. léta 20. století"),
    "190X": ("1900-е гг.", "lata 1900–1909", "1900–1909"),
    "0200": ("200 г. н. э.", "200 r. n.e.", "200 n. l."),
    "-0043": ("44 г. до н. э.", "44 r. p.n.e.", "44 př. n. l."),
    "-0043/0014": ("44 г. до н. э. – 14 г. н. э.", "44 r. p.n.e. – 14 r. n.e.", "44 př. n. l. – 14 n. l."),
}


@pytest.mark.parametrize("date", PARTIAL)
def test_dates_that_csl_has_no_form_for_are_in_the_words_of_the_language(date: str) -> None:
    record = Record(kind="minutes", title="On the mill", date=ArchivalDate(date), holdings=[_FIRST])
    russian, polish, czech = PARTIAL[date]
    assert f"mill. Протокол заседания. {russian} //" in archcite.cite(record, "gost")
    assert f"mill”, {polish.rstrip('.')}." in archcite.cite(record, "polish") + "."
    assert f"mill“, {czech.rstrip('.')}." in archcite.cite(record, "czech") + "."


@pytest.mark.parametrize("date", [date for date in PARTIAL if date != "1949-06-18"])
def test_czech_sets_z_before_a_day_alone(date: str) -> None:
    letter = Record(
        kind="letter", agents=[Agent.parse("Jan Hus")], date=ArchivalDate(date), holdings=[_FIRST]
    )
    assert "dopis z " not in archcite.cite(letter, "czech")
    assert "dopis z 18. 6. 1949" in archcite.cite(letter.replace(date="1949-06-18"), "czech")


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_decade_is_in_the_language_of_the_style(style: str) -> None:
    record = Record(kind="minutes", title="On the mill", date="195X", holdings=[_FIRST])
    printed = archcite.cite(record, style, form="entry")
    is_english = "1950s" in archcite.cite(record, style, form="entry", locale="en-US")
    in_language = style in (
        "archives-nationales", "bundesarchiv", "czech", "dutch", "gost", "isnad", "isnad-metinici", "italian",
        "liege", "polish", "spanish",
    )  # fmt: skip
    assert is_english
    assert ("1950s" in printed) != in_language


# A style with its locale -> a telegram, a letter without a date, and the first of May, as they are printed.
LANGUAGES = {
    ("bundesarchiv", None): ("Telegramm an", "o. D.", "1. Mai 1923"),
    ("archives-nationales", None): ("élégramme à", "s. d.", "1er mai 1923"),
    ("chicago", "de-DE"): ("elegramm an", "o. D.", "1. Mai 1923"),
    ("turabian", "fr-FR"): ("élégramme à", "s. d.", "1er mai 1923"),
    ("mhra", "es-ES"): ("elegrama a", "s. f.", "1 de mayo de 1923"),
    ("iso690", "it-IT"): ("elegramma a", "s.d.", "1 maggio 1923"),
    ("chicago", "ru-RU"): ("елеграмма", "б. д.", "1923"),
    ("chicago", "pl-PL"): ("elegram", "b.d.", "1 maja 1923"),
    ("chicago", "en-US"): ("elegram to", "n.d.", "May 1, 1923"),
}


@pytest.mark.parametrize(("style", "locale"), LANGUAGES)
def test_kinds_and_dates_are_in_the_language_of_the_style(style: str, locale: str | None) -> None:
    agents = [Agent.parse("George Creel"), Agent.parse("Colonel House", role="recipient")]
    telegram = Record(kind="telegram", date="1923-05-01", agents=agents, holdings=[_FIRST])
    undated = Record(kind="letter", agents=agents, holdings=[_FIRST])
    kind, no_date, date = LANGUAGES[style, locale]
    printed = archcite.cite(telegram, style, form="entry", locale=locale).replace("\u00a0", " ")
    assert kind in printed
    assert date in printed
    assert no_date in archcite.cite(undated, style, form="entry", locale=locale).replace("\u00a0", " ")


def test_every_kind_has_a_word_in_each_language() -> None:
    table = resources.read_table(fitted_item.__spec__, "printed_words.toml")
    assert {language: KINDS.keys() - words["kinds"].keys() for language, words in table.items()} == {
        language: set() for language in table
    }
    assert len({frozenset(words["kinds"]) for words in table.values()}) == 1


def test_references_elsewhere_are_in_the_language_of_the_style() -> None:
    record = Record(title="Protokoll", holdings=[_FIRST, _hold(GARF, "f. 9401", "op. 2")])
    assert "auch in GARF, f. 9401" in archcite.cite(record, "bundesarchiv")


@pytest.mark.parametrize("language", ["en", "ro", "ru", None])
@pytest.mark.parametrize(
    ("kind", "printed"),
    [("telegram", "Telegram"), ("press release", "Press Release"), ("notes", "Notes"), ("letter", "Letter")],
)
def test_frus_writes_kinds_in_title_case_in_every_language(
    kind: str, printed: str, language: str | None
) -> None:
    agents = [Agent.parse("George Creel"), Agent.parse("Colonel House", role="recipient")]
    record = Record(kind=kind, agents=agents, languages=[language] if language else [], holdings=[_FIRST])
    assert archcite.cite(record, "frus").startswith(f"{printed} From George Creel to Colonel House")


@pytest.mark.parametrize("form", ["note", "entry"])
@pytest.mark.parametrize("kind", ["letter", "manuscript"])
def test_spanish_never_sets_brackets_beside_brackets(form: str, kind: str) -> None:
    repository = Repository("Yale", code="YUL", place="New Haven")
    for parts in ([], [Part("fonds", value="Berg Collection")], [Part("box", "box", "5")]):
        record = Record(kind=kind, title="X", version="draft", holdings=[Holding(repository, parts)])
        printed = archcite.cite(record, "spanish", form=form)
        assert ") (" not in printed
        assert "«X», borrador, s. f." in printed.replace("\u00a0", " ")


def test_isnad_sets_no_stop_before_the_brackets_of_a_draft() -> None:
    repository = Repository("Yale", code="YUL")
    for parts in ([Part("fonds", value="Berg Collection")], [Part("box", "box", "5")]):
        record = Record(title="X", version="draft", holdings=[Holding(repository, parts)])
        for style in ("isnad", "isnad-metinici"):
            located = str(parts[0]).replace("box", "Box")
            assert f"{located} (taslak). X" in archcite.cite(record, style, form="entry")


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_composer_alone_leaves_no_performer_open(style: str) -> None:
    composer = Agent.parse("A. Dunn", role="composer")
    song = Record(kind="audio recording", title="The March", agents=[composer], holdings=[_FIRST])
    printed = archcite.cite(song, style, form="entry")
    assert "Dunn" in printed
    assert "performed by" not in printed
    assert "recorded by" not in printed


QUOTATION_MARKS = '“”‘’„«»"'


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize(
    ("kind", "title", "title_kind"),
    [
        ("manuscript", "[Notes on a visit]", None),
        ("letter", "Letter to the mill", "supplied"),
        ("photograph", "[Men at work]", None),
        ("document", "Exchequer accounts", "supplied"),
        ("map", "Plan of the estate", "supplied"),
    ],
)
def test_a_supplied_title_is_not_quoted(style: str, kind: str, title: str, title_kind: str | None) -> None:
    record = Record(kind=kind, title=title, title_kind=title_kind, date="1801", holdings=[_FIRST])
    printed = _print_full(record, style)
    assert not set(printed) & set(QUOTATION_MARKS)
    assert title.strip("[]").casefold() in printed.casefold()
    formal = _print_full(record.replace(title_kind="formal", kind="minutes"), style)
    assert title.strip("[]").casefold() in formal.casefold()


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("title_kind", ["supplied", "formal"])
@pytest.mark.parametrize("kind", ["letter", "telegram", "document"])
def test_a_description_and_a_recipient_are_two_things(style: str, title_kind: str, kind: str) -> None:
    title = "Letter to the Editor"
    agents = [Agent.parse("Ann Lee"), Agent.parse("John Dunn", role="recipient")]
    record = Record(
        kind=kind, title=title, title_kind=title_kind, date="1801", agents=agents, holdings=[_FIRST]
    )
    printed = _print_full(record, style).casefold()
    assert title.casefold() in printed and "dunn" in printed
    assert f"{title.casefold()} to " not in printed and f"{title.casefold()} from " not in printed
    assert not re.search(r"\w[”’][^\W\d_]", printed)


@pytest.mark.parametrize("style", EVERY_STYLE)
@pytest.mark.parametrize("with_author", [True, False])
def test_a_supplied_title_beside_a_recipient_is_not_quoted(style: str, with_author: bool) -> None:
    recipient = Agent.parse("John Dunn", role="recipient")
    agents = [Agent.parse("Ann Lee"), recipient] if with_author else [recipient]
    record = Record(
        kind="letter", title="Note on the mill", title_kind="supplied", agents=agents, holdings=[_FIRST]
    )
    printed = _print_full(record, style)
    assert not set(printed) & set(QUOTATION_MARKS)
    assert "note on the mill, " in printed.casefold() and "Dunn" in printed
    named = _print_full(record.replace(title="Note to John Dunn"), style)
    assert named.count("Dunn") == 1


@pytest.mark.parametrize(
    "style", [style for style in load_archival_styles() if style != "mla"]
)  # MLA 9 quotes them
def test_a_collection_is_not_quoted(style: str) -> None:
    record = Record(kind="collection", title="Wilson Family Papers", date="1798/1850", holdings=[_FIRST])
    assert not set(_print_full(record, style)) & set(QUOTATION_MARKS)


# A reference -> as Chicago prints it with its archive.
ORDERS = {
    "RGANI, f. 5, op. 30, d. 273, ll. 12-15": "RGANI, f. 5, op. 30, d. 273, ll. 12–15",
    "RGASPI, f. 558, op. 11, d. 328": "RGASPI, f. 558, op. 11, d. 328",
    "PA AA, B 33, Bd. 5": "PA AA, B 33, Bd. 5",
    "PA AA, LOND, Bd. 5": "PA AA, LOND, Bd. 5",
    "PA AA, MAV Moskau, ZR 1015/84": "PA AA, MAV Moskau, ZR 1015/84",
    "AAN, KC PZPR, sygn. 237/V-39": "AAN, KC PZPR, sygn. 237/V-39",
    "BArch, B 136/59748": "BArch, B 136/59748",
}


@pytest.mark.parametrize("reference", ORDERS)
@pytest.mark.parametrize("style", ["chicago", "chicago-author-date", "turabian"])
def test_a_path_follows_its_archive(style: str, reference: str) -> None:
    found = parse_reference(reference)
    record = Record(
        title="Report", holdings=[Holding(Repository(found.repository), found.parts, found.pages)]
    )
    assert ORDERS[reference] in archcite.cite(record, style, form="entry")
    assert ORDERS[reference] in archcite.cite(record, style, form="entry", archive_first=True)
    last = archcite.cite(record, style, form="entry", archive_first=False)
    assert last.endswith(f"{found.repository}.")


def test_the_order_of_keys_does_not_change_a_path() -> None:
    texts = ('{"repository": "RGANI", "file": "d. 5", "fonds": "f. 3", "series": "op. 12"}',
             '{"repository": "RGANI", "fonds": "f. 3", "series": "op. 12", "file": "d. 5"}')  # fmt: skip
    one, other = (read(f'{{"title": "Report", "holding": {text}}}', "the records") for text in texts)
    assert archcite.cite(one[0]) == archcite.cite(other[0])


def test_an_archive_can_be_put_first_and_last() -> None:
    record = Record(title="Report", holdings=[_hold(Repository("Yale"), "House Papers", "series 2")])
    assert archcite.cite(record) == "Report, n.d., series 2, House Papers, Yale."
    first = "Report, n.d., Yale, House Papers, series 2."
    assert archcite.cite(record, archive_first=True) == first
    assert archcite.Bibliography([record], archive_first=True).note(record) == first


@pytest.mark.parametrize("style", ["archives-nationales", "bundesarchiv", "iso690", "oscola"])
def test_a_letter_is_cited_again_as_a_book_is(style: str) -> None:
    letter = Record(
        id="letter", kind="letter", date="1950", agents=[Agent.parse("Ann Lee")], holdings=[_FIRST]
    )
    book = {
        "id": "book",
        "type": "book",
        "title": "Cold War",
        "author": [{"family": "Lee", "given": "Ann"}],
        "issued": {"date-parts": [[1999]]},
        "publisher": "OUP",
    }
    ibid = []
    for source in (letter, book):
        bibliography = archcite.Bibliography([source], style)
        bibliography.note(source, "p. 1")
        ibid.append(str(bibliography.note(source, "p. 1")))
    assert ibid[0] == ibid[1]


def test_a_picture_of_the_bundesarchiv_is_cited_with_its_photographer() -> None:
    picture = Record(
        kind="photograph",
        agents=[Agent.parse("Günter Weber", role="photographer")],
        holdings=[
            Holding(
                Repository("BArch"),
                [Part("fonds", None, "B 198"), Part("item", None, "Bild-2016-0922-002")],
            )
        ],
    )
    assert archcite.cite(picture, "bundesarchiv").endswith("Bild-2016-0922-002 / Weber, Günter.")


def test_an_undated_letter_does_not_run_into_its_archive_in_oscola() -> None:
    agents = [Agent.parse("Ann Lee"), Agent.parse("John Dunn", role="recipient")]
    letter = Record(kind="letter", agents=agents, holdings=[_hold(Repository("Johnson Library"), "Papers")])
    assert archcite.cite(letter, "oscola") == "Letter from Ann Lee to John Dunn (nd) Johnson Library, Papers."


# The word for a letter in styles of other languages.
LETTERS = {
    "archives-nationales": "lettre",
    "bundesarchiv": "brief",
    "czech": "dopis",
    "dutch": "brief",
    "gost": "письмо",
    "isnad": "mektup",
    "isnad-metinici": "mektup",
    "italian": "lettera",
    "liege": "lettre",
    "polish": "list",
    "spanish": "carta",
}


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_letter_of_an_unknown_author_is_called_a_letter_once(style: str) -> None:
    recipient = [Agent.parse("John Dunn", role="recipient")]
    printed = _print_full(Record(kind="letter", agents=recipient, date="1923", holdings=[_FIRST]), style)
    assert "Dunn" in printed
    assert printed.casefold().count(LETTERS.get(style, "letter")) == 1
    assert printed[:1] in "([" or printed[:1].isupper()


def test_levels_of_a_collection_are_printed_once_where_an_item_has_one_as_its_location() -> None:
    item = {
        "id": "johnson",
        "type": "personal_communication",
        "archive": "Harvard College Library",
        "archive_location": "O’Laughlin Papers",
        "archive_collection": "Theodore Roosevelt Collection",
    }
    (record,) = archcite.loads([item], "csl-json")
    assert archcite.cite(record, "chicago").count("O’Laughlin") == 1


ODD_DATES = (
    "1958",
    "1958-09/1958-11",
    "x",
    1958,
    1.5,
    True,
    [],
    [1958],
    {},
    {"date-parts": []},
    {"date-parts": [[]]},
    {"date-parts": [["x"]]},
    {"date-parts": [[1949, 13]]},
    {"date-parts": [["1949", "6"]]},
    {"date-parts": 1949},
    {"season": 99, "date-parts": [[1949]]},
    {"season": "x", "date-parts": [[1949]]},
    {"raw": "1949"},
    {"raw": 5},
    {"literal": ["x"]},
    {"literal": 5, "date-parts": [[1949]]},
    {"date-parts": [[1949, 6, 1], [1949, "x"]]},
)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::archcite.errors.ArchciteWarning")
@pytest.mark.parametrize("language", sorted(fitted_item._load_words()))
def test_no_date_of_an_item_stops_a_style(language: str) -> None:
    for issued in ODD_DATES:
        item = {"id": "a", "type": "manuscript", "title": "The Mill", "archive": "RGANI", "issued": issued}
        (record,) = archcite.loads([item], "csl-json")
        for given in (to_printed_item(record), item):
            assert fitted_item.localize_item(given, language)["title"] == "The Mill"


@pytest.mark.parametrize(
    ("title", "recipient"),
    [
        ("[Letter to Djilas on aid]", "Milovan Đilas"),
        ("[Letter to Mueller]", "Otto Müller"),
        ("[Letter to Soren Oersted]", "Ørsted"),
    ],
)
def test_a_recipient_is_named_once_in_whatever_spelling(title: str, recipient: str) -> None:
    record = Record(
        title=title,
        agents=(Agent.parse("Josip Broz Tito"), Agent.parse(recipient, role="recipient")),
        holdings=(Holding(Repository("Arhiv Jugoslavije")),),
    )
    assert recipient.split()[-1] not in str(archcite.cite(record, "chicago"))


def test_the_portal_ends_a_later_note_after_the_kind_without_a_comma() -> None:
    record = Record(
        kind="agreement",
        title="On the Talks in Kabul",
        title_kind="supplied",
        agents=[Agent.parse("George Creel"), Agent.parse("Colonel House", "recipient")],
        holdings=[_FIRST],
    )
    short = archcite.cite(record, "wilson-center", form="short")
    assert short == "George Creel to Colonel House, On the Talks in Kabul, agreement."
