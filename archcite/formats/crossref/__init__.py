"""Formats: works of the Crossref REST API."""
