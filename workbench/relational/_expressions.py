"""Expressions of the model (PostgreSQL-flavoured SQL) as an engine's own SQL, names of columns put in.

Whatever stands in a model may come from anywhere, so an expression is looked at token by token before it is put into a
statement: it must be one balanced expression without statement ends, comments and dollar quotes.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.errors import TextError
from workbench.naming import sql_quote, sql_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.engines._engine import Engine

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
_OPEN, _CLOSE = "([{", ")]}"


def carry(expression: str, columns: Mapping[str, str], engine: Engine) -> str:
    r"""Write an expression of the model in the SQL of an engine.

    Parameters
    ----------
    columns
        Attribute → name of its column; a word of the expression is an attribute whatever its case.

    Raises
    ------
    TextError
        When it is not one expression, or the engine has no words for a part of it.

    Examples
    --------
    >>> from workbench import engines
    >>> carry("Price >= 0 AND sku ~ '^A'", {"Price": "Price", "sku": "sku"}, engines.load("duckdb"))
    '"Price" >= 0 AND REGEXP_MATCHES(sku, \'^A\')'
    """
    check_expression(expression)
    named = _put_names(expression, columns, engine.reserved_words)
    return named if engine.sqlglot == "postgres" else _transpile(named, engine)


def check_expression(expression: str) -> None:
    """Refuse what is not one balanced expression.

    Raises
    ------
    TextError
        Naming what is wrong with it.
    """
    stack: list[str] = []
    before = ""
    for kind, text in sql_tokens(expression):
        if kind == "comment":
            raise TextError(f"The expression {expression!r} holds a comment.", hint="Put it into the note.")
        if kind == "string" and "\\" in text and before.casefold() == "e":
            raise TextError(f"The expression {expression!r} holds an escaped string.", hint="Write a plain string.")
        if kind == "other" and text in ";$'\"`\x00\\":
            raise TextError(f"The expression {expression!r} holds {text!r}.", hint="Write one expression.")
        if kind == "other" and text in _OPEN:
            stack.append(_CLOSE[_OPEN.index(text)])
        elif kind == "other" and text in _CLOSE and (not stack or stack.pop() != text):
            raise TextError(f"The expression {expression!r} closes a bracket that is not open.")
        before = text
    if stack:
        raise TextError(f"The expression {expression!r} leaves a bracket open.")
    if not expression.strip():
        raise TextError("The expression is empty.")


def _put_names(expression: str, columns: Mapping[str, str], reserved: frozenset[str]) -> str:
    folded = {name.casefold(): name for name in columns}
    tokens = list(sql_tokens(expression))
    out: list[str] = []
    for position, (kind, text) in enumerate(tokens):
        attribute: str | None = None
        if kind == "word":
            following = next((t for k, t in tokens[position + 1 :] if k != "space"), "")
            attribute = None if following == "(" else folded.get(text.casefold())
        elif kind == "quoted":
            inner = text[1:-1].replace('""', '"')
            attribute = inner if inner in columns else None
        if attribute is None:
            out.append(text)
        else:
            column = columns[attribute]
            # A word without quotes is no reserved one of PostgreSQL, or the expression could not have been read.
            plain = kind == "word" and text.casefold() == column and _PLAIN.match(column) and column not in reserved
            out.append(column if plain else sql_quote(column))
    return "".join(out)


def _transpile(expression: str, engine: Engine) -> str:
    missing = tuple(sorted(engine.missing_in_expressions.items()))
    return _transpiled(expression, engine.sqlglot, engine.title, missing)


@lru_cache(maxsize=4096)
def _transpiled(expression: str, dialect: str, title: str, missing: tuple[tuple[str, str], ...]) -> str:
    import sqlglot
    from sqlglot import errors, exp

    from workbench.relational import _dialects  # noqa: F401  # registers those that sqlglot lacks

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # what cannot be carried is raised, not logged as well
    try:
        tree = sqlglot.parse_one(expression, read="postgres")
        if isinstance(tree, exp.Query | exp.DDL | exp.DML | exp.Command):
            raise TextError(f"{expression!r} is a statement.", hint="Write an expression.")
        for kind, words in missing:
            if any(type(node).__name__ == kind for node in tree.walk()):
                raise TextError(f"{title} has no {words}.", hint="Write the rule in another way.")
        return tree.sql(dialect=dialect, unsupported_level=errors.ErrorLevel.RAISE)
    except errors.ParseError as error:
        column = error.errors[0].get("col") if error.errors else None
        raise TextError(f"{expression!r} cannot be read" + (f" from column {column} on." if column else ".")) from error
    except errors.SqlglotError as error:
        reason = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines()[0].rstrip(".")
        raise TextError(f"{expression!r} cannot be carried to {title}: {reason}.") from error
