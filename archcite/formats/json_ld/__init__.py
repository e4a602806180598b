"""Formats: JSON-LD of schema.org."""
