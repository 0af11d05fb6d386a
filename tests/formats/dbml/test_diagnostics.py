"""Diagnostics: what is wrong, and where."""

import pytest

from workbench.errors import TextError
from workbench.formats.dbml import DbmlError, Diagnostic


def test_an_error_shows_the_first_and_counts_the_others():
    several = [Diagnostic("Expected a type.", 3, 7), Diagnostic("Expected '}'.", 9, 1), Diagnostic("Again.", 12, 2)]
    error = DbmlError(several, "shop.dbml")
    assert str(error) == "shop.dbml:3:7: Expected a type. (2 more)"
    assert [line.partition(": ")[0] for line in error.further] == [
        f"shop.dbml:{d.line}:{d.column}" for d in error.diagnostics[1:]
    ]
    assert error.diagnostics == tuple(several)
    assert isinstance(error, TextError)


@pytest.mark.parametrize(("name", "place"), [(None, "DBML:1:2"), ("a.dbml", "a.dbml:1:2")])
def test_the_place_names_the_file_where_there_is_one(name, place):
    assert DbmlError([Diagnostic("Wrong.", 1, 2)], name).place == place


def test_a_diagnostic_is_one_line():
    assert str(Diagnostic("Wrong.", 3, 4)) == "3:4: Wrong."
