"""Formats: items of the Digital Public Library of America."""
