"""Formats: the bibliographic sources of Microsoft Word (Sources.xml)."""
