"""Formats: items of the Deutsche Digitale Bibliothek."""
