"""Data: what is wrong with the rows."""
