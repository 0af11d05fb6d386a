"""Properties: what a node carries beyond its own fields, so that nothing read is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final


class Properties(Mapping[str, str]):
    """Immutable, hashable text → text; keeps the order in which it was given, and ignores it when compared.

    Examples
    --------
    >>> p = Properties({"owner": "sales"})
    >>> p.set("unit", "EUR")
    Properties({'owner': 'sales', 'unit': 'EUR'})
    >>> p.set("owner", None)
    Properties({})
    """

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        self._items: dict[str, str] = dict(items)
        self._hash: int | None = None

    def __getitem__(self, key: str) -> str:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._items.items()))
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Properties) else NotImplemented

    def __repr__(self) -> str:
        return f"Properties({self._items!r})"

    def set(self, key: str, value: str | None) -> Properties:
        """Return properties with one value set, or taken out when it is None."""
        items = {k: v for k, v in self._items.items() if k != key or value is not None}
        if value is not None:
            items[key] = value
        return Properties(items)


NO_PROPERTIES: Final = Properties()
