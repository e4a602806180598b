"""Finding aids: inheritance, paths, preferred citations, both versions of EAD, and hostile files."""

from __future__ import annotations

import io
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.ead import reader as ead
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]


@pytest.fixture
def house(example: Callable[[str], bytes], read_as: Read) -> list[Record]:
    with pytest.warns(ArchciteWarning, match="is cited as “Edward Mandell House Papers”"):
        return read_as(ead, example("ead2002-house.xml"))


def _one(inner: str, did: str = "", after: str = "") -> Record:
    text = f'<ead><archdesc level="fonds"><did>{did}</did>{after}<dsc>{inner}</dsc></archdesc></ead>'
    (record,) = ead.read_file(io.BytesIO(text.encode()))
    return record


def test_the_lowest_components_in_their_order(house: list[Record]) -> None:
    assert [record.title for record in house] == [
        "Letter to Colonel House",
        "Telegram from Washington about a communiqué & its café reception",
        "Grey, Edward, Viscount of Fallodon",
    ]
    assert [record.kind for record in house] == ["letter", "telegram", "document"]


def test_the_path_comes_from_what_encloses_a_component(house: list[Record]) -> None:
    letter, telegram, _ = house
    assert str(letter.holding) == (
        "Manuscripts and Archives, Yale University Library, MS 466, Series I, box 6, folder 179"
    )
    assert letter.holding.parts[0].title == "Edward Mandell House Papers"
    assert [str(part) for part in telegram.holding.parts[2:]] == ["box 6", "folder 180"]
    assert letter.languages == telegram.languages == ("English",)
    assert letter.rights == telegram.rights == "Copyright has been transferred to Yale University."


def test_who_made_the_fonds_did_not_write_the_letter(house: list[Record]) -> None:
    letter, telegram, _ = house
    roles = [(agent.role, agent.name) for agent in letter.agents()]
    assert roles == [
        ("author", "George Creel"),
        ("recipient", "Edward Mandell House"),
        ("creator", "Edward Mandell House"),
    ]
    assert [agent.role for agent in telegram.agents()] == ["creator"]


def test_it_reads_well_in_chicago(house: list[Record]) -> None:
    assert archcite.cite(house[0], "chicago") == (
        "George Creel, letter to Colonel House, September 25, 1918, box 6, folder 179, "
        "Correspondence, Series I, Edward Mandell House Papers, MS 466, "
        "Manuscripts and Archives, Yale University Library, https://digital.library.yale.edu/catalog/10023456."
    )


def test_a_microfilm_is_another_holding(house: list[Record]) -> None:
    assert [str(holding.parts[-1]) for holding in house[2].holdings] == ["folder 1676", "box 401"]
    assert str(house[2].holdings[1].parts[-2]) == "reel 12"


def test_dates(house: list[Record], example: Callable[[str], bytes], read_as: Read) -> None:
    assert [str(record.date.edtf) for record in house if record.date] == ["1918-09-25", "1919~", "1915/1916"]
    basque, medical = read_as(ead, example("ead2002-tuc.xml"))
    assert basque.date is not None and basque.date.edtf == "1937-05/1937-07"
    assert medical.date is not None and (medical.date.edtf, medical.date.text) == (None, "undated")


def test_a_reference_that_repeats_those_above_is_said_once(
    example: Callable[[str], bytes], read_as: Read
) -> None:
    basque, _ = read_as(ead, example("ead2002-tuc.xml"))
    assert [str(part) for part in basque.holding.parts] == [
        "Archive of the Trades Union Congress",
        "Spain",
        "MSS.292/946/18/87",
    ]
    assert basque.copy.url == "https://wdc.contentdm.oclc.org/digital/collection/scw/id/4141"


def test_ead3(example: Callable[[str], bytes], read_as: Read) -> None:
    with pytest.warns(
        ArchciteWarning, match="does not name the repository “Hoover Institution Library & Archives”"
    ):
        (memoirs,) = read_as(ead, example("ead3-nicolaevsky.xml"))
    assert (memoirs.kind, memoirs.languages) == ("memoir", ("Russian",))
    assert [str(part) for part in memoirs.holding.parts] == ["63013", "series 248", "box 381", "folder 7"]
    assert memoirs.date is not None and memoirs.date.edtf == "1931-04"
    assert memoirs.subjects == ("Russia -- Constituent Assembly",)


