"""Citations in mystmd, which Jupyter Book 2 is made with."""
