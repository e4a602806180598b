"""Formats: Encoded Archival Description (EAD)."""
