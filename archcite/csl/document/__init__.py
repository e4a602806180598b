"""Citations in a document: positions, order, collapsing, disambiguation and the bibliography."""
