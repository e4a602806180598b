"""Formats: Zotero's JSON."""
