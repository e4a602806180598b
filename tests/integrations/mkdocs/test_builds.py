"""Whole sites: the order of notes, one bibliography of all pages, links between pages, and what is wrong."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest

if TYPE_CHECKING:
    from .conftest import Project

pytestmark = pytest.mark.slow  # a build of documentation for nearly every test

Make = Callable[..., "Project"]

PAGES = {
    "index.md": "# Home\n\nNothing is cited here.\n",
    "a/one.md": "# One\n\nLater [@creel, 3]; see[^1].\n\n[^1]: Own, [@kotkin, 5].\n",
    "a/two.md": "# Two\n\nEarlier [@creel, 2]. As @kotkin [7] says.\n",
    "b.md": "# Three\n\n[@creel] [@minutes]\n\n[[bibliography scope=page]]\n",
    "sources.md": '# Sources\n\n[[bibliography section-by=repository rest="Books"]]\n',
}
NAV = """\
nav:
  - index.md
  - Part:
      - a/two.md
      - a/one.md
  - b.md
  - sources.md
"""


def notes(html: str) -> list[str]:
    found = html.partition('<div class="footnote">')[2]
    items = re.findall(r"<li.*?</li>", found, re.DOTALL)
    plain = (
        unescape(re.sub('<span class="archcite-card".*?</span></span>|<[^>]*>', "", item)) for item in items
    )
    return [text.strip().removesuffix("\N{NO-BREAK SPACE}↩") for text in plain]


def check_links(project: Project, *pages: str) -> int:
    """How many links to places on these pages there are; all must lead somewhere, and no id be there twice."""
    ids, links = {}, []
    for name in pages:
        html = project.read(name)
        found = re.findall(r'\sid="([^"]+)"', html)
        own = [one for one in found if "archcite" in one or one.startswith("fn")]
        assert len(own) == len(set(own))
        ids[name] = set(found)
        links += [urljoin(name, link) for link in re.findall(r'href="([^"]*#(?:archcite|fn)[^"]*)"', html)]
        links += [f"{name}#{one}" for one in re.findall(r'aria-describedby="([^"]+)"', html)]
    for link in links:
        page, anchor = urldefrag(link)
        assert anchor in ids[page if page.endswith(".html") else f"{page}index.html"], link
    return len(links)


ALL = ["a/one/index.html", "a/two/index.html", "b/index.html", "sources/index.html"]


def test_one_bibliography_and_the_order_of_the_navigation(project: Make) -> None:
    made = project(PAGES, "note_scope: project", NAV)
    made.build(strict=True)
    assert not made.log
    two, one = notes(made.read("a/two/index.html")), notes(made.read("a/one/index.html"))
    assert (
        two[0].startswith("George Creel to Edward M. House")
        and two[1] == "Magnetic Mountain (UC Press, 1995), 7."
    )
    assert one == ["Creel to House, September 25, 1918, p. 3.", "Own, Kotkin, Magnetic Mountain, 5."]
    assert notes(made.read("b/index.html"))[0].startswith("Creel to House")
    sources = made.read("sources/index.html")
    assert (
        sources.index("Russian State") < sources.index("Yale University Library") < sources.index(">Books<")
    )
    back = re.search(r"House Papers.*?archcite-back[^>]*>(.*?)</span>", sources, re.DOTALL)
    assert back and re.findall(r'href="([^"]+)"', back[1]) == [
        "../a/two/#fn:archcite-a-2ftwo-note-1",
        "../a/one/#fn:archcite-a-2fone-note-1",
        "../b/#fn:archcite-b-note-2",
    ]
    assert re.sub("<[^>]*>", "", back[1]).replace("\N{NO-BREAK SPACE}", " ") == "↑ Two 1; One 1; Three 1"
    assert check_links(made, *ALL) > 20
    # The entry on the same page comes first, and then the first in the site.
    assert 'href="#archcite-b-bib-1-creel"' in made.read("b/index.html")
    assert 'href="../../b/#archcite-b-bib-1-creel"' in made.read("a/one/index.html")
    assert 'href="../../sources/#archcite-sources-bib-1-kotkin"' in made.read("a/one/index.html")


@pytest.mark.parametrize(
    ("scope", "full"),
    [("page", [True, True, True]), ("chapter", [True, False, True]), ("project", [True, False, False])],
)
def test_where_first_begins_anew(project: Make, scope: str, full: list[bool]) -> None:
    made = project(PAGES, f"note_scope: {scope}", NAV)
    made.build()
    found = [notes(made.read(name))[0].startswith("George Creel") for name in (ALL[1], ALL[0], ALL[2])]
    assert found == full


def test_without_directories_for_addresses(project: Make) -> None:
    made = project(PAGES, "style: apa", NAV + "use_directory_urls: false\n")
    made.build(strict=True)
    assert 'href="../sources.html#archcite-sources-bib-1-kotkin"' in made.read("a/one.html")
    assert check_links(made, "a/one.html", "a/two.html", "b.html", "sources.html") > 10


def test_what_the_site_brings_along(project: Make) -> None:
    made = project(PAGES)
    made.build()
    page = made.read("b/index.html")
    assert '<link href="../assets/archcite.css"' in page and 'src="../assets/archcite.js"' in page
    assert ".archcite-card" in made.read("assets/archcite.css")
    assert page.count('class="Z3988"') == 2
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert linked and len(json.loads(linked[1])) == 2
    assert "Z3988" not in made.read("index.html") and "ld+json" not in made.read("index.html")
    assert (
        "<script>m" not in page.casefold() and "&#60;script&#62;minutes&#60;/script&#62;" in page.casefold()
    )


def test_the_search_finds_what_is_read(project: Make) -> None:
    made = project(PAGES, more=NAV)
    made.build()
    index = json.loads(made.read("search/search_index.json"))
    texts = {one["location"]: one["text"] for one in index["docs"]}
    assert "House Papers" in texts["sources/"] and "schema.org" not in json.dumps(index)
    assert not any("archcite-" in text for text in texts.values())


def test_without_cards(project: Make) -> None:
    made = project(PAGES, "hover_cards: false")
    made.build()
    assert "archcite-card" not in made.read("b/index.html")
    assert (
        "archcite.js" not in made.read("b/index.html")
        and not (made.folder / "site/assets/archcite.js").exists()
    )


def test_a_page_asks_for_its_style(project: Make) -> None:
    made = project({**PAGES, "c.md": "---\narchcite-style: apa\n---\n# C\n\nSaid [@creel, 2].\n"})
    made.build(strict=True)
    assert "Creel, 1918, p. 2" in made.read("c/index.html")
    assert "George Creel to" in made.read("a/one/index.html")


def test_problems_name_file_and_line_and_fail_a_strict_build(project: Make) -> None:
    from mkdocs.exceptions import Abort

    text = "# A\n\nFirst [@kreel, 3].\n\nSecond [@kreel, 3].\n\n[[bibliography scope=here]]\n"
    made = project({"index.md": f"---\nx: 1\n---\n\n{text}"})
    made.write("bad.yaml", "- {id: [")
    made.build()
    place = re.escape(os.path.relpath(made.folder / "docs" / "index.md"))
    for line, said in [(7, "did you mean “creel”"), (9, "did you mean “creel”"), (11, "use page, chapter")]:
        assert any(re.search(f"{place}:{line}: .*{said}", one) for one in made.log), (line, made.log)
    assert any("bad.yaml" in one for one in made.log) and len(made.log) == 4
    assert "[?kreel]" in made.read("index.html")
    with pytest.raises(Abort):
        made.build(strict=True)


def test_a_style_that_is_none_ends_the_build(project: Make) -> None:
    from mkdocs.exceptions import Abort

    made = project(PAGES, "style: chicagoo")
    with pytest.raises(Abort):
        made.build()
    assert "did you mean “chicago”" in "".join(made.log)


def test_a_second_build_sees_what_has_changed(project: Make) -> None:
    made = project(PAGES, "note_scope: project", NAV)
    made.build()
    assert "box 6" in made.read("a/two/index.html")
    text = (made.folder / "records.yaml").read_text(encoding="utf-8")
    made.write("records.yaml", text.replace('value: "6"', 'value: "17"'))
    made.build()
    assert "box 17" in made.read("a/two/index.html")
    made.write("docs/index.md", "# Home\n\nFirst of all [@creel].\n")
    made.build()
    assert notes(made.read("a/two/index.html"))[0] == "Creel to House, September 25, 1918, p. 2."


def test_the_extension_may_be_named_as_well(project: Make) -> None:
    made = project(
        PAGES,
        "note_scope: project",
        NAV + "markdown_extensions:\n  - archcite\n  - footnotes\n  - attr_list\n",
    )
    made.build(strict=True)
    assert notes(made.read(ALL[0]))[0].startswith("Creel to House")


def test_what_is_watched(project: Make) -> None:
    from mkdocs.config import load_config

    made = project(PAGES)
    made.write("records/more.yaml", "- id: x\n  kind: letter\n  title: X\n")
    made.write(
        "mkdocs.yml",
        (made.folder / "mkdocs.yml").read_text().replace("refs.bib]", "refs.bib, 'records/*.yaml']"),
    )
    config = load_config(str(made.folder / "mkdocs.yml"))
    config.site_dir = str(made.folder.parent / "served")  # as when it is served
    config.plugins.on_config(config)
    watched: list[str] = []

    class Server:
        def watch(self, path: str) -> None:
            watched.append(os.path.relpath(path, made.folder))

    config.plugins.on_serve(Server(), config=config, builder=None)
    # Not the folder of the project itself, with all that is in it.
    assert watched == ["records.yaml", "refs.bib", os.path.join("records", "more.yaml"), "records"]


def test_each_record_has_a_page_with_its_files(project: Make) -> None:
    page = "# One\n\nA [@creel, p. 2].\n\n[[bibliography]]\n"
    made = project({"index.md": page}, "record_pages: sources")
    made.build(strict=True)
    creel = made.read("sources/creel/index.html")
    assert re.search(r"<h1>[^<]*House", creel) and 'href="../..' in creel and 'role="doc-backlink"' in creel
    assert "<dt>Kept in</dt><dd>Yale University Library" in creel and "<dt>Title" not in creel
    assert '<a href="../creel.bib" download>BibTeX</a>' in creel and "@misc{creel" in made.read(
        "sources/creel.bib"
    )
    assert made.read("sources/creel.ris").startswith("TY  - ") and '"id": "creel"' in made.read(
        "sources/creel.json"
    )
    assert "<h1>&lt;script&gt;Minutes&lt;/script&gt; &amp; Notes" in made.read("sources/minutes/index.html")
    index = made.read("sources/index.html")
    assert 'href="creel/"' in index and 'href="minutes/"' in index and "<h3" in index
    assert 'class="archcite-record" href="sources/creel/"' in made.read("index.html")
    assert "archcite-record" not in project({"index.md": page}).build().joinpath("index.html").read_text(
        "utf-8"
    )


def test_what_a_page_lists_and_does_not_cite(project: Make) -> None:
    made = project(
        {
            "index.md": "---\nnocite: '@kotkin, @nobody'\n---\n# A\n\nX [@creel].\n",
            "list.md": "# L\n\n[[bibliography]]\n\n[[bibliography scope=page nocite=*]]\n",
        }
    )
    made.build()
    first, second = made.read("list/index.html").split('role="doc-bibliography"')[1:]
    assert "Kotkin" in first and "Creel" in first and "Minutes" not in first
    assert all(name in second for name in ("Kotkin", "Creel", "Minutes"))
    assert [line for line in made.log if "Unknown key “nobody”" in line and "index" in line]
