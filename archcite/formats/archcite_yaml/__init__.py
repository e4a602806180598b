"""Formats: archcite's own YAML and JSON."""
