"""Completion asked of a real shell, as a kernel asks it."""

import pytest
from IPython.core.completer import provisionalcompleter, rectify_completions
from IPython.core.interactiveshell import InteractiveShell

from workbench import declaring, matcher
from workbench.project import Project


@pytest.fixture(scope="module")
def shell():
    made = InteractiveShell(history_load_length=0)
    made.history_manager.enabled = False
    made.run_line_magic("load_ext", "workbench")
    made.user_ns["shop"] = Project.declare("Table orders { id int }")
    made.user_ns["_"] = made.user_ns["shop"]
    return made


def completed(shell, marked):
    """What ipykernel's do_complete hands out at the mark: texts, and the cell with the first of them put in."""
    position, code = marked.index("¦"), marked.replace("¦", "")
    with provisionalcompleter():
        found = list(rectify_completions(code, shell.Completer.completions(code, position)))
    written = code[: found[0].start] + found[0].text + code[found[0].end :] if found else code
    return [each.text for each in found], written


@pytest.mark.parametrize(
    ("marked", "texts", "written"),
    [
        ("%%dbml\nTable t {\n  é big¦\n}", ["bigint"], "%%dbml\nTable t {\n  é bigint\n}"),
        ("%%dbml shop\nTable t { a int [incr¦] }", ["increment"], "%%dbml shop\nTable t { a int [increment] }"),
        ("%%dbml\nTable t { a int }\nRef: t.¦", ["a"], "%%dbml\nTable t { a int }\nRef: t.a"),
        ("\n \n%%dbml\nTable t { a big¦ }", ["bigint"], "\n \n%%dbml\nTable t { a bigint }"),
        ("%%ddl\ncreate table t (a big¦", ["bigint", "bigserial"], "%%ddl\ncreate table t (a bigint"),
        ("%%ddl x sqlite\nCREATE TABLE t (a te¦)", ["text"], "%%ddl x sqlite\nCREATE TABLE t (a text)"),
        ("%%ddl duckdb\nCREATE TABLE t (a hu¦)", ["hugeint"], "%%ddl duckdb\nCREATE TABLE t (a hugeint)"),
        (
            "%%ddl\nCREATE TABLE é (a int);\nCREATE TABLE u (b int REFERENCES ¦)",
            ['"é"', "u"],
            '%%ddl\nCREATE TABLE é (a int);\nCREATE TABLE u (b int REFERENCES "é")',
        ),
        ("%%ddl sh¦\nCREATE", ["shop"], "%%ddl shop\nCREATE"),
        ("%%ddl shop post¦\nCREATE", ["postgresql"], "%%ddl shop postgresql\nCREATE"),
        ("%%dbml ¦", ["shop"], "%%dbml shop"),
        ("%ddl post¦", ["postgresql"], "%ddl postgresql"),
        ("a = 1\nsql = %ddl duckdb ¦", ["shop"], "a = 1\nsql = %ddl duckdb shop"),
        ("%ddl ¦", ["duckdb", "mariadb", "postgresql", "sqlite"], "%ddl duckdb"),
    ],
)
def test_what_may_stand_there_is_proposed_and_nothing_of_python(shell, marked, texts, written):
    assert completed(shell, marked) == (texts, written)


@pytest.mark.parametrize(
    "marked", ["%%dbml\n// impor¦", "%%ddl\n-- impor¦", "%ddl duckdb impor¦", "%%ddl a duckdb impor¦"]
)
def test_python_is_kept_away_where_nothing_may_stand(shell, marked):
    assert completed(shell, marked) == (["impor"], marked.replace("¦", ""))


@pytest.mark.parametrize(
    "marked",
    [
        "impor¦",
        "shop.inf¦",
        "%%d¦",
        "%dd¦",
        "%%time\nprin¦",
        "'%%dbml'\nimpor¦",
        "x = 1\n%%dbml\nimpor¦",
        "%%dbmlx\nimpor¦",
    ],
)
def test_other_cells_are_completed_as_before(shell, marked):
    plain = InteractiveShell(history_load_length=0)
    plain.history_manager.enabled = False
    plain.register_magic_function(lambda line, cell: None, magic_kind="cell", magic_name="dbml")
    plain.register_magic_function(lambda line, cell: None, magic_kind="cell", magic_name="ddl")
    plain.register_magic_function(lambda line: None, magic_kind="line", magic_name="ddl")
    plain.user_ns["shop"] = shell.user_ns["shop"]
    assert completed(shell, marked) == completed(plain, marked)
    assert completed(shell, marked)[0]


def test_a_fault_here_breaks_no_completion(shell, monkeypatch, capsys):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(declaring, "completions", broken)
    completed(shell, "%%ddl\nCREATE TABLE t (a impor¦")
    assert "import" in completed(shell, "impor¦")[0]
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err


def test_a_name_of_no_engine_completes_as_by_default(shell):
    assert completed(shell, "%%ddl x nothing\nCREATE TABLE t (a bigs¦")[0] == ["bigserial"]


def test_loading_twice_completes_once(shell):
    shell.run_line_magic("reload_ext", "workbench")
    ours = [own for own in shell.Completer.custom_matchers if own.matcher_identifier == "workbench.matcher"]
    assert len(ours) == 1


def test_projects_are_those_that_people_named(shell):
    assert list(matcher.projects(shell)) == ["shop"]


def test_a_shell_without_a_completer_is_left_alone():
    matcher.add(object())
