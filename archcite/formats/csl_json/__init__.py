"""Formats: CSL-JSON."""
