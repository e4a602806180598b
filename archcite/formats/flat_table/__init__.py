"""Formats: tables (CSV)."""
