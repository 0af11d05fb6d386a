"""The sample data as their readers meet them: made once, then read by DuckDB with nothing but truth.toml as a guide."""

import duckdb
import pytest

from workbench.samples import SEED, generate, load_truth
from workbench.samples.business import make_business


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with freshly generated sample data."""
    folder = tmp_path_factory.mktemp("samples")
    generate(folder)
    return folder


@pytest.fixture(scope="session")
def truth(folder):
    return load_truth(folder)


@pytest.fixture(scope="session")
def business():
    """The business before faults are put in."""
    return make_business(SEED)


def _source(path, table):
    if path.suffix == ".csv":
        delimiter = table.delimiter or ","
        # The null string is one that no file holds: nulls stay as they are spelled.
        return f"read_csv('{path}', all_varchar=true, header=true, delim='{delimiter}', quote='\"', nullstr='\\N')"
    if path.suffix == ".jsonl":
        types = {name: "JSON" if facts.type == "json" else "VARCHAR" for name, facts in table.columns.items()}
        return f"read_json('{path}', format='newline_delimited', columns={types})"
    return f"read_parquet('{path}')"


def _value(name, column):
    """SQL that reads a raw value as the truth says it is written; what cannot be read becomes NULL."""
    raw = f"raw.{name}::VARCHAR"
    text = f"(CASE WHEN {raw} IN ({', '.join(repr(t) for t in column.null_tokens)}) THEN NULL ELSE {raw} END)"
    text = text if column.null_tokens else raw
    if column.thousands_mark:
        text = f"replace(replace({text}, '{column.thousands_mark}', ''), '{column.decimal_mark}', '.')"
    if column.true_words:
        return f"(CASE {text} WHEN '{column.true_words[0]}' THEN true WHEN '{column.false_words[0]}' THEN false END)"
    if column.date_formats:
        return f"try_strptime({text}, {list(column.date_formats)})::DATE"
    base = column.type.partition("(")[0].partition(":")[0]
    target = {"text": "VARCHAR", "char": "VARCHAR", "enum": "VARCHAR", "float64": "DOUBLE", "json": "JSON"}.get(
        base, {"int32": "INTEGER", "int64": "BIGINT"}.get(base, column.type)
    )
    return f"TRY_CAST({text} AS {target})"


@pytest.fixture(scope="session")
def shop(folder, truth):
    """DuckDB with two relations for each table: `raw_NAME` as the file has it, `NAME` as the truth reads it."""
    with duckdb.connect() as connection:
        for name, table in truth.tables.items():
            connection.execute(f"CREATE TABLE raw_{name} AS SELECT * FROM {_source(folder / table.file, table)}")
            values = ", ".join(f"{_value(column, facts)} AS {column}" for column, facts in table.columns.items())
            connection.execute(f"CREATE TABLE {name} AS SELECT {values} FROM raw_{name} AS raw")
        yield connection


@pytest.fixture
def rows(shop):
    """Rows of a query."""
    return lambda sql: shop.execute(sql).fetchall()


@pytest.fixture
def number(shop):
    """The one number that a query gives."""
    return lambda sql: shop.execute(sql).fetchone()[0]
