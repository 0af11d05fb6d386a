"""Content: what a DBML text contains, as the data that the official parser gives out, without places.

The keys are those of the official ``Database``; what it leaves undefined is left out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from workbench.formats.dbml.grammar.binding import Binding, Edge, Join
from workbench.formats.dbml.grammar.fields import (
    Json,
    check_of,
    colour_of,
    default_of,
    dependency_of,
    first_of,
    index_of,
    last_of,
    note_of,
    note_text,
    own_of,
    project_of,
    put,
    type_of,
)
from workbench.formats.dbml.grammar.lookup import Side
from workbench.formats.dbml.grammar.modules import Modules
from workbench.formats.dbml.grammar.nodes import (
    Atom,
    Block,
    Code,
    Element,
    Line,
    Listing,
    Prefix,
    Setting,
    Star,
    Words,
)
from workbench.formats.dbml.grammar.records import value_of
from workbench.formats.dbml.grammar.scope import PUBLIC, Path, Symbol, Taking
from workbench.formats.dbml.grammar.settings import METADATA, grouped
from workbench.formats.dbml.grammar.values import (
    RELATIONS,
    dotted,
    is_name,
    is_text,
    is_word,
    row_of,
    settings_of,
)

_COLUMN_KEYS: Final = frozenset(
    ("note", "ref", "primary key", "pk", "not null", "null", "unique", "increment", "default", "check")
)
_COLOUR_KEYS: Final = {"headercolor": "headerColor", "color": "color"}


def content_of(binding: Binding, modules: Modules | None = None) -> Json:
    """Everything that a text without faults contains.

    Parameters
    ----------
    binding
        What its names stand for.
    modules
        The texts that it takes names from.
    """
    return _Content(binding, modules).database()


class _Content:
    def __init__(self, binding: Binding, modules: Modules | None) -> None:
        self.binding = binding
        self.scope = binding.scope
        self.bindings = modules.bindings if modules is not None else [binding]
        self.joins = {id(join.node): join for one in self.bindings for join in one.joins}
        self.edges = {id(node): edges for one in self.bindings for node, edges in one.edges}
        self.of_partials = {key: side for one in self.bindings for key, side in one.of_partials.items()}
        self.grouped = {key: table for one in self.bindings for key, table in one.grouped.items()}
        self.metadata: dict[int, list[Element]] = {}
        files = [m.binding for m in modules.dependencies_first] if modules is not None else [binding]
        for one in filter(None, files):
            for element, symbol in one.targets:
                self.metadata.setdefault(id(symbol), []).append(element)

    def sees(self, *tables: Symbol | None) -> bool:
        """Whether all these tables have names here."""
        return all(t is None or id(t) in self.scope.taken or id(t.node) in self.scope.symbols for t in tables)

    def called(self, symbol: Symbol) -> tuple[str | None, str]:
        """Schema and name of a symbol in this text."""
        taking = self.scope.taken.get(id(symbol))
        return taking.called if taking is not None else (symbol.schema, symbol.name)

    def side(self, side: Side) -> Json:
        """Side of a reference, as data."""
        table = side.table
        schema, name = self.called(table) if table is not None else (side.label or (None, ""))
        schema = None if table is not None and table.kind == "tablepartial" else schema
        return {"schemaName": schema, "tableName": name, "fieldNames": [column.name for column in side.columns]}

    def database(self) -> Json:
        found: Json = {
            "schemas": [], "tables": [], "notes": [], "refs": [], "deps": [], "enums": [], "tableGroups": [],
            "aliases": [], "tablePartials": [], "records": [], "diagramViews": [],
            "externals": {"tables": [], "enums": [], "tableGroups": [], "tablePartials": [], "notes": []},
        }  # fmt: skip
        makers: dict[str, tuple[str, Callable[[Element, Symbol], Json]]] = {
            "table": ("tables", self.table),
            "enum": ("enums", self.enum),
            "tablegroup": ("tableGroups", self.group),
            "tablepartial": ("tablePartials", self.partial),
            "note": ("notes", self.sticky_note),
            "diagramview": ("diagramViews", self.view),
        }
        for element in self.binding.program.elements:
            if element.kind in makers:
                key, make = makers[element.kind]
                found[key].append(make(element, self.scope.symbols[id(element)]))
            elif element.kind == "project":
                found["project"] = project_of(element)
        for taking in self._taken():
            symbol, node = taking.symbol, taking.symbol.node
            if symbol.kind in makers and isinstance(node, Element):
                key, make = makers[symbol.kind]
                found[key].append(make(node, symbol))
                of_table = symbol.kind == "table"
                schema, name = taking.called if of_table else (None, symbol.name if taking.passed else taking.name)
                found["externals"][key].append({
                    "name": symbol.name,
                    "schemaName": symbol.schema if of_table else None,
                    "visibleNames": [{"schemaName": schema, "name": name}],
                })  # fmt: skip
        for kind, there, here in self.scope.hollow:
            named = {"name": there, "schemaName": None, "visibleNames": [{"schemaName": None, "name": here}]}
            found["externals"][makers[kind][0]].append(named)
        for one in self.bindings:
            found["refs"] += [self.reference(j) for j in one.joins if self.sees(j.left.table, j.right.table)]
            found["deps"] += [
                self.dependency(node, edges)
                for node, edges in one.edges
                if all(self.sees(e.upstream.table, e.downstream.table) for e in edges)
            ]
            found["records"] += [self.rows(*record) for record in one.records if record[2] and self.sees(record[1])]
        for name, symbol in self.scope.aliases:
            value = {"tableName": symbol.name, "schemaName": symbol.schema}
            found["aliases"].append({"name": name, "kind": "table", "value": value})
        return found

    def _taken(self) -> list[Taking]:
        """What is taken, the public schema first, then in the order in which schemas are named."""
        order: dict[Path, int] = {(PUBLIC,): 0}
        for one in self.bindings:
            for symbol in one.scope.symbols.values():
                order.setdefault(symbol.path, len(order))
        return sorted(self.scope.taken.values(), key=lambda t: (order.get(t.path, len(order)), t.rank))

    # -- tables ---------------------------------------------------------------------------------------------------

    def table(self, element: Element, symbol: Symbol) -> Json:
        said = grouped(element.settings)
        schema, name = self.called(symbol)
        table: Json = {
            "name": name,
            "schemaName": schema,
            "alias": element.alias.value if is_name(element.alias) else None,
            "fields": [],
            "indexes": [],
            "partials": [],
            "checks": [],
            "metadata": own_of(said, {"note", "headercolor"}),
        }
        for at, line in enumerate(element.lines):
            if isinstance(line.head, Prefix):
                name = line.head.value.value if is_name(line.head.value) else ""
                table["partials"].append({"name": name, "order": at})
            else:
                table["fields"].append(self.column(line, whole=True))
        self._rest(table, element, said)
        self._add_metadata(table, symbol, "table")
        fields = {column["name"]: column for column in table["fields"]}
        for name, column in symbol.parts.items():
            if name in fields:
                self._add_metadata(fields[name], column, "column")
        return table

    def partial(self, element: Element, symbol: Symbol) -> Json:
        partial: Json = {"name": self.called(symbol)[1], "fields": [], "indexes": [], "checks": []}
        partial["fields"] = [self.column(line, whole=False) for line in element.lines]
        self._rest(partial, element, grouped(element.settings))
        return partial

    def _rest(self, table: Json, element: Element, said: Mapping[str, list[Setting]]) -> None:
        """Add colour, note, indexes, checks and a key of several columns."""
        put(table, "headerColor", colour_of(first_of(said, "headercolor")))
        put(table, "note", note_of(first_of(said, "note")))
        for inner in element.elements:
            if inner.kind == "note":
                put(table, "note", note_of(inner.lines[0].head))
            elif inner.kind == "indexes":
                table["indexes"] += [index_of(line) for line in inner.lines]
            elif inner.kind == "checks":
                table["checks"] += [check_of(line) for line in inner.lines]
        keys = [column for column in table["fields"] if column.get("pk")]
        if len(keys) > 1:
            columns = [{"value": column["name"], "type": "column"} for column in keys]
            table["indexes"].append({"columns": columns, "pk": True})
            for column in keys:
                column["pk"] = False

    def column(self, line: Line, *, whole: bool) -> Json:
        said = grouped(settings_of(line))
        bare = {part.value.lower() for part in line.rest[1:] if is_word(part)}
        column: Json = {
            "name": line.head.value if is_name(line.head) else "",
            "type": type_of(line.rest[0]),
            "metadata": own_of(said, _COLUMN_KEYS),
            "inline_refs": [],
            "inline_deps": [],
            "checks": [{"expression": s.value.value} for s in said.get("check", ()) if isinstance(s.value, Code)],
        }
        for key, names in (("pk", ("pk", "primary key")), ("unique", ("unique",))):
            if any(name in said or name in bare for name in names):
                column[key] = True
            elif whole:
                column[key] = False
        if "increment" in said:
            column["increment"] = True
        if "not null" in said or "null" in said:
            column["not_null"] = "not null" in said
        put(column, "dbdefault", default_of(first_of(said, "default")))
        put(column, "note", note_of(first_of(said, "note"), empty=False))
        for setting in said.get("ref", ()):
            side = self.joins[id(setting)].right if whole else self.of_partials.get(id(setting))
            if side is not None and isinstance(setting.value, Prefix) and self.sees(_table_of(side)):
                column["inline_refs"].append({**self.side(side), "relation": setting.value.operator})
        for setting in said.get("dep", ()) if whole else ():
            edges = self.edges.get(id(setting))
            if (
                edges
                and isinstance(setting.value, Prefix)
                and self.sees(edges[0].upstream.table, edges[0].downstream.table)
            ):
                forward = setting.value.operator == "->"
                side = edges[0].downstream if forward else edges[0].upstream
                column["inline_deps"].append({**self.side(side), "direction": setting.value.operator})
        return column

    def _add_metadata(self, node: Json, symbol: Symbol, kind: str) -> None:
        """Add what metadata elsewhere say; the last of them that says something is right."""
        elements = self.metadata.get(id(symbol))
        if not elements:
            return
        said: dict[str, tuple[str, str]] = {}
        for element in elements:
            for inner in element.elements:
                value = inner.lines[0].head if inner.lines else None
                text = value.value if is_text(value) else colour_of(value)
                if text:
                    said[inner.kind] = inner.word, note_text(text) if inner.word == "note" else text
        own = {key.lower(): (key, value) for key, value in node.get("metadata", {}).items()}
        for key, (word, text) in said.items():
            if key not in METADATA[kind]:
                own[key] = word, text
            elif key == "note":
                node["note"] = {"value": text}
            else:
                node[_COLOUR_KEYS[key]] = text
        node["metadata"] = dict(own.values())

    # -- what joins tables ----------------------------------------------------------------------------------------

    def reference(self, join: Join) -> Json:
        left, right = RELATIONS[join.operator]
        ends = [{**self.side(join.left), "relation": left}, {**self.side(join.right), "relation": right}]
        if isinstance(join.node, Setting):
            return {"endpoints": ends[::-1]}
        found: Json = {"name": last_of(join.node.name) or None, "schemaName": None, "endpoints": ends}
        line = join.node.lines[0]
        if line.rest and isinstance(line.rest[0], Listing):
            said = grouped(line.rest[0])
            for key, name in (("onDelete", "delete"), ("onUpdate", "update")):
                action = first_of(said, name)
                put(found, key, action.value if isinstance(action, Words | Atom) else None)
            put(found, "color", colour_of(first_of(said, "color")))
            if "inactive" in said:
                found["inactive"] = True
        return found

    def dependency(self, node: Element | Setting, edges: Iterable[Edge]) -> Json:
        found: Json = {"name": None, "schemaName": None}
        found["edges"] = [{"upstream": self.side(e.upstream), "downstream": self.side(e.downstream)} for e in edges]
        if isinstance(node, Setting):
            return found
        return found | dependency_of(node)

    # -- the others -----------------------------------------------------------------------------------------------

    def enum(self, element: Element, symbol: Symbol) -> Json:
        values = []
        for line in element.lines:
            value: Json = {"name": line.head.value if is_name(line.head) else ""}
            if line.rest and isinstance(line.rest[0], Listing):
                put(value, "note", note_of(first_of(grouped(line.rest[0]), "note")))
            values.append(value)
        schema, name = self.called(symbol)
        return {"name": name, "schemaName": schema, "values": values}

    def group(self, element: Element, symbol: Symbol) -> Json:
        said = grouped(element.settings)
        found = [(self.grouped.get(id(line)), dotted(line.head) or ("",)) for line in element.lines]
        tables = [self.called(table) if table is not None else (words[0], words[-1]) for table, words in found]
        group: Json = {
            "name": symbol.name,
            "schemaName": None,
            "tables": [{"name": name, "schemaName": schema} for schema, name in tables],
            "metadata": own_of(said, {"note", "color"}),
        }
        put(group, "color", colour_of(first_of(said, "color")))
        put(group, "note", note_of(first_of(said, "note")))
        for inner in element.elements:
            if inner.kind == "note":
                put(group, "note", note_of(inner.lines[0].head))
        self._add_metadata(group, symbol, "tablegroup")
        return group

    def sticky_note(self, element: Element, symbol: Symbol) -> Json:
        said = grouped(element.settings)
        text = element.lines[0].head
        note: Json = {"name": self.called(symbol)[1], "content": note_text(text.value if is_text(text) else "")}
        note["metadata"] = own_of(said, {"color"})
        put(note, "color", colour_of(first_of(said, "color")))
        self._add_metadata(note, symbol, "note")
        return note

    def view(self, element: Element, symbol: Symbol) -> Json:
        kinds = {"tables": "tables", "notes": "stickyNotes", "tablegroups": "tableGroups", "schemas": "schemas"}
        shown: Json = dict.fromkeys(kinds.values())
        items = element.body.items if isinstance(element.body, Block) else []
        if len(items) == 1 and isinstance(items[0], Line) and isinstance(items[0].head, Star):
            shown = {key: [] for key in shown}
            return {"name": symbol.name, "schemaName": symbol.schema, "visibleEntities": shown}
        stars: set[str] = set()
        for block in element.elements:
            key = kinds[block.kind]
            if any(isinstance(line.head, Star) for line in block.lines):
                shown[key] = []
                stars.add(key)
            elif isinstance(block.body, Block) and block.body.items:
                names = [self._viewed(line) for line in block.lines if dotted(line.head)]
                if key != "tables":
                    names = [{"name": name["name"]} for name in names]
                shown[key] = names or None
        said = {block.kind for block in element.elements}
        if any(kind in said and shown[kinds[kind]] is not None for kind in ("tables", "tablegroups", "schemas")):
            for kind in ("tables", "tablegroups", "schemas"):
                if kind not in said:
                    shown[kinds[kind]] = []
        if stars & {"tables", "schemas"}:
            shown |= {"tables": [], "tableGroups": [], "schemas": []}
        elif "tableGroups" in stars:
            groups = [s for s in self.scope.symbols.values() if s.kind == "tablegroup"]
            shown["tableGroups"] = [{"name": group.name} for group in groups]
        return {"name": symbol.name, "schemaName": symbol.schema, "visibleEntities": shown}

    def _viewed(self, line: Line) -> Json:
        symbol = self.binding.viewed.get(id(line))
        if symbol is not None and isinstance(symbol.node, Element):
            names = dotted(symbol.node.name) or ("",)
            return {"name": names[-1], "schemaName": ".".join(names[:-1]) or PUBLIC}
        names = dotted(line.head) or ("",)
        return {"name": names[-1], "schemaName": names[0] if len(names) > 1 else PUBLIC}

    def rows(self, element: Element, table: Symbol, columns: tuple[Symbol, ...]) -> Json:
        kinds = []
        for column in columns:
            kind = column.node.rest[0] if isinstance(column.node, Line) else None
            enum = self.scope.top(("enum",), kind.value) if is_name(kind) else None
            kinds.append((type_of(kind)["type_name"] if kind is not None else "", enum is not None))
        schema, called = self.called(table)
        found: Json = {"schemaName": schema, "tableName": called, "columns": [c.name for c in columns]}
        found["values"] = [
            [value_of(value, name, is_enum=enum) for value, (name, enum) in zip(row_of(line), kinds, strict=True)]
            for line in element.lines
        ]
        if "example" in grouped(element.settings):
            found["example"] = True
        return found


def _table_of(side: Side) -> Symbol | None:
    """Table of a side; a partial is where its column is."""
    return side.table if side.table is not None and side.table.kind == "table" else None
