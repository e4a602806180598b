"""A project of sphinxcontrib-bibtex as it was, but for its style."""

project = "Letters"
extensions = ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["refs.bib"]
bibtex_default_style = "archcite-chicago"
