"""Memory: a limit that is none is refused, and one that is too small is named, never DuckDB's own error."""

from __future__ import annotations

import pytest

from workbench import cache
from workbench.errors import MemoryLimitError, SourceError, UsageError
from workbench.inference import infer
from workbench.session import Session
from workbench.sources import Source, open_source
from workbench.sources._memory import checked


@pytest.mark.parametrize("limit", ["lots", "", "5", "-5", "-5MB", "0MB", "50%", "1 GB of it"])
def test_what_is_no_amount_of_memory_is_refused(limit):
    with pytest.raises(MemoryLimitError, match=r"is no amount of memory\. Write it as 500MB or 2GB\."):
        Source("x", memory_limit=limit)


@pytest.mark.parametrize(("limit", "taken"), [("500MB", "500MB"), (" 1.5 gib ", "1.5gib"), ("2TB", "2TB")])
def test_amounts_are_taken_with_and_without_spaces(limit, taken):
    assert checked(limit) == taken


@pytest.fixture
def wide(tmp_path):
    names = [f"c{i}" for i in range(200)]
    rows = [",".join(f"{i * n % 9973}.{n:03}x" for n in range(200)) for i in range(3000)]
    (tmp_path / "wide.csv").write_text("\n".join([",".join(names), *rows]) + "\n")
    return tmp_path


@pytest.mark.parametrize("limit", ["1KB", "1MB", "4MB", "12MB"])
def test_a_limit_that_is_too_small_is_named_wherever_it_is_reached(wide, limit):
    with pytest.raises(MemoryLimitError) as caught, open_source(wide, memory_limit=limit) as source:
        infer(Session(), source)
    assert "too small" in str(caught.value) or "too little memory" in str(caught.value)
    assert "Out of Memory" not in str(caught.value)


def test_a_file_that_memory_does_not_do_for_leaves_the_others(tmp_path, monkeypatch):
    import duckdb

    from workbench.sources import csv

    (tmp_path / "a.csv").write_text("x\n1\n")
    (tmp_path / "b.csv").write_text("x\n1\n")

    def load(source, path):
        if path.name == "a.csv":
            raise duckdb.OutOfMemoryException("Out of Memory Error")
        return real(source, path)

    real = csv.KIND.load
    monkeypatch.setattr("workbench.sources._file.FileKind.load", staticmethod(load), raising=False)
    monkeypatch.delitem(csv.KIND.__dict__, "load", raising=False)
    with open_source(tmp_path) as source:
        assert list(source.tables) == ["b"]
        (finding,) = source.findings
    assert (finding.code, "There is too little memory" in finding.message) == ("SRC-006-unreadable", True)


def test_a_limit_is_looked_at_even_where_all_is_known_already(wide):
    with pytest.raises(SourceError, match="no amount of memory"):
        cache.open_source(wide, memory_limit="-5")


def test_there_is_nothing_to_verify_without_a_cache(wide):
    with pytest.raises(UsageError, match="nothing to verify"):
        cache.open_source(wide, cache=False, verify=True)
