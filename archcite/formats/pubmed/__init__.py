"""Formats: PubMed’s tagged export (.nbib, MEDLINE)."""
