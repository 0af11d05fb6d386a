"""Settings: which ones each element may have, what their values must be, and how often they may stand there."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workbench.formats.dbml.grammar.nodes import Atom, Code, Listing, Node, Setting, Words
from workbench.formats.dbml.grammar.values import (
    is_colour,
    is_colour_or_none,
    is_default,
    is_name,
    is_number,
    is_pointer,
    is_text,
    spoken,
)

Fault = tuple[str, int]
"""What is wrong, and the token where."""

ACTIONS: Final = ("cascade", "restrict", "set null", "set default", "no action")


@dataclass(frozen=True)
class Rule:
    """What the value of a setting must be; `many` where it may stand there more than once."""

    fits: Callable[[Node | None], bool]
    expected: str
    many: bool = False


def _absent(value: Node | None) -> bool:
    return value is None


def _own(value: Node | None) -> bool:
    return is_text(value) or is_colour(value)


def _of_dependency(value: Node | None) -> bool:
    return value is None or is_text(value) or is_colour(value) or is_number(value) or is_name(value)


_FLAG: Final = Rule(_absent, "no value")
_TEXT: Final = Rule(is_text, "a text in quotes")
_COLOUR: Final = Rule(is_colour, "a colour such as #3498db")
_ARROW: Final = Rule(lambda v: is_pointer(v, arrow=True), "an arrow and a name: -> table.column", many=True)
_OWN: Final = Rule(_own, "a text in quotes or a colour")

_COLUMN: Final = {
    "pk": _FLAG,
    "primary key": _FLAG,
    "null": _FLAG,
    "not null": _FLAG,
    "unique": _FLAG,
    "increment": _FLAG,
    "note": _TEXT,
    "default": Rule(is_default, "a number, a text, true, false, null, `an expression` or a value of an enum"),
    "check": Rule(lambda v: isinstance(v, Code), "an expression in backticks", many=True),
    "ref": Rule(is_pointer, "an operator and a column: > table.column", many=True),
}


@dataclass(frozen=True)
class Allowed:
    """Settings that a kind of element may have.

    Parameters
    ----------
    rules
        Those that DBML knows.
    own
        Rule of all others; None where there may be none.
    """

    rules: Mapping[str, Rule]
    own: Rule | None = None

    def faults(self, listing: Listing | None) -> Iterator[Fault]:
        """What is wrong with a list of settings."""
        if listing is None:
            return
        for name, settings in grouped(listing).items():
            rule = self.rules.get(name, self.own)
            if rule is None:
                for setting in settings:
                    yield f"There is no setting {name!r}. {self._hint(name)}", setting.at
                continue
            if len(settings) > 1 and not rule.many:
                yield f"The setting {name!r} stands here twice.", settings[1].at
            for setting in settings:
                if rule.fits(setting.value):
                    continue
                if name not in self.rules and (near := self._near(name)):
                    yield f"There is no setting {name!r}. Did you mean {near!r}?", setting.at
                else:
                    yield f"The setting {name!r} takes {rule.expected}.", (setting.value or setting).at
        for setting in listing.settings:
            if isinstance(setting.name, Atom):
                yield "The name of a setting is one or more words.", setting.at

    def _near(self, name: str) -> str | None:
        return next(iter(difflib.get_close_matches(name, self.rules, n=1, cutoff=0.75)), None)

    def _hint(self, name: str) -> str:
        if near := self._near(name):
            return f"Did you mean {near!r}?"
        return f"Known: {', '.join(self.rules)}." if self.rules else "There may be none."


TABLE: Final = Allowed({"headercolor": _COLOUR, "note": _TEXT, "dep": _ARROW}, _OWN)
PARTIAL: Final = Allowed({"headercolor": _COLOUR, "note": _TEXT})
COLUMN: Final = Allowed({**_COLUMN, "dep": _ARROW}, _OWN)
COLUMN_OF_PARTIAL: Final = Allowed(_COLUMN, _OWN)
INDEX: Final = Allowed(
    {"pk": _FLAG, "unique": _FLAG, "name": _TEXT, "note": _TEXT, "type": Rule(is_name, "a kind of index such as btree")}
)
CHECK: Final = Allowed({"name": _TEXT})
ENUM_VALUE: Final = Allowed({"note": _TEXT})
_ACTION: Final = Rule(lambda v: spoken(v) in ACTIONS, f"one of {', '.join(ACTIONS)}")
REFERENCE: Final = Allowed({"delete": _ACTION, "update": _ACTION, "color": _COLOUR, "inactive": _FLAG})
GROUP: Final = Allowed({"color": _COLOUR, "note": _TEXT}, _OWN)
STICKY_NOTE: Final = Allowed({"color": Rule(is_colour_or_none, "a colour such as #3498db, or none")}, _OWN)
RECORDS: Final = Allowed({"example": _FLAG})
_REPEATED_TEXT: Final = Rule(is_text, "a text in quotes", many=True)
_REPEATED_COLOUR: Final = Rule(is_colour, "a colour such as #3498db", many=True)
DEPENDENCY: Final = Allowed(
    {"note": _REPEATED_TEXT, "color": _REPEATED_COLOUR},
    Rule(_of_dependency, "a text, a number, a colour or a name", many=True),
)
NONE: Final = Allowed({})

# What metadata may say of each kind of target, beside own keys.
METADATA: Final = {
    "table": {"note": _TEXT, "headercolor": _COLOUR},
    "column": {"note": _TEXT},
    "tablegroup": {"note": _TEXT, "color": _COLOUR},
    "note": {"color": Rule(is_colour_or_none, "a colour such as #3498db, or none")},
}
OWN: Final = _OWN


def grouped(listing: Listing | None) -> dict[str, list[Setting]]:
    """Settings by their names in lower case, in the order in which the names come first."""
    found: dict[str, list[Setting]] = {}
    for setting in listing.settings if listing is not None else ():
        if isinstance(setting.name, Words):
            found.setdefault(setting.name.value.lower(), []).append(setting)
    return found
