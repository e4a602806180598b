"""Formats: MARC."""
