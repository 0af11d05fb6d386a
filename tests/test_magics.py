import pytest
from IPython.core.interactiveshell import InteractiveShell

from workbench.errors import UsageError
from workbench.magics import CellError, dbml, load_ipython_extension
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


def test_loading_outside_of_ipython_says_where_it_belongs():
    with pytest.raises(UsageError, match="There is no IPython shell"):
        load_ipython_extension(None)
