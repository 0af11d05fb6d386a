"""Profile: measures a source and answers questions about it, in DuckDB; never judges."""

from workbench.profile.answers import answer
from workbench.profile.columns import measure

__all__ = ["answer", "measure"]
