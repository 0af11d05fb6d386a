"""Source: files that change while they are read, or turn out to be unreadable; the others are still read."""

from __future__ import annotations

import importlib

import duckdb
import pytest

from workbench.errors import SourceError
from workbench.inference import infer
from workbench.profile import measure
from workbench.session import Session
from workbench.sources import open_source

TEXT = {"a.csv": "id,n\n1,a\n2\n", "a.ndjson": '{"id": 1}\n{\n'}


@pytest.fixture
def growing(monkeypatch):
    """Let a file grow as soon as its first bytes were read."""

    def grow(name):
        module = importlib.import_module(f"workbench.sources.{'csv' if name.endswith('csv') else 'json'}")
        head = module.head

        def head_then_more(path):
            found = head(path)
            if path.name == name:
                with path.open("a") as file:
                    file.write(TEXT[name])
            return found

        monkeypatch.setattr(module, "head", head_then_more)

    return grow


@pytest.mark.parametrize("name", TEXT)
def test_a_text_that_grows_while_it_is_read_is_left_out_and_said(tmp_path, growing, name):
    (tmp_path / name).write_text(TEXT[name])
    (tmp_path / "sound.csv").write_text("id\n1\n")
    growing(name)
    with open_source(tmp_path) as source:
        assert list(source.tables) == ["sound"]
        assert [(f.code, f.severity, f.subject.title, f.message) for f in source.findings] == [
            (
                "SRC-006-unreadable", "error", f'"{name}"',
                "The file changed while it was read. Read it again when nothing writes to it.",
            )
        ]  # fmt: skip
    with open_source(tmp_path / "sound.csv") as source:
        assert list(source.tables) == ["sound"]


def test_one_file_that_changes_is_an_error(tmp_path, growing):
    (tmp_path / "a.csv").write_text(TEXT["a.csv"])
    growing("a.csv")
    with pytest.raises(SourceError, match=r"a\.csv: The file changed while it was read\. Read it again"):
        open_source(tmp_path / "a.csv")


def parquet(path, rows):
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT range AS id FROM range({rows})) TO '{path}' (FORMAT parquet)")


def test_a_parquet_file_that_changes_after_it_was_opened_is_left_out_and_said(tmp_path):
    parquet(tmp_path / "a.parquet", 10)
    (tmp_path / "sound.csv").write_text("id\n1\n")
    session = Session()
    with open_source(tmp_path) as source:
        parquet(tmp_path / "a.parquet", 20)
        found = infer(session, source)
        assert list(found.facts.tables) == ["sound"]
    assert [str(entity.name) for entity in session.model.entities] == ["sound"]
    (finding,) = found.open.where(code="SRC")
    assert (finding.code, finding.subject.title) == ("SRC-006-unreadable", '"a.parquet"')
    assert "The file changed while it was read" in finding.message


def test_the_only_table_is_not_left_out(tmp_path):
    parquet(tmp_path / "a.parquet", 10)
    with open_source(tmp_path) as source:
        parquet(tmp_path / "a.parquet", 20)
        with pytest.raises(SourceError, match=r"a\.parquet: The file changed while it was read"):
            source.surviving(lambda: measure(source))
