"""Saved web pages: JSON-LD, meta tags, COinS, the Wilson Center's own pages, encodings, and hostile pages."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from types import ModuleType
from urllib.parse import urlencode

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.web_page import reader as web_page
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]


def _page(head: str, body: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_a_page_of_the_portal(example: Callable[[str], bytes], read_as: Read, seed: Record) -> None:
    (record,) = read_as(web_page, example("page-wilson.html"))
    assert (record.title, record.date, record.holdings) == (seed.title, seed.date, seed.holdings)
    assert record.agents("translator") == seed.agents("translator")
    assert (record.original_language, record.languages) == ("Romanian", ("English", "Romanian"))
    assert record.subjects == (
        "Romania",
        "Romania--Foreign relations--Soviet Union",
        "Soviet Union--Military policy",
    )
    assert (record.contents or "").endswith("PARTY\n\nDear Comrades,")
    assert record.notes == ("Donors: Leon Levy Foundation",)
    assert (record.rights or "").startswith("The History and Public Policy Program welcomes reuse")
    assert (record.copy.portal, record.copy.identifier) == ("Wilson Center Digital Archive", "110474")


def test_a_page_of_the_portal_before_its_present_layout(
    example: Callable[[str], bytes], read_as: Read
) -> None:
    (record,) = read_as(web_page, example("page-wilson-2014.html"))
    assert str(record.holding) == "RGASPI, f. 558, op. 11, d. 97, ll. 67-70"
    assert (record.kind, record.original_language) == ("report", "Russian")
    assert record.summary == "Summary of news reports, most on Stalin’s alleged illness."
    assert record.copy.url == "http://digitalarchive.wilsoncenter.org/document/134696"


def test_a_source_that_is_no_reference_is_kept(read_as: Read) -> None:
    head = "<title>A | Wilson Center Digital Archive</title>"
    with pytest.warns(ArchciteWarning, match="is not an archival reference"):
        (record,) = read_as(web_page, _page(head, "<h1>A</h1><h3>Source</h3><p>From a friend of mine</p>"))
    assert record.notes == ("Source: From a friend of mine",)


def test_json_ld(example: Callable[[str], bytes], read_as: Read) -> None:
    (letter,) = read_as(web_page, example("page-json-ld.html"))
    assert archcite.cite(letter, "chicago") == (
        "Louis de Robien to Marie de Robien, “Lettre à sa famille,” November 8, 1917, carton 3, dossier 12, "
        "Fonds Robien, 427PAAP, Archives diplomatiques, La Courneuve, Archives en ligne, "
        "https://archives.example.fr/ark:/14366/s0051."
    )
    assert letter.holding.repository.country == "FR"
    assert letter.subjects == ("Révolution russe", "Petrograd")


def test_meta_tags_and_opengraph_fill_in(example: Callable[[str], bytes], read_as: Read) -> None:
    (telegram,) = read_as(web_page, example("page-meta.html"))
    assert [agent.name for agent in telegram.agents()] == ["Leonard Hibberd"]
    assert str(telegram.holding.repository) == "The National Archives"
    assert (telegram.kind, telegram.copy.portal) == ("telegram", "Mundaneum Online")
    assert telegram.summary == "Reports the change of government in Bucharest."
    assert telegram.notes == ()


def test_coins(example: Callable[[str], bytes], read_as: Read) -> None:
    diary, book = read_as(web_page, example("page-coins.html"))
    assert str(diary.holding) == "Hoover Institution Archives, box 2, folder 1"
    assert (book.kind, book.agents()[0].name) == ("book", "Milovan Djilas")
    assert book.csl_item()["publisher"] == "Harcourt Brace Jovanovich"


_JOURNAL = "Arthur Schlesinger, “Origins of the Cold War,” Foreign Affairs 46, no. 1 (1967): 22–52, "
_HIGHWIRE = {
    **{"title": "Origins of the Cold War", "author": "Schlesinger, Arthur", "doi": "10.2307/1"},
    **{"journal_title": "Foreign Affairs", "volume": "46", "issue": "1", "firstpage": "22", "lastpage": "52"},
    **{"publication_date": "1967/10", "publisher": "CFR"},
}
_OPENURL = {
    **{
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:journal",
        "rft.genre": "article",
        "rft.jtitle": "Foreign Affairs",
    },
    **{"rft.atitle": "Origins of the Cold War", "rft.volume": "46", "rft.issue": "1", "rft.spage": "22"},
    **{"rft.epage": "52", "rft.date": "1967-10", "rft.aulast": "Schlesinger", "rft.aufirst": "Arthur"},
}
_ARTICLE = {
    **{"@context": "https://schema.org", "@type": "ScholarlyArticle", "name": "Origins of the Cold War"},
    "author": {"@type": "Person", "name": "Arthur Schlesinger"},
    **{"datePublished": "1967-10", "pageStart": "22", "pageEnd": "52", "sameAs": "https://doi.org/10.2307/1"},
    "isPartOf": {
        **{"@type": "PublicationIssue", "issueNumber": "1"},
        "isPartOf": {
            **{"@type": "PublicationVolume", "volumeNumber": "46"},
            "isPartOf": {"@type": "Periodical", "name": "Foreign Affairs"},
        },
    },
}
_NEWS = {
    **{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Die Nacht der Mauer"},
    **{"datePublished": "2009-11-09T10:00:00+01:00", "mainEntityOfPage": "https://example.org/1"},
    "publisher": {"@type": "Organization", "name": "Der Spiegel"},
}


def _to_script(node: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("page", "citation"),
    [
        (
            _page(
                "".join(f'<meta name="citation_{name}" content="{text}">' for name, text in _HIGHWIRE.items())
            ),
            f"{_JOURNAL}https://doi.org/10.2307/1.",
        ),
        (
            _page(
                '<link rel="canonical" href="https://example.org/1">',
                f'<span class="Z3988" title="{html.escape(urlencode(_OPENURL))}"></span>',
            ),
            f"{_JOURNAL}https://example.org/1.",
        ),
        (_page(_to_script(_ARTICLE)), f"{_JOURNAL}https://doi.org/10.2307/1."),
        (
            _page(_to_script(_NEWS)).replace(b"<html>", b'<html lang="de">'),
            "“Die Nacht der Mauer,” Der Spiegel, November 9, 2009, https://example.org/1.",
        ),
    ],
    ids=["highwire", "coins", "json-ld", "news"],
)
def test_pages_of_published_works(page: bytes, citation: str, read_as: Read) -> None:
    (work,) = read_as(web_page, page)
    assert archcite.cite(work) == citation


def test_the_title_may_be_in_another_vocabulary_than_the_rest(read_as: Read) -> None:
    head = (
        '<meta property="og:title" content="Letter to Jung"><meta name="dc.creator" content="Freud, Sigmund">'
        '<meta name="dc.date" content="1909-04-16">'
        '<meta name="dc.source" content="Freud Papers, Box 12, Library of Congress">'
    )
    (letter,) = read_as(web_page, _page(head))
    assert archcite.cite(letter) == (
        "Sigmund Freud, “Letter to Jung,” April 16, 1909, Box 12, Freud Papers, Library of Congress."
    )


def test_the_title_alone(read_as: Read) -> None:
    with pytest.warns(ArchciteWarning, match="only its title was read"):
        (record,) = read_as(web_page, _page("<title>An Old Page</title>"))
    assert (record.title, record.kind) == ("An Old Page", "webpage")


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (
            _page('<meta charset="windows-1251"><title>X</title>').replace(b"X", "Письмо".encode("cp1251")),
            "Письмо",
        ),
        (_page("<title>Письмо</title>").decode().encode("utf-16"), "Письмо"),
        (
            b"\xef\xbb\xbf" + _page('<meta charset="klingon"><title>Lettre d&eacute;j&agrave;</title>'),
            "Lettre déjà",
        ),
    ],
)
def test_encodings(data: bytes, title: str, read_as: Read) -> None:
    assert web_page.sniff_start(data)
    with pytest.warns(ArchciteWarning, match="only its title"):
        assert read_as(web_page, data)[0].title == title


def test_damaged_json_ld_is_left_out(read_as: Read) -> None:
    head = '<meta property="og:title" content="A"><script type="application/ld+json">{"@type": </script>'
    with pytest.warns(ArchciteWarning, match="JSON-LD in the page is not valid JSON"):
        assert read_as(web_page, _page(head))[0].title == "A"


def test_a_fonds_that_is_in_itself(read_as: Read) -> None:
    graph = [
        {"@id": "#a", "@type": "ArchiveComponent", "name": "A", "isPartOf": {"@id": "#b"}},
        {"@id": "#b", "@type": "Collection", "name": "B", "isPartOf": {"@id": "#a"}},
    ]
    script = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    with pytest.warns(ArchciteWarning, match="“A” is part of itself"):
        (record,) = read_as(web_page, _page(script))
    assert [str(part) for part in record.holding.parts] == ["B"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_page("", "<p>no title"), "page has no title"),
        (_page("<title>A</title>", "<a>" * 300_001), "too many elements"),
        (b"<html>" + b"x" * (web_page.MOST_BYTES + 1), "larger than 32 MB"),
        (b"<html>\x00\x01\x02\xff</html>", "not text"),
        (b"", "is empty"),
    ],
)
def test_hostile_pages(data: bytes, message: str, read_as: Read) -> None:
    with pytest.raises(SourceError, match=message):
        read_as(web_page, data)


def test_depth(read_as: Read) -> None:
    deep = _page("<title>A</title>", "<div>" * 50_000)
    script = _page(f'<title>A</title><script type="application/ld+json">{"[" * 50_000}</script>')
    for data in (deep, script):
        with pytest.warns(ArchciteWarning):
            assert read_as(web_page, data)[0].title == "A"


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["page-wilson.html", "page-wilson-2014.html", "page-json-ld.html", "page-meta.html", "page-coins.html"],
)
def test_damaged_files(
    name: str, example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]
) -> None:
    fuzz(web_page, example(name))
