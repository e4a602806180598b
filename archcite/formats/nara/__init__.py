"""Formats: the catalogue of the US National Archives."""
