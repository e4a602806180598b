"""Styles and locales: the tree, its XML, and where they are found."""
