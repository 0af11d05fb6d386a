"""Texts that are read into a model or written from one."""
