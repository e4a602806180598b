"""Formats: the Citation File Format."""
