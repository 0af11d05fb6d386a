"""Pairs: which attribute of the child names which attribute of the parent, one row for each pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets

from workbench.widget.form import button, named, offer, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Options = list[tuple[str, str]]


class Pairs:
    """Rows of two menus, child to the left, parent to the right; one row at least.

    Parameters
    ----------
    changed
        Called when something else is chosen.

    Examples
    --------
    >>> pairs = Pairs()
    >>> pairs.offer([("customer_id", "customer_id")], [("id", "id")])
    >>> pairs.put([("customer_id", "id")])
    >>> pairs.value
    (('customer_id', 'id'),)
    """

    def __init__(self, changed: Callable[[], object] = lambda: None) -> None:
        self._changed = changed
        self._child: Options = []
        self._parent: Options = []
        self.rows: list[tuple[Any, Any]] = []
        self._lines = named(ipywidgets.VBox(), "workbench-pair-rows")
        self._more = button("", self.more, tooltip="One more pair of attributes", icon="plus")
        self._fewer = button("", self.fewer, tooltip="One pair of attributes less", icon="minus")
        self.box = named(ipywidgets.VBox([self._lines, row(self._more, self._fewer)]), "workbench-pairs")
        self.put([])

    @property
    def value(self) -> tuple[tuple[str, str], ...]:
        """Chosen pairs; a side where nothing can be chosen is empty."""
        return tuple((child.value or "", parent.value or "") for child, parent in self.rows)

    def offer(self, child: Options, parent: Options) -> None:
        """Bring the menus up to other attributes, keeping what is chosen."""
        self._child, self._parent = child, parent
        for left, right in self.rows:
            offer(left, child)
            offer(right, parent)

    def put(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these pairs."""
        self._resize(max(1, len(pairs)))
        for (left, right), (child, parent) in zip(self.rows, pairs, strict=False):
            left.value = child if child in [value for _, value in self._child] else left.value
            right.value = parent if parent in [value for _, value in self._parent] else right.value

    def more(self) -> None:
        """Add a pair."""
        self._resize(len(self.rows) + 1)

    def fewer(self) -> None:
        """Take the last pair away."""
        self._resize(max(1, len(self.rows) - 1))

    def _resize(self, count: int) -> None:
        while len(self.rows) < count:
            number = len(self.rows) + 1
            left, right = (
                ipywidgets.Dropdown(options=options, value=options[0][1] if options else None, tooltip=tooltip)
                for options, tooltip in (
                    (self._child, f"Attribute {number} of the child"),
                    (self._parent, f"Attribute {number} of the parent"),
                )
            )
            left.observe(lambda _change: self._changed(), "value")
            self.rows.append((named(left, "workbench-child-attribute"), named(right, "workbench-parent-attribute")))
        del self.rows[count:]
        self._lines.children = [row(left, ipywidgets.Label("→"), right) for left, right in self.rows]
        self._fewer.disabled = count == 1
