"""Narrow types: large text files stand as numbers and dates, and nobody can tell from what is said of them."""

from __future__ import annotations

import pytest

from workbench.inference import infer
from workbench.model.bindings import AttributeBinding
from workbench.model.nodes import Attribute
from workbench.model.types import parse_type
from workbench.profile import measure
from workbench.reading import value_sql
from workbench.session import Session
from workbench.sources import csv, open_source
from workbench.sources._narrow import failed_column, narrow_types, spread_rows

HEADER = "id,code,amount,day,at,share,word"


def lines(number, change=None):
    rows = []
    for i in range(number):
        row = {
            "id": str(i - 3), "code": f"{i:05d}", "amount": f"{i / 4 - 2:.2f}", "day": f"2024-{1 + i % 12:02d}-28",
            "at": f"2024-01-{1 + i % 28:02d} 10:00:0{i % 10}", "share": str(i / 8), "word": "ab"[i % 2],
        }  # fmt: skip
        if i % 7 == 0:
            row["amount"] = ""
        rows.append(row | (change or {}).get(i, {}))
    return "\n".join([HEADER, *(",".join(row.values()) for row in rows)]) + "\n"


@pytest.fixture
def narrow(monkeypatch):
    monkeypatch.setattr(csv, "NARROW_BYTES", 0)


def opened(tmp_path, text):
    (tmp_path / "t.csv").write_text(text)
    return open_source(tmp_path / "t.csv")


ALL = {"id": "INTEGER", "amount": "DECIMAL(9,2)", "day": "DATE", "at": "TIMESTAMP", "word": "ENUM"}


def test_columns_stand_in_narrow_types_and_are_shown_as_texts(tmp_path, narrow):
    with opened(tmp_path, lines(6_000)) as source:
        table = source.table("t")
        assert dict(table.stored) == ALL
        assert {kind for _, kind in table.columns} == {"VARCHAR"}
        con = source.cursor()
        shown = con.execute("SELECT * FROM t LIMIT 2").fetchall()
        assert shown == [tuple(v or None for v in line.split(",")) for line in lines(2).splitlines()[1:]]
        assert con.execute(f"SELECT min(id), min(day) FROM {table.relation}").fetchone()[0] == -3
        source.leave_out("t")
        with pytest.raises(Exception, match="t does not exist"):
            con.execute("SELECT * FROM t")


def test_small_files_stay_as_they_are(tmp_path):
    with opened(tmp_path, lines(6_000)) as source:
        assert source.table("t").stored == ()


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("id", "007"), ("id", "+7"), ("id", " 7"), ("id", "-0"), ("id", "7.0"), ("id", "n/a"), ("id", "9" * 25),
        ("amount", "1.5"), ("amount", "1.500"), ("amount", ".50"), ("amount", "-0.00"), ("amount", "1e2"),
        ("day", "2023-02-29"), ("day", "2024-2-09"), ("day", "2024-02-09 "),
        ("at", "2024-01-01 24:00:00"), ("at", "2024-01-01T10:00:00"), ("at", "2024-01-01 10:00:00.50"),
    ],
)  # fmt: skip
def test_one_value_that_would_not_be_written_so_keeps_the_column_text(tmp_path, narrow, column, text):
    with opened(tmp_path, lines(6_000, {5_500: {column: text}})) as source:
        assert dict(source.table("t").stored) == {name: kind for name, kind in ALL.items() if name != column}
        found = source.cursor().execute(f"SELECT count(*), count(*) FILTER (WHERE t.{column} = ?) FROM t", [text])
        assert found.fetchone()[1] >= 1


@pytest.mark.parametrize(
    ("column", "text", "kind"),
    [("id", "3000000000", "BIGINT"), ("id", "-2147483649", "BIGINT"), ("amount", "12345678.90", "DECIMAL(18,2)")],
)
def test_one_value_that_is_larger_makes_the_column_wider(tmp_path, narrow, column, text, kind):
    with opened(tmp_path, lines(6_000, {5_500: {column: text}})) as source:
        assert dict(source.table("t").stored) == ALL | {column: kind}
        found = source.cursor().execute(f"SELECT count(*) FILTER (WHERE t.{column} = ?) FROM t", [text])
        assert found.fetchone() == (1,)


def test_what_comes_later_in_a_file_is_looked_at_too(tmp_path):
    text = lines(20_000, {i: {"word": "c", "id": f"x{i}"} for i in range(9_000, 20_000)})
    (tmp_path / "t.csv").write_text(text)
    rows = spread_rows(tmp_path / "t.csv", ",")
    assert {len(row) for row in rows} == {7}
    assert {row[-1] for row in rows} == {"a", "b", "c"}
    assert narrow_types(HEADER.split(","), rows).keys() == {"amount", "day", "at", "word"}


