"""Errors: one tree, each text naming the thing, the place and the next step."""

import inspect
import pickle
import re

import pytest

from workbench import errors
from workbench.declaring import DdlError
from workbench.errors import (
    InvalidNameError,
    MissingExtraError,
    StaleRevisionError,
    UnknownNameError,
    UsageError,
    WorkbenchError,
)
from workbench.formats.dbml import DbmlError
from workbench.formats.dbml.diagnostics import Diagnostic
from workbench.sources._source import UnreadableTableError

CLASSES = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, Exception)]


def test_the_tree_drawn_at_the_top_is_the_tree_of_the_classes():
    drawn, parents = {}, []
    for line in inspect.getdoc(errors).splitlines():
        if found := re.search(r"\b(\w+Error)\b", line):
            depth = found.start() // 4 - 1
            parents[depth:] = [found[1]]
            drawn[found[1]] = parents[depth - 1] if depth else "Exception"
    assert drawn == {cls.__name__: cls.__mro__[1].__name__ for cls in CLASSES}


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_error_is_caught_as_a_workbench_error_and_says_what_it_is_for(cls):
    assert issubclass(cls, WorkbenchError)
    assert cls.__doc__.strip()


def test_an_error_is_one_line_of_place_message_and_hint():
    assert str(WorkbenchError("It broke.")) == "It broke."
    assert str(WorkbenchError("It broke.", place="a.csv:3")) == "a.csv:3: It broke."
    assert str(WorkbenchError("It broke.", hint="Mend it.")) == "It broke. Mend it."
    error = WorkbenchError("It broke.", place="a.csv:3", hint="Mend it.")
    assert str(error) == "a.csv:3: It broke. Mend it."
    assert (error.message, error.place, error.hint) == ("It broke.", "a.csv:3", "Mend it.")


def test_an_unknown_name_comes_with_the_nearest_one_whatever_its_case():
    error = UnknownNameError("engine", "POSTGRES", ["sqlite", "postgresql"])
    assert str(error) == "There is no engine 'POSTGRES'. Did you mean 'postgresql'? Known: postgresql, sqlite."
    assert isinstance(error, UsageError)


def test_an_unknown_name_that_is_like_none_lists_what_is_known():
    assert str(UnknownNameError("engine", "oracle", ["sqlite"])) == "There is no engine 'oracle'. Known: sqlite."
    assert str(UnknownNameError("entity", "x", [])) == "There is no entity 'x'. None is known."


def test_a_long_list_of_known_names_is_cut_and_says_how_many_are_left_out():
    error = UnknownNameError("column", "zzz", [f"c{number:02}" for number in range(20)], place="orders")
    assert str(error).startswith("orders: There is no column 'zzz'. Known: c00, c01,")
    assert str(error).endswith("c11 and 8 more.")
    assert len(error.known) == 20


def test_a_missing_extra_says_what_to_install():
    error = MissingExtraError("PySpark", "spark")
    assert str(error) == "PySpark is not installed. Install data-modeling-workbench[spark]."
    assert error.extra == "spark"


def test_a_stale_message_is_a_problem_of_the_model_and_a_bad_name_is_not_a_wrong_call():
    assert issubclass(StaleRevisionError, errors.ModelError)
    assert not issubclass(InvalidNameError, UsageError)


def kinds(root=WorkbenchError):
    for kind in root.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_error_comes_out_of_another_process_as_it_was():
    import workbench.commands
    import workbench.layout.elk
    import workbench.magics  # noqa: F401 - the errors of the whole package

    made = [
        UnknownNameError("engine", "x", ["y"], place="a:1"),
        MissingExtraError("PySpark", "spark"),
        DbmlError([Diagnostic("Expected '{'.", 1, 2), Diagnostic("Expected '}'.", 3, 4)], "a.dbml"),
        DdlError([Diagnostic("Expected '('.", 1, 2), Diagnostic("Expected ')'.", 3, 4)]),
        UnreadableTableError("t", "It broke.", place="a.csv", hint="Mend it."),
    ]
    plain = [kind for kind in kinds() if kind.__init__ is WorkbenchError.__init__]
    assert {*map(type, made), *plain} >= {kind for kind in kinds() if kind.__module__.startswith("workbench")}
    for error in [*made, *(kind("It broke.", place="a.csv:3", hint="Mend it.") for kind in plain)]:
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.further) == (type(error), str(error), error.further)
