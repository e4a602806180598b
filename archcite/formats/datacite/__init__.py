"""Formats: DOIs of DataCite."""
