"""Formats: ArchivesSpace."""