@pytest.mark.parametrize(
    ("identifier", "title"),
    [("ref2", "Creel, George"), ("ref3", "Letter to Colonel House"), ("ref1", "Correspondence")],
)
def test_a_component_by_its_id(example: Callable[[str], bytes], identifier: str, title: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        record = ead.read_component(io.BytesIO(example("ead2002-house.xml")), identifier)
    assert (record.id, record.title) == (identifier, title)


def test_a_component_that_is_not_there(example: Callable[[str], bytes]) -> None:
    with warnings.catch_warnings(), pytest.raises(SourceError, match="No component has the id “ref99”"):
        warnings.simplefilter("ignore", ArchciteWarning)
        ead.read_component(io.BytesIO(example("ead2002-house.xml")), "ref99")


def test_the_whole_where_there_are_no_components(read_as: Read) -> None:
    did = b"<did><unitid>59</unitid><unittitle>Records</unittitle></did>"
    (record,) = read_as(ead, b"<ead><archdesc level='recordgrp'>" + did + b"</archdesc></ead>")
    assert (record.title, str(record.holding)) == ("Records", "RG 59")


def test_the_repository_of_the_preferred_citation() -> None:
    with pytest.warns(ArchciteWarning, match="was taken from the preferred citation"):
        record = _one(
            "<c/>",
            "<unittitle>Papers of A</unittitle>",
            "<prefercite><p>Papers of A, Duke University Library</p></prefercite>",
        )
    assert record.holding.repository.name == "Duke University Library"
    assert record.notes == ("Preferred citation: Papers of A, Duke University Library",)
    assert record.holding.note is None


def test_a_date_that_is_none_is_kept_as_words_and_reported() -> None:
    with pytest.warns(ArchciteWarning, match="“1918-13-45” is not a valid date"):
        record = _one('<c><did><unitdate normal="1918-13-45">that autumn</unitdate></did></c>')
    assert record.date is not None and (record.date.edtf, record.date.text) == (None, "that autumn")


def test_an_address_that_is_none_is_left_out() -> None:
    with pytest.warns(ArchciteWarning, match="is not a web address"):
        record = _one('<c><did><unittitle>A</unittitle><dao href="javascript:alert(1)"/></did></c>')
    assert record.copy.url is None


def test_what_has_no_place_is_named_once() -> None:
    with pytest.warns(ArchciteWarning, match="no field for <frobnicate>") as caught:
        _one("<c><did><unittitle>A</unittitle></did><frobnicate/><frobnicate/></c>")
    assert len(caught) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_encodings_that_the_file_declares(encoding: str, read_as: Read) -> None:
    title = "Письмо" if encoding in ("utf-8", "utf-16", "windows-1251") else "Lettre à l’été"
    did = f"<did><unittitle>{title}</unittitle></did>"
    text = f'<?xml version="1.0" encoding="{encoding}"?><ead><archdesc>{did}</archdesc></ead>'
    data = text.replace("’", "'").encode(encoding)
    assert ead.sniff_start(data)
    assert read_as(ead, data)[0].title == title.replace("’", "'")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<ead><archdesc><did>", r"line 1: This is not well-formed XML .* export the file again"),
        ("<ead><archdesc></c></archdesc></ead>", r"line 1: This is not well-formed XML"),
        ("<ead><eadheader/></ead>", "has no description"),
        (
            f'<!DOCTYPE ead [<!ENTITY l0 "lol">{LAUGHS}]><ead><archdesc><did>&l9;</did></archdesc></ead>',
            "contains other entities",
        ),
        (f'<!DOCTYPE ead [<!ENTITY l0 "lol">{LAUGHS}]><ead a="&l9;"/>', "not well-formed XML|contains other"),
        ("<ead><archdesc>" + "<c>" * 300, "not well-formed XML .*depth"),
        ('<?xml version="1.0" encoding="klingon"?><ead/>', "not well-formed XML|cannot be read"),
        ("<ead><archdesc><did>" + "<x/>" * 200_001, "too large"),
    ],
)
def test_hostile_files(text: str, message: str, read_as: Read) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read_as(ead, text.encode())
    assert "“x”" in str(caught.value)


