"""The Quarto extension: a Lua filter that finds a Python with archcite and lets it cite in the document."""
