"""Checking: one list of what is wrong, whoever asks."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml import DbmlError, Document, Files, check_files, diagnose, without_sense

TEXT = """\
Table orders {
  id int [pk]
  id int
  customer_id int [ref: > custmers.id]
}
Table customers { id int }
TableGroup g { customer }
"""


def test_what_cannot_be_and_what_stands_for_nothing_come_in_one_list():
    assert [(d.line, d.column, d.severity, d.message) for d in diagnose(TEXT)] == [
        (3, 3, "error", "There are two columns named id."),
        (4, 27, "warning", "There is no table 'custmers'. Did you mean 'customers'?"),
        (7, 16, "warning", "There is no table 'customer'. Did you mean 'customers'?"),
    ]
    places = {TEXT.count("\n", 0, start) + 1 for _, start, *_ in oracle().ask(TEXT)[0]}
    assert {3, 4, 7} <= places


def test_a_text_that_cannot_be_read_says_only_why():
    found = diagnose("Table t {\n  id\n}\nRef: t.id > nope.id")
    assert [str(d) for d in found] == ["2:3: The column 'id' has no type."]
    assert without_sense(Document.of("Table t {")) == []


def test_names_from_other_files_are_looked_up_where_they_can_be():
    text = "use { table a } from './x'\nRef: a.id > b.id\n"
    assert diagnose(text) == []  # nobody said where it stands
    around = Files("/shop.dbml", {"/x.dbml": "Table a { id int }"}.get)
    assert [str(d) for d in diagnose(text, around)] == ["2:13: There is no table 'b'."]


def test_the_first_file_with_faults_is_refused_with_all_of_them():
    files = {"/a.dbml": "use * from './b'\n", "/b.dbml": "Table t { x }\nTable u { y }\n"}
    with pytest.raises(DbmlError) as error:
        check_files("/a.dbml", files.get)
    assert (error.value.place, len(error.value.diagnostics)) == ("/b.dbml:1:11", 2)
