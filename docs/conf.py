"""How Sphinx builds the documentation."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

import archcite

project = "archcite"
author = "archcite contributors"
copyright = author
release = version = archcite.__version__
extensions = ["archcite.sphinx", "myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "examples"]  # examples are projects of their own
html_title = "archcite"
html_baseurl = "https://archcite.readthedocs.io/en/latest/"
html_theme = "furo"
html_theme_options = {
    "source_repository": "https://github.com/archcite/archcite/",
    "source_branch": "main",
    "source_directory": "docs/",
}
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("copy.js", "gallery.js", "tables.js")]
myst_heading_anchors = 3
smartquotes_action = "qe"  # quotation marks and dots; the hyphens of an option stay hyphens

autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80

archcite_sources = ["../seeds/*.txt", "sources/letters.yaml", "sources/books.bib"]
archcite_style = "chicago"


def _add_heading_levels(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the captions of the navigation a level, which screen readers need and the theme leaves out."""
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')


def _mark_signature_lines(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Make lines of the parameters of a function, which Sphinx writes as a list without terms, within a term."""

    def replace(found: re.Match[str]) -> str:
        lines = found[1].replace("<dd>", '<span class="sig-line">').replace("</dd>", "</span>")
        return f'<span class="sig-lines">{lines}</span>'

    context["body"] = re.sub(
        r'<dl>\n((?:<dd><em class="sig-param">.*</dd>\n)+)</dl>', replace, context.get("body", "")
    )


def _add_description(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Say in the head of a page what it is about, for search engines and for other sites that link to it."""
    paragraphs = doctree.findall(nodes.paragraph) if doctree is not None else ()
    # The note at the top of a page that is written by a script, and cells of tables, are none of its text.
    first = next(
        (" ".join(one.astext().split()) for one in paragraphs if isinstance(one.parent, nodes.section)), ""
    )
    described = {
        "og:title": unescape(re.sub(r"<[^>]+>", "", context.get("title", project))),
        "og:type": "website",
        "og:site_name": project,
        "og:url": f"{html_baseurl}{pagename}.html",
        "og:image": f"{html_baseurl}_static/social-card.png",
        "og:image:alt": "A record in YAML, and its citation in four styles",
        **({"og:description": first} if first else {}),
    }
    tags = [f'<meta property="{name}" content="{escape(text)}">' for name, text in described.items()]
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    if first:
        tags.append(f'<meta name="description" content="{escape(first)}">')
    context["metatags"] = "\n".join([context.get("metatags", ""), *tags])


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _add_description)
    app.connect("html-page-context", _mark_signature_lines)
    # After the theme has built the tree.
    app.connect("html-page-context", _add_heading_levels, priority=900)
