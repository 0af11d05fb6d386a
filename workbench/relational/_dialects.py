"""Dialects of sqlglot for engines that it takes for another one; importing this registers them."""

from __future__ import annotations

from typing import Any

from sqlglot import exp
from sqlglot.dialects.mysql import MySQL


def _regexp(generator: Any, node: exp.Expression) -> str:
    return f"{generator.sql(node, 'this')} REGEXP {generator.sql(node, 'expression')}"


class MariaDB(MySQL):
    """MySQL without ``REGEXP_LIKE``, which MariaDB has as an operator only (https://mariadb.com/kb/en/regexp/)."""

    class Generator(MySQL.Generator):  # type: ignore[valid-type,misc]
        """Writes expressions for MariaDB."""

        TRANSFORMS = {**MySQL.Generator.TRANSFORMS, exp.RegexpLike: _regexp}  # noqa: RUF012  # as sqlglot declares it
