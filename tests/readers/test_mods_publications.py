"""Published works in MODS become publications; descriptions of archival sources stay records."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

import pytest
from hypothesis import given, settings

import archcite
from archcite.csl.variables import NAMES
from archcite.formats.mets.reader import read_file as read_mets
from archcite.formats.mods.reader import read_file
from archcite.formats.writing import write
from archcite.record import Publication, Record
from archcite.record.csl_variables import to_agent
from tests.writers.test_published_works import ITEM

BOOK = """<titleInfo><nonSort>The</nonSort><title>cold war</title><subTitle>a history</subTitle></titleInfo>
<name type="personal"><namePart type="family">Smith</namePart><namePart type="given">Ann</namePart>
<role><roleTerm type="code">aut</roleTerm></role></name><typeOfResource>text</typeOfResource>
<originInfo><place><placeTerm type="text">London</placeTerm></place><publisher>Macmillan</publisher>
<dateIssued>2000</dateIssued><edition>2nd ed.</edition><issuance>monographic</issuance></originInfo>
<relatedItem type="series"><titleInfo><title>Cold War series</title></titleInfo></relatedItem>
<identifier type="isbn">9780306406157</identifier>"""
ARTICLE = """<titleInfo><title>On letters</title></titleInfo><genre>article</genre>
<relatedItem type="host"><titleInfo><title>Cold War History</title></titleInfo>
<identifier type="issn">1468-2745</identifier><part><detail type="volume"><number>3</number></detail>
<detail type="issue"><number>2</number></detail><extent unit="pages"><start>5</start><end>10</end></extent>
<date>1990</date></part></relatedItem>"""
CHAPTER = """<titleInfo><title>On letters</title></titleInfo><originInfo><issuance>monographic</issuance></originInfo>
<relatedItem type="host"><titleInfo><title>Essays</title></titleInfo><name><namePart>Roe, Jane</namePart><role>
<roleTerm>editor</roleTerm></role></name><originInfo><publisher>Faber</publisher><dateIssued>1990</dateIssued>
</originInfo><identifier type="isbn">0571000000</identifier></relatedItem>"""
THESIS = """<titleInfo><title>On letters</title></titleInfo><genre authority="marcgt">thesis</genre>
<name type="corporate"><namePart>Yale University</namePart><role><roleTerm>degree granting institution</roleTerm></role>
</name><note type="thesis">Ph. D.</note><originInfo><dateIssued>1990</dateIssued></originInfo>"""
# As bibutils writes an article from PubMed, and Zotero one without the name of its magazine.
BIBUTILS = """<titleInfo><title>On letters</title></titleInfo><originInfo><dateIssued>2003-Feb</dateIssued></originInfo>
<typeOfResource>text</typeOfResource><relatedItem type="host"><titleInfo><title>Heredity</title></titleInfo>
<originInfo><issuance>continuing</issuance></originInfo><genre authority="marcgt">periodical</genre>
<genre>academic journal</genre></relatedItem><part><date>2003-Feb</date>
<detail type="volume"><number>90</number></detail>
<detail type="number"><number>2</number></detail></part>"""
MAGAZINE = """<titleInfo><title>Lisan al-hal</title></titleInfo><typeOfResource>text</typeOfResource>
<genre authority="local">magazineArticle</genre><relatedItem type="host"><genre authority="marcgt">periodical</genre>
<originInfo><dateIssued>1878-09-02</dateIssued></originInfo><part><detail type="volume"><number>2</number></detail>
</part></relatedItem>"""
SCANNED = f"""{BOOK}<originInfo eventType="digitization"><publisher>State Library</publisher><dateCaptured>2013
</dateCaptured><edition>[Electronic ed.]</edition></originInfo><extension><mods><location><shelfLocator>X 1
</shelfLocator></location></mods></extension>"""
SERIAL = (
    """<titleInfo><title>Hadiqa</title></titleInfo><originInfo><issuance>serial</issuance></originInfo>"""
)


def read_one(xml: str) -> Publication | Record:
    (source,) = read_file(io.BytesIO(f'<mods xmlns="http://www.loc.gov/mods/v3">{xml}</mods>'.encode()))
    return source


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            BOOK,
            {"type": "book", "title": "The cold war: a history", "publisher": "Macmillan", "edition": "2"},
        ),
        (BOOK, {"publisher-place": "London", "collection-title": "Cold War series", "ISBN": "9780306406157"}),
        (BOOK, {"author": [{"family": "Smith", "given": "Ann"}], "issued": {"date-parts": [[2000]]}}),
        (ARTICLE, {"type": "article-journal", "container-title": "Cold War History", "ISSN": "1468-2745"}),
        (ARTICLE, {"volume": "3", "issue": "2", "page": "5-10", "issued": {"date-parts": [[1990]]}}),
        (CHAPTER, {"type": "chapter", "container-title": "Essays", "publisher": "Faber"}),
        (BIBUTILS, {"type": "article-journal", "container-title": "Heredity", "volume": "90", "issue": "2"}),
        (BIBUTILS, {"issued": {"date-parts": [[2003, 2]]}}),
        (MAGAZINE, {"type": "article-magazine", "volume": "2", "issued": {"date-parts": [[1878, 9, 2]]}}),
        (SCANNED, {"publisher": "Macmillan", "edition": "2", "issued": {"date-parts": [[2000]]}}),
        (SERIAL, {"type": "periodical", "title": "Hadiqa"}),
        (CHAPTER, {"editor": [{"family": "Roe", "given": "Jane"}]}),
        (THESIS, {"type": "thesis", "genre": "PhD diss.", "publisher": "Yale University"}),
    ],
)
def test_variables(xml: str, expected: dict[str, Any]) -> None:
    source = read_one(xml)
    assert isinstance(source, Publication)
    item = source.csl_item()
    assert {name: item.get(name) for name in expected} == expected


def test_a_book_is_cited_as_one() -> None:
    assert archcite.cite(read_one(BOOK), "chicago") == (
        "Ann Smith, The Cold War: A History, 2nd ed., Cold War Series (Macmillan, 2000)."
    )


@pytest.mark.parametrize(
    "xml",
    [
        BOOK.replace("<typeOfResource>", '<typeOfResource manuscript="yes">'),
        "<titleInfo><title>Letter</title></titleInfo><originInfo><dateCreated>1918</dateCreated></originInfo>",
        "<titleInfo><title>Letter</title></titleInfo><originInfo><publisher>Yale University Library</publisher>"
        "<dateIssued>2010</dateIssued></originInfo><location><shelfLocator>box 6</shelfLocator></location>",
        "<titleInfo><title>Papers</title></titleInfo><genre>letter</genre>",
    ],
)
def test_archival_descriptions_are_records(xml: str) -> None:
    assert isinstance(read_one(xml), Record)


def test_a_book_in_mets() -> None:
    xml = (
        '<mets xmlns="http://www.loc.gov/METS/" OBJID="https://example.org/1"><metsHdr><agent ROLE="CUSTODIAN"><name>'
        f'Yale</name></agent></metsHdr><dmdSec ID="d"><mdWrap MDTYPE="MODS"><xmlData><mods xmlns="http://www.loc.gov/mods/v3">'
        f"{BOOK}</mods></xmlData></mdWrap></dmdSec></mets>"
    )
    (source,) = read_mets(io.BytesIO(xml.encode()))
    assert isinstance(source, Publication)
    assert (source.csl_item()["URL"], source.csl_item()["type"]) == ("https://example.org/1", "book")
    assert source.location is not None and source.location.line == 1


@pytest.mark.slow
@given(ITEM)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again_but_for_what_a_warning_names(item: dict[str, Any]) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        text = write([Publication(item)], "mods")
    named = {word for one in caught for word in re.split(r"[ ,]+", str(one.message))}
    (source,) = read_file(io.BytesIO(text.encode()))
    again = source.csl_item()
    assert again.keys() <= item.keys()
    for variable, value in item.items():
        if variable in NAMES:
            # A particle stands with the family name.
            assert [to_agent(name, "author").name for name in again[variable]] == [
                to_agent(name, "author").name for name in value
            ]
        elif variable not in named:
            assert again.get(variable) == value, named


def test_variables_without_an_element_come_back() -> None:
    article = Publication(
        {
            **{"id": "a", "type": "article-journal", "title": "On letters", "status": "forthcoming"},
            **{"container-title": "Cold War History", "container-title-short": "CWH", "section": "Essays"},
            **{"event-date": {"date-parts": [[1918, 9, 25]]}, "PMID": "12345", "note": "status: in press"},
        }
    )
    (found,) = archcite.loads(archcite.write([article], "mods"))
    assert found.csl_item() == article.csl_item()


def test_an_invalid_date_is_written_in_words() -> None:
    report = Publication(
        {"id": "a", "type": "report", "issued": {"date-parts": [["2015"]], "season": "2020"}, "title": "A"}
    )
    assert "<dateIssued>2015 2020</dateIssued>" in archcite.write([report], "mods")
