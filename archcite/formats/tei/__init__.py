"""Formats: headers of TEI, lists of letters (CMIF) and of references (biblStruct)."""
