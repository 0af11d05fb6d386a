"""Settings: each element takes those that DBML gives it, as often as it may have them, with the values they need."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar import settings
from workbench.formats.dbml.grammar.nodes import Atom
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.settings import Allowed, Rule, grouped
from workbench.formats.dbml.grammar.tokens import tokenize

BASE = "Table t { a int\n b int }\nTable u { a int\n b int }\nEnum e { x }\n"
WHOLE = {
    "TABLE": "Table w [@] { a int }",
    "PARTIAL": "TablePartial w [@] { a int }",
    "COLUMN": "Table w { a int [@] }",
    "COLUMN_OF_PARTIAL": "TablePartial w { a int [@] }",
    "INDEX": "Table w { a int\n indexes { a [@] } }",
    "CHECK": "Table w { a int\n checks { `a` [@] } }",
    "ENUM_VALUE": "Enum w { a [@] }",
    "REFERENCE": "Ref: t.a > u.a [@]\n",
    "GROUP": "TableGroup w [@] { t }",
    "STICKY_NOTE": "Note w [@] { 'x' }",
    "RECORDS": "Records t(a) [@] { 1 }\n",
    "DEPENDENCY": "Dep: t -> u [@]\n",
    "NONE": "DiagramView w [@] { * }",
}
DEFAULT = "a number, a text, true, false, null, `an expression` or a value of an enum"


def listing(text):
    return Parser(tokenize(f"[{text}] \n")).listing()


def said(allowed, text):
    tokens = tokenize(f"[{text}] \n")
    return [(message, tokens.starts[at] - 1) for message, at in allowed.faults(Parser(tokens).listing())]


def refused(kind, text):
    return bool(oracle().ask(BASE + WHOLE[kind].replace("@", text))[0])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("TABLE", "HeaderColor: #3498DB, note: \"x\", dep: -> t, dep: <- u, my own: 'x', other: #fff"),
        ("PARTIAL", "headercolor: #fff, note: 'x'"),
        ("COLUMN", "PK, not null, unique, increment, note: 'x', default: `now()`"),
        ("COLUMN", "primary key, check: `a > 0`, check: `a < 9`, ref: > t.a, ref: <> u.b, dep: -> t.a, dep: <- u.b"),
        ("COLUMN", "null, default: e.x, unit: 'kg'"),
        ("COLUMN_OF_PARTIAL", "pk, default: 1, ref: - t.a, own: 'x'"),
        ("INDEX", "pk, unique, name: 'x', note: 'x', type: gist"),
        ("INDEX", 'type: "my kind"'),
        ("CHECK", "name: 'x'"),
        ("ENUM_VALUE", "note: 'x'"),
        ("REFERENCE", "delete: SET NULL, update: no action, color: #fff, inactive"),
        ("REFERENCE", "update: set default, delete: restrict"),
        ("GROUP", "color: #fff, note: 'x', own: #123456, other: 'x'"),
        ("STICKY_NOTE", "color: None, own: 'x'"),
        ("RECORDS", "example"),
        ("DEPENDENCY", "note: 'a', note: 'b', color: #fff, own, own: x, other: 5, third: #fff, fourth: 'x'"),
        ("NONE", ""),
    ],
)
def test_what_dbml_gives_an_element_may_stand_there(kind, text):
    assert said(getattr(settings, kind), text) == []
    assert not refused(kind, text)


@pytest.mark.parametrize(
    ("kind", "text", "message", "start"),
    [
        ("TABLE", "headercolor: red", "The setting 'headercolor' takes a colour such as #3498db.", 13),
        ("TABLE", "headercolor: #ffff", "The setting 'headercolor' takes a colour such as #3498db.", 13),
        ("TABLE", "note", "The setting 'note' takes a text in quotes.", 0),
        ("TABLE", "dep: > t", "The setting 'dep' takes an arrow and a name: -> table.column.", 5),
        ("TABLE", "own: 1", "The setting 'own' takes a text in quotes or a colour.", 5),
        ("COLUMN", "pk: true", "The setting 'pk' takes no value.", 4),
        ("COLUMN", "default: x", f"The setting 'default' takes {DEFAULT}.", 9),
        ("COLUMN", "default: f(1)", f"The setting 'default' takes {DEFAULT}.", 9),
        ("COLUMN", "check: 'a'", "The setting 'check' takes an expression in backticks.", 7),
        ("COLUMN", "ref: t.a", "The setting 'ref' takes an operator and a column: > table.column.", 5),
        ("COLUMN", "ref: -> t.a", "The setting 'ref' takes an operator and a column: > table.column.", 5),
        ("COLUMN_OF_PARTIAL", "dep: -> t.a", "The setting 'dep' takes a text in quotes or a colour.", 5),
        ("INDEX", "type: 'x'", "The setting 'type' takes a kind of index such as btree.", 6),
        ("REFERENCE", "delete: drop", f"The setting 'delete' takes one of {', '.join(settings.ACTIONS)}.", 8),
        ("REFERENCE", "delete: 'cascade'", f"The setting 'delete' takes one of {', '.join(settings.ACTIONS)}.", 8),
        ("GROUP", "color: none", "The setting 'color' takes a colour such as #3498db.", 7),
        ("STICKY_NOTE", "color: red", "The setting 'color' takes a colour such as #3498db, or none.", 7),
        ("RECORDS", "example: 1", "The setting 'example' takes no value.", 9),
        ("DEPENDENCY", "own: a.b", "The setting 'own' takes a text, a number, a colour or a name.", 5),
    ],
)
def test_another_value_is_complained_of(kind, text, message, start):
    assert said(getattr(settings, kind), text) == [(message, start)]
    assert refused(kind, text)


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        ("PARTIAL", "own: 'x'", "Known: headercolor, note."),
        ("PARTIAL", "headercolr: #fff", "Did you mean 'headercolor'?"),
        ("COLUMN", "uniqe", "Did you mean 'unique'?"),
        ("COLUMN", "defalt: 1", "Did you mean 'default'?"),
        ("INDEX", "own: 'x'", "Known: pk, unique, name, note, type."),
        ("CHECK", "nam: 'x'", "Did you mean 'name'?"),
        ("ENUM_VALUE", "pk", "Known: note."),
        ("REFERENCE", "DELTE: cascade", "Did you mean 'delete'?"),
        ("NONE", "note: 'x'", "There may be none."),
    ],
)
def test_an_unknown_setting_hints_at_the_nearest_one(kind, text, hint):
    name = text.partition(":")[0].lower()
    assert said(getattr(settings, kind), text) == [(f"There is no setting {name!r}. {hint}", 0)]
    assert refused(kind, text)


def test_a_setting_that_is_nearly_one_of_dbml_is_somebodys_own_where_its_value_fits():
    assert said(settings.TABLE, "headercolr: 'red'") == []
    assert not refused("TABLE", "headercolr: 'red'")


@pytest.mark.parametrize(
    ("kind", "text", "start"),
    [
        ("COLUMN", "pk, pk", 4),
        ("COLUMN", "note: 'a', NOTE: 'b'", 11),
        ("COLUMN", "own: 'a', own: 'b'", 10),
        ("INDEX", "unique, unique", 8),
        ("REFERENCE", "delete: cascade, delete: cascade", 17),
        ("RECORDS", "example, example", 9),
    ],
)
def test_what_may_stand_there_once_stands_there_once(kind, text, start):
    name = text.partition(",")[0].partition(":")[0]
    assert said(getattr(settings, kind), text) == [(f"The setting {name!r} stands here twice.", start)]
    assert refused(kind, text)


@pytest.mark.parametrize("text", ["'pk'", '"pk"', "5"])
def test_the_name_of_a_setting_is_words(text):
    assert said(settings.COLUMN, text) == [("The name of a setting is one or more words.", 0)]
    assert refused("COLUMN", text)


def test_where_there_are_no_settings_nothing_is_wrong():
    assert list(settings.NONE.faults(None)) == []


@pytest.mark.parametrize(
    ("target", "field", "right"),
    [
        ("table", "headercolor: #fff", True),
        ("table", "headercolor: 'red'", False),
        ("column", "note: 'x'", True),
        ("column", "note: x", False),
        ("tablegroup", "color: #fff", True),
        ("tablegroup", "color: none", False),
        ("note", "color: none", True),
        ("note", "color: red", False),
    ],
)
def test_metadata_say_what_their_target_can_have(target, field, right):
    name = {"table": "t", "column": "t.a", "tablegroup": "g", "note": "n"}[target]
    (setting,) = listing(field).settings
    assert settings.METADATA[target][setting.name.value].fits(setting.value) is right
    rest = "TableGroup g { t }\nNote n { 'x' }\n"
    assert (oracle().ask(f"{BASE}{rest}Metadata {target} {name} {{ {field} }}\n")[0] == []) is right


def test_settings_are_found_by_their_names_in_lower_case_in_order():
    found = grouped(listing("Ref: > a.b, PK, ref: > c.d, my Own: 'x', 'text'"))
    assert {name: len(settings) for name, settings in found.items()} == {"ref": 2, "pk": 1, "my own": 1}
    assert list(found) == ["ref", "pk", "my own"]
    assert grouped(None) == {}


def test_a_rule_decides_about_its_own_setting_alone():
    allowed = Allowed({"size": Rule(lambda value: isinstance(value, Atom) and value.value == "big", "the word big")})
    assert said(allowed, "size: big") == []
    assert said(allowed, "size: small") == [("The setting 'size' takes the word big.", 6)]
    assert said(allowed, "siz: big") == [("There is no setting 'siz'. Did you mean 'size'?", 0)]
