"""Values: what an expression of the tree is: a text, a colour, a qualified name, the end of a reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeGuard

from workbench.formats.dbml.grammar.nodes import (
    Atom,
    Call,
    Code,
    Comma,
    Expression,
    Index,
    Infix,
    Line,
    Listing,
    Node,
    Prefix,
    Tuple,
    Words,
)
from workbench.formats.dbml.grammar.tokens import COLOUR, NUMBER, QUOTED, STRING, WORD

# Operator of a reference, and how many rows may stand at its left and at its right end: least and most.
_ONE, _ONE_AT_MOST, _SOME, _ANY = "1", "0..1", "*", "0..*"
RELATIONS: Final = {
    "-": (_ONE, _ONE), "<>": (_SOME, _SOME), ">": (_SOME, _ONE), "<": (_ONE, _SOME),
    "-?": (_ONE, _ONE_AT_MOST), "?-": (_ONE_AT_MOST, _ONE), "?-?": (_ONE_AT_MOST, _ONE_AT_MOST),
    "?>": (_ANY, _ONE), ">?": (_SOME, _ONE_AT_MOST), "?>?": (_ANY, _ONE_AT_MOST),
    "?<": (_ONE_AT_MOST, _SOME), "<?": (_ONE, _ANY), "?<?": (_ONE_AT_MOST, _ANY),
    "?<>": (_ANY, _SOME), "<>?": (_SOME, _ANY), "?<>?": (_ANY, _ANY),
}  # fmt: skip
ARROWS: Final = frozenset({"->", "<-"})
CONSTANTS: Final = frozenset({"true", "false", "null"})
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def is_text(node: Node | None) -> TypeGuard[Atom]:
    """Whether it is a text, in quotes of any kind."""
    return isinstance(node, Atom) and node.kind in (STRING, QUOTED)


def is_name(node: Node | None) -> TypeGuard[Atom]:
    """Whether it is a word, or a name in double quotes."""
    return isinstance(node, Atom) and node.kind in (WORD, QUOTED)


def is_word(node: Node | None) -> TypeGuard[Atom]:
    """Whether it is a word without quotes."""
    return isinstance(node, Atom) and node.kind == WORD


def is_colour(node: Node | None) -> TypeGuard[Atom]:
    """Whether it is a colour of three or six hexadecimal digits."""
    return isinstance(node, Atom) and node.kind == COLOUR and _HEX.fullmatch(node.value) is not None


def is_colour_or_none(node: Node | None) -> bool:
    """Whether it is a colour, or says that there is none."""
    return is_colour(node) or (is_word(node) and node.value.lower() == "none")


def is_number(node: Node | None) -> bool:
    """Whether it is a number, with any signs."""
    while isinstance(node, Prefix) and node.operator in ("+", "-"):
        node = node.value
    return isinstance(node, Atom) and node.kind == NUMBER


def chain(node: Expression | None) -> list[Expression]:
    """What stands between the points of an expression."""
    parts: list[Expression] = []
    while isinstance(node, Infix) and node.operator == ".":
        parts.append(node.right)
        node = node.left
    if node is not None:
        parts.append(node)
    return parts[::-1]


def dotted(node: Node | None) -> tuple[str, ...] | None:
    """Parts of a qualified name; None for anything else."""
    parts = chain(node)  # type: ignore[arg-type]
    names = tuple(part.value for part in parts if is_name(part))
    return names if names and len(names) == len(parts) else None


def are_names(node: Node | None) -> TypeGuard[Tuple]:
    """Whether it is a list of names in parentheses."""
    return isinstance(node, Tuple) and all(map(is_name, node.items))


@dataclass(frozen=True, slots=True)
class End:
    """End of a reference or a dependency: names with points between them, and the columns in parentheses.

    That there are parentheses, even without a column, is what `listed` says.
    """

    names: tuple[Atom, ...]
    columns: tuple[Atom, ...]
    listed: bool = False

    @property
    def parts(self) -> int:
        """How many parts it has; columns in parentheses are one."""
        return len(self.names) + min(1, len(self.columns))


def end_of(node: Node | None) -> End | None:
    """End of a reference that an expression is; None for anything else."""
    parts = chain(node)  # type: ignore[arg-type]
    if not parts:
        return None
    columns: tuple[Atom, ...] = ()
    last = parts[-1]
    if not is_name(last):
        if not are_names(last):
            return None
        columns = tuple(item for item in last.items if is_name(item))
        parts = parts[:-1]
    names = tuple(part for part in parts if is_name(part))
    return End(names, columns, not is_name(last)) if len(names) == len(parts) else None


def is_relation(node: Node | None) -> TypeGuard[Infix]:
    """Whether it is a reference with both of its ends."""
    if not isinstance(node, Infix) or node.operator not in RELATIONS:
        return False
    return end_of(node.left) is not None and end_of(node.right) is not None


def is_pointer(node: Node | None, *, arrow: bool = False) -> TypeGuard[Prefix]:
    """Whether it is the operator of a reference, or an arrow, with a qualified name behind it."""
    known = ARROWS if arrow else RELATIONS
    return isinstance(node, Prefix) and node.operator in known and dotted(node.value) is not None


def is_default(node: Node | None) -> bool:
    """Whether it may be the default of a column: a constant, an expression, or a value of an enum."""
    if is_text(node) or is_number(node) or isinstance(node, Code):
        return True
    names = dotted(node)
    if names is None:
        return False
    return len(names) in (2, 3) or (is_word(node) and node.value.lower() in CONSTANTS)


def is_type(node: Node | None) -> bool:
    """Whether it may be the type of a column: a qualified name with parameters and dimensions."""
    while isinstance(node, Call | Index):
        if isinstance(node, Call):
            if not all(is_number(a) or is_text(a) or is_word(a) for a in node.arguments.items):
                return False
            node = node.callee
        else:
            for setting in node.indexer.settings:
                if setting.value is not None or not is_number(setting.name):
                    return False
            node = node.base
    return len(dotted(node) or (None,) * 3) < 3  # schemas inside schemas are for tables


def is_index_part(node: Node | None) -> bool:
    """Whether it may be indexed: a column, an expression, or several of them in parentheses."""
    if isinstance(node, Tuple):
        return all(is_name(item) or isinstance(item, Code) for item in node.items)
    return is_name(node) or isinstance(node, Code)


def spoken(node: Node | None) -> str | None:
    """Words that a setting's value is, in lower case: ``set null``, ``cascade``."""
    if isinstance(node, Words):
        return node.value.lower()
    return node.value.lower() if is_word(node) else None


def number_text(node: Node | None) -> str:
    """Number as it is written, its signs included."""
    signs = ""
    while isinstance(node, Prefix):
        signs += node.operator
        node = node.value
    return signs + (node.value if isinstance(node, Atom) else "")


def number_of(node: Node | None) -> int | float:
    """Number that an expression says, its signs applied."""
    sign = 1
    while isinstance(node, Prefix):
        sign *= -1 if node.operator == "-" else 1
        node = node.value
    return sign * plain_number(node.value if isinstance(node, Atom) else "0")


def plain_number(text: str) -> int | float:
    """Number that digits say; whole ones as integers."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def unrolled(node: Expression) -> Iterator[Expression]:
    """Lists in parentheses behind each other, ``(a)(b)``, the last one first."""
    while isinstance(node, Call):
        yield node.arguments
        node = node.callee
    yield node


def settings_of(line: Line) -> Listing | None:
    """Settings at the end of a line."""
    last = line.rest[-1] if line.rest else None
    return last if isinstance(last, Listing) else None


def row_of(line: Line) -> list[Expression]:
    """Values of a row of records."""
    return line.head.items if isinstance(line.head, Comma) else [line.head]
