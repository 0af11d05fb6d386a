"""Groups: the different values of columns of large tables with their counts, kept while they are compared with keys.

Whether the values of a column are those of a key is asked for many keys. The column is grouped once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb

    from workbench.model.nodes import Entity
    from workbench.reading import Reading

# Values kept in all: some tens of megabytes for each column of them.
_MOST_VALUES: Final = 3_000_000


class Groups:
    """Grouped columns, made when they are asked for, dropped when others need their place.

    Parameters
    ----------
    con
        Connection to the source: the groups are temporary tables of it.
    reading
        How values are read.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, reading: Reading) -> None:
        self._con = con
        self._reading = reading
        self._held: OrderedDict[tuple[str, tuple[str, ...]], tuple[str, int]] = OrderedDict()
        self._made = 0

    def of(self, entity: Entity, names: Sequence[str]) -> str:
        """Name of the table of the values of some attributes: ``k0``, ``k1``, … and their count ``n``."""
        key = str(entity.name), tuple(names)
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key][0]
        known = self._reading.values(entity, names)
        values = ", ".join(f"{known[name][0]} AS k{i}" for i, name in enumerate(names))
        self._made += 1
        table = f"temp.main.__workbench_group_{self._made}"
        made = self._con.execute(
            f"CREATE TEMPORARY TABLE {table.rpartition('.')[2]} AS SELECT {values}, count(*) AS n "
            f"FROM {self._reading.from_sql(entity)} GROUP BY ALL"
        ).fetchone()
        self._held[key] = table, int(made[0]) if made else 0
        while len(self._held) > 1 and sum(rows for _, rows in self._held.values()) > _MOST_VALUES:
            _, (gone, _) = self._held.popitem(last=False)
            self._con.execute(f"DROP TABLE {gone}")
        return table

    def clear(self) -> None:
        """Drop them all."""
        for table, _ in self._held.values():
            self._con.execute(f"DROP TABLE IF EXISTS {table}")
        self._held.clear()
