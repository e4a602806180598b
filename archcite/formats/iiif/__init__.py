"""Formats: manifests of IIIF Presentation."""
