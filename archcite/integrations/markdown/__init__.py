"""Citations in Python-Markdown.

While a document is converted, marks are left where citations, notes and bibliographies will be. When the document (or
a whole site) has been converted, the marks are replaced.
"""
