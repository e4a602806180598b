"""Formats: COinS."""