def test_texts_that_come_again_and_again_are_in_the_order_of_texts(tmp_path, narrow):
    words = ["zebra", "Ärmel", "apple", "it's", "Zoo"]
    rows = "".join(f"{i},{words[i % 5]}\n" for i in range(4_000))
    with opened(tmp_path, "id,word\n" + rows) as source:
        table = source.table("t")
        assert dict(table.stored)["word"] == "ENUM"
        con = source.cursor()
        (fact,) = (c for c in measure(source).tables["t"].columns if c.column == "word")
        assert [fact.minimum, fact.maximum] == [min(words), max(words)]
        assert (fact.min_length, fact.max_length) == (3, 5)
        assert con.execute(f"SELECT DISTINCT word FROM {table.relation} ORDER BY word").fetchall() == [
            (word,) for word in sorted(words)
        ]


def test_a_file_with_many_such_columns_is_read_as_text(tmp_path, narrow):
    wrong = dict.fromkeys(ALL, "x")
    with opened(tmp_path, lines(6_000, {5_500: wrong})) as source:
        assert source.table("t").stored == ()
        assert source.cursor().execute("SELECT count(*) FROM t WHERE id = 'x'").fetchone() == (1,)
        assert source.findings == []


def test_rows_that_do_not_fit_are_reported_all_the_same(tmp_path, narrow):
    with opened(tmp_path, lines(6_000) + "1,2\n") as source:
        assert [finding.code for finding in source.findings] == ["SRC-004-rejected-rows"]
        assert dict(source.table("t").stored) == ALL


def test_the_same_is_said_of_both(tmp_path, monkeypatch):
    """Facts, findings and model of a table are those of its texts."""
    said = []
    for least in (1 << 40, 0):
        monkeypatch.setattr(csv, "NARROW_BYTES", least)
        with opened(tmp_path, lines(6_000, {5_000: {"share": "n/a"}})) as source:
            session = Session()
            found = infer(session, source)
            facts = measure(source).tables["t"].columns
            lengths = [(c.column, c.min_length, c.max_length, c.nulls, c.distinct, c.values[:9]) for c in facts]
            said.append((session.text, [str(finding) for finding in (*found.accepted, *found.open)], lengths))
    assert said[0] == said[1]


KINDS = ["int16", "int32", "int64", "decimal", "decimal(6,1)", "decimal(6,2)", "decimal(9,4)", "float64", "boolean",
         "date", "timestamp", "text", "text(3)", "time", "json", "uuid"]  # fmt: skip
STORED = {
    "INTEGER": ["0", "-1", "1", "40000", "20240229"],
    "BIGINT": ["0", "-1", "1", "40000", "99999999999", "20240229"],
    "DECIMAL(9,2)": ["0.00", "-1.50", "12345.67", "99999.99"],
    "DECIMAL(18,2)": ["0.00", "-1.50", "12345.67", "99999.99", "123456789.10"],
    "DATE": ["2024-02-29", "0001-01-01", "9999-12-31"],
    "TIMESTAMP": ["2024-02-29 00:00:00", "1969-12-31 23:59:59"],
}
BINDINGS = [
    AttributeBinding(), AttributeBinding(null_tokens=("n/a",)), AttributeBinding(null_tokens=("0", "1")),
    AttributeBinding(decimal_mark=","), AttributeBinding(thousands_mark="."), AttributeBinding(unit_mark="-"),
    AttributeBinding(formats=("%Y%m%d",)),
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stored", STORED)
def test_values_are_read_as_their_texts_are(kind, stored):
    import duckdb

    con = duckdb.connect()
    for binding in BINDINGS:
        attribute = Attribute(name="c", type=parse_type(kind), binding=binding)
        texts, narrow = value_sql("c", "VARCHAR", attribute), value_sql("d", "VARCHAR", attribute, stored)
        for text in STORED[stored]:
            row = con.execute(
                f"SELECT {', '.join(f'CAST({sql} AS VARCHAR)' for sql in (*texts, *narrow))} "
                f"FROM (SELECT '{text}' AS c, CAST('{text}' AS {stored}) AS d)"
            ).fetchone()
            assert row[:2] == row[2:], (text, binding)


def test_types_are_guessed_from_enough_values():
    assert narrow_types(["a"], [["1"]] * 19) == {}
    assert narrow_types(["a", "b"], [["1", "1"]] * 20 + [["1", "1", "1"]] + [["", "01"]]) == {"a": "INTEGER"}
    assert failed_column("Some other error 12.") is None
