"""Formats: answers of OAI-PMH and SRU, which contain records of another format."""
