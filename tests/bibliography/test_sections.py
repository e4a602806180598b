"""The bibliography of primary sources: what is listed, under which headings, in every format."""

from __future__ import annotations

import cProfile
import pstats
import re
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from archcite import ArchciteWarning, Bibliography, Record
from archcite.bibliography import localized_headings as _words
from archcite.bibliography.collections import find_collection
from archcite.bibliography.localized_headings import load_words
from archcite.bibliography.repositories import Holders
from archcite.bibliography.sections import SECTIONS, Section
from archcite.errors import SourceError
from archcite.output.formats import NAMES
from archcite.record import Agent, Holding, OnlineCopy, Pages, Part, Repository
from tests.bibliography import corpus


def kept(archive: str, *parts: Part, id: str = "", **fields: Any) -> Record:
    return Record(
        id=id, holdings=[Holding(Repository(archive), parts, fields.pop("pages", Pages()))], **fields
    )


def russian(archive: str, fonds: str, series: str, file: str, id: str) -> Record:
    parts = (Part("fonds", "f.", fonds), Part("series", "op.", series), Part("file", "d.", file))
    return kept(archive, *parts, id=id, kind="letter", title=f"Letter {id}", date="1956")


BOOK = {"id": "kotkin", "type": "book", "title": "Magnetic Mountain", "author": [{"family": "Kotkin"}]}


