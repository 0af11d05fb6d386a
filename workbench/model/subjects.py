"""Subject: the address of anything in a model, as a value and as one line of text.

Edits, findings, decisions, layout and messages all say what they are about with a subject. It names things as the
model does, so it can be followed through renames, and written to a file and read back:
``attribute:orders.status``, ``reference:orders(customer_id)->customers(id)``, ``index:orders[by date]``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from workbench.errors import TextError
from workbench.model.names import QualifiedName, quote_part, split_name
from workbench.model.types import split_top

if TYPE_CHECKING:
    from workbench.model.nodes import Reference

# Parts stand inside an entity; the others stand in the model itself.
PartKind = Literal["attribute", "key", "index", "check"]
Kind = Literal[
    "model", "entity", "attribute", "key", "index", "check", "reference", "enum", "domain", "generalisation",
    "view", "area", "pattern", "source",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
# Nodes without a name of their own may share the rest of their address; a label in square brackets tells them apart.
_LABELLED = ("index", "check", "generalisation")


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is about.

    Parameters
    ----------
    kind
        Kind of node; ``source`` is a file or table of the data that no entity stands for.
    name
        The entity (for its parts too), or the node itself; None for the model.
    attributes
        The attribute, or the attributes of a key or of the child end of a reference.
    target, target_attributes
        The parent end of a reference.
    label
        Name or text of an index or a check; discriminator of a generalisation.

    Examples
    --------
    >>> Subject.attribute("orders", "status")
    Subject('attribute:orders.status')
    >>> Subject.parse("reference:orders(customer_id)->customers(id)").target
    QualifiedName('customers')
    """

    kind: Kind
    name: QualifiedName | None = None
    attributes: tuple[str, ...] = ()
    target: QualifiedName | None = None
    target_attributes: tuple[str, ...] = ()
    label: str | None = None

    # -- building -----------------------------------------------------------------------------------------------

    @classmethod
    def model(cls) -> Subject:
        """The model as a whole."""
        return cls("model")

    @classmethod
    def entity(cls, name: str | QualifiedName) -> Subject:
        """An entity."""
        return cls("entity", QualifiedName.of(name))

    @classmethod
    def attribute(cls, entity: str | QualifiedName, attribute: str) -> Subject:
        """An attribute of an entity."""
        return cls("attribute", QualifiedName.of(entity), (attribute,))

    @classmethod
    def key(cls, entity: str | QualifiedName, attributes: tuple[str, ...]) -> Subject:
        """A key of an entity, primary or alternate."""
        return cls("key", QualifiedName.of(entity), attributes)

    @classmethod
    def index(cls, entity: str | QualifiedName, label: str) -> Subject:
        """An index of an entity, by its name or its parts."""
        return cls("index", QualifiedName.of(entity), label=label)

    @classmethod
    def check(cls, entity: str | QualifiedName, label: str) -> Subject:
        """A check of an entity, by its name or its expression."""
        return cls("check", QualifiedName.of(entity), label=label)

    @classmethod
    def reference(cls, reference: Reference) -> Subject:
        """A reference, by both of its ends."""
        return cls("reference", *reference.ends)

    @classmethod
    def named(cls, kind: Kind, name: str | QualifiedName) -> Subject:
        """An enum, a domain, a view, an area, …."""
        return cls(kind, QualifiedName.of(name))

    # -- text ---------------------------------------------------------------------------------------------------

    def __str__(self) -> str:
        """One line that :meth:`parse` reads back."""
        if self.name is None:
            return self.kind
        if self.kind == "attribute":
            return f"attribute:{self.name}.{quote_part(self.attributes[0])}"
        text = f"{self.kind}:{self.name}"
        if self.label is not None:
            return f"{text}[{self.label}]"
        if self.attributes:
            text += f"({', '.join(map(quote_part, self.attributes))})"
        if self.target is not None:
            text += f"->{self.target}({', '.join(map(quote_part, self.target_attributes))})"
        return text

    def __repr__(self) -> str:
        return f"Subject({str(self)!r})"

    @property
    def title(self) -> str:
        """As people say it: ``orders.status``, ``orders(customer_id) → customers(id)``."""
        return str(self).partition(":")[2].replace("->", " → ") or "the model"

    @classmethod
    def parse(cls, text: str) -> Subject:
        """Read what ``str`` wrote, or what people type.

        Without a kind, ``a.b`` is an attribute, ``a(b)->c(d)`` a reference, ``a(b)`` a key and ``a`` an entity.

        Raises
        ------
        TextError
            When the text is none of these.
        """
        kind, colon, rest = text.partition(":")
        if kind == "model" and not colon:
            return cls("model")
        if not colon or kind not in KINDS:
            return cls._guess(text)
        if kind == "attribute":
            *entity, attribute = split_name(rest)
            return cls("attribute", _qualified(entity, text), (attribute,))
        square = _mark(_SQUARE, rest)
        if kind in _LABELLED and square is not None and rest.endswith("]"):
            return cls(kind, QualifiedName.of(rest[: square.start()]), label=rest[square.end() : -1])
        if kind in ("index", "check"):
            raise TextError(f"{text!r} is not a subject.", hint=f"Write it as {kind}:entity[name].")
        ends = [_end(part, text) for part in _split_arrow(rest)]
        if len(ends) > 1:
            return cls(kind, *ends[0], *ends[1])
        return cls(kind, *ends[0])

    @classmethod
    def _guess(cls, text: str) -> Subject:
        if _mark(_ROUND, text):
            return cls.parse(f"reference:{text}" if _mark(_ARROW, text) else f"key:{text}")
        parts = split_name(text)
        return cls.entity(QualifiedName(parts[0])) if len(parts) == 1 else cls.parse(f"attribute:{text}")


def _qualified(parts: list[str], text: str) -> QualifiedName:
    if not 1 <= len(parts) <= 2:
        raise TextError(f"{text!r} is not a subject.", hint="Write it as attribute:entity.attribute.")
    return QualifiedName(parts[-1], parts[0] if len(parts) > 1 else None)


# Marks count outside quotes only; a quoted name may hold any of them.
_QUOTED = r'"(?:[^"]|"")*"'
_ARROW = re.compile(rf"{_QUOTED}|(?P<mark>\)\s*(?:->|→)\s*)")
_ROUND = re.compile(rf"{_QUOTED}|(?P<mark>\()")
_SQUARE = re.compile(rf"{_QUOTED}|(?P<mark>\[)")


def _mark(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """First mark outside quotes."""
    return next((match for match in pattern.finditer(text) if match["mark"]), None)


def _split_arrow(text: str) -> list[str]:
    arrow = _mark(_ARROW, text)
    return [text] if arrow is None else [text[: arrow.start() + 1], text[arrow.end() :]]


def _end(text: str, whole: str) -> tuple[QualifiedName, tuple[str, ...]]:
    text = text.strip()
    if not text.endswith(")"):
        return QualifiedName.of(text), ()
    bracket = _mark(_ROUND, text)
    if bracket is None:
        raise TextError(f"{whole!r} is not a subject.", hint="Write it as reference:child(a, b)->parent(a, b).")
    attributes = (_part(part, whole) for part in split_top(text[bracket.end() : -1], ","))
    return QualifiedName.of(text[: bracket.start()]), tuple(attributes)


def _part(text: str, whole: str) -> str:
    parts = split_name(text)
    if len(parts) > 1:
        raise TextError(f"{whole!r} is not a subject.", hint=f"Quote {text.strip()!r} if it is one name.")
    return parts[0]
