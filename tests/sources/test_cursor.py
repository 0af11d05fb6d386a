"""Cursor: more memory is asked for once, and where nobody has set a limit."""

from __future__ import annotations

import duckdb
import pytest

from workbench.sources import Source
from workbench.sources import _source as module

# A list of two million numbers, which no limit of a few megabytes holds.
LARGE = "SELECT len(list(i)) FROM range(2_000_000) t(i)"


def test_a_statement_that_needs_more_than_the_usual_limit_is_run_again(monkeypatch):
    monkeypatch.setattr(module, "USUAL_LIMIT", "10MB")
    with Source("x") as source:
        con = source.cursor()
        assert con.execute("SELECT current_setting('memory_limit')").fetchone() == ("9.5 MiB",)
        assert con.execute(LARGE).fetchone() == (2_000_000,)
        assert con.execute("SELECT current_setting('memory_limit')").fetchone() != ("9.5 MiB",)
        assert con.description[0][0] == "current_setting('memory_limit')"  # all else is the connection's own


def test_a_limit_that_was_set_is_kept():
    with Source("x", memory_limit="10MB") as source:
        con = source.cursor()
        with pytest.raises(duckdb.OutOfMemoryException):
            con.execute(LARGE)
        assert con.execute("SELECT current_setting('memory_limit')").fetchone() == ("9.5 MiB",)


def test_other_errors_are_raised_as_they_are():
    with Source("x") as source, pytest.raises(duckdb.CatalogException):
        source.cursor().execute("SELECT * FROM nothing")
