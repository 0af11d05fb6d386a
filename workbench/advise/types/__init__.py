"""Types: what is a value of a column, and how its text is read."""
