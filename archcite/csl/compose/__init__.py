"""Compose two styles into one."""
