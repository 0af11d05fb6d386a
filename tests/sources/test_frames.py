"""Frames: pandas, polars and Arrow in a dict are tables as files are."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from workbench.errors import SourceError
from workbench.sources import open_source

DATA = {"id": [1, 2, 3], "name": ["a", None, "ç"]}


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "Arrow"])
def test_each_kind_of_frame_is_a_table(make):
    with open_source({"people": make(DATA)}) as source:
        table = source.table("people")
        assert table.columns == (("id", "BIGINT"), ("name", "VARCHAR"))
        assert source.cursor().execute("FROM people").fetchall() == [(1, "a"), (2, None), (3, "ç")]
        assert table.origin == "data frame 'people'"


def test_a_frame_is_copied_so_that_a_later_change_does_not_show():
    frame = pd.DataFrame(DATA)
    with open_source({"frame_0": frame}) as source:
        frame.loc[0, "id"] = 99
        assert source.cursor().execute("SELECT min(id) FROM frame_0").fetchone() == (1,)


def test_names_of_frames_and_columns_are_made_usable():
    frames = {"a": pd.DataFrame({"x": [1], "X": [2], "": [3]}), "A": pd.DataFrame({"x": [1]})}
    with open_source(frames) as source:
        assert {name: list(table.types) for name, table in source.tables.items()} == {
            "a": ["x", "X_2", "column_3"],
            "A_2": ["x"],
        }
        codes = [f.code for f in source.findings]
        assert codes == ["SRC-002-column-name", "SRC-002-column-name", "SRC-001-same-name"]


def test_what_is_no_frame_is_refused():
    with pytest.raises(SourceError, match=r"'a' is a int, not a data frame .*Pass pandas, polars or Arrow frames"):
        open_source({"a": 1})
    with pytest.raises(SourceError, match=r"The dict holds no data frames\. Pass"):
        open_source({})


def test_a_named_index_of_pandas_is_a_column_and_a_plain_one_none():
    frame = pd.DataFrame(DATA)
    keyed = frame.set_index("id")
    with open_source({"plain": frame, "keyed": keyed, "twice": keyed.assign(id=7)}) as source:
        assert list(source.table("plain").types) == ["id", "name"]
        assert list(source.table("keyed").types) == ["id", "name"]
        assert list(source.table("twice").types) == ["name", "id"]


def test_a_frame_without_a_name_is_told_how_to_get_one():
    with pytest.raises(SourceError, match=r"A DataFrame is no path. Give a data frame a name: .'orders': frame.\."):
        open_source(pd.DataFrame(DATA))
