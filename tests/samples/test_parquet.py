import subprocess
import sys
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from workbench.samples.parquet import parquet_bytes
from workbench.samples.rows import Product
from workbench.samples.schema import TABLES

ROWS = [
    Product("00000007", 'Tent 22", "big"', 2, Decimal("1289.00"), 1.5, "active", {"a": ["x", 'y"']}, None),
    Product("00000012", "Zelt\nzweizeilig", 2, Decimal("9.90"), None, "active", {}, date(2024, 2, 29)),
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "products.parquet"
    path.write_bytes(parquet_bytes(TABLES["products"], ROWS))
    return path


def test_columns_have_the_types_of_the_schema(file):
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE SELECT * FROM '{file}'").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [
        ("product_code", "VARCHAR"),
        ("name", "VARCHAR"),
        ("category_id", "INTEGER"),
        ("list_price", "DECIMAL(10,2)"),
        ("weight_kg", "DOUBLE"),
        ("status", "VARCHAR"),
        ("attributes", "VARCHAR"),
        ("discontinued_on", "DATE"),
    ]


def test_values_come_back_as_they_went_in(file):
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT * FROM '{file}'").fetchall()
    assert rows == [(*row[:6], text, row[7]) for row, text in zip(ROWS, ['{"a": ["x", "y\\""]}', "{}"], strict=True)]


def test_the_same_rows_give_the_same_bytes(file):
    assert parquet_bytes(TABLES["products"], ROWS) == file.read_bytes()


def test_duckdb_is_loaded_only_when_a_file_is_written():
    code = "import sys, workbench.samples; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
