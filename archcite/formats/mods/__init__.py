"""Formats: MODS."""
