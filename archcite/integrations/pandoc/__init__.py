"""pandoc: a filter that does the citations of a document itself, and files for pandoc's own citation processor."""
