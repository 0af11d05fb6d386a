"""Privacy: which columns hold personal data."""
