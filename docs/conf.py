"""How Sphinx builds the documentation."""

from __future__ import annotations

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

autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80

archcite_sources = ["../seeds/*.txt", "sources/letters.yaml", "sources/books.bib"]
archcite_style = "chicago"