def test_external_entities_are_never_read(tmp_path: object, read_as: Read) -> None:
    secret = f"{tmp_path}/secret.txt"
    with open(secret, "w") as file:
        file.write("SECRET")
    text = f"""<!DOCTYPE ead SYSTEM "file://{tmp_path}/no.dtd" [<!ENTITY e SYSTEM "file://{secret}">
    <!ENTITY % p SYSTEM "file://{secret}"> %p; <!ENTITY word "swapped">]>
    <ead><archdesc><did><unittitle>A&e;&word;&eacute;</unittitle></did></archdesc></ead>"""
    with pytest.warns(ArchciteWarning, match="The entity “(e|word)” is not expanded"):
        (record,) = read_as(ead, text.encode())
    assert record.title == "Aé"


def test_invalid_bytes(read_as: Read) -> None:
    with pytest.raises(SourceError, match="not well-formed XML"):
        read_as(ead, b"<ead><archdesc><did><unittitle>\xff\xfe</unittitle></did></archdesc></ead>")


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file() -> None:
    component = (
        b'<c level="item"><did><unittitle>Letter</unittitle></did><scopecontent><p>'
        + b"word " * 400
        + b"</p></scopecontent></c>"
    )

    class Long(io.RawIOBase):
        """A finding aid of eight megabytes that is never there as a whole."""

        def __init__(self) -> None:
            self.pieces: Iterator[bytes] = iter(
                [b"<ead><archdesc><did/><dsc>", *[component] * 4000, b"</dsc></archdesc></ead>"]
            )

        def read(self, size: int = -1) -> bytes:
            return next(self.pieces, b"")

    tracemalloc.start()
    try:
        assert sum(1 for _ in ead.read_file(Long())) == 4000  # type: ignore[arg-type]
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ead2002-house.xml", "ead2002-tuc.xml", "ead3-nicolaevsky.xml"])
def test_damaged_files(
    name: str, example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]
) -> None:
    fuzz(ead, example(name))


@pytest.mark.parametrize(
    ("did", "expected"),
    [
        ("<daterange><fromdate>1971</fromdate><todate>1997</todate></daterange>", "1971/1997"),
        ("<datesingle>1971</datesingle>", "1971"),
        ('<datesingle standarddate="1971-05">May 1971</datesingle>', "1971-05"),
        (
            '<daterange><fromdate standarddate="1971">a</fromdate><todate standarddate="1972">b</todate></daterange>',
            "1971/1972",
        ),
        (
            "<dateset><daterange><fromdate>1971</fromdate><todate>1972</todate></daterange><datesingle>1980</datesingle></dateset>",
            "1971/1972",
        ),
    ],
)
def test_structured_dates_need_no_standard_form(did: str, expected: str) -> None:
    record = _read_one(f"<unitdatestructured>{did}</unitdatestructured>")
    assert record.date is not None and record.date.edtf == expected


@pytest.mark.parametrize(
    "repository",
    [
        "<addressline>Keizersgracht 1, Amsterdam</addressline>Stadsarchief",
        "Stadsarchief<address><addressline>Keizersgracht 1</addressline></address>",
        "<corpname>Stadsarchief</corpname><addressline>Keizersgracht 1</addressline>",
        '<corpname>Stadsarchief<extptr href="https://example.org"/></corpname>',
    ],
)
def test_an_address_is_not_part_of_the_name(repository: str) -> None:
    assert _read_one(f"<repository>{repository}</repository>").holding.repository.name == "Stadsarchief"


