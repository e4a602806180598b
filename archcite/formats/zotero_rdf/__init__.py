"""Formats: the RDF export of Zotero."""