def flat(sections: tuple[Section, ...] | list[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from flat(list(section.sections))


def test_an_archive_is_listed_once_however_it_is_spelled() -> None:
    spellings = ("RGANI", "Russian State Archive of Contemporary History", "РГАНИ")
    records = [russian(name, "5", "30", str(number), name) for number, name in enumerate(spellings, 1)]
    (archival,) = Bibliography(records).sections("repository", level="collection")
    (rgani,) = archival.sections
    assert rgani.title == "Russian State Archive of Contemporary History (RGANI), Moscow"
    assert rgani.entries == ("F. 5, op. 30, d. 1–3.",)


def test_files_of_a_fonds_are_listed_by_the_notation() -> None:
    files = [("5", "30", "301"), ("5", "30", "273"), ("5", "33", "15"), ("5", "30", "274"), ("89", "1", "2")]
    records = [russian("RGANI", *path, id="-".join(path)) for path in files]
    (archival,) = Bibliography(records).sections("repository", level="collection")
    assert archival.sections[0].entries == (
        "F. 5, op. 30, d. 273, 274, 301; op. 33, d. 15.",
        "F. 89, op. 1, d. 2.",
    )


def test_the_collection_alone_as_chicago_wants_it() -> None:
    """CMOS 18, 14.127: the collection is listed, its documents are in the notes."""
    papers = (Part("fonds", None, "Edward Mandell House Papers"), Part("box", "box", "6"))
    holding = Holding(Repository("Yale University Library", place="New Haven, CT"), papers)
    records = [Record(id=id, kind="letter", title=id, holdings=[holding]) for id in ("a", "b")]
    text = Bibliography([*records, BOOK]).write("text", level="collection")
    assert text == (
        "Edward Mandell House Papers. Yale University Library, New Haven, CT.\n\nKotkin. Magnetic Mountain. n.d."
    )


@pytest.mark.parametrize(
    ("locale", "titles"),
    [
        ("en-US", ["Archival Sources", "Published Sources"]),
        ("de-DE", ["Archivalien", "Gedruckte Quellen"]),
        ("fr-FR", ["Sources manuscrites", "Sources imprimées"]),
        ("ru-RU", ["Архивные источники", "Опубликованные источники"]),
        ("ja-JP", ["Archival Sources", "Published Sources"]),
    ],
)
def test_headings_are_those_of_the_language(locale: str, titles: list[str]) -> None:
    bibliography = Bibliography([russian("RGANI", "5", "30", "1", "a"), BOOK], locale=locale)
    assert [section.title for section in bibliography.sections("repository")] == titles


def test_archives_of_one_name_have_a_heading_each_where_they_are() -> None:
    places = ("College Park, MD", "Kew", "Prague", "Canberra")
    records = [
        Record(
            id=place,
            title="A Letter",
            holdings=[Holding(Repository("National Archives", place=place), [Part("fonds", None, "1")])],
        )
        for place in places
    ]
    (archival,) = Bibliography(records).sections("repository")
    assert {section.title for section in archival.sections} == {
        "National Archives (NARA), College Park, MD, United States",
        "National Archives (NA ČR), Prague, Czechia",
        "National Archives (TNA), Kew, United Kingdom",
        "National Archives, Canberra",
    }
    assert all(len(section.entries) == 1 for section in archival.sections)


def test_headings_may_be_the_users_own() -> None:
    bibliography = Bibliography([russian("RGANI", "5", "30", "1", "a")], locale="de-DE")
    found = bibliography.sections("repository", headings={"archival": "Ungedruckte Quellen"})
    assert found[0].title == "Ungedruckte Quellen"


def test_countries_come_in_the_order_of_the_language() -> None:
    pytest.importorskip("babel")
    records = [
        kept(name, Part("fonds", None, "1"), id=name)
        for name in (
            "RGANI",
            "Bundesarchiv",
            "The National Archives",
            "Österreichisches Staatsarchiv",
            "MNL OL",
        )
    ]
    for locale, expected in {
        "en-US": ["Austria", "Germany", "Hungary", "Russia", "United Kingdom"],
        "de-DE": ["Deutschland", "Österreich", "Russland", "Ungarn", "Vereinigtes Königreich"],
        "ru-RU": ["Австрия", "Великобритания", "Венгрия", "Германия", "Россия"],
    }.items():
        (archival,) = Bibliography(records, locale=locale).sections("country")
        assert [section.title for section in archival.sections] == expected
        assert all(len(section.sections) == 1 for section in archival.sections)


def test_without_babel_countries_are_in_english_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "babel", None)
    for cached in (_words._load_locale, _words._load_cities, _words._find_country_name):
        cached.cache_clear()
    with pytest.warns(ArchciteWarning, match=r"pip install archcite\[countries\]"):
        (archival,) = Bibliography([russian("RGANI", "5", "30", "1", "a")], locale="de-DE").sections(
            "country"
        )
    assert [section.title for section in archival.sections] == ["Russia"]
    for cached in (_words._load_locale, _words._load_cities, _words._find_country_name):
        cached.cache_clear()


def test_under_its_own_heading_an_archive_is_not_named_again() -> None:
    record = russian("RGANI", "5", "30", "1", "a")
    (archival,) = Bibliography([record]).sections("repository")
    assert archival.sections[0].entries == ("“Letter a.” 1956. F. 5, op. 30, d. 1.",)
    (by_kind,) = Bibliography([record]).sections("kind")
    assert "RGANI" in by_kind.sections[0].entries[0]


def test_collections_are_sections_within_their_archives() -> None:
    records = [russian("RGANI", fonds, "1", "1", fonds) for fonds in ("89", "5")]
    (archival,) = Bibliography([*records, kept("RGANI", id="none", title="Without a number")]).sections(
        "collection"
    )
    (rgani,) = archival.sections
    assert [section.title for section in rgani.sections] == ["f. 5", "f. 89"]
    assert len(rgani.entries) == 1 and "Without a Number" in rgani.entries[0]


def test_what_has_no_archive_has_its_place() -> None:
    copy = OnlineCopy("Wilson Center Digital Archive", "https://digitalarchive.wilsoncenter.org/document/1")
    records = [
        Record(id="online", title="Seen on a screen", copy=copy),
        Record(id="lost", kind="letter", title="Seen nowhere"),
        Record(id="book", kind="book", title="Printed", agents=[Agent.parse("Stephen Kotkin")]),
        Record(id="reprint", title="Reprinted", published_in="Foreign Relations of the United States"),
    ]
    with pytest.warns(ArchciteWarning, match="prints nothing of “Seen nowhere”"):
        assert len(Bibliography(records).sections("repository")) == 2
    parts = {section.title: section for section in Bibliography(records, "apa").sections("repository")}
    assert [section.title for section in parts["Archival Sources"].sections] == ["Repository Unknown"]
    assert [section.title for section in parts["Digital Collections"].sections] == [
        "Wilson Center Digital Archive"
    ]
    assert len(parts["Published Sources"].entries) == 2


@pytest.mark.slow
@pytest.mark.parametrize("by", SECTIONS)
@pytest.mark.parametrize("level", ["item", "collection"])
def test_every_source_is_listed_once(by: str, level: str) -> None:
    records = list(corpus.records(200))
    bibliography = Bibliography(records)
    sections = bibliography.sections(by, level=level)
    entries = Counter(entry for section in flat(sections) for entry in section.entries)
    if level == "item":
        assert sum(entries.values()) == len(records)
        return
    holders = Holders(records, load_words("en"))
    kept = [(record, holder) for record in records if (holder := holders.find(record))]
    collections = {
        (record.kind if by == "kind" else "", find_collection(holders.label_path(record), holder).key)
        for record, holder in kept
    }
    assert sum(entries.values()) == len(collections) + len(records) - len(kept)


@pytest.mark.parametrize("format", NAMES)
def test_every_format_has_the_headings_in_their_order(format: str) -> None:
    bibliography = Bibliography(list(corpus.records(60)))
    text = bibliography.write(format, section_by="repository", level="collection", abbreviations=True)
    titles = [
        section.title for section in flat(bibliography.sections("repository", format, level="collection"))
    ]
    places = [text.index(title) for title in ("Abbreviations", *titles) if title]
    assert places[0] < places[1] < places[-1]
    after = -1
    for title in titles:
        after = text.index(title, after + 1)


class Outline(HTMLParser):
    """Checks that tags nest and ids are unique, and notes the levels of headings."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[tuple[int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if re.fullmatch(r"h\d", tag):
            self.headings.append((int(tag[1]), self.open.count("section")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.slow
@pytest.mark.parametrize("by", SECTIONS)
def test_html_nests_and_its_ids_are_unique(by: str) -> None:
    page = Outline()
    page.feed(
        Bibliography(list(corpus.records(200)), locale="ru-RU").write(
            "html", section_by=by, abbreviations=True
        )
    )
    assert not page.open
    assert page.ids and len(page.ids) == len(set(page.ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", id) for id in page.ids)
    assert all(level == depth + 1 for level, depth in page.headings)


@pytest.mark.parametrize(
    "style", ["apa", "mla", "chicago-author-date", "wilson-center", "ieee", "nature", "harvard1"]
)
def test_every_style_names_the_collections(style: str) -> None:
    records = [russian("RGANI", "5", "30", "273", "a")]
    entries = Bibliography(records, style).sections("repository", level="collection")[0].sections[0].entries
    if style != "wilson-center":  # which has no bibliography
        assert len(entries) == 1 and re.search(r"(?i)f\. 5, op\. 30, d\. 273", entries[0])


def test_a_text_in_cyrillic_has_references_in_cyrillic() -> None:
    records = [russian("AVPRF", "059a", "5a", file, file) for file in ("2", "3")]
    (archival,) = Bibliography(records, locale="ru-RU").sections("repository", level="collection")
    assert archival.sections[0].entries == ("Ф. 059а, оп. 5а, д. 2, 3.",)


def test_anchors_are_the_same_in_any_language() -> None:
    records = [russian("RGANI", "5", "30", "1", "a"), russian("GARF", "5", "30", "1", "b")]
    anchors = [
        [section.anchor for section in flat(Bibliography(records, locale=locale).sections("country"))]
        for locale in ("en-US", "ru-RU")
    ]
    assert anchors[0][:2] == ["sources-archival", "sources-ru"] and sorted(anchors[0]) == sorted(anchors[1])


def test_a_list_of_abbreviations_is_sorted() -> None:
    text = Bibliography([russian("РГАНИ", "5", "1", "1", "a"), russian("GARF", "5", "1", "1", "b")]).write(
        abbreviations=True
    )
    assert text.startswith(
        "Abbreviations\n=============\n\nGARF – State Archive of the Russian Federation, Moscow\n"
        "РГАНИ – Russian State Archive of Contemporary History, Moscow\n\nBibliography\n============\n\n"
    )


def test_notes_name_an_archive_in_full_once() -> None:
    records = [russian("RGANI", "5", "30", str(number), str(number)) for number in (1, 2)]
    other = russian("GARF", "R-5446", "1", "3", "other")
    kept_elsewhere = russian("РГАНИ", "89", "1", "3", "elsewhere")
    bibliography = Bibliography([*records, other, kept_elsewhere], short_archives=True)
    notes = [bibliography.note(record) for record in (records[0], other, records[1], records[0])]
    assert "Russian State Archive of Contemporary History (RGANI), Moscow, f. 5, op. 30, d. 1." in notes[0]
    assert "State Archive of the Russian Federation (GARF), Moscow, f. R-5446" in notes[1]
    assert notes[2].endswith(", RGANI, f. 5, op. 30, d. 2.")
    assert notes[3] == "“Letter 1.”"
    # Another format, asked for later, tells the same story; the bibliography abbreviates nothing.
    assert ", RGANI, f. 89" in bibliography.note(kept_elsewhere, format="html")
    assert all("(RGANI)" not in entry for entry in bibliography.entries())


def test_names_of_holders_are_those_that_most_records_use() -> None:
    records = [
        kept(name)
        for name in ("Bundesarchiv", "BArch", "BArch", "Federal Archives of Germany", "Bundesarchiv")
    ]
    holders = Holders(records, load_words("en"))
    assert {holders.find(record) for record in records[:3]} == {holders.find(records[4])}
    found = holders.find(records[1])
    assert found is not None and (found.name, found.code, found.country) == ("Bundesarchiv", "BArch", "DE")


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("en-US", "Archive of the President of the Russian Federation (APRF), Moscow"),
        ("de-DE", "Arkhiv Prezidenta Rossiiskoi Federatsii (APRF), Moskau"),
        ("ru-RU", "Архив Президента Российской Федерации (АПРФ), Москва"),
    ],
)
def test_an_archive_has_its_name_in_the_language_of_the_text(locale: str, title: str) -> None:
    pytest.importorskip("babel")
    record = kept(
        "Archive of the President of the Russian Federation (APRF)", Part("fonds", "f.", "45"), id="a"
    )
    assert Bibliography([record], locale=locale).sections("repository")[0].sections[0].title == title


@pytest.mark.parametrize("options", [{"section_by": "archive"}, {"section_by": "kind", "level": "fonds"}])
def test_sections_that_are_none(options: dict[str, str]) -> None:
    with pytest.raises(SourceError, match=r"Unknown (section|level)"):
        Bibliography([russian("RGANI", "5", "1", "1", "a")]).write(**options)  # type: ignore[arg-type]


@pytest.mark.slow
def test_time_is_linear() -> None:
    """Ten times the records take about ten times as long, counted as calls, which no other program disturbs."""
    calls = []
    for number in (300, 3000):
        records = list(corpus.records(number, doubles=False))
        profile = cProfile.Profile()
        profile.runcall(lambda records=records: Bibliography(records).write("html", section_by="repository"))  # type: ignore[misc]
        calls.append(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
    assert calls[1] < 12 * calls[0]
