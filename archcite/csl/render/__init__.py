"""Compile a style and render cites with it."""
