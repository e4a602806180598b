"""Answers of OAI-PMH and SRU, with records of each format within."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.xml_envelope.reader import READERS, read_file

DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Diary</dc:title></oai_dc:dc>'
)
MARC = (
    '<m:leader>00000npcaa2200000   4500</m:leader><m:datafield tag="245" ind1="1" ind2="0">'
    '<m:subfield code="a">Diary</m:subfield></m:datafield></m:record>'
)
# What is in an answer, in each format.
RECORDS = {
    "oai_dc": DC,
    "qdc": DC.replace("oai_dc:dc", "q:qualifieddc").replace(
        'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/', 'xmlns:q="http://dspace.org/qualifieddc/'
    ),
    "srw_dc": '<dc xmlns="info:srw/schema/1/dc-v1.1"><title xmlns="http://purl.org/dc/elements/1.1/">Diary</title></dc>',
    "mods": '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Diary</title></titleInfo></mods>',
    "marc": f'<m:record xmlns:m="http://www.loc.gov/MARC21/slim">{MARC}',
    "marcxchange": f'<m:record xmlns:m="info:lc/xmlns/marcxchange-v2">{MARC}',
    "ead": '<ead xmlns="urn:isbn:1-931666-22-9"><archdesc><did><unittitle>Diary</unittitle></did></archdesc></ead>',
    "mets": '<mets xmlns="http://www.loc.gov/METS/"><dmdSec ID="d"><mdWrap MDTYPE="DC"><xmlData>'
    '<title xmlns="http://purl.org/dc/elements/1.1/">Diary</title></xmlData></mdWrap></dmdSec></mets>',
    "pica": '<record xmlns="info:srw/schema/5/picaXML-v1.0"><datafield tag="021A"><subfield code="a">Diary'
    "</subfield></datafield></record>",
}
DELETED = '<record><header status="deleted"><identifier>oai:x:0</identifier></header></record>\n'


def write_oai(*records: str, end: str = "", verb: str = "ListRecords") -> bytes:
    wrapped = "".join(
        f"<record><header><identifier>oai:x:1</identifier></header><metadata>{one}</metadata></record>\n"
        for one in records
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2024-05-31T12:00:00Z</responseDate><{verb}>{wrapped}{end}</{verb}></OAI-PMH>"
    ).encode()


def write_sru(*records: str) -> bytes:
    wrapped = "".join(
        f"<zs:record><zs:recordData>{one}</zs:recordData><zs:recordPosition>1</zs:recordPosition></zs:record>"
        for one in records
    )
    return (
        '<zs:searchRetrieveResponse xmlns:zs="http://docs.oasis-open.org/ns/search-ws/sruResponse">'
        f"<zs:numberOfRecords>1</zs:numberOfRecords><zs:records>{wrapped}</zs:records></zs:searchRetrieveResponse>"
    ).encode()


@pytest.mark.parametrize("format", RECORDS)
@pytest.mark.parametrize("write", [write_oai, write_sru])
def test_records_within(tmp_path: Path, write: type, format: str) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(write(RECORDS[format], RECORDS[format]))
    assert [source.title for source in archcite.read_all(path)] == ["Diary", "Diary"]


@pytest.mark.parametrize("format", RECORDS)
def test_the_first_record_may_come_late(format: str) -> None:
    text = write_oai(RECORDS[format]).replace(b"<ListRecords>", b"<ListRecords>" + DELETED.encode() * 200)
    assert text.index(b"<metadata>") > 8192
    assert [source.title for source in archcite.loads(text)] == ["Diary"]


@pytest.mark.parametrize("format", RECORDS)
def test_a_record_that_a_harvester_saved_alone(format: str) -> None:
    text = write_oai(RECORDS[format]).partition(b"<ListRecords>")[2].partition(b"</ListRecords>")[0]
    assert [source.title for source in archcite.loads(text)] == ["Diary"]


def test_each_reader_can_be_loaded() -> None:
    from archcite.formats.readers import FILES

    assert set(READERS.values()) <= set(FILES)


def test_a_part_of_a_list_is_told() -> None:
    token = '<resumptionToken cursor="0" completeListSize="500">abc</resumptionToken>'
    with pytest.warns(ArchciteWarning, match="only a part of a list of 500 records"):
        archcite.loads(write_oai(DC, end=token))


def test_the_last_part_is_not() -> None:
    assert archcite.loads(write_oai(DC, end='<resumptionToken cursor="400" completeListSize="500"/>'))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (write_oai('<lido xmlns="http://www.lido-schema.org"/>'), "are LIDO, which archcite does not read: ask for"),
        (write_oai("<x/>"), "are <x>, which archcite"),
        (write_oai(verb="Identify"), "has no records: ask for records"),
        (write_oai(end="<header><identifier>a</identifier></header>", verb="ListIdentifiers"), "verb=GetRecord"),
        (write_oai(end=DELETED), "has deleted the record of"),
        (write_oai(end=DELETED * 2), "has deleted the records of"),
        (write_oai(end='<error code="idDoesNotExist">No such id</error>'), r"with an error \(No such id\)"),
        (write_sru("&lt;mods/&gt;"), "recordPacking=xml"),
        (write_sru("").replace(b"</zs:records>", b"<diagnostic>Bad query</diagnostic></zs:records>"), "Bad query"),
        (b"<OAI-PMH><GetRecord>", "not well-formed"),
        (write_oai(end=DELETED + "<header><identifier>a</identifier></header>"), "verb=GetRecord"),
    ],
)  # fmt: skip
def test_answers_without_records_are_refused(text: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        list(read_file(io.BytesIO(text), "a.xml"))
    assert caught.value.location is not None and caught.value.location.file == "a.xml"


def test_prefixes_that_were_cut_off_are_known() -> None:
    text = write_sru(RECORDS["marc"]).replace(
        b' xmlns:zs="http://docs.oasis-open.org/ns/search-ws/sruResponse"', b""
    )
    assert b"xmlns:zs" not in text
    assert archcite.loads(text)[0].title == "Diary"


def test_tags_of_numbers_are_not_xml() -> None:
    with pytest.raises(SourceError, match="looks like Ovid"):
        archcite.loads("<1337>\nUnique Identifier\n  1\n")


def test_marc_without_its_namespace_is_known_by_its_leader() -> None:
    text = """<searchRetrieveResponse><records><record><recordData><record>
    <leader>00864nam a2200253 c 4500</leader><controlfield tag="008">230526s1992    xx   ||| 00||| eng d</controlfield>
    <datafield tag="245" ind1="1" ind2="0"><subfield code="a">On letters</subfield></datafield>
    </record></recordData></record></records></searchRetrieveResponse>"""
    assert [source.title for source in archcite.loads(text)] == ["On letters"]
