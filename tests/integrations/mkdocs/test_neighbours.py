"""Beside other plug-ins and themes, where these are installed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Project

pytestmark = pytest.mark.slow  # a build of documentation for nearly every test

Make = Callable[..., "Project"]


def test_docstrings_cite_as_pages_do(project: Make) -> None:
    pytest.importorskip("mkdocstrings_handlers.python", reason="only where mkdocstrings is installed")
    page = "# A\n\nFirst [@creel, 1].\n\n::: cited\n\nLast [@creel, 4].\n"
    made = project({"index.md": page}, "note_scope: project")
    made.write(
        "cited.py", '"""A module [@creel, 2]."""\n\ndef f() -> None:\n    """As [@creel, 3] says."""\n'
    )
    config = (made.folder / "mkdocs.yml").read_text()
    handler = f"  - mkdocstrings: {{handlers: {{python: {{paths: ['{made.folder}']}}}}}}\n"
    made.write("mkdocs.yml", config.replace("  - archcite:", f"{handler}  - archcite:"))
    made.build(strict=True)
    html = made.read("index.html")
    assert "<archcite" not in html
    # The first that is read is full, though the docstrings are converted before the page is.
    shown = re.findall(r'role="tooltip"[^>]*>([^<]*)<', html)
    assert shown[0].startswith("George Creel to Edward M. House, September 25, 1918, box 6, p. 1")
    assert shown[1:] == [f"Creel to House, September 25, 1918, p. {page}." for page in (2, 3, 4)]
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_material_for_mkdocs(project: Make) -> None:
    pytest.importorskip("material", reason="only where Material for MkDocs is installed")
    pages = {
        "index.md": "# A\n\nSaid [@creel].\n",
        "b.md": "# B\n\n[[bibliography]]\n",
        "blog/index.md": "# Blog\n",
    }
    pages["blog/posts/one.md"] = (
        "---\ndate: 2024-01-31\n---\n# Post\n\nShort [@creel, 2].\n\n<!-- more -->\n\nLong [@kotkin].\n"
    )
    made = project(pages)
    config = (made.folder / "mkdocs.yml").read_text().replace("  - search\n", "  - search\n  - blog\n")
    made.write("mkdocs.yml", config.replace("theme: mkdocs", "theme: {name: material, font: false}"))
    made.build(strict=True)
    assert all(
        "<archcite" not in file.read_text(encoding="utf-8") for file in (made.folder / "site").rglob("*.html")
    )
    assert "George Creel to" in made.read("blog/index.html")
    index = {
        one["location"]: one["text"] for one in json.loads(made.read("search/search_index.json"))["docs"]
    }
    assert index[""].count("George Creel") == 1 and "↑" not in index["b/"]


COPIES = """\
PAGES = []

def on_page_content(html, page, config, files):
    page.html = html
    PAGES.append(page)

def on_post_build(config):
    with open(config.site_dir + "/all.html", "w", encoding="utf-8") as file:
        file.write("".join(page.html for page in PAGES))
"""


def test_a_page_of_all_pages_has_citations(project: Make) -> None:
    # As mkdocs-print-site keeps the pages.
    pages = {
        "index.md": "# One\n\nA [@creel, p. 2].\n",
        "two.md": "# Two\n\nB [@kotkin]. C[^1]\n\n[^1]: See @creel.\n",
    }
    made = project(pages, "", "hooks: [copies.py]\n")
    made.write("copies.py", COPIES)
    made.build()
    html = made.read("all.html")
    assert "<archcite-" not in html and html.count("Creel") >= 2 and "Kotkin" in html