def test_titles_are_in_the_language_of_the_description() -> None:
    head = '<profiledesc><langusage><language langcode="{}"/></langusage></profiledesc>'
    title = "<unittitle>Stukken betreffende de politie</unittitle>"
    dutch = _read_one(title, header=head.format("dut"))
    assert archcite.cite(dutch, "chicago").startswith("Stukken betreffende de politie, ")
    assert dutch.languages == ("Dutch",)
    assert _read_one(title, header=head.format("eng")).languages == ()
    german = '<langmaterial><language langcode="ger"/></langmaterial>'
    assert _read_one(title + german, header=head.format("dut")).languages == ("German",)


@pytest.mark.parametrize(
    ("did", "field", "expected"),
    [
        ("<physdesc><extent>3 leaves</extent></physdesc>", "extent", "3 leaves"),
        ("<physdesc>12 min. <physfacet>magnetic tape</physfacet></physdesc>", "extent", "12 min."),
        ("<physdesc>12 min. <physfacet>magnetic tape</physfacet></physdesc>", "technique", "magnetic tape"),
        (
            "<physdescstructured><quantity>2</quantity><unittype>boxes</unittype></physdescstructured>",
            "extent",
            "2 boxes",
        ),
        ('<materialspec label="Scale">1:25000</materialspec>', "scale", "1:25000"),
        ("", "title_kind", "supplied"),
    ],
)
def test_what_isad_describes(did: str, field: str, expected: str) -> None:
    assert getattr(_read_one(f"<unittitle>A</unittitle>{did}"), field) == expected


def test_a_title_that_the_document_bears_is_formal() -> None:
    assert _read_one("<unittitle><title>War Diary</title></unittitle>").title_kind == "formal"
    assert _read_one("<unittitle>Review of <title>War Diary</title></unittitle>").title_kind == "supplied"


def test_undeclared_prefixes_are_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<?xml version="1.0"?>\n<!-- a -->\n<ead xsi:schemaLocation="a b"><archdesc level="item">'
        "<did><unittitle>A</unittitle>\n"
        '<dao xlink:href="https://example.org/1"/></did></archdesc></ead>',
        encoding="utf-8",
    )
    with pytest.warns(ArchciteWarning, match="is not declared") as caught:
        record = archcite.read(path)
    assert record.copy.url == "https://example.org/1"
    locations = {warning.message.location.line for warning in caught}  # type: ignore[union-attr]
    assert locations == {3, 4}


def test_records_know_their_line() -> None:
    components = (
        "\n<c id='a'><did><unittitle>A</unittitle></did></c>\n\n<c><did><unittitle>B</unittitle></did></c>"
    )
    xml = f"<ead><archdesc><did/><dsc>{components}</dsc></archdesc></ead>".encode()
    locations = [record.location for record in ead.read_file(io.BytesIO(xml), "a.xml")]
    assert [str(one) for one in locations] == ["“a.xml”, line 2, record “a”", "“a.xml”, line 4, record 3"]


def _read_one(did: str, header: str = "") -> Record:
    xml = f"<ead><eadheader>{header}</eadheader><archdesc level='item'><did>{did}</did></archdesc></ead>"
    (record,) = ead.read_file(io.BytesIO(xml.encode()))
    return record


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE ead PUBLIC "+//ISBN 1-931666-00-8//DTD ead.dtd//EN" "http://example.org/ead.dtd">',
        '<!DOCTYPE ead SYSTEM "ead.dtd" [<!ENTITY % names PUBLIC "a" "http://example.org/names.ent"> %names;]>',
        '<!DOCTYPE ead SYSTEM "ead.dtd" [<!ENTITY logo SYSTEM "http://example.org/logo.gif" NDATA gif>]>',
    ],
)
@pytest.mark.parametrize("text", ["Caf&eacute;", "Cafe", "Cafe &amp; bar"])
def test_a_dtd_that_is_not_there_does_no_harm(doctype: str, text: str, read_as: Read) -> None:
    start = f'<?xml version="1.0"?>\n{doctype}\n<ead relatedencoding="MARC21"><archdesc level="fonds"><did>'
    inner = f"<c><did><unittitle>{text}</unittitle></did></c>" * 300
    data = f"{start}<unittitle>{text}</unittitle></did><dsc>{inner}</dsc></archdesc></ead>"
    assert len(read_as(ead, data.encode())) == 300


