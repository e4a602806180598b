"""Word manuscripts: what a historian writes, and what Word shows afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from archcite.errors import SourceError, StyleError
from archcite.integrations.common.library import Library, build_library
from archcite.integrations.common.manuscript import CitedManuscript
from archcite.integrations.manuscripts import cite_manuscript
from archcite.record import Agent, Holding, Part, Record, Repository
from tests.integrations.word.manuscripts import W as NAMESPACE
from tests.integrations.word.manuscripts import make_docx, note_sign, pack, paragraph, run, unpack

W = f"{{{NAMESPACE}}}"

LETTER = Record(
    id="creel",
    kind="letter",
    agents=[
        Agent(family="Creel", given="George"),
        Agent(family="House", given="Edward", role="recipient"),
    ],
    date="1918-09-25",
    holdings=[
        Holding(
            Repository("Yale University Library"), [Part("box", "box", "6"), Part("folder", "folder", "179")]
        )
    ],
)
MINUTES = Record(
    id="minutes",
    title="Minutes of the Bureau",
    date="1956-01-04",
    holdings=[Holding(Repository("National Archive"))],
)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library([("letters.yaml", LETTER), ("letters.yaml", MINUTES)])


def cite(library: Library, *body: str, style: str = "chicago", **parts: object) -> CitedManuscript:
    return cite_manuscript(make_docx(*body, **parts), library, style=style)


def read_text(data: bytes, part: str = "word/document.xml") -> list[str]:
    """Return the text of each paragraph, with ``*italics*``, ``^raised^`` text and ``[n]`` for the sign of a note."""
    return [_read_paragraph(one) for one in etree.fromstring(unpack(data)[part]).iter(f"{W}p")]


def _read_paragraph(one: etree._Element) -> str:
    found = []
    for element in one.iter(f"{W}t", f"{W}footnoteReference", f"{W}endnoteReference", f"{W}tab"):
        if element.tag == f"{W}tab":
            found.append("\t")
            continue
        if element.tag != f"{W}t":
            found.append(f"[{element.get(f'{W}id')}]")
            continue
        parent = element.getparent()
        assert parent is not None
        mark = "*" if parent.find(f"{W}rPr/{W}i") is not None else ""
        mark += "^" if parent.find(f"{W}rPr/{W}vertAlign") is not None else ""
        found.append(f"{mark}{element.text or ''}{mark[::-1]}")
    return "".join(found)


def read_notes(data: bytes, kind: str = "footnote") -> dict[str, str]:
    root = etree.fromstring(unpack(data)[f"word/{kind}s.xml"])
    return {
        str(note.get(f"{W}id")): "".join(map(_read_paragraph, note.iter(f"{W}p"))).strip()
        for note in root
        if note.get(f"{W}type") is None
    }


# -- notes -----------------------------------------------------------------------------------------------


def test_a_marker_becomes_a_footnote_behind_the_punctuation(library: Library) -> None:
    cited = cite(library, paragraph("He asked for it [@creel, p. 5]. So it was."))
    assert read_text(cited.data) == ["He asked for it.[1] So it was."]
    note = read_notes(cited.data)["1"]
    assert note.startswith("George Creel to Edward House, September 25, 1918") and "p. 5" in note
    assert not cited.problems and cited.citations == 1


def test_the_later_note_is_short_and_authors_own_notes_count(library: Library) -> None:
    body = [paragraph("One [@creel]. Own", note_sign(7), " and two [@creel, p. 2].")]
    cited = cite(library, *body, notes={7: "Cf. [@minutes]; no more."}, style="oscola")
    assert read_text(cited.data) == ["One.[1] Own[2] and two.[3]"]
    _first, own, last = read_notes(cited.data).values()
    assert own.startswith("Cf. ‘Minutes of the Bureau’") and own.endswith("; no more.")
    assert "(n 1)" in last


def test_notes_are_numbered_in_the_order_of_the_text_in_both_parts(library: Library) -> None:
    body = [paragraph("A", note_sign(3), "b [@creel] c", note_sign(9), " d [@minutes].")]
    cited = cite(library, *body, notes={9: "second", 3: "first"})
    assert read_text(cited.data) == ["A[1]b[2] c[3] d.[4]"]
    notes = read_notes(cited.data)
    assert list(notes) == ["1", "2", "3", "4"]
    assert notes["1"] == "first" and notes["3"] == "second"


def test_endnotes_are_made_where_the_manuscript_has_endnotes_only(library: Library) -> None:
    body = [paragraph("A", note_sign(1, "endnote"), " b [@creel].")]
    cited = cite(library, *body, notes={1: "own"}, kind="endnote")
    assert read_text(cited.data) == ["A[1] b.[2]"]
    assert "George Creel" in read_notes(cited.data, "endnote")["2"]


def test_new_notes_look_as_the_authors_own_do(library: Library) -> None:
    own = run("Own.", '<w:rFonts w:ascii="Garamond"/><w:i/><w:sz w:val="18"/>')
    cited = cite(library, paragraph("A", note_sign(1), " b [@creel]."), notes={1: own})
    note = etree.fromstring(unpack(cited.data)["word/footnotes.xml"])[-1]
    assert [one.get(f"{W}val") for one in note.iter(f"{W}pStyle")] == ["Funotentext"]
    text = next(one for one in note.iter(f"{W}r") if "George" in "".join(one.itertext()))
    assert text.find(f"{W}rPr/{W}rFonts") is not None and text.find(f"{W}rPr/{W}i") is None


def test_missing_note_styles_are_added_under_the_names_of_word(library: Library) -> None:
    cited = cite(library, paragraph("A [@creel]."), styles="")
    names = etree.fromstring(unpack(cited.data)["word/styles.xml"]).iter(f"{W}name")
    assert {one.get(f"{W}val") for one in names} == {"footnote text", "footnote reference"}
    assert b"footnotes.xml" in unpack(cited.data)["[Content_Types].xml"]


def test_the_sentence_names_the_source_and_the_note_says_the_rest(library: Library) -> None:
    cited = cite(library, paragraph("As @creel [p. 3] asked, and as foo@creel.org did."))
    assert read_text(cited.data) == ["As George Creel[1] asked, and as foo@creel.org did."]


# -- what stands around a marker ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pieces", [("[@cr", "eel, p", ". 5]"), ("[", "@", "creel, p. 5", "]"), ("[@creel,", " p. 5]")]
)
def test_a_marker_may_be_cut_into_runs(library: Library, pieces: tuple[str, ...]) -> None:
    proof = '<w:proofErr w:type="spellStart"/>'
    runs = [piece for one in pieces for piece in (run(one, "<w:b/>"), proof)]
    cited = cite(library, paragraph("Before ", *runs, " after."))
    assert read_text(cited.data) == ["Before[1] after."]


def test_what_is_no_marker_stays_byte_for_byte(library: Library) -> None:
    odd = (
        '<w:p w14:paraId="0A"><w:pPr><w:jc w:val="both"/></w:pPr><w:del w:id="4" w:author="x"><w:r><w:delText>'
        '[@creel]</w:delText></w:r></w:del><w:ins w:id="5" w:author="x"><w:r><w:rPr><w:b/></w:rPr><w:t>new</w:t>'
        '</w:r></w:ins><w:bookmarkStart w:id="1" w:name="x"/><w:r><w:tab/><w:t>&amp; [1] {a}</w:t></w:r></w:p>'
    )
    data = make_docx(
        odd, paragraph("B [@creel]."), others={"comments": paragraph("remark"), "header1": paragraph("H")}
    )
    cited = cite_manuscript(data, library)
    before, after = unpack(data), unpack(cited.data)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert odd.encode() in after["word/document.xml"]


def test_a_manuscript_without_markers_is_given_back_as_it_is(library: Library) -> None:
    data = make_docx(paragraph("Nothing here [1], me@x.org."))
    assert cite_manuscript(data, library).data == data


def test_an_insertion_that_is_tracked_is_text_and_a_deletion_is_not(library: Library) -> None:
    inserted = f'<w:ins w:id="5" w:author="x">{run("yes [@creel]")}</w:ins>'
    moved = f'<w:moveFrom w:id="6" w:author="x">{run("no [@minutes]")}</w:moveFrom>'
    cited = cite(library, paragraph(inserted, moved, "."))
    assert cited.citations == 1
    assert "".join(read_text(cited.data)) == "yesno [@minutes].[1]"


def test_markers_in_tables_are_read_in_the_order_of_the_text(library: Library) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('cell [@minutes]')}</w:tc></w:tr></w:tbl>"
    cited = cite(library, paragraph("A [@creel]."), table, paragraph("B [@creel]."))
    assert read_text(cited.data) == ["A.[1]", "cell[2]", "B.[3]"]


def test_a_text_box_gets_the_citation_itself_in_both_of_its_forms(library: Library) -> None:
    box = f"<w:txbxContent>{paragraph('Box [@minutes]')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    cited = cite(library, paragraph("A [@creel].", both))
    texts = read_text(cited.data)
    assert cited.citations == 2
    assert texts[1] == texts[2] and texts[1].startswith("Box (“Minutes of the Bureau,” January 4, 1956")


def test_a_table_of_contents_loses_the_marker_and_does_not_cite(library: Library) -> None:
    cited = cite(
        library,
        paragraph("Heading [@creel]", style="Verzeichnis1"),
        paragraph("Heading [@creel]", style="berschrift1"),
    )
    assert read_text(cited.data) == ["Heading", "Heading[1]"]


def test_italics_around_a_citation_are_those_of_the_text_before(library: Library) -> None:
    cited = cite(library, paragraph(run("Title [@minutes] goes on", "<w:i/>")), style="mla")
    text = read_text(cited.data)[0]
    assert text.startswith("*Title *") and text.endswith("* goes on*")


def test_markers_in_headers_and_comments_are_reported(library: Library) -> None:
    cited = cite(library, paragraph("A [@creel]."), others={"header1": paragraph("H [@creel]")})
    (problem,) = cited.problems
    assert "a header (“H [@creel]”)" in problem and "move the marker" in problem


# -- other notations and styles ------------------------------------------------------------------------------


def test_scannable_cites_are_read_and_neighbours_are_one_citation(library: Library) -> None:
    cited = cite(
        library, paragraph("A { See | creel | p. 5 | and passim | }{ | minutes | | |zu:0:ABCD1234}.")
    )
    (note,) = read_notes(cited.data).values()
    assert note.startswith("See George Creel") and "and passim; “Minutes of the Bureau,”" in note


def test_an_in_text_style_cites_in_the_text(library: Library) -> None:
    cited = cite(library, paragraph("A [@creel, p. 5], b."), style="chicago-author-date")
    assert read_text(cited.data) == ["A (Creel to House 1918, 5), b."]
    assert "word/footnotes.xml" not in unpack(cited.data)


def test_raised_numbers_stand_behind_the_punctuation(library: Library) -> None:
    cited = cite(library, paragraph("A [@creel], b [@minutes]."), style="nature")
    assert read_text(cited.data) == ["A,^1^ b.^2^"]


@pytest.mark.parametrize(
    "written", ["[@nobody]", "[@creel; @nobody, p. 3]", "{ | nobody | | | }", "as @nobody [p. 3] says"]
)
def test_an_unknown_key_is_reported_with_its_paragraph_and_left_in_the_text(
    library: Library, written: str
) -> None:
    cited = cite(library, paragraph("First [@creel]."), paragraph(f"Second {written}."))
    assert read_text(cited.data)[1] == f"Second {written}."
    (problem,) = cited.problems
    assert "paragraph 2 (“Second" in problem and "“nobody”" in problem


# -- bibliographies -----------------------------------------------------------------------------------------


def test_a_bibliography_lists_what_is_not_cited(library: Library) -> None:
    cited = cite(library, paragraph("A [@creel]."), paragraph("[[bibliography nocite=“@minutes, @nobody”]]"))
    assert [line.partition(".")[0] for line in read_text(cited.data)[1:]] == [
        "Creel, George",
        "“Minutes of the Bureau",
    ]
    assert "Unknown key “nobody”" in "".join(cited.problems)


def test_the_bibliography_stands_where_the_marker_does(library: Library) -> None:
    body = [paragraph("A [@minutes] [@creel]."), paragraph("Sources", style="berschrift1")]
    cited = cite(library, *body, paragraph("[[bibliography section-by=repository]]"), paragraph("End"))
    texts = read_text(cited.data)
    assert texts[1] == "Sources" and texts[-1] == "End"
    assert texts[2:4] == ["Archival Sources", "National Archive"] and "Minutes of the Bureau" in texts[4]
    root = etree.fromstring(unpack(cited.data)["word/document.xml"])
    styles = [one.get(f"{W}val") for one in root.iter(f"{W}pStyle")]
    assert styles == ["berschrift1", "berschrift2"]  # the document has no style for a third level


def test_numbers_in_the_margin_are_followed_by_a_tab(library: Library) -> None:
    cited = cite(library, paragraph("A [@minutes]."), paragraph("[[bibliography]]"), style="ieee")
    assert read_text(cited.data)[1].startswith("[1]\t")


def test_the_end_of_a_section_survives_the_marker(library: Library) -> None:
    end = paragraph("[[bibliography]]", properties='<w:sectPr><w:cols w:num="2"/></w:sectPr>')
    cited = cite(library, paragraph("A [@minutes]."), end)
    assert b'<w:cols w:num="2"/>' in unpack(cited.data)["word/document.xml"]


def test_a_wrong_option_is_reported(library: Library) -> None:
    cited = cite(library, paragraph("A [@minutes]."), paragraph("[[bibliography section-by=colour]]"))
    assert "“colour”" in cited.problems[0]


# -- the file -------------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_file(library: Library) -> None:
    data = make_docx(paragraph("A [@minutes]. B [@creel]."), paragraph("[[bibliography]]"))
    assert cite_manuscript(data, library).data == cite_manuscript(data, library).data


def _with_doctype() -> bytes:
    parts = unpack(make_docx(paragraph("A [@creel].")))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    return pack({**parts, "word/document.xml": bomb + parts["word/document.xml"]})


def _with_huge_part() -> bytes:
    return pack({**unpack(make_docx(paragraph("A"))), "word/media/a.bin": bytes(201_000_000)})


def _with_many_parts() -> bytes:
    media = {f"word/media/{number}.bin": bytes(90_000_000) for number in range(5)}
    return pack({**unpack(make_docx(paragraph("A"))), **media})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a file of Word", "not a .docx file"),
        (b"PK\x03\x04 cut off", "not a .docx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old kind"),
        (pack({"mimetype": b"application/vnd.oasis.opendocument.text"}), "use a .docx file"),
        (_with_doctype(), "document type"),
        (pack({**unpack(make_docx()), "word/document.xml": b"<w:document"}), "not well-formed"),
        (pack({**unpack(make_docx()), "word/document.xml": b"<html/>"}), "use a .docx file"),
    ],
)
def test_a_file_that_is_not_a_manuscript_is_refused_in_one_sentence(
    library: Library, data: bytes, words: str
) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        cite_manuscript(data, library, name="chapter.docx")
    assert str(caught.value).startswith("“chapter.docx”: ") and "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("build", [_with_huge_part, _with_many_parts])
def test_a_file_that_unpacks_without_end_is_refused(library: Library, build: Callable[[], bytes]) -> None:
    with pytest.raises(SourceError, match="unpacks to more"):
        cite_manuscript(build(), library)


def test_an_address_of_a_namespace_that_is_not_valid_stays_as_it_is(library: Library) -> None:
    parts = unpack(make_docx(paragraph("A [@creel]. B")))
    document = parts["word/document.xml"].replace(b"com:vml", b"com:vml? ")
    # With a second fault, which is smaller, the parser accepts the first.
    document = document.replace(b'xml:space="preserve"', b'xml:space="kept"')
    cited = cite_manuscript(pack({**parts, "word/document.xml": document}), library)
    assert "George Creel" in " ".join(read_notes(cited.data).values())
    assert b"com:vml? " in unpack(cited.data)["word/document.xml"]


def test_a_document_without_relationships_gets_notes(library: Library) -> None:
    parts = unpack(make_docx(paragraph("A [@creel].")))
    del parts["word/_rels/document.xml.rels"], parts["word/styles.xml"]
    made = unpack(cite_manuscript(pack(parts), library).data)
    assert b"/footnotes" in made["word/_rels/document.xml.rels"] and b"Creel" in made["word/footnotes.xml"]


def test_an_unknown_style_is_refused(library: Library) -> None:
    with pytest.raises(StyleError):
        cite(library, paragraph("A [@creel]."), style="no-such-style")


# -- the command, and those who read the file -----------------------------------------------------------------


def _run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "archcite", "docx", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


SOURCES = "- id: creel\n  title: A letter\n  date: 1918-09-25\n"


@pytest.mark.slow
def test_the_command_writes_another_file_and_never_the_manuscript(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_docx(paragraph("A [@creel].")))
    (tmp_path / "s.yaml").write_text(SOURCES)
    assert _run("a.docx", "s.yaml", "-o", "b.docx", folder=tmp_path).returncode == 0
    assert "A Letter" in str(read_notes((tmp_path / "b.docx").read_bytes()))
    refused = _run("a.docx", "s.yaml", "-o", "a.docx", folder=tmp_path)
    assert refused.returncode == 2 and "lose its markers" in refused.stderr


@pytest.mark.slow
def test_check_lists_unknown_keys_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_docx(paragraph("A [@crel].")))
    (tmp_path / "s.yaml").write_text(SOURCES)
    checked = _run("a.docx", "s.yaml", "--check", folder=tmp_path)
    assert (
        checked.returncode == 1
        and "paragraph 1" in checked.stderr
        and "did you mean “creel”" in checked.stderr
    )
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.docx", "s.yaml"]


def test_pandoc_reads_the_notes_and_the_bibliography(library: Library) -> None:
    pypandoc = pytest.importorskip(
        "pypandoc", reason="pandoc is needed to read the file (pip install pypandoc-binary)"
    )
    data = make_docx(paragraph("A [@creel, p. 5]. B [@minutes]."), paragraph("[[bibliography]]"))
    text = pypandoc.convert_text(
        cite_manuscript(data, library).data, "markdown", format="docx", extra_args=["--wrap=none"]
    )
    assert "A.[^1] B.[^2]" in text and "[^1]: George Creel to Edward House" in text
    assert "“Minutes of the Bureau.”" in text.replace('"', "”").replace("”Minutes", "“Minutes")


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed (apt install libreoffice-writer)"
)
def test_libreoffice_shows_each_note_under_its_number(library: Library, tmp_path: Path) -> None:
    body = [paragraph("A [@creel]. Own", note_sign(4), " and [@minutes].")]
    data = make_docx(*body, notes={4: "An own note."})
    (tmp_path / "a.docx").write_bytes(cite_manuscript(data, library).data)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "html",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "a.html").read_text(encoding="utf-8-sig")
    assert text.index("George Creel") < text.index("An own note.") < text.index("Minutes of the Bureau")


@pytest.mark.slow
def test_a_bibliography_is_a_word_document_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(
        SOURCES + "  holdings:\n    - repository: {name: Yale University Library}\n"
    )
    command = [
        sys.executable,
        "-m",
        "archcite",
        "bib",
        "s.yaml",
        "--section-by",
        "repository",
        "-o",
        "s.docx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True)
    first = (tmp_path / "s.docx").read_bytes()
    assert read_text(first) == [
        "Archival Sources",
        "Yale University Library",
        "“A Letter.” September 25, 1918. Yale University Library.",
    ]
    pypandoc = pytest.importorskip("pypandoc", reason="pandoc is needed to read the file")
    text = pypandoc.convert_text(first, "markdown", format="docx")
    assert text.startswith("# Archival Sources\n\n## Yale University Library\n")
    subprocess.run(command, cwd=tmp_path, check=True)
    assert (tmp_path / "s.docx").read_bytes() == first


@pytest.mark.parametrize(
    ("style", "written", "printed"),
    [
        ("chicago", "“One” [@creel]. Two", "“One.”^ Two"),
        ("chicago", "“One” [@creel], two", "“One,”^ two"),
        ("chicago", "“One?” [@creel]. Two", "“One?”^ Two"),
        ("chicago", "One, etc. [@creel]. Two", "One, etc.^ Two"),
        ("oscola", "“One?” [@creel]. Two", "“One?”.^ Two"),
        ("oscola", "“One” [@creel]. Two", "“One”.^ Two"),
    ],
)
def test_a_full_stop_goes_into_a_quotation_in_american_styles(
    library: Library, style: str, written: str, printed: str
) -> None:
    document = etree.fromstring(
        unpack(cite(library, paragraph(written), style=style).data)["word/document.xml"]
    )
    text = "".join(
        "^" if one.tag.endswith("footnoteReference") else one.text or ""
        for one in document.iter(f"{{{NAMESPACE}}}t", f"{{{NAMESPACE}}}footnoteReference")
    )
    assert text == printed


def test_without_styles_the_sign_of_a_note_is_raised(library: Library) -> None:
    parts = unpack(make_docx(paragraph("A [@creel].")))
    del parts["word/styles.xml"], parts["word/_rels/document.xml.rels"]
    cited = cite_manuscript(pack(parts), library)
    document = unpack(cited.data)["word/document.xml"]
    assert b'<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference' in document


@pytest.mark.parametrize(("content", "reported"), [(b"<p>B [@creel]</p>", 1), (b"<p>B</p>", 0), (b"PK12", 1)])
def test_a_file_in_the_file_is_reported_if_it_may_have_markers(
    library: Library, content: bytes, reported: int
) -> None:
    parts = unpack(make_docx(paragraph("A [@creel].")))
    related = (
        '<Relationship Id="rId9" Target="b.html" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", related.encode())
    cited = cite_manuscript(pack({**parts, "word/b.html": content}), library)
    assert cited.citations == 1 and sum("word/b.html" in one for one in cited.problems) == reported


# -- fields --------------------------------------------------------------------------------------------------


def make_field(instruction: str, result: str) -> str:
    signs = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{signs[0]}<w:r><w:instrText> {instruction} </w:instrText></w:r>{signs[1]}{run(result)}{signs[2]}"


def make_simple_field(instruction: str, result: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} ">{run(result)}</w:fldSimple>'


def bookmark(name: str, *runs: str) -> str:
    return f'<w:bookmarkStart w:id="7" w:name="{name}"/>{"".join(runs)}<w:bookmarkEnd w:id="7"/>'


@pytest.mark.parametrize("make", [make_field, make_simple_field])
@pytest.mark.parametrize(
    ("instruction", "shown", "expected"),
    [
        (r"NOTEREF _Ref1 \h", "1", "3"),
        ("noteref _Ref1", "i", "iii"),
        (r"NOTEREF _Ref1 \f", "A", "C"),
        ("NOTEREF _Ref1", "7", "7"),  # counted in another way, which Word knows
        ("NOTEREF _Gone", "1", "1"),
        ("PAGEREF _Ref1", "1", "1"),
    ],
)
def test_references_to_notes_follow_their_numbers(
    library: Library, make: Callable[[str, str], str], instruction: str, shown: str, expected: str
) -> None:
    cited = cite(
        library,
        paragraph("One [@creel], two [@minutes]. Mine", bookmark("_Ref1", note_sign(1)), "."),
        paragraph("See note ", make(instruction, shown), "."),
        notes={1: "My own."},
    )
    assert read_text(cited.data) == ["One,[1] two.[2] Mine[3].", f"See note {expected}."]


def test_a_note_refers_to_a_note(library: Library) -> None:
    cited = cite(
        library,
        paragraph("One [@creel]. Mine", bookmark("_Ref1", note_sign(1)), ", and", note_sign(2), "."),
        notes={1: "My own.", 2: run("See note ") + make_field("NOTEREF _Ref1", "1") + run(".")},
    )
    assert read_notes(cited.data)["3"] == "See note 2."


def test_without_new_notes_fields_stay_byte_for_byte(library: Library) -> None:
    body = [
        paragraph(
            "Mine", bookmark("_Ref1", note_sign(1)), " note ", make_field("NOTEREF _Ref1", "1"), " [@creel]"
        )
    ]
    cited = cite(library, *body, style="apa", notes={1: "My own."})
    before = unpack(make_docx(*body, notes={1: "My own."}))
    assert unpack(cited.data)["word/footnotes.xml"] == before["word/footnotes.xml"]


@pytest.mark.parametrize("make", [make_field, make_simple_field])
def test_text_that_a_field_repeats_is_cited_once(library: Library, make: Callable[[str, str], str]) -> None:
    cited = cite(
        library,
        paragraph(bookmark("_Ref1", run("The letter [@creel]"))),
        paragraph("As in “", make(r"REF _Ref1 \h", "The letter [@creel]"), "” above [@creel, 2]."),
    )
    assert read_text(cited.data) == ["The letter[1]", "As in “The letter” above.[2]"]
