"""Formats: works of OpenAlex."""
