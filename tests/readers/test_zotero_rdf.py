"""Zotero RDF: what Zotero exports first is read as its JSON is."""

from __future__ import annotations

import io
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.zotero_rdf.reader import read_file
from archcite.record import Publication, Record, Source

HEAD = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/"
 xmlns:vcard="http://nwalsh.com/rdf/vCard#">"""
PERSON = (
    "<rdf:Seq><rdf:li><foaf:Person><foaf:surname>{}</foaf:surname><foaf:givenName>{}</foaf:givenName></foaf:Person>"
    "</rdf:li></rdf:Seq>"
)
LETTER = f"""<bib:Letter rdf:about="#item_1"><z:itemType>letter</z:itemType>
<bib:authors>{PERSON.format("Creel", "George")}
</bib:authors><z:recipients>{PERSON.format("House", "Edward")}</z:recipients><dc:title>On the war</dc:title>
<dc:date>1918-09-25</dc:date><dc:coverage>box 6, folder 179</dc:coverage><z:archive>Yale University Library</z:archive>
<dcterms:isReferencedBy rdf:resource="#item_2"/><dc:subject>War</dc:subject></bib:Letter>
<bib:Memo rdf:about="#item_2"><rdf:value>&lt;p&gt;Seen in May.&lt;/p&gt;</rdf:value></bib:Memo>"""
ARTICLE = f"""<bib:Article rdf:about="#a"><z:itemType>journalArticle</z:itemType>
<dcterms:isPartOf rdf:resource="urn:issn:1"/>
<bib:authors>{PERSON.format("Roe", "Jane")}</bib:authors><dc:title>On letters</dc:title><dc:date>1990</dc:date>
<bib:pages>5-10</bib:pages></bib:Article><bib:Journal rdf:about="urn:issn:1"><dc:title>Cold War History</dc:title>
<prism:volume>3</prism:volume><prism:number>2</prism:number><dc:identifier>ISSN 1468-2745</dc:identifier>
<dc:identifier>DOI 10.1000/x</dc:identifier></bib:Journal>"""
BOOK = f"""<bib:Book rdf:about="#b"><z:itemType>book</z:itemType><dc:publisher><foaf:Organization>
<vcard:adr><vcard:Address>
<vcard:locality>London</vcard:locality></vcard:Address></vcard:adr><foaf:name>Faber</foaf:name></foaf:Organization>
</dc:publisher>
<bib:editors>{PERSON.format("Roe", "Jane")}</bib:editors>
<dc:title>Essays</dc:title><dc:date>1991</dc:date>
<dcterms:isPartOf><bib:Series><dc:title>Points</dc:title><dc:identifier>12</dc:identifier></bib:Series></dcterms:isPartOf>
<dc:identifier><dcterms:URI><rdf:value>https://example.org/1</rdf:value></dcterms:URI></dc:identifier></bib:Book>
<z:Attachment rdf:about="#f"><z:itemType>attachment</z:itemType></z:Attachment>"""


def read_all(xml: str) -> list[Source]:
    return list(read_file(io.BytesIO(f"{HEAD}{xml}</rdf:RDF>".encode())))


def test_a_letter_in_an_archive() -> None:
    (record,) = read_all(LETTER)
    assert isinstance(record, Record)
    assert str(record.holding) == "Yale University Library, box 6, folder 179"
    assert [agent.name for agent in record.agents("recipient")] == ["Edward House"]
    assert (record.notes, record.subjects) == (("Seen in May.",), ("War",))


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            ARTICLE,
            {"type": "article-journal", "container-title": "Cold War History", "volume": "3", "issue": "2"},
        ),
        (ARTICLE, {"ISSN": "1468-2745", "DOI": "10.1000/x", "page": "5-10", "URL": None}),
        (BOOK, {"publisher": "Faber", "publisher-place": "London", "collection-title": "Points"}),
        (BOOK, {"editor": [{"family": "Roe", "given": "Jane"}], "URL": "https://example.org/1"}),
    ],
)
def test_published_works(xml: str, expected: dict[str, Any]) -> None:
    (source,) = read_all(xml)
    assert isinstance(source, Publication)
    assert {name: source.csl_item().get(name) for name in expected} == expected


def test_it_is_not_taken_for_dublin_core(tmp_path: Any) -> None:
    path = tmp_path / "a.rdf"
    path.write_text(f"{HEAD}{LETTER}{ARTICLE}</rdf:RDF>", encoding="utf-8")
    assert [record.title for record in archcite.read_all(path)] == ["On the war", "On letters"]


def test_what_is_left_out_is_named() -> None:
    with pytest.warns(ArchciteWarning, match="no field for frobnicate"):
        read_all(LETTER.replace("<dc:subject>", "<z:frobnicate><z:a>1</z:a></z:frobnicate><dc:subject>"))


def test_no_items() -> None:
    with pytest.raises(SourceError, match="no items of Zotero"):
        read_all("")
