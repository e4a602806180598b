"""Citations of archival sources as scholars print them."""
