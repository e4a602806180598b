"""A small book whose notes, citations and bibliography archcite makes."""

project = "Letters and Advisors"
author = "A historian"
version = release = "1"
extensions = ["archcite.sphinx"]
html_theme = "alabaster"

archcite_sources = ["records.yaml", "books.bib"]
archcite_style = "chicago"
archcite_note_scope = "project"
