"""TEI: headers, lists of letters (CMIF), lists of references."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

import archcite
from archcite.errors import SourceError
from archcite.formats.common import xml_reading
from archcite.formats.tei.reader import read_file
from archcite.record import Publication, Record

LETTER = """<fileDesc><titleStmt><title type="main">Letter to Colonel House</title><editor>Ann Smith</editor>
</titleStmt>
<publicationStmt><publisher>Letters Online</publisher><idno type="URL">https://example.org/letters/1</idno>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
</publicationStmt><sourceDesc><msDesc><msIdentifier><country>United States</country><settlement>New Haven</settlement>
<repository>Yale University Library</repository><collection>House Papers</collection><idno>box 6, folder 179</idno>
</msIdentifier></msDesc></sourceDesc></fileDesc><profileDesc><langUsage><language ident="en">English</language>
</langUsage>
<correspDesc><correspAction type="sent"><persName>Creel, George</persName><placeName>Washington</placeName>
<date when="1918-09-25">25 Sept.</date></correspAction><correspAction type="received"><persName><forename>Edward
</forename>
<surname>House</surname></persName></correspAction></correspDesc></profileDesc>"""
MANUSCRIPT = """<fileDesc><titleStmt><title>Diary</title><author><persName>Roe, Jane</persName></author></titleStmt>
<sourceDesc><msDesc><msIdentifier><settlement>London</settlement><repository>British Library</repository>
<idno>Add. MS 1234</idno></msIdentifier><history><origin><origDate notBefore="1850" notAfter="1855"/></origin>
</history>
</msDesc></sourceDesc></fileDesc>"""
PRINTED = """<fileDesc><titleStmt><title>Wartime: an electronic edition</title></titleStmt><publicationStmt>
<idno type="URL">https://example.org/wartime</idno></publicationStmt><sourceDesc><biblFull><titleStmt>
<title type="main">Wartime</title><title type="sub">A History</title><author><forename>Jane</forename>
<surname>Roe</surname></author></titleStmt><publicationStmt><publisher>Faber</publisher><pubPlace>London</pubPlace>
<date when="1850"/></publicationStmt></biblFull></sourceDesc></fileDesc>"""
STRUCTURED = """<fileDesc><titleStmt><title>On letters</title></titleStmt><sourceDesc><biblStruct><analytic>
<title level="a" type="main">On Letters</title><author><persName><forename type="first">Jane</forename>
<surname>Roe</surname></persName></author><idno type="DOI">10.1000/x</idno></analytic><monogr><title level="j">AHR
</title>
<imprint><biblScope unit="volume">3</biblScope><biblScope unit="issue">2</biblScope><biblScope unit="page" from="5"
to="10"/><date type="published" when="1990-05"/></imprint></monogr></biblStruct></sourceDesc></fileDesc>"""
CMIF = """<fileDesc><titleStmt><title>Letters of George Creel</title></titleStmt><publicationStmt><publisher>X
</publisher>
</publicationStmt><sourceDesc><bibl xml:id="ed" type="print">Letters, ed. Ann Smith (London, 1950)</bibl></sourceDesc>
</fileDesc><profileDesc>
<correspDesc key="7" source="#ed"><correspAction type="sent"><persName ref="http://d-nb.info/gnd/1">Creel, George
</persName>
<placeName>Washington</placeName><date when="1918-09-25"/></correspAction><correspAction type="received">
<persName>House,
Edward</persName></correspAction></correspDesc>
<correspDesc ref="https://example.org/2"><correspAction type="sent"><persName>George Creel</persName>
<date from="1918-10-01" to="1918-10-03"/></correspAction><correspAction type="received"><orgName>State Department
</orgName>
</correspAction></correspDesc></profileDesc>"""
REFERENCES = """<listBibl xmlns="http://www.tei-c.org/ns/1.0"><biblStruct type="bookSection" xml:id="roe"><analytic>
<title level="a">On letters</title><author><forename>Jane</forename><surname>Roe</surname></author></analytic><monogr>
<title level="m">Essays</title><editor><forename>Cy</forename><surname>Lee</surname></editor><imprint>
<pubPlace>London</pubPlace><publisher>Faber</publisher><date>1990</date><biblScope unit="page">5–10</biblScope>
</imprint>
</monogr><series><title level="s">Texts</title></series></biblStruct><biblStruct type="book"><monogr><title>War
</title>
<author><name>Plato</name></author><imprint><date>1991</date></imprint></monogr></biblStruct></listBibl>"""


def write_tei(header: str, *, namespace: str = "http://www.tei-c.org/ns/1.0") -> str:
    declared = f' xmlns="{namespace}"' if namespace else ""
    text = "<text><body><p>Dear</p></body></text>"
    return f'<?xml version="1.0"?>\n<TEI{declared}><teiHeader>{header}</teiHeader>{text}</TEI>'


@pytest.mark.parametrize(
    ("header", "citation"),
    [
        (
            LETTER,
            "George Creel to Edward House, “Letter to Colonel House,” Washington, September 25, 1918, box 6, "
            "folder 179, House Papers, Yale University Library, New Haven, Letters Online, https://example.org/letters/1.",
        ),
        (
            LETTER.replace("Letter to Colonel House", "George Creel an Edward House"),
            "George Creel to Edward House, Washington, September 25, 1918, box 6, folder 179, House Papers, Yale "
            "University Library, New Haven, Letters Online, https://example.org/letters/1.",
        ),
        (
            STRUCTURED.replace("author>", "respStmt>").replace("<persName>", "<resp>Author</resp><persName>"),
            "Jane Roe, “On Letters,” AHR 3, no. 2 (1990): 5–10, https://doi.org/10.1000/x.",
        ),
        (PRINTED, "Jane Roe, Wartime: A History (Faber, 1850), https://example.org/wartime."),
        (STRUCTURED, "Jane Roe, “On Letters,” AHR 3, no. 2 (1990): 5–10, https://doi.org/10.1000/x."),
    ],
)
@pytest.mark.parametrize("namespace", ["http://www.tei-c.org/ns/1.0", ""])
def test_headers(tmp_path: Path, header: str, citation: str, namespace: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(write_tei(header, namespace=namespace), encoding="utf-8")
    source = archcite.read(path)
    assert archcite.cite(source, style="chicago") == citation
    assert source.location and (source.location.file, source.location.line) == (str(path), 2)


def test_what_is_beside_the_citation_of_a_letter() -> None:
    (record,) = archcite.loads(write_tei(LETTER))
    assert isinstance(record, Record)
    assert (record.kind, record.place, record.languages) == ("letter", "Washington", ("English",))
    assert record.rights == "CC BY 4.0"


def test_a_manuscript() -> None:
    (record,) = archcite.loads(write_tei(MANUSCRIPT))
    assert isinstance(record, Record)
    assert str(record.holding) == "British Library, Add. MS 1234"
    assert (record.date and record.date.edtf, record.kind) == ("[1850..1855]", "diary")
    assert record.agents("author")[0].name == "Jane Roe"


def test_each_header_of_a_corpus_is_a_source() -> None:
    inner = "".join(f"<TEI><teiHeader>{header}</teiHeader><text/></TEI>" for header in (LETTER, MANUSCRIPT))
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc/></teiHeader>{inner}</teiCorpus>'
    sources = archcite.loads(corpus)
    assert [source.title for source in sources] == ["Letter to Colonel House", "Diary"]
    assert [source.location and source.location.number for source in sources] == [1, 2]


def test_a_list_of_letters() -> None:
    first, second = archcite.loads(write_tei(CMIF), name="cmif.xml")
    assert isinstance(first, Record) and isinstance(second, Record)
    assert [agent.name for agent in first.agents()] == ["George Creel", "Edward House"]
    assert (first.place, first.published_in) == ("Washington", "Letters, ed. Ann Smith (London, 1950), no. 7")
    assert (second.date and second.date.edtf, second.copy.url) == (
        "1918-10-01/1918-10-03",
        "https://example.org/2",
    )
    assert second.agents("recipient")[0].corporate
    assert archcite.cite(first, style="chicago").startswith(
        "George Creel to Edward House, Washington, September 25, 1918"
    )
    assert first.location and first.location.number == 1 and first.location.line


def test_a_long_list_of_letters_needs_the_memory_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = CMIF[CMIF.index("<correspDesc key") : CMIF.index("</profileDesc>")]
    long = CMIF.replace("</profileDesc>", letter * 50 + "</profileDesc>")
    monkeypatch.setattr(xml_reading, "MOST_ELEMENTS", 50)
    assert sum(1 for _ in read_file(io.BytesIO(write_tei(long).encode()))) == 102


def test_references() -> None:
    first, second = archcite.loads(REFERENCES)
    assert first.csl_item() == {
        "id": "roe",
        "type": "chapter",
        "title": "On letters",
        "container-title": "Essays",
        "publisher-place": "London",
        "publisher": "Faber",
        "page": "5-10",
        "collection-title": "Texts",
        "author": [{"family": "Roe", "given": "Jane"}],
        "editor": [{"family": "Lee", "given": "Cy"}],
        "issued": {"date-parts": [[1990]]},
    }
    assert isinstance(second, Publication)
    assert (second.title, second.agents("author")[0].name) == ("War", "Plato")


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        ("<text><body>{}</body></text>", ["On letters", "War"]),
        ("<text><body><p>{}</p></body></text>", ["On letters", "War"]),
        ("<standOff>{}</standOff>", ["On letters", "War"]),
        ("<standOff><listBibl>{}</listBibl></standOff>", ["On letters", "War"]),
        # The references of a text are not what is cited.
        ("<text><body><div><p>Letters.</p>{}</div></body></text>", ["A list"]),
        ("<text><body><p>Letters.</p></body><back>{}</back></text>", ["A list"]),
        ("<standOff>{}</standOff><text><body><p>Letters.</p></body></text>", ["A list"]),
    ],
)
def test_a_file_that_is_a_bibliography_is_its_references(body: str, titles: list[str]) -> None:
    head = "<teiHeader><fileDesc><titleStmt><title>A list</title></titleStmt></fileDesc></teiHeader>"
    references = REFERENCES.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{head}{body.format(references)}</TEI>'
    assert [source.title for source in archcite.loads(text)] == titles


def test_an_address_in_the_header_completes_a_structured_description() -> None:
    header = STRUCTURED.replace("10.1000/x", "").replace(
        "<sourceDesc>",
        "<publicationStmt><idno>https://example.org/7</idno></publicationStmt><sourceDesc>",
    )
    (source,) = read_file(io.BytesIO(write_tei(header).encode()))
    assert source.csl_item()["URL"] == "https://example.org/7"


def test_an_edition_that_is_only_a_date_is_not_printed() -> None:
    header = """<fileDesc><titleStmt><title>Erkenntnisse aus der Geschichte der Klimatologie</title>
    <dhq:author_name xmlns:dhq="urn:x">Ann T.<dhq:family>Roe</dhq:family></dhq:author_name></titleStmt><editionStmt>
    <edition><date>2015-10-05T10:49:00Z</date></edition></editionStmt><publicationStmt><publisher>Universität Leipzig
    </publisher></publicationStmt></fileDesc>"""
    (source,) = read_file(io.BytesIO(write_tei(header).encode()))
    assert archcite.cite(source) == (
        "Ann T. Roe, Erkenntnisse aus der Geschichte der Klimatologie (Universität Leipzig, 2015)."
    )


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ('when="1918-09-25"', "1918-09-25"),
        ('when="1918" cert="low"', "1918?"),
        ('from="1918" to="1920"', "1918/1920"),
        ('from="1918"', "1918/.."),
        ('notBefore="1918-09" notAfter="1918-10"', "[1918-09..1918-10]"),
        ('notBefore="1918" notAfter="1918"', "1918"),
        ('notAfter="1918"', "[..1918]"),
        ("", "1918-05-04"),
    ],
)
def test_dates(date: str, expected: str) -> None:
    creation = f"<creation><date {date}>4 May 1918</date></creation><correspDesc/>"
    header = (
        f"<fileDesc><titleStmt><title>A</title></titleStmt></fileDesc><profileDesc>{creation}</profileDesc>"
    )
    (record,) = archcite.loads(write_tei(header))
    assert record.date is not None and record.date.edtf == expected


def test_a_header_without_a_title_is_refused() -> None:
    with pytest.raises(SourceError, match="has no title") as caught:
        archcite.loads(write_tei("<fileDesc/>"), name="a.xml")
    assert caught.value.location is not None and caught.value.location.line == 2


@pytest.mark.parametrize("text", ["<listBibl xmlns='http://www.tei-c.org/ns/1.0'/>", "<TEI/>"])
def test_tei_without_a_header_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="no header of TEI"):
        archcite.loads(text)


def test_a_header_of_any_elements_is_read_or_refused() -> None:
    for header in (LETTER, MANUSCRIPT, PRINTED, STRUCTURED):
        for name in sorted(set(re.findall(r"<(\w+)", header))):
            # Each element without what it contains.
            emptied = re.sub(rf"<{name}(\s[^>]*)?>.*?</{name}>", f"<{name}/>", header, flags=re.DOTALL)
            try:
                assert archcite.loads(write_tei(emptied))
            except SourceError as error:
                assert "no title" in str(error)


@pytest.mark.parametrize("ids", [("a", "a"), ("1918", "letter 2"), ("[UUID]", "")])
def test_ids_that_are_not_valid_or_not_unique_do_no_harm(ids: tuple[str, str]) -> None:
    header = MANUSCRIPT.replace("<msDesc>", f'<msDesc xml:id="{ids[0]}">').replace(
        "<author>", f'<author xml:id="{ids[1]}">'
    )
    assert archcite.loads(write_tei(header))[0].title == "Diary"


@pytest.mark.parametrize(
    ("locus", "pages"),
    [
        ('<locus from="123r" to="124v"/>', "fols. 123r–124v"),
        ('<locus from="7r" to="7r"/>', "fol. 7r"),
        ("<locus>ff. 12-14</locus>", "ff. 12-14"),
    ],
)
def test_the_leaves_of_a_manuscript(locus: str, pages: str) -> None:
    (letter,) = archcite.loads(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letter</title></titleStmt>'
        "<sourceDesc><msDesc><msIdentifier><repository>ASF</repository><idno>MP 4597</idno></msIdentifier>"
        f"<msContents><msItem>{locus}</msItem></msContents></msDesc></sourceDesc></fileDesc></teiHeader></TEI>"
    )
    assert str(letter.holding.pages) == pages
