"""Formats: works and newspaper articles of Trove."""
