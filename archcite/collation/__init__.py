"""Sort by the alphabet of a language."""
