"""Formats: items of Europeana."""
