"""From data in hand to a proven database design."""
