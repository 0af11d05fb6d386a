"""Slips of the pen are named at their place; settings of one's own are left alone."""

import pytest

from workbench.formats.dbml import Document
from workbench.formats.dbml.diagnostics import DbmlError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table t {\n  a int [unqiue]\n}", "2:10: There is no setting 'unqiue'. Did you mean 'unique'?"),
        ("Table t {\n  a int [pk, defualt: 5]\n}", "2:14: There is no setting 'defualt'. Did you mean 'default'?"),
        (
            "Table t {\n  a int [wb_persnal: 'email']\n}",
            "2:10: There is no setting 'wb_persnal'. Did you mean 'wb_personal'?",
        ),
        ("Table t [wb_x: 'y'] { a int }", "1:10: There is no setting 'wb_x'. Known: wb_source, wb_select, "),
        ("Table t {\n a int\n indexes { a [uniqe] }\n}", "3:15: There is no setting 'uniqe'. Did you mean 'unique'?"),
        ("Table t { a int }\nRef: t.a > t.a [delte: cascade]", "2:17: There is no setting 'delte'. Did you mean"),
        ("Table t { a int }\nTableGroup g [wb_shema: 'x'] { t }", "2:15: There is no setting 'wb_shema'. Did you"),
    ],
)
def test_a_slip_is_named_at_its_place(text, expected):
    with pytest.raises(DbmlError) as caught:
        _ = Document.of(text).model
    assert str(caught.value.diagnostics[0]).startswith(expected)
    assert len(caught.value.diagnostics) == 1


@pytest.mark.parametrize("setting", ["notes: 'x'", "owner: 'Sales'", "colour: #ff0000", "defaults: 'x'", "NOT NULL"])
def test_a_setting_of_ones_own_is_none(setting):
    assert Document.of(f"Table t {{\n  a int [{setting}]\n}}").model.entities
