"""Formats: the Wilson Center Digital Archive."""
