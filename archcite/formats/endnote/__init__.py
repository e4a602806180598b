"""Formats: EndNote’s tagged export (.enw, “Refer”)."""
