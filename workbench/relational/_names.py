"""Names as an engine can hold them: shortened in a stable way, told apart, and never changed in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.naming import byte_size, check_name, shorten, shown, slug

if TYPE_CHECKING:
    from workbench.engines._engine import Case, Engine
    from workbench.model import Subject
    from workbench.relational._gaps import Gaps


class Names:
    """Gives names out, each once in its scope.

    A name of a table, column or type that cannot be kept is an error for people to mend; the script still runs with
    the changed one. Names of constraints and indexes are ours to choose, unless the model says one.
    """

    def __init__(self, engine: Engine, gaps: Gaps) -> None:
        self._engine = engine
        self._gaps = gaps
        self._taken: dict[tuple[str, ...], dict[str, str]] = {}

    def structure(self, wanted: str, what: str, scope: tuple[str, ...], case: Case, subject: Subject) -> str:
        """Name of a table, a column or a type: as wanted, or changed with an error.

        Parameters
        ----------
        what
            How a message calls it: ``"table"``.
        scope
            Where the name must be unique.
        case
            How the engine tells such names apart.
        """
        check_name(wanted, f"{what} name")
        own = what == "column" and wanted.casefold() in self._engine.reserved_columns
        name = self._fit(f"{wanted}_" if own else wanted)
        title = self._engine.title
        if name != wanted:
            self._gaps.add(
                "DDL-001",
                subject,
                f"{title} cannot hold the {what} name {shown(wanted)} ({self._reason(wanted)}): it is written as "
                f"{name!r}. Rename it.",
            )
        taken = self._taken.setdefault(scope, {})
        other = taken.get(_folded(name, case))
        if other is not None:
            free = self._free(name, taken, case)
            self._gaps.add(
                "DDL-002",
                subject,
                f"To {title} the {what} names {shown(wanted)} and {shown(other)} are one: this one is written as "
                f"{free!r}. Rename one of them.",
            )
            name = free
        elif case == "platform" and (near := taken.get("\0" + name.casefold())):
            self._gaps.add(
                "DDL-003",
                subject,
                f"The {what} names {shown(name)} and {shown(near)} are one on some {title} servers. Rename one.",
            )
        taken[_folded(name, case)] = wanted
        taken.setdefault("\0" + name.casefold(), wanted)
        return name

    def constraint(self, given: str | None, template: str, what: str, scope: tuple[str, ...], subject: Subject) -> str:
        """Name of a constraint, an index or a sequence: as given, or as the template says.

        Parameters
        ----------
        template
            What it is called when the model gives no name: ``"fk_orders_customer_id"``.
        """
        wanted = check_name(given, f"{what} name") if given else template
        taken = self._taken.setdefault(scope, {})
        name = self._free(self._fit(wanted), taken, "insensitive")
        if given and name != given:
            why = "another one has it" if name.startswith(given) else self._reason(given)
            self._gaps.add(
                "DDL-004",
                subject,
                f"{self._engine.title} cannot hold the {what} name {shown(given)} ({why}): it is written as {name!r}.",
            )
        taken[_folded(name, "insensitive")] = name
        return name

    def _fit(self, wanted: str) -> str:
        engine = self._engine
        name = wanted
        if not engine.names_beyond_bmp:
            name = "".join(char if ord(char) <= 0xFFFF else f"u{ord(char):x}" for char in name)
        if not engine.names_may_end_in_space:
            name = name.rstrip(" ")
        if name.casefold().startswith(engine.reserved_prefixes) and engine.reserved_prefixes:
            name = f"t_{name}"
        if engine.name_limit is not None:
            name = shorten(name, engine.name_limit, size=byte_size if engine.name_unit == "bytes" else len)
        return name

    def _free(self, name: str, taken: dict[str, str], case: Case) -> str:
        number, free = 1, name
        while _folded(free, case) in taken:
            number += 1
            free = f"{self._cut(name, len(str(number)) + 1)}_{number}"
        return free

    def _cut(self, name: str, room: int) -> str:
        """Beginning of a name that leaves room for some more characters."""
        engine = self._engine
        if engine.name_limit is None:
            return name
        return shorten(name, engine.name_limit - room, size=byte_size if engine.name_unit == "bytes" else len)

    def _reason(self, wanted: str) -> str:
        engine = self._engine
        size = byte_size(wanted) if engine.name_unit == "bytes" else len(wanted)
        if engine.name_limit is not None and size > engine.name_limit:
            return f"{size} {engine.name_unit}, and at most {engine.name_limit} are allowed"
        if not engine.names_beyond_bmp and any(ord(char) > 0xFFFF for char in wanted):
            return "it holds a character beyond U+FFFF"
        if engine.reserved_prefixes and wanted.casefold().startswith(engine.reserved_prefixes):
            return f"names that begin with {engine.reserved_prefixes[0]!r} are the engine's own"
        return "it ends in a space" if wanted.endswith(" ") else "every table has a column of that name"


def template(prefix: str, *parts: str) -> str:
    """Name of a constraint after what it is on: lower-case ASCII words that need no quotes.

    Examples
    --------
    >>> template("fk", "InvoiceLine", "TrackId")
    'fk_invoice_line_track_id'
    """
    return "_".join((prefix, *map(slug, parts)))


def _folded(name: str, case: Case) -> str:
    return name.casefold() if case == "insensitive" else name
