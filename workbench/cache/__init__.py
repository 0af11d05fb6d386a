"""Cache: facts and what came of them, kept beside the data, so that a second look at the same data costs nothing."""

from workbench.cache._outcome import Asked, Outcome, keep, recall
from workbench.cache._source import CachedSource, answer, measure, open_source

__all__ = ["Asked", "CachedSource", "Outcome", "answer", "keep", "measure", "open_source", "recall"]
