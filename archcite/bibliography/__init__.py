"""The bibliography of primary sources: archives and their collections, abbreviations, and one document found twice."""
