"""Formats: Dublin Core."""
