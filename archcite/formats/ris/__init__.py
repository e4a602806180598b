"""Formats: RIS."""
