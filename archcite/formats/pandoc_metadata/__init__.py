"""Formats: references in the metadata of pandoc’s Markdown and YAML."""
