"""Citations in Python-Markdown: while a document is converted, marks are left where citations, notes and
bibliographies will be; when it has been (or when a whole site has been), the marks are replaced."""
