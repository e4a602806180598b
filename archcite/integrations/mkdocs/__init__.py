"""The plug-in of MkDocs, for what needs a whole site: its order, one bibliography of all pages, links between them."""
