"""Formats: BibTeX and biblatex."""
