"""Binding: whether every name in a text stands for something, and what references and dependencies join."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.formats.dbml.grammar.lookup import Lookup, Side
from workbench.formats.dbml.grammar.nodes import (
    Atom,
    Call,
    Element,
    Expression,
    Infix,
    Line,
    Node,
    Prefix,
    Program,
    Setting,
    Tuple,
)
from workbench.formats.dbml.grammar.scope import PUBLIC, Scope, Symbol
from workbench.formats.dbml.grammar.settings import grouped
from workbench.formats.dbml.grammar.values import (
    CONSTANTS,
    End,
    chain,
    dotted,
    end_of,
    is_name,
    is_text,
    is_word,
    row_of,
    settings_of,
)


@dataclass(frozen=True, slots=True)
class Join:
    """A reference, in an element of its own or among the settings of a column."""

    node: Element | Setting
    operator: str
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Edge:
    """A dependency of one table, or of its columns, on another."""

    upstream: Side
    downstream: Side


class Binding(Lookup):
    """What the names of a text stand for.

    Parameters
    ----------
    program
        The text, whose elements keep the rules.
    scope
        Its names, where some are taken from other files.
    joined
        References of other files, which this one must not say again.
    uses
        Where each name that stands for something is kept; left out where nobody asks.
    """

    def __init__(
        self,
        program: Program,
        scope: Scope | None = None,
        joined: set[frozenset[tuple[int, ...]]] | None = None,
        uses: list[tuple[Atom, Symbol]] | None = None,
    ) -> None:
        super().__init__(scope or Scope(program), uses)
        self.program = program
        self.joins: list[Join] = []
        self.of_partials: dict[int, Side] = {}
        self.edges: list[tuple[Element | Setting, tuple[Edge, ...]]] = []
        self.records: list[tuple[Element, Symbol, tuple[Symbol, ...]]] = []
        self.targets: list[tuple[Element, Symbol]] = []
        self.grouped: dict[int, Symbol] = {}
        self.viewed: dict[int, Symbol] = {}
        self._joined = set() if joined is None else joined
        self._flows: set[tuple[object, ...]] = set()
        self._groups: dict[int, str] = {}
        binders: dict[str, Callable[[Element], None]] = {
            "table": self._of_table,
            "tablepartial": self._of_table,
            "ref": self._of_reference,
            "dep": self._of_dependency,
            "tablegroup": self._of_group,
            "diagramview": self._of_view,
            "records": self._of_records,
            "metadata": self._of_metadata,
        }
        for element in program.elements:
            if element.kind in binders:
                binders[element.kind](element)
        for project in [element for element in program.elements if element.kind == "project"][1:]:
            self.fault("There is a project already.", project)
        self._records_once()

    # -- tables ---------------------------------------------------------------------------------------------------

    def _of_table(self, element: Element) -> None:
        table = self.scope.symbols.get(id(element))
        if table is None:
            return
        whole = element.kind == "table"
        for setting in grouped(element.settings).get("dep", ()) if whole else ():
            end = end_of(_behind(setting))
            other = self.path(end.names, ("table",)) if end is not None else None
            if other is not None:
                self._flow(setting, Side(table), Side(other))
        for line in element.lines:
            settings = grouped(settings_of(line))
            if not settings or not is_name(line.head):
                continue
            column = table.parts.get(line.head.value)
            for setting in settings.get("ref", ()):
                self._inline_reference(setting, table, column, whole=whole)
            if not whole:
                continue
            for setting in settings.get("dep", ()):
                self._inline_dependency(setting, table, column)
            for setting in settings.get("default", ()):
                if not is_text(setting.value) and not _constant(setting.value):
                    self.enum_value(setting.value)  # type: ignore[arg-type]
        for inner in element.elements:
            if inner.kind == "indexes":
                self._of_indexes(inner, table)
            elif inner.kind == "records":
                self._of_inner_records(inner, table)

    def _inline_reference(self, setting: Setting, table: Symbol, column: Symbol | None, *, whole: bool) -> None:
        side = self.side(end_of(_behind(setting)), own=table)
        if side is None or column is None or not isinstance(setting.value, Prefix):
            return
        own = Side(table, (column,))
        if not whole:
            if side == own:
                self.fault("Both ends of this reference are the same.", setting)
            self.of_partials[id(setting)] = side
        elif self._new(own, side, setting):
            self.joins.append(Join(setting, setting.value.operator, own, side))

    def _new(self, left: Side, right: Side, node: Node) -> bool:
        """Whether a reference joins two different ends, and none before it joins the same two."""
        ends = [tuple(sorted(map(id, side.columns))) for side in (left, right)]
        if ends[0] == ends[1]:
            self.fault("Both ends of this reference are the same.", node)
            return False
        if frozenset(ends) in self._joined:
            self.fault("There is a reference between these two ends already.", node)
            return False
        self._joined.add(frozenset(ends))
        return True

    def _inline_dependency(self, setting: Setting, table: Symbol, column: Symbol | None) -> None:
        end = end_of(_behind(setting))
        side = self.side(end, own=table)
        if side is not None and column is not None and end is not None:
            alone = len(end.names) == 1
            self._flow(setting, Side(table, (column,)), Side(None, side.columns) if alone else side)

    def _of_indexes(self, element: Element, table: Symbol) -> None:
        for line in element.lines:
            for part in (line.head, *line.rest):
                for atom in part.items if isinstance(part, Tuple) else (part,):
                    if not is_name(atom):
                        continue
                    if atom.value in table.parts:
                        self.used(atom, table.parts[atom.value])
                    else:
                        self.missing("column", atom, table)

    # -- references and dependencies ------------------------------------------------------------------------------

    def _of_reference(self, element: Element) -> None:
        for line in element.lines:
            if isinstance(line.head, Infix):
                left, right = self.side(end_of(line.head.left)), self.side(end_of(line.head.right))
                if left and right and self._new(left, right, line):
                    self.joins.append(Join(element, line.head.operator, left, right))

    def _of_dependency(self, element: Element) -> None:
        edges = []
        for line in element.lines:
            head = line.head
            if not isinstance(head, Infix):
                continue
            left, right = self._flow_end(end_of(head.left)), self._flow_end(end_of(head.right))
            if left is None or right is None or (left.table is None and right.table is None):
                return
            if left.columns and left == right:
                self.fault("A column cannot depend on itself.", line)
                return
            edges.append(Edge(right, left) if head.operator == "<-" else Edge(left, right))
        if edges and self._first_time(edges, element):
            self._check_block(element, edges)
            self.edges.append((element, tuple(edges)))

    def _flow_end(self, end: End | None) -> Side | None:
        """Table, or table and column, that an end of a dependency names; a schema goes before a table of that name."""
        if end is None:
            return None
        for column in end.columns:
            if self.scope.top(("table",), column.value) is None:
                self.fault("An end of a dependency is a table, or a table and one column.", column)
                return None
        if not end.names:  # the official parser forgets the tables that stand in parentheses alone
            return Side(None)
        first, *rest = end.names
        one = len(end.names) == 1 and not end.listed
        wanted = ("table",) if one else ("schema",)
        current = self.scope.top(wanted, first.value) or self.scope.top(("table",), first.value)
        if current is None:
            self.missing("table", first)
            return None
        self.used(first, current)
        table = current if current.kind == "table" else None
        for name in rest:
            inner = self.scope.inside(current, ("table",) if current.kind == "schema" else ("column",), name.value)
            if inner is None:
                self.missing("table" if current.kind == "schema" else "column", name, current)
                return None
            self.used(name, inner)
            table, current = (inner if inner.kind == "table" else table), inner
        return Side(table, (current,) if current.kind == "column" else ())

    def _flow(self, setting: Setting, own: Side, other: Side) -> None:
        upstream = isinstance(setting.value, Prefix) and setting.value.operator == "<-"
        edge = Edge(other, own) if upstream else Edge(own, other)
        if self._first_time([edge], setting):
            self.edges.append((setting, (edge,)))

    def _first_time(self, edges: Sequence[Edge], node: Node) -> bool:
        for edge in edges:
            key = tuple((id(side.table), *map(id, side.columns)) for side in (edge.upstream, edge.downstream))
            if key in self._flows:
                self.fault("There is such a dependency already.", node)
                return False
            self._flows.add(key)
        return True

    def _check_block(self, element: Element, edges: Sequence[Edge]) -> None:
        if isinstance(element.body, Line):
            return
        if len({id(edge.downstream.table) for edge in edges}) > 1:
            self.fault("All dependencies of a block end at one table.", element)
        if len({bool(edge.upstream.columns or edge.downstream.columns) for edge in edges}) > 1:
            self.fault("The dependencies of a block are all between tables, or all between columns.", element)

    # -- groups, views, records and metadata ----------------------------------------------------------------------

    def _of_group(self, element: Element) -> None:
        name = (dotted(element.name) or ("",))[-1]
        seen: set[tuple[str, ...]] = set()
        for line in element.lines:
            names = dotted(line.head)
            end = end_of(line.head)
            if names is None or end is None:
                continue
            full = names if len(names) > 1 else (PUBLIC, *names)
            if full in seen:
                self.fault(f"{'.'.join(names)!r} stands in this group already.", line)
                continue
            seen.add(full)
            known = [self.scope.top(("schema",), name) is not None for name in names]
            if known == [False, True]:
                continue  # the official parser takes the words for each other here, and then is content
            table = self.path(end.names, ("table",))
            if table is None:
                continue
            if id(table) in self.scope.taken:
                self.fault(f"{'.'.join(names)!r} is of another file; a group holds tables of its own.", line)
                continue
            if id(table) in self._groups:
                self.fault(f"{'.'.join(names)!r} is in the group {self._groups[id(table)]!r} already.", line)
                continue
            self._groups[id(table)] = name
            self.grouped[id(line)] = table

    def _of_view(self, element: Element) -> None:
        kinds = {"tables": "table", "notes": "note", "tablegroups": "tablegroup", "schemas": "schema"}
        seen: set[tuple[str, ...]] = set()
        for block in element.elements:
            kind = kinds.get(block.kind)
            for line in block.lines if kind else ():
                names = dotted(line.head) or ()
                full = (kind or "", *((PUBLIC,) if kind == "table" and len(names) == 1 else ()), *names)
                if full in seen:
                    self.fault(f"{'.'.join(names) or '*'} stands in this view already.", line)
                seen.add(full)
                for node in _operands(line.head) if kind else ():
                    found = self._shown(node, kind or "")
                    if found is not None and node is line.head:
                        self.viewed[id(line)] = found

    def _shown(self, node: Expression, kind: str) -> Symbol | None:
        """What a name in a view stands for; what is before something else than a name are schemas."""
        parts = chain(node)
        names = [part for part in parts if is_name(part)]
        whole = is_name(parts[-1])
        if kind != "table":
            return self.path(names[-1:], (kind,)) if whole or isinstance(parts[-1], Tuple) else None
        return self.path(names, (kind if whole else "schema",))

    def _of_records(self, element: Element) -> None:
        if not isinstance(element.name, Call):
            return
        end = end_of(element.name.callee)
        current: Symbol | None = None
        for name in end.names if end else ():
            inner = current
            wanted = ("table", "schema")
            top = inner is None
            current = self.scope.top(wanted, name.value) if top else self.scope.inside(inner, wanted, name.value)  # type: ignore[arg-type]
            if current is None:
                self.missing("table", name, inner)
                return
            self.used(name, current)
        arguments = [item for item in element.name.arguments.items if is_name(item)]
        if current is None:
            return
        if current.kind != "table":
            self.missing("table", end.names[-1]) if end else None
            return
        columns = self.columns(current, arguments)
        if columns is None:
            return
        for at, column in enumerate(columns):
            if column in columns[:at]:
                self.fault(f"The column {column.name!r} stands here twice.", arguments[at])
        self._rows(element, current, columns)

    def _of_inner_records(self, element: Element, table: Symbol) -> None:
        columns: tuple[Symbol, ...] | None = tuple(table.parts.values())
        if isinstance(element.name, Tuple):
            columns = self.columns(table, [item for item in element.name.items if is_name(item)])
        if columns is not None:
            self._rows(element, table, columns)

    def _rows(self, element: Element, table: Symbol, columns: tuple[Symbol, ...]) -> None:
        for line in element.lines:
            values = row_of(line)
            for value in values:
                if isinstance(value, Infix):
                    self.enum_value(value)
            if columns and len(values) != len(columns):
                self.fault(f"This row has {len(values)} values for {len(columns)} columns.", line)
        self.records.append((element, table, columns))

    def _records_once(self) -> None:
        seen: dict[int, bool] = {}  # whether records of the table have columns
        for element, table, columns in self.records:
            if id(table) in seen and (columns or seen[id(table)]):
                self.fault(f"The table {table.name!r} has records already.", element)
            seen[id(table)] = seen.get(id(table), False) or bool(columns)

    def _of_metadata(self, element: Element) -> None:
        kind, end = (element.target or "").lower(), end_of(element.name)
        if end is None or end.columns:
            return
        if kind != "column":
            symbol = self.path(end.names, (kind,))
        elif len(end.names) < 2:
            self.fault("A column is named as table.column.", element.name or element)
            return
        else:
            table = self.path(end.names[:-1], ("table",))
            columns = self.columns(table, end.names[-1:]) if table is not None else None
            symbol = columns[0] if columns else None
        if symbol is not None:
            self.targets.append((element, symbol))


def _behind(setting: Setting) -> Node | None:
    """What stands behind the operator of a setting."""
    return setting.value.value if isinstance(setting.value, Prefix) else None


def _operands(node: Expression) -> Iterator[Expression]:
    """What operators stand between or before: the official parser looks up their names, whatever they do there."""
    if isinstance(node, Prefix):
        yield from _operands(node.value)
    elif isinstance(node, Infix) and node.operator != ".":
        yield from _operands(node.left)
        yield from _operands(node.right)
    elif isinstance(node, Tuple) and len(node.items) == 1 and not is_name(node.items[0]):
        yield from _operands(node.items[0])
    else:
        yield node


def _constant(node: Node | None) -> bool:
    return is_word(node) and node.value.lower() in CONSTANTS
