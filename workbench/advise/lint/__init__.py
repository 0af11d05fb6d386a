"""Lint: what is wrong with the model, whatever the data."""
