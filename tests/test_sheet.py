"""Sheet: rows as people copy them from a spreadsheet become columns, and the way back loses nothing."""

import pandas as pd
import pytest
from hypothesis import given

from tests.strategies import models
from workbench.errors import TextError, UnknownNameError, UsageError
from workbench.formats.dbml import read_dbml
from workbench.model import Default, Key, Model, QualifiedName, parse_type
from workbench.sheet import FIELDS, filled, sheet

MEMBER = QualifiedName("member")


def made(rows, model=None):
    model = model or Model()
    return filled(model, MEMBER, rows).apply(model).entity("member")


@given(models(max_entities=2))
def test_the_rows_of_an_entity_put_back_change_nothing(model):
    for entity in model.entities:
        if entity.attributes:
            assert filled(model, entity.name, sheet(model, entity.name)).apply(model) == model


def test_what_a_spreadsheet_has_copied_becomes_an_entity():
    member = made(
        'Column\tData type\tPK\tNot null\tDefault\tUnique\tComment\r\n'
        'member_no\tint\tx\tx\t\t\t\r\n'
        'email\tvarchar(80)\t\tyes\t\tx\t"as given, with ""quotes""\nand lines"\r\n'
        "joined\tdate\t\t\tcurrent_date\t\t\r\n"
        "\t\t\t\t\t\t\r\n"
        "points\tint\tno\tno\t0\t\t\r\n"
    )  # fmt: skip
    assert [str(a.type) for a in member.attributes] == ["int32", "text(80)", "date", "int32"]
    assert member.primary_key == Key(attributes=("member_no",))
    assert member.keys == (Key(attributes=("email",)),)
    assert [a.nullable for a in member.attributes] == [False, False, True, True]
    assert member.attribute("email").note == 'as given, with "quotes"\nand lines'
    assert member.attribute("joined").default == Default("current_date", "expression")
    assert member.attribute("points").default == Default("0", "number")


def test_a_data_frame_and_mappings_are_rows_too():
    frame = pd.DataFrame({"name": ["id", "born"], "type": ["int64", None], "pk": [True, False], "unit": [None, "year"]})
    rows = [{"Name": "id", "Type": "int64", "Key": "yes"}, {"Name": "born", "Type": "text", "Unit": "year"}]
    assert made(frame) == made(rows) == made(frame.set_index("name"))
    assert made(frame).attribute("born").unit == "year"


def test_rows_change_columns_that_are_there_and_add_the_others():
    model = read_dbml("Table member { id int64 [pk]\n name text [not null, default: 'x', note: 'full']\n}")
    member = made("name\ttype\tdefault\nname\tvarchar(20)\t\nborn\tdate\t", model)
    name = member.attribute("name")
    assert (name.type, name.nullable, name.default, name.note) == (parse_type("text(20)"), False, None, "full")
    assert [a.name for a in member.attributes] == ["id", "name", "born"]
    member = made("name\tkey\nid\tno\nname\tyes", model)
    assert member.primary_key == Key(attributes=("name",))


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [("'12'", "12", "text"), ("-1.5e3", "-1.5e3", "number"), ("TRUE", "true", "boolean"), ("null", "null", "null"),
     ("now()", "now()", "expression"), ("`a + b`", "a + b", "expression"), ("open", "open", "text")],
)  # fmt: skip
def test_a_default_is_what_it_looks_like(text, value, kind):
    assert made([{"name": "a", "default": text}]).attributes[0].default == Default(value, kind)


@pytest.mark.parametrize(
    ("rows", "error", "told"),
    [
        ("name\tsort\na\tint", UnknownNameError, "sort"),
        ("a\tint\tx", UsageError, "The rows have no heading."),
        ("name\ttype\n\tint", UsageError, "Row 1 has no name."),
        ("name\na\nb\na", UsageError, "Two rows have the name 'a'."),
        ("name\ttype\na\tmoneyy(", TextError, "member.a"),
        ("name\tPK\na\tmaybe", UsageError, "a: key is 'maybe', neither yes nor no."),
        ("name,type\na,int", UsageError, "There is no tab in 'name,type'."),
        (None, UsageError, "A NoneType holds no rows."),
        ([["a", "int"]], UsageError, "['a', 'int'] is no row."),
        ("", UsageError, "There are no rows."),
        ([], UsageError, "There are no rows."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(rows, error, told):
    with pytest.raises(error) as caught:
        made(rows)
    assert told in f"{caught.value}"


def test_the_fields_are_those_of_a_row():
    model = read_dbml("Table member { id int64 [pk] }")
    assert tuple(sheet(model, MEMBER)[0]) == FIELDS
    with pytest.raises(UnknownNameError):
        sheet(model, QualifiedName("membr"))
