"""Generated: which columns are computed from others of the same row."""
