"""Indexes: which access paths the design needs."""
