"""Formats: Discovery, the catalogue of The National Archives."""
