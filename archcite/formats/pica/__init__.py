"""Formats: PICA+, what K10plus and other catalogues of CBS give."""
