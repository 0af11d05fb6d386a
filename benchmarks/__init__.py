"""Benchmarks: how fast, and how large; `make bench` runs them all and prints one table."""
