"""Where statements end, as psql and the sqlite3 shell see it."""

import pytest

from workbench.declaring._fault import DdlError
from workbench.declaring._split import split


def texts(script, **options):
    found = split(script, **options)
    assert all(script.startswith(statement.text, statement.start) for statement in found)
    return [statement.text for statement in found]


def test_statements_end_at_semicolons_that_stand_for_themselves():
    script = "SELECT ';'; -- no; more\nSELECT \";\" /* ; */ ;; SELECT $$;$$"
    assert texts(script) == ["SELECT ';'", 'SELECT ";"', "SELECT $$;$$"]


def test_the_steps_of_a_trigger_belong_to_it():
    trigger = "CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM t; END"
    assert texts(f"{trigger}; SELECT 1;", postgresql=False) == [trigger, "SELECT 1"]


def test_the_steps_of_a_function_belong_to_it():
    function = "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END"
    assert texts(f"{function}; SELECT 1;") == [function, "SELECT 1"]


def test_a_column_named_begin_opens_nothing():
    assert texts("CREATE TABLE t (begin date); BEGIN; END") == ["CREATE TABLE t (begin date)", "BEGIN", "END"]


def test_rows_behind_copy_are_passed_over_with_their_quotes():
    script = "COPY t (a) FROM stdin;\n1\tit's; \"\n\\N\n\\.\n\nSELECT 1;"
    assert texts(script) == ["COPY t (a) FROM stdin", "SELECT 1"]
    assert texts("COPY t FROM STDIN;\r\n'\r\n\\.\r\nSELECT 1") == ["COPY t FROM STDIN", "SELECT 1"]
    assert texts("COPY t FROM STDIN; '") == ["COPY t FROM STDIN"]


def test_what_pg_dump_writes_around_a_script_is_passed_over():
    assert texts("\\restrict aBc'1\nSELECT 1;\n\\unrestrict aBc'1\n") == ["SELECT 1"]


@pytest.mark.parametrize("script", ["", " \n", ";;", "-- a", "/* a */", "\ufeff", "\ufeff-- a\r\n;"])
def test_nothing_is_no_statement(script):
    assert split(script) == []


def test_a_mark_of_byte_order_is_no_part_of_a_statement():
    assert texts("\ufeffSELECT 1") == ["SELECT 1"]


@pytest.mark.parametrize(
    ("script", "place", "words"),
    [
        ("SELECT 1;\nSELECT 'a;\nb", "2:8", "Nothing ends the text that begins here."),
        ('CREATE TABLE "t (a int)', "1:14", "Nothing ends the quoted name that begins here."),
        ("\n\n /* a", "3:2", "Nothing ends the comment that begins here."),
        ("DO $a$ x $b$", "1:4", "Nothing ends the text that begins here."),
        ("SELECT 1;\n\\copy t from 'x'", "2:1", "\\copy is a command of psql, not SQL. Leave it out"),
        ("\\d", "1:1", "\\d is a command of psql"),
        ("SELECT\n 1\0", "2:3", "There is a NUL here"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(script, place, words):
    with pytest.raises(DdlError) as caught:
        split(script)
    assert str(caught.value).startswith(f"SQL:{place}: {words}")
