"""Scope: what the names in a text stand for, and how its operators are meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from workbench.formats.dbml import syntax
from workbench.model.names import QualifiedName


@dataclass(frozen=True)
class Taken:
    """Names that a text takes from others, as :class:`Scope` has them."""

    tables: frozenset[QualifiedName] = frozenset()
    enums: frozenset[QualifiedName] = frozenset()
    aliases: Mapping[syntax.Name, QualifiedName] = field(default_factory=dict)
    partials: Mapping[syntax.Name, syntax.Table] = field(default_factory=dict)


NOTHING_TAKEN = Taken()


@dataclass(frozen=True)
class Scope:
    """Names of a text.

    Parameters
    ----------
    tables, enums
        Names that the text declares or takes from others.
    aliases
        Tables by the short names that the text gives them.
    partials
        ``TablePartial`` elements by their names.
    strict
        Whether operators mean exactly what DBML 9 and later say.
    """

    tables: frozenset[QualifiedName]
    enums: frozenset[QualifiedName]
    aliases: Mapping[syntax.Name, QualifiedName]
    partials: Mapping[syntax.Name, syntax.Table]
    strict: bool

    @classmethod
    def of(cls, elements: Sequence[syntax.Element], taken: Taken = NOTHING_TAKEN) -> Scope:
        """Collect the names that the elements of a text declare, and those that it takes from others."""
        tables = [e for e in elements if isinstance(e, syntax.Table)]
        whole = [t for t in tables if not t.partial]
        return cls(
            tables=taken.tables.union(qualified(t.name) for t in whole),
            enums=taken.enums.union(qualified(e.name) for e in elements if isinstance(e, syntax.EnumElement)),
            aliases=dict(taken.aliases) | {(t.alias,): qualified(t.name) for t in whole if t.alias},
            partials=dict(taken.partials) | {t.name: t for t in tables if t.partial},
            strict=is_strict(elements),
        )

    def followed(self, gone: Sequence[syntax.Element], new: Sequence[syntax.Element], *, strict: bool) -> Scope | None:
        """Scope of a text in which some elements gave way to others; None where all of it must be looked at again.

        Parameters
        ----------
        gone, new
            Elements that are only in the text before, and only in the text after.
        strict
            Whether the text after says so in its ``Project``.
        """
        before, after = ([e for e in es if isinstance(e, syntax.Table)] for es in (gone, new))
        if any(table.partial for table in (*before, *after)) or (self.strict and not strict and is_strict(gone)):
            return None
        enums = [{qualified(e.name) for e in es if isinstance(e, syntax.EnumElement)} for es in (gone, new)]
        lost = {(table.alias,) for table in before if table.alias}
        aliases = {alias: name for alias, name in self.aliases.items() if alias not in lost} if lost else self.aliases
        for table in after:
            if table.alias:
                aliases = {**aliases, (table.alias,): qualified(table.name)}
        tables = self.tables.difference(qualified(t.name) for t in before)
        return Scope(
            tables=tables.union(qualified(t.name) for t in after),
            enums=(self.enums - enums[0]) | enums[1],
            aliases=aliases,
            partials=self.partials,
            strict=strict or self.strict or is_strict(new),
        )

    def table(self, parts: syntax.Name) -> QualifiedName:
        """Resolve an alias, and the default schema ``public`` where only one of both spellings is a table."""
        if parts in self.aliases:
            return self.aliases[parts]
        name = qualified(parts)
        if name not in self.tables:
            other = QualifiedName(name.name, "public" if name.schema is None else None)
            if other in self.tables and name.schema in (None, "public"):
                return other
        return name

    def parts_of(self, table: syntax.Table) -> list[syntax.Table]:
        """Partials that a table injects, in order, and the table itself."""
        return [*(self.partials[(name,)] for name in table.injected if (name,) in self.partials), table]

    def columns(self, table: syntax.Table) -> list[tuple[syntax.Column, syntax.Table]]:
        """Columns of a table and the element that each stands in: its own win, later partials over earlier ones."""
        if not table.injected:
            return [(column, table) for column in table.columns]
        own = {column.name for column in table.columns}
        found: dict[str, tuple[syntax.Column, syntax.Table]] = {}
        done = 0
        for name, (place, _) in zip(table.injected, table.injections, strict=True):
            found.update({column.name: (column, table) for column in table.columns[done:place]})
            done = place
            partial = self.partials.get((name,))
            for column in partial.columns if partial is not None else ():
                if partial is not None and column.name not in own:
                    found.pop(column.name, None)
                    found[column.name] = (column, partial)
        return [*found.values(), *((column, table) for column in table.columns[done:])]


# An edit of a large text asks for the names of all of its tables.
@lru_cache(maxsize=65_536)
def qualified(parts: syntax.Name) -> QualifiedName:
    """Name with its schema; a schema of several parts is joined by dots."""
    return QualifiedName(parts[-1], ".".join(parts[:-1]) or None)


def group_name(group: syntax.Group) -> QualifiedName:
    """Name of a group; its schema stands in a setting, since the name itself takes none."""
    schema = group.settings.get("wb_schema")
    return QualifiedName(group.name[-1], schema.text) if schema else qualified(group.name)


def is_strict(elements: Iterable[syntax.Element]) -> bool:
    """Whether operators mean exactly what DBML 9 and later say."""
    for element in elements:
        if isinstance(element, syntax.Pairs) and any(item.name == "wb_dbml" for item in element.items):
            return True
        if isinstance(element, syntax.Ref) and any("?" in line.right.operator for line in element.lines):
            return True
        if (
            isinstance(element, syntax.Table)
            and element.references
            and any(
                setting.ref is not None and "?" in setting.ref.operator
                for column in element.columns
                for setting in column.settings.items
            )
        ):
            return True
    return False
