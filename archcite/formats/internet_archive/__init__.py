"""Formats: items of the Internet Archive."""
