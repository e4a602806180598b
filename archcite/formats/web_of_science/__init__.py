"""Formats: the plain text of Web of Science."""
