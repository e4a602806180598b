"""What is wrong in a project is told, with its place; the build goes on, and the rest of the project is right."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Project

pytestmark = pytest.mark.slow  # a build of documentation for nearly every test

Make = Callable[..., "Project"]

PAGE = "Index\n=====\n\nA good one.\\ :note:`@creel`\n\n.. bibliography::\n"
GOOD = "[1] George Creel to Edward M. House"


def built(made: Project, *options: str) -> str:
    """The page as text, after a build in which it is right."""
    text = (made.build("text", "-E", *options) / "index.txt").read_text(encoding="utf-8")
    assert GOOD in text
    return text


def test_problems_have_a_place_and_do_not_end_a_build(project: Make) -> None:
    page = """\
Index
=====

Unknown.\\ :note:`@kreel, 3`

None: :note:`creel kotkin`

.. bibliography::
   :filter: repositry=Yale
   :style: no-such-style
"""
    made = project({"index.rst": page})
    made.write("bad.yaml", "- {id: [")
    out = made.build("text")
    lines = made.log.splitlines()
    assert any("index.rst:4: WARNING" in line and "did you mean “creel”?" in line for line in lines)
    assert any("index.rst:6: WARNING" in line and "is not a list of keys" in line for line in lines)
    assert any("index.rst:8: WARNING" in line and "“repositry”" in line for line in lines)
    assert any("index.rst:8: WARNING" in line and "no-such-style" in line for line in lines)
    assert any("bad.yaml" in line for line in lines) and len(lines) == 5
    assert "[?kreel]" in (out / "index.txt").read_text(encoding="utf-8")
    made.build("text", "-E", "-D", "suppress_warnings=archcite.unknown-key,archcite.syntax,archcite.source")
    assert len(made.log.splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.yaml", b"- {id: [", "a.yaml"),
        ("a.yaml", b"", "“{folder}/a.yaml”: The source is empty"),
        ("a.yaml", b"\x00\x01\xff\xfe", "“{folder}/a.yaml”: The file is not text"),
        ("a.bib", b"@book{x, title={Unclosed", "a.bib”: the file has no BibTeX entries"),
        ("a.json", b'[{"id": ', "a.json"),
        ("a.xml", b"<ead><archdesc>", "a.xml"),
        ("a.pdf", b"%PDF-1.7 and no more", "a.pdf"),
        ("a.txt", b"Only words.", "a.txt"),
        ("a.xyz", b"what is this", "a.xyz"),
    ],
)
def test_a_file_that_is_none(project: Make, name: str, content: bytes, told: str) -> None:
    made = project({"index.rst": PAGE}, 'archcite_sources += ["a.*"]')
    (made.folder / name).write_bytes(content)
    built(made)
    (line,) = made.log.splitlines()
    assert told.format(folder=made.folder) in line
    built(made, "-D", "suppress_warnings=archcite.source")
    assert not made.log


def test_files_that_cannot_be_read(project: Make) -> None:
    made = project(
        {"index.rst": PAGE}, 'archcite_sources += ["gone.bib", "none/*.bib", "box", "l*.json", "shut.ris"]'
    )
    (made.folder / "box").mkdir()
    (made.folder / "link.json").symlink_to("nowhere")
    (made.folder / "shut.ris").write_text("TY  - BOOK\nER  -\n")
    (made.folder / "shut.ris").chmod(0)
    built(made)
    said = [
        "“none/*.bib” matches no file",
        "gone.bib”: The file does not exist",
        "The folder “box” has no files",
        "link.json”: The file does not exist",
    ]
    if not os.access(made.folder / "shut.ris", os.R_OK):  # whoever may do everything may read this too
        said.append("shut.ris” may not be read")
    assert len(said) <= len(made.log.splitlines()) <= 5
    for one in said:
        assert one in made.log


def test_a_bad_record_costs_no_other(project: Make) -> None:
    made = project({"index.rst": PAGE + "\nA bad one.\\ :note:`@bad`\n"})
    bad = """\
