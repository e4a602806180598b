"""Formats: Tropy."""
