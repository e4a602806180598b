"""The formats that records are read from and written to, a folder each."""
