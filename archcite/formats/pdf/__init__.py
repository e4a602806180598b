"""Formats: PDF files of portals."""
