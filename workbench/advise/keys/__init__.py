"""Keys: what identifies a row."""
