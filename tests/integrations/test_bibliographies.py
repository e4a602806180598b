"""Bibliographies in documents: the same sections, and the same entries, as on the command line."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from archcite import Bibliography
from archcite.bibliography.sections import LEVELS, SECTIONS
from archcite.integrations.common.document_model import Listing, Page
from archcite.integrations.common.library import Library, read_library
from archcite.integrations.common.project import ProjectDocument, render
from archcite.integrations.common.rendered_project import RenderedBibliography, RenderedSection
from archcite.integrations.common.settings import Settings
from archcite.output.formats import Section
from archcite.richtext import marks as rt

SAME_YEAR = """\
- {id: one, kind: letter, author: Jane Roe, title: One, date: 1918, repository: National Archive, box: 1}
- {id: two, kind: letter, author: Jane Roe, title: Two, date: 1918, repository: National Archive, box: 2}
- {id: three, kind: letter, author: Jane Roe, title: Three, date: 1918, portal: Letters Online}
"""


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return read_library(["*.yaml", "*.bib"], root / "docs" / "examples" / "bibliography")


def list_sources(
    library: Library, style: str = "chicago", cited: str = "", locale: str | None = None, **options: str
) -> RenderedBibliography:
    from archcite.integrations.common.citation_syntax import parse_cites
    from archcite.integrations.common.document_model import PlacedCitation

    citations = (PlacedCitation("c", parse_cites(cited), 0, "", "c", ""),) if cited else ()
    page = Page("", False, citations, (Listing("list", "", scope="all", **options),))
    rendering = render([ProjectDocument("a", "A", "a", page)], library, Settings(style, locale=locale))
    return rendering.pages["a"].bibliographies["list"]


def outline(sections: tuple[RenderedSection, ...]) -> list[object]:
    return [
        (one.title, [rt.to_plain(entry.rich) for entry in one.entries], outline(one.sections))
        for one in sections
    ]


def outline_of_command(sections: tuple[Section, ...]) -> list[object]:
    return [(one.title, list(one.entries), outline_of_command(one.sections)) for one in sections]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("by", "level", "style", "locale"),
    [*product(SECTIONS, LEVELS, ("chicago", "chicago-author-date", "apa"), ("en-US", "de-DE"))],
)
def test_documents_have_the_sections_of_the_command_line(
    library: Library, by: str, level: str, style: str, locale: str
) -> None:
    found = list_sources(library, style, locale=locale, section_by=by, level=level)
    bibliography = Bibliography([library.records[key] for key in library.items], style, locale=locale)
    assert outline(found.sections) == outline_of_command(bibliography.sections(by, level=level))


@pytest.mark.parametrize(("by", "level"), [*product(SECTIONS, LEVELS)])
def test_each_source_is_listed_once(library: Library, by: str, level: str) -> None:
    found = list_sources(library, section_by=by, level=level)
    keys = [key for entry in found.iterate_entries() for key in entry.keys]
    assert sorted(keys) == sorted(library.items)
    anchors = [entry.anchor for entry in found.iterate_entries()]
    anchors += [section.anchor for _depth, section in found.walk()]
    assert len(anchors) == len(set(anchors))


def test_no_entry_repeats_the_archive_of_its_heading(library: Library) -> None:
    by_archive = list_sources(library, section_by="repository").sections[0]
    by_kind = list_sources(library, section_by="kind")
    for section in by_archive.sections:
        name = section.title.partition(" (")[0].partition(",")[0]
        assert all(name not in entry.rich for entry in section.entries)
    assert any("RGASPI" in entry.rich for entry in by_kind.iterate_entries())


def test_published_works_have_a_heading(library: Library) -> None:
    assert list_sources(library, section_by="repository").sections[-1].title == "Published Sources"
    assert list_sources(library, section_by="kind", rest="Books").sections[-1].title == "Books"
    assert [one.title for one in list_sources(library).sections] == [""]


def test_entries_under_headings_have_the_letters_of_the_citations(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SAME_YEAR, encoding="utf-8")
    library = read_library(["a.yaml"], tmp_path)
    found = list_sources(library, "chicago-author-date", "@three; @two; @one", section_by="repository")
    plain = list_sources(library, "chicago-author-date", "@three; @two; @one")
    years = {entry.keys: rt.to_plain(entry.rich).split(".")[1] for entry in found.iterate_entries()}
    assert years == {entry.keys: rt.to_plain(entry.rich).split(".")[1] for entry in plain.iterate_entries()}
    assert len(set(years.values())) == 3


def test_a_citation_leads_to_the_entry_of_its_collection(library: Library) -> None:
    from archcite.integrations.common.citation_syntax import parse_cites
    from archcite.integrations.common.document_model import PlacedCitation

    citation = PlacedCitation("c", parse_cites("@creel1918"), 1, "n", "c", "")
    page = Page("", True, (citation,), (Listing("list", "", section_by="repository", level="collection"),))
    rendered = render([ProjectDocument("a", "A", "a", page)], library, Settings()).pages["a"]
    (entry,) = rendered.bibliographies["list"].iterate_entries()
    assert rendered.entries["creel1918"] == ("a", entry.anchor) and entry.places[0].label == "1"
