"""CSL for everything that speaks pybtex: formatting styles, and archcite's own files as databases."""
