"""OpenDocument texts: markers become notes, citations and bibliographies, and everything else stays."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from archcite.errors import SourceError
from archcite.integrations.common.library import Library, read_library
from archcite.integrations.common.manuscript import CitedManuscript
from archcite.integrations.manuscripts import cite_manuscript
from archcite.integrations.opendocument.odf import to_name
from archcite.integrations.opendocument.paragraphs import read_paragraph
from tests.integrations.sources import BOOK, CREEL
from tests.integrations.word.manuscripts import ODT_NAMES, make_odt, unpack

OWN = (
    '<text:note text:id="ftn0" text:note-class="footnote"><text:note-citation{label}>1</text:note-citation>'
    '<text:note-body><text:p text:style-name="MyNote">{text}</text:p></text:note-body></text:note>'
)
FIRST = "George Creel to Edward M. House, “Letter to Colonel House,” September 25, 1918, box 6"
LATER = "Creel, “Letter to Colonel House”"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("sources")
    (folder / "creel.yaml").write_text(CREEL, encoding="utf-8")
    (folder / "books.bib").write_text(BOOK, encoding="utf-8")
    return read_library(["creel.yaml", "books.bib"], folder)


def cite(library: Library, body: str, style: str = "chicago", notes: str | None = None) -> CitedManuscript:
    return cite_manuscript(make_odt(body), library, name="a.odt", style=style, notes=notes)


def read_text(data: bytes) -> list[str]:
    """Return the text of the paragraphs, with ``{…}`` for each note."""
    root = etree.fromstring(unpack(data)["content.xml"])
    for note in root.iter(to_name("text:note")):
        body = "".join(note.find(to_name("text:note-body")).itertext())
        number = note.find(to_name("text:note-citation")).text
        tail = note.tail
        note[:], note.text, note.tail = [], f"{{{number}: {body}}}", tail
    for blank in root.iter(to_name("text:tab")):
        blank.text = "\t"
    return ["".join(one.itertext()) for one in root.iter(to_name("text:p"), to_name("text:h"))]


def test_a_marker_becomes_a_note_and_own_notes_count(library: Library) -> None:
    own = OWN.format(label="", text="See [@creel, p. 3] and <text:span>@kot</text:span>kin [5].")
    body = (
        f"<text:p>A [@creel, p. 2]. B{own}. “C” [@creel].</text:p><text:p>D [@kotkin; see @creel], e</text:p>"
    )
    cited = cite(library, body)
    assert not cited.problems and cited.citations == 5
    first, second = (
        read_text(cited.data)[:2]
        if "{" not in read_text(cited.data)[1]
        else (one for one in read_text(cited.data) if "{" in one)
    )
    assert (
        first.startswith(f"A.{{1: {FIRST}") and f"B{{2: See {LATER[:-1]},” p. 3 and Stephen Kotkin" in first
    )
    assert f". “C.”{{3: {LATER[:-1]}.”}}" in first
    assert re.fullmatch(r"D,\{4: Kotkin, [^{}]*; see Creel, [^{}]*\} e", second)
    # Notes look like the author's own.
    assert unpack(cited.data)["content.xml"].count(b'text:style-name="MyNote"') == 4


@pytest.mark.parametrize(
    ("paragraph", "printed"),
    [
        ('A [<text:span text:style-name="T1">@cre</text:span>el, <text:span>p. 2]</text:span>.', "A.{1: "),
        ('A<text:s/>[@creel,<text:s text:c="2"/>p. 2]<text:tab/>b', "A{1: "),
        (
            '<text:a xlink:href="x" xmlns:xlink="http://www.w3.org/1999/xlink">A [@creel]</text:a>, b',
            "A,{1: ",
        ),
        ('A <text:bookmark text:name="b"/>[@creel]<text:bookmark-end text:name="b"/>. B', "A.{1: "),
        ("[@creel]", "{1: "),
        ("<text:span>@creel</text:span> [p. 2] says", "George Creel{1: To Edward"),
        ("<text:line-break/>[@creel] b", "{1: "),
        ("א [@creel, p. 2] ב", "א{1: "),
        ("A <text:text-input>b [@creel]</text:text-input>. B", "A b.{1: "),
    ],
)
def test_where_a_marker_may_be(library: Library, paragraph: str, printed: str) -> None:
    cited = cite(library, f"<text:p>{paragraph}</text:p>")
    assert not cited.problems
    text = read_text(cited.data)[0].lstrip()
    assert text.startswith(printed) and "@" not in text and "[" not in text


def test_tables_and_boxes(library: Library) -> None:
    cell = "<table:table-cell><text:p>In a cell [@creel].</text:p>{}</table:table-cell>"
    inner = f"<table:table><table:table-row>{cell.format('')}</table:table-row></table:table>"
    table = f"<table:table><table:table-row>{cell.format(inner)}</table:table-row></table:table>"
    inside = "<text:p>Box [@creel].</text:p>"
    box = f"<text:p>T<draw:frame><draw:text-box>{inside}</draw:text-box></draw:frame> [@kotkin].</text:p>"
    cited = cite(library, table + box)
    text = "\n".join(read_text(cited.data))
    assert "In a cell.{1: George" in text and "In a cell.{2: Creel" in text and "{3: Stephen" in text
    assert re.search(r"Box \(George Creel[^)]*\)\.", text)


@pytest.mark.parametrize("shape", ["draw:custom-shape", "draw:rect", "draw:ellipse"])
def test_notes_of_shapes_are_citations_in_the_text(library: Library, shape: str) -> None:
    cited = cite(library, f"<text:p>T<{shape}><text:p>Shape [@creel].</text:p></{shape}> [@kotkin].</text:p>")
    text = "\n".join(read_text(cited.data))
    assert re.search(r"Shape \(George Creel[^)]*\)\.", text) and "{1: Stephen" in text


def test_what_is_reported_and_left_alone(library: Library) -> None:
    deleted = "<text:tracked-changes><text:p>Gone [@creel]</text:p></text:tracked-changes>"
    comment = "<office:annotation><text:p>Look [@creel]</text:p></office:annotation>"
    body = f"{deleted}<text:p>A{comment} [@nobody].</text:p>"
    header = "<style:header><text:p>Head [@creel]</text:p></style:header>"
    data = make_odt(body, header)
    cited = cite_manuscript(data, library, name="a.odt")
    assert cited.data == data
    unknown, in_comment, in_header = cited.problems
    assert "paragraph 1 (“A" in unknown and "“nobody”" in unknown
    assert "a comment" in in_comment and "a header or footer" in in_header


def test_everything_else_stays_and_the_same_comes_out(library: Library) -> None:
    data = make_odt("<text:p>A [@creel].</text:p>")
    first, second = (cite_manuscript(data, library, name="a.odt").data for _ in range(2))
    assert first == second
    before, after = unpack(data), unpack(first)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["content.xml"]
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.infolist()[0].filename == "mimetype" and archive.infolist()[0].compress_type == 0


def test_a_table_of_contents_loses_markers_and_headings_count(library: Library) -> None:
    line = "<text:index-body><text:p>One [@creel]</text:p></text:index-body>"
    contents = f"<text:table-of-content>{line}</text:table-of-content>"
    heading = '<text:h text:outline-level="2">One [@creel]</text:h>'
    listing = "<text:p>[[bibliography section-by=repository]]</text:p>"
    cited = cite(library, contents + heading + "<text:p>B [@kotkin].</text:p>" + listing)
    root = etree.fromstring(unpack(cited.data)["content.xml"])
    assert read_text(cited.data)[0] == "One"
    levels = [one.get(to_name("text:outline-level")) for one in root.iter(to_name("text:h"))]
    assert levels == ["2", "3", "4", "3"]
    assert "Magnetic Mountain" in read_text(cited.data)[-1]


def test_the_bibliography_of_a_numbered_style(library: Library) -> None:
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Body"/>'
        '<style:style style:name="Archcite1" style:family="text"/>'
    )
    body = '<text:p>A [@creel] [@kotkin].</text:p><text:p text:style-name="P1">[[bibliography]]</text:p>'
    cited = cite_manuscript(make_odt(body, automatic=automatic), library, name="a.odt", style="ieee")
    assert read_text(cited.data)[1].startswith("[1]\t") and read_text(cited.data)[2].startswith("[2]\t")
    root = etree.fromstring(unpack(cited.data)["content.xml"])
    names = [style.get(to_name("style:name")) for style in root.iter(to_name("style:style"))]
    assert len(names) == len(set(names))
    styles = {style.get(to_name("style:name")): style for style in root.iter(to_name("style:style"))}
    last = list(root.iter(to_name("text:p")))[-1].get(to_name("text:style-name"))
    assert styles[last].get(to_name("style:parent-style-name")) == "Body"


@pytest.mark.parametrize(("notes", "expected"), [(None, b"endnote"), ("footnotes", b"footnote")])
def test_the_kind_of_notes(library: Library, notes: str | None, expected: bytes) -> None:
    own = OWN.format(label=' text:label="*"', text="Own.").replace("footnote", "endnote")
    cited = cite(library, f"<text:p>A{own} [@creel].</text:p>", notes=notes)
    content = unpack(cited.data)["content.xml"]
    assert b'text:note-class="' + expected + b'"><text:note-citation>1<' in content
    assert b'text:label="*">1<' in content


def test_raised_numbers_and_citations_in_the_text(library: Library) -> None:
    body = "<text:p>A [@creel], b [@kotkin, 3].</text:p>"
    assert read_text(cite(library, body, "nature").data) == ["A,1 b.2"]
    text = read_text(cite(library, body, "chicago-author-date").data)
    assert text == ["A (Creel to House 1918), b (Kotkin 1995, 3)."]


def test_text_that_comes_from_a_source_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        CREEL.replace("Letter to Colonel House", "<x> &amp;  two\\tend"), "utf-8"
    )
    library = read_library(["a.yaml"], tmp_path)
    data = cite(library, "<text:p>A [@creel].</text:p>").data
    assert "<x>" in read_text(data)[0] and etree.fromstring(unpack(data)["content.xml"]) is not None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (make_odt("", manifest="<x manifest:encryption-data/>"), "password"),
        (make_odt("<text:p>"), "not well-formed"),
        (make_odt("").replace(b"opendocument.text", b"opendocument.xxxx"), "it is damaged"),
        (b"application/vnd.oasis.opendocument.text", "not a .odt file"),
    ],
)
def test_files_that_cannot_be_used(library: Library, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        cite_manuscript(data, library, name="a.odt")


def test_entities_are_refused(library: Library) -> None:
    data = make_odt("<text:p>[@creel]</text:p>")
    parts = unpack(data)
    parts["content.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts["content.xml"]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(SourceError, match="document type"):
        cite_manuscript(buffer.getvalue(), library, name="a.odt")


@pytest.mark.parametrize("inner", ["span", "text-input"])
def test_changes_from_the_end_leave_the_places_before(inner: str) -> None:
    source = f"<text:p {ODT_NAMES}>ab<text:s/>c<text:{inner}>de<text:tab/>f</text:{inner}>gh</text:p>"
    whole = "ab cde fgh"
    for start in range(len(whole) + 1):
        for end in range(start, len(whole) + 1):
            root = etree.fromstring(source)
            text = read_paragraph(root)
            assert text.text == whole
            text.insert(end, [etree.Element("x")])
            text.insert(start, [etree.Element("y")])
            text.delete(start, end)
            # OpenDocument 1.3, <text:text-input>: an input field holds text alone, and LibreOffice drops a note in it.
            assert not root.xpath("//*[local-name()='text-input']/*[self::x or self::y]")
            for one in root.iter("x", "y"):
                one.text = one.tag.upper()
            for one in root.iter(to_name("text:s"), to_name("text:tab")):
                one.text = " "
            assert "".join(root.itertext()) == whole[:start] + "YX" + whole[end:]


@pytest.mark.slow
def test_libreoffice_opens_it(library: Library, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    own = OWN.format(label="", text="See [@creel, p. 3].")
    body = f"<text:p>A [@creel, p. 2]. B{own}.</text:p><text:p>[[bibliography]]</text:p>"
    (tmp_path / "a.odt").write_bytes(cite(library, body).data)
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "a.odt"],
        cwd=tmp_path, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    from pypdf import PdfReader

    text = re.sub(r"\s+", " ", "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages))
    assert (
        "George Creel to Edward M. House" in text
        and "See Creel, “Letter" in text
        and "Creel, George." in text
    )


def test_cross_references_follow_the_numbers_of_notes(library: Library) -> None:
    note = (
        '<text:note text:id="ftn{0}" text:note-class="footnote"><text:note-citation>{0}</text:note-citation>'
        "<text:note-body><text:p>{1}</text:p></text:note-body></text:note>"
    )
    reference = '<text:note-ref text:ref-name="{}" text:reference-format="{}">{}</text:note-ref>'
    data = make_odt(
        f"<text:p>One [@creel]. Mine{note.format(1, 'Own.')} and"
        f"{note.format(2, 'See ' + reference.format('ftn1', 'text', 1))}"
        f". Notes {reference.format('ftn2', 'text', 2)}, {reference.format('ftn2', 'page', 9)}.</text:p>"
    )
    content = unpack(cite_manuscript(data, library, name="a.odt").data)["content.xml"].decode()
    assert re.findall(r">(\d+)</text:note-ref>", content) == ["2", "3", "9"]


def test_text_that_a_cross_reference_repeats_is_cited_once(library: Library) -> None:
    data = make_odt(
        '<text:p>The letter [@creel]</text:p><text:p>As in “<text:bookmark-ref text:ref-name="a">The letter [@creel]'
        "</text:bookmark-ref>” above [@creel, 2].</text:p>"
    )
    cited = cite_manuscript(data, library, name="a.odt")
    content = unpack(cited.data)["content.xml"].decode()
    assert cited.citations == 2
    assert "The letter</text:bookmark-ref>” above" in content