- {id: bad, kind: letter, titel: Misspelt}
- {id: worse, kind: letter, title: No such day, date: 1918-13-45}
- {id: later, kind: letter, title: A good one}
"""
    made.write("records.yaml", made.records + bad)
    text = built(made)
    assert "[2] [?bad]." in text
    lines = made.log.splitlines()
    assert "records.yaml”, line 23, record “bad”: A record has no “titel”: did you mean “title”?" in lines[0]
    assert "records.yaml”, line 24, record “worse”: " in lines[1]
    assert "index.rst:8: WARNING: Unknown key “bad”" in lines[2] and len(lines) == 3


def test_a_record_that_cannot_be_formatted(project: Make) -> None:
    """Whatever stands in the fields of a record: signs of markup, of TeX and of this project's own."""
    made = project({"index.rst": PAGE + "\nAn odd one.\\ :note:`@odd`\n"})
    odd = """- id: odd
  kind: letter
  title: "</script><script>alert(1)</script> \\ufde4javascript:alert(1)\\ufdd0 \\\\input{x} `a`_ |b| *c* \\u0007"
  copy: {url: "javascript:alert(1)"}
"""
    made.write("records.yaml", made.records + odd)
    built(made)
    for builder in ("html", "latex", "epub"):
        made.build(builder, "-D", "epub_copyright=x", "-D", "copyright=x", "-D", "suppress_warnings=epub")
        assert not made.log, builder
    page = (made.folder / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page and 'href="javascript' not in page


STYLES = ["chicagoo", "gone.csl", "broken.csl", "https://example.org/style"]


@pytest.mark.parametrize("style", STYLES)
def test_a_style_that_is_none(project: Make, style: str) -> None:
    made = project({"index.rst": PAGE}, f'archcite_style = "{style}"')
    made.write("broken.csl", "<style><broken")
    built(made)
    (line,) = made.log.splitlines()
    assert "archcite_style: " in line and "The style “chicago” is used instead." in line
    built(made, "-D", "suppress_warnings=archcite.style")
    assert not made.log


@pytest.mark.parametrize("style", STYLES)
def test_a_style_that_is_none_in_a_document(project: Make, style: str) -> None:
    other = f":archcite-style: {style}\n\nOther\n=====\n\nA note.\\ :note:`@kotkin`\n"
    listed = f".. bibliography::\n   :style: {style}\n"
    made = project(
        {
            "index.rst": f"{PAGE}\n.. toctree::\n\n   other\n",
            "other.rst": other,
            "list.rst": f":orphan:\n\n{listed}",
        }
    )
    made.write("broken.csl", "<style><broken")
    built(made)
    (line,) = made.log.splitlines()
    assert "other.rst" in line
    out = made.folder / "_build" / "text"
    assert "[1] Stephen Kotkin" in (out / "other.txt").read_text(encoding="utf-8")
    assert "Kotkin, Stephen" in (out / "list.txt").read_text(encoding="utf-8")


def test_a_configuration_of_the_wrong_kind(project: Make) -> None:
    made = project({"index.rst": PAGE}, 'archcite_note_scope = "book"')
    built(made)
    assert "archcite_note_scope is “book”; use page, chapter or project. “page” is used instead." in made.log
    made = project({"index.rst": PAGE}, "archcite_sources = None")
    made.build("text", "-E")
    assert "check which files are configured" in made.log


def test_notes_stand_in_the_order_of_the_text(project: Make) -> None:
    page = "T\n=\n\nOne :cite:`@creel`. Own [#]_. Three :cite:`@creel, p. 3`.\n\n.. [#] The own note.\n"
    text = built(project({"index.rst": page}))
    assert text.index("\n[1] ") < text.index("\n[2] The own note.") < text.index("\n[3] ")


def test_own_notes_of_sections_are_read_among_the_others(project: Make) -> None:
    page = (
        "T\n=\n\nOne :cite:`@creel`.\n\nPart\n----\n\nOwn [#x]_.\n\n.. [#x] Own.\n\n"
        "Three :cite:`@creel, p. 3`. Sign [*]_.\n\n.. [*] A sign.\n\nEnd\n---\n\nThe end.\n"
    )
    text = built(project({"index.rst": page}))
    places = [text.index(f"\n{start}") for start in ("[*] A sign.", "The end.", "[1] ", "[2] Own.", "[3] ")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("chicago", 'None.[1] "One."[2] Two.[3] "Why?"[4] And etc.[5]'),
        ("oscola", 'None.[1] "One".[2] Two.[3] "Why?".[4] And etc.[5]'),
    ],
)
def test_a_full_stop_goes_into_a_quotation_in_american_styles(
    project: Make, style: str, printed: str
) -> None:
    cited = ("None", '"One"', "Two", '"Why?"', "And etc.")
    page = f"T\n=\n\n{' '.join(f'{one} :cite:`@creel`.' for one in cited)}\n"
    made = project({"index.rst": page}, f'archcite_style = "{style}"')
    assert printed in (made.build("text") / "index.txt").read_text(encoding="utf-8")
