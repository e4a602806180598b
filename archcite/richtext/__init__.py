"""Text with marks, and the punctuation of such a text."""
