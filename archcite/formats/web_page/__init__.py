"""Formats: saved web pages."""
