"""Enums: which columns hold one of a few values."""
