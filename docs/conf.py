"""How Sphinx builds the documentation."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

import archcite

project = "archcite"
author = "archcite contributors"
copyright = author
release = version = archcite.__version__
extensions = ["archcite.sphinx", "myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "examples"]  # examples are projects of their own
html_title = "archcite"
html_theme = "furo"
html_theme_options = {
    "source_repository": "https://github.com/archcite/archcite/",
    "source_branch": "main",
    "source_directory": "docs/",
}
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_js_files = [("copy.js", {"defer": "defer"}), ("gallery.js", {"defer": "defer"})]
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


def setup(app: Sphinx) -> None:
    # After the theme has built the tree.
    app.connect("html-page-context", _add_heading_levels, priority=900)