def test_the_whole_is_a_collection_under_any_name() -> None:
    (file,) = archcite.loads(
        '<ead><archdesc level="otherlevel" otherlevel="Accession"><did><repository>Rockefeller Archive Center'
        "</repository><unittitle>Hooker Fund records</unittitle><unitid>2017.001</unitid></did><dsc>"
        '<c level="file"><did><unittitle>Asia Society</unittitle></did></c></dsc></archdesc></ead>'
    )
    assert file.holding.parts[0].level == "fonds"
    assert "Hooker Fund records, 2017.001, Rockefeller Archive Center" in archcite.cite(file)


@pytest.mark.parametrize("sign", ["-", "–", "…", " . "])
def test_a_date_without_a_letter_or_a_figure_is_not_given(sign: str) -> None:
    (record,) = archcite.loads(
        f"<ead><archdesc><did><unittitle>A</unittitle><unitdate>{sign}</unitdate></did></archdesc></ead>"
    )
    assert record.date is None


def test_the_full_form_of_a_dutch_citation_names_the_archive() -> None:
    with pytest.warns(ArchciteWarning, match="taken from the preferred citation"):
        (record,) = archcite.loads(
            """<ead><archdesc level="fonds"><did><unittitle>Radioraad</unittitle><unitid>2.27.02</unitid></did>
        <prefercite>
        <p>Archiefstukken kunnen worden aangevraagd onder vermelding van: archief 2.27.02, inv.nr. ...</p>
        <p>VOLLEDIG: Nationaal Archief, Den Haag, Radioraad, nummer toegang 2.27.02, inventarisnummer ...</p>
        <p>VERKORT: NL-HaNA, 2.27.02, inv.nr. ...</p></prefercite></archdesc></ead>"""
        )
    assert isinstance(record, archcite.Record)
    assert record.holding.repository.name == "Nationaal Archief, Den Haag"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Weekday school roster.", "Weekday school roster"),
        ("“Upper and Under” (handwritten).", "“Upper and Under” (handwritten)"),
        ("Letters, A-C,", "Letters, A-C"),
        ("Roe, Ann, Jr.", "Roe, Ann, Jr."),
        ("Smith & Co.", "Smith & Co."),
        ("Drafts, etc.", "Drafts, etc."),
        ("And so on...", "And so on..."),
    ],
)
def test_the_stop_that_ends_a_heading_is_not_of_the_title(title: str, expected: str) -> None:
    assert _read_one(f"<unittitle>{title.replace('&', '&amp;')}</unittitle>").title == expected


def test_a_collection_is_called_as_its_citation_says_and_not_by_the_sentence() -> None:
    preferred = (
        "The collection should be cited as The Records of the Foundling Hospital, The Historical Society."
    )
    text = f"""<ead><archdesc level="collection"><did><unittitle>Foundling Hospital records</unittitle>
    <repository>Historical Society</repository></did><prefercite><p>{preferred}</p></prefercite>
    <dsc><c level="item"><did><unittitle>A</unittitle></did></c></dsc></archdesc></ead>"""
    with pytest.warns(ArchciteWarning, match="is cited as “The Records of the Foundling Hospital”"):
        (record,) = ead.read_file(io.BytesIO(text.encode()))
    assert str(record.holding) == "Historical Society, The Records of the Foundling Hospital"


def test_what_two_levels_share_is_said_once() -> None:
    text = """<ead><archdesc level="collection"><did><unittitle>Roe Papers</unittitle><unitid>MS 5</unitid></did>
    <dsc><c level="series"><did><unittitle>Roe Papers</unittitle></did><c level="file"><did><unittitle>A</unittitle>
    <unitid>ref_8</unitid><container type="object">ref_8</container></did></c></c></dsc></archdesc></ead>"""
    (record,) = ead.read_file(io.BytesIO(text.encode()))
    assert [str(part) for part in record.holding.parts] == ["MS 5", "object ref_8"]
