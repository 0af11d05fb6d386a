"""Format: one way to write a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.dictionary._pages import Dictionary


@dataclass(frozen=True, kw_only=True)
class Format:
    """A target of this folder.

    Parameters
    ----------
    name
        As users type it: the name of its module.
    suffixes
        Endings of its files; the first is the one that is written.
    media_type
        IANA media type.
    render
        Writes the whole dictionary.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    render: Callable[[Dictionary], str | bytes]
