"""How Sphinx builds the documentation."""

from __future__ import annotations

import archcite

project = "archcite"
author = "archcite contributors"
copyright = author
release = version = archcite.__version__
extensions = ["archcite.sphinx", "myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "examples"]  # examples are projects of their own
html_theme = "alabaster"
html_theme_options = {"description": "Archival sources, correctly cited"}
myst_heading_anchors = 3

archcite_sources = ["../seeds/*.txt", "sources/letters.yaml", "sources/books.bib"]
archcite_style = "chicago"

html_static_path = ["_static"]
html_css_files = ["wrap.css"]
