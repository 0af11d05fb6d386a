"""References: which column names a row of which table."""
