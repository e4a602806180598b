"""Formats: METS."""
