"""Lookup: what names in a text stand for, and what is said of those that stand for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.formats.dbml.grammar.nodes import Atom, Expression, Node
from workbench.formats.dbml.grammar.scope import Scope, Symbol
from workbench.formats.dbml.grammar.settings import Fault
from workbench.formats.dbml.grammar.values import End, end_of


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a reference or a dependency: a table, and its columns in order; None where only a column is said.

    Where a text has parentheses without a column, `label` is the schema and table that the official parser says then.
    """

    table: Symbol | None
    columns: tuple[Symbol, ...] = ()
    label: tuple[str | None, str] | None = None


class Lookup:
    """Look up names of a text.

    Parameters
    ----------
    scope
        Its names.
    uses
        Where each name that stands for something is kept; left out where nobody asks.
    """

    def __init__(self, scope: Scope, uses: list[tuple[Atom, Symbol]] | None = None) -> None:
        self.scope = scope
        self.uses = uses
        self.faults: list[Fault] = list(scope.faults)

    def fault(self, message: str, node: Node) -> None:
        """Keep what is wrong, at the node that says it."""
        self.faults.append((message, node.at))

    def used(self, name: Atom, symbol: Symbol) -> None:
        """Keep that a name stands for a symbol."""
        if self.uses is not None:
            self.uses.append((name, symbol))

    def missing(self, kind: str, name: Atom, within: Symbol | None = None) -> None:
        """Keep that a name stands for nothing."""
        self.fault(self.scope.missing(kind, name.value, within), name)

    def path(self, names: Sequence[Atom], kinds: tuple[str, ...]) -> Symbol | None:
        """Symbol that a qualified name stands for: schemas, and what is in the last of them."""
        current: Symbol | None = None
        for place, name in enumerate(names):
            wanted = kinds if place == len(names) - 1 else ("schema",)
            inner = current
            if inner is None:
                current = self.scope.top(wanted, name.value)
            else:
                current = self.scope.inside(inner, wanted, name.value)
            if current is None:
                self.missing(wanted[0], name, inner)
                return None
            self.used(name, current)
        return current

    def columns(self, table: Symbol, columns: Sequence[Atom]) -> tuple[Symbol, ...] | None:
        """Columns of a table by their names; None where one of them is not there."""
        found = []
        for column in columns:
            symbol = self.scope.inside(table, ("column",), column.value)
            if symbol is None:
                self.missing("column", column, table)
                return None
            self.used(column, symbol)
            found.append(symbol)
        return tuple(found)

    def side(self, end: End | None, own: Symbol | None = None) -> Side | None:
        """Table and columns that an end of a reference names; `own` is the table where only a column is named."""
        if end is None:
            return None
        if end.listed and not end.columns and len(end.names) > 1:
            words = [name.value for name in end.names[:-1]]
            label = (".".join(words[:-1]) or None, words[-1])
            return Side(None, (), label) if self.path(end.names, ("table",)) is not None else None
        names, columns = (end.names, end.columns) if end.columns else (end.names[:-1], end.names[-1:])
        table = self.path(names, ("table",)) if names else own
        found = self.columns(table, columns) if table is not None else None
        return Side(table, found) if found is not None else None

    def enum_value(self, node: Expression | None) -> None:
        """Look up the value of an enum that an expression names, if it names one."""
        end = end_of(node)
        if end is None or end.columns or len(end.names) < 2:
            return
        *names, value = end.names
        enum = self.path(names, ("enum",))
        if enum is None:
            return
        found = self.scope.inside(enum, ("value",), value.value)
        if found is None:
            self.missing("value", value, enum)
        else:
            self.used(value, found)
