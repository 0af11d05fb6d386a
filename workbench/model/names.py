"""QualifiedName: how everything in a model is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.errors import TextError
from workbench.naming import check_name

_BARE = re.compile(r"[^\W\d]\w*\Z")
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^".\s](?:[^".]*[^".\s])?))\s*')


@dataclass(frozen=True, slots=True, order=True)
class QualifiedName:
    """A name, and the schema that it stands in; ``schema=None`` is the engine's default schema.

    Examples
    --------
    >>> QualifiedName.of("sales.orders")
    QualifiedName('orders', schema='sales')
    >>> str(QualifiedName("order lines"))
    '"order lines"'
    """

    name: str
    schema: str | None = None

    def __str__(self) -> str:
        """As text: parts quoted where they need it, so that :meth:`of` gives the same name back."""
        return quote_part(self.name) if self.schema is None else f"{quote_part(self.schema)}.{quote_part(self.name)}"

    def __repr__(self) -> str:
        return f"QualifiedName({self.name!r}" + (")" if self.schema is None else f", schema={self.schema!r})")

    @classmethod
    def of(cls, name: str | QualifiedName) -> QualifiedName:
        """Read ``name`` or ``schema.name``; a part with dots, spaces or quotes stands in double quotes.

        Raises
        ------
        TextError
            When the text has more than two parts or an unclosed quote.
        InvalidNameError
            When a part holds a character that no engine could hold.
        """
        if isinstance(name, QualifiedName):
            return name
        parts = split_name(name)
        if len(parts) > 2:
            raise TextError(
                f"{name!r} has {len(parts)} parts.", hint="Write name or schema.name; quote a part with dots."
            )
        return cls(parts[-1], parts[0] if len(parts) > 1 else None)

    def checked(self, what: str = "name") -> QualifiedName:
        """Return itself when both parts are names that an engine could hold."""
        check_name(self.name, what)
        if self.schema is not None:
            check_name(self.schema, "schema name")
        return self


def quote_part(part: str) -> str:
    """Quote one part of a name unless it is a plain word."""
    return part if _BARE.match(part) else '"' + part.replace('"', '""') + '"'


def split_name(text: str) -> tuple[str, ...]:
    """Split ``a."b.c".d`` at the dots outside quotes.

    Raises
    ------
    TextError
        When a quote is not closed or a part is missing.

    Examples
    --------
    >>> split_name('a."b.c"')
    ('a', 'b.c')
    """
    parts, position = [], 0
    while True:
        match = _PART.match(text, position)
        if match is None:
            raise TextError(f"{text!r} is not a name.", hint='Write name, schema.name or "a name with spaces".')
        parts.append(match[1].replace('""', '"') if match[1] is not None else match[2])
        position = match.end()
        if position == len(text):
            return tuple(check_name(part) for part in parts)
        if text[position] != ".":
            raise TextError(f"{text!r} is not a name.", hint='Write name, schema.name or "a name with spaces".')
        position += 1
