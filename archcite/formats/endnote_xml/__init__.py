"""Formats: the XML export of EndNote."""
