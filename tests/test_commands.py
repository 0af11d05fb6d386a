"""Commands: hard input survives the whole way, a model that is there is kept, and nothing is half-written."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3

import pytest

from tests.running import DATA, MODEL, refused, runner, write
from workbench import ddl

ENGINES = ddl.names()


@pytest.fixture
def run(capsys):
    return runner(capsys)


@pytest.fixture
def shop(tmp_path):
    data = write(tmp_path / "data", {"orders.csv": DATA})
    (tmp_path / "shop.dbml").write_text(MODEL)
    (tmp_path / "out").mkdir()
    return data, tmp_path / "shop.dbml", tmp_path / "out"


# -- input that survives the whole way ---------------------------------------------------------------------------

HARD = {
    "a reserved word": {"select.csv": "id,select,from\n1,a,b\n2,b,c\n"},
    "spaces and quotes": {
        "order by.csv": 'id,a b,it\'s,"q""q"\n1,1,2,3\n2,2,3,4\n', "it's.csv": DATA, 'a"b.csv': DATA,
    },
    "200 characters": {f"{'n' * 200}.csv": f"id,{'x' * 200},{'x' * 199}y\n1,a,b\n2,b,c\n"},
    "control characters": {"a\x01b.csv": 'id,na\x02me,"x\ny"\n1,a,\x07\n2,b,c\n'},
    "Unicode": {"日本.csv": "id,é,💣,Straße\n1,a,b,c\n2,b,c,d\n"},
    "signs only": {"--.csv": "??,!!\n1,2\n2,3\n"},
    "names of SQL's own": {"t.csv": "v,n,k,rowid\n1,a,b,1\n2,b,b,2\n", "c.csv": "k,p\n1,1\n", "p.csv": "v,k\n1,2\n"},
    "two files for one table": {"a.csv": DATA, "a.tsv": "id\tname\n1\tx\n"},
    "a header without rows": {"a.csv": "id,name\n"},
    "ragged rows": {"a.csv": "id,name\n1,a\n2\n3,c,d\n"},
    "latin-1": {"a.csv": "id,name\n1,Zürich\n".encode("latin-1")},
    "utf-16": {"a.csv": "id,name\n1,Zürich\n".encode("utf-16")},
    "utf-8 cut off": {"a.csv": "id,name\n1,Zürich\n2,Genè".encode()[:-1]},
    "fields of several lines": {"a.csv": 'id,name\r\n1,"a\nb"\r\n2,"c, ""d"""\r\n'},
    "an open quote": {"a.csv": 'id,name\n1,a\n2,"b\n3,c\n'},
    "columns of one name": {"a.csv": "id,name,Name,\n1,a,b,c\n2,b,c,d\n"},
    "states with control characters": {"a.csv": "id,status\n" + "1,a\x07\n2,b\n" * 100},
    "states with quotes": {"a.csv": "id,status\n" + "1,it's\n2,a\\b\n" * 100},
    "broken lines of JSON": {"a.jsonl": '{"id": 1}\n{"id":\n{"id": 3, "n\\u0000": "\\ud800"}\n'},
}  # fmt: skip


@pytest.mark.slow  # the whole way, for each
@pytest.mark.parametrize("what", HARD)
def test_hard_input_survives_the_whole_way(run, tmp_path, what):
    data, model = write(tmp_path / "data", HARD[what]), tmp_path / "shop.dbml"
    assert run("infer", data, "-o", model)[0] == 0
    text = model.read_bytes()
    assert run("infer", data, "-o", model)[0] == 0
    assert model.read_bytes() == text
    for engine in ENGINES:
        assert run("ddl", model, "--engine", engine, "-o", tmp_path / f"{engine}.sql")[0] == 0
    for name in ("a.svg", "a.mmd"):
        assert run("diagram", model, "-o", tmp_path / name)[0] == 0
    for name in ("a.md", "a.html"):
        assert run("dictionary", model, "--data", data, "-o", tmp_path / name)[0] == 0
    for form in ("text", "json", "html"):
        assert run("profile", data, "--format", form)[0] == 0
    assert run("check", model, "--data", data)[0] in (0, 1)
    assert run("import", model, "-o", tmp_path / "shop.json")[0] == 0
    for engine in ("duckdb", "sqlite"):
        status, out, _ = run("prove", model, "--data", data, "--engine", engine)
        assert status in (0, 1)
        assert ": refuted" not in out, out


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("ragged rows", '"a.csv": 2 rows do not fit the 2 columns and were left out (lines 3, 4). Mend these lines.'),
        ("an open quote", '"a.csv": 2 rows do not fit the 2 columns and were left out (line 3).'),
        ("latin-1", '"a.csv": The file is not UTF-8; it is read as windows-1252. Look at a name with an accent'),
        ("utf-8 cut off", '"a.csv": The file is UTF-8, but 1 character cannot be read (the first in line 3)'),
        ("a header without rows", '"a.csv": The file has a header and no rows'),
        ("two files for one table", "\"a.tsv\": a.csv gives a table 'a' too; this one is read as 'a_tsv'. Rename one"),
        ("broken lines of JSON", '"a.jsonl": 1 line is no JSON object and was left out (line 2). Mend this line.'),
    ],
)
def test_what_was_changed_or_left_out_is_said(run, tmp_path, what, text):
    data = write(tmp_path / "data", HARD[what])
    for command in ("infer", "profile"):
        status, out, _ = run(command, data)
        assert status == 0
        assert text in out


def test_a_file_that_cannot_be_read_among_others_makes_the_status_3(run, shop):
    data, _, out = shop
    write(data, {"bad.csv": b"id\0name"})
    for command in (("infer", data), ("profile", data), ("infer", data, "-o", out / "new.dbml")):
        status, text, err = run(*command)
        assert status == 3
        assert "orders" in text
        assert 'Not read: "bad.csv"; the reasons stand among the errors. The others were.' in err
    (data / "bad.csv").unlink()
    assert run("infer", data)[0] == 0


# -- a model that is there ---------------------------------------------------------------------------------------

OURS = "// Ours.\nTable orders {\n  id   int [pk]   // theirs\n  label text [wb_source: 'name']\n}\n"


def test_infer_onto_a_model_changes_nothing_unasked_and_says_so(run, shop):
    data, model, _ = shop
    model.write_text(OURS)
    status, out, err = run("infer", data, "-o", model)
    assert (status, model.read_text()) == (0, OURS)
    assert err == f"\nNothing in {model} was changed; --accept-above SHARE accepts findings.\n"
    assert "orders.label: Is text(10), required: text of up to 1 character" in out
    assert sorted(p.name for p in model.parent.iterdir()) == ["data", "out", "shop.dbml"]


def test_only_what_is_asked_for_is_accepted_and_the_difference_shown(run, shop):
    data, model, _ = shop
    write(data, {"orders.csv": "id,name,paid\n1,a,Y\n2,b,N\n"})
    model.write_text(OURS)
    status, _, err = run("infer", data, "-o", model, "--accept-above", "1")
    assert status == 0
    assert (
        "// Ours.\nTable orders {\n  id   int [pk]   // theirs\n  label text [wb_source: 'name']\n" in model.read_text()
    )
    assert "paid" in model.read_text()
    assert "add attribute orders.paid" in err


def test_fresh_starts_over_and_keeps_what_was_there(run, shop):
    data, model, _ = shop
    model.write_text(OURS)
    model.with_name("shop.workbench.json").write_text('{"layout": {"orders": [1, 2]}, "decisions": []}')
    assert run("infer", data, "-o", model, "--fresh")[0] == 0
    assert model.with_name("shop.dbml.bak").read_text() == OURS
    assert "Ours" not in model.read_text()
    assert "name text(10) [not null]" in model.read_text()
    assert '"orders": [1' not in model.with_name("shop.workbench.json").read_text()


def test_import_onto_a_model_shows_the_difference_and_leaves_it(run, shop):
    _, model, out = shop
    other = out / "other.dbml"
    other.write_text(OURS)
    status, shown, err = run("import", model, "-o", other)
    assert (status, other.read_text()) == (0, OURS)
    assert "exists and was left as it is. It differs by:" in err
    assert "orders" in shown


def test_import_copies_the_text_byte_for_byte_and_json_comes_back(run, shop):
    _, model, out = shop
    model.write_bytes(OURS.replace("\n", "\r\n").encode())
    assert run("import", model, "-o", out / "copy.dbml")[0] == 0
    assert (out / "copy.dbml").read_bytes() == model.read_bytes()
    assert run("import", model, "-o", out / "copy.json")[0] == 0
    status, text, _ = run("import", out / "copy.json")
    assert status == 0
    assert "label text [wb_source: 'name']" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "The file is not JSON"), ("[]", "Expected an object"), ('{"entity": []}', "There is no field 'entity'")],
)
def test_json_that_is_no_model(run, shop, content, words):
    _, _, out = shop
    (out / "a.json").write_text(content)
    refused(run("import", out / "a.json"), "a.json", words)


def test_check_says_whether_the_model_still_holds(run, shop):
    data, model, _ = shop
    model.write_text("Table orders {\n  id int [pk]\n  name text\n}\n")
    said = "The model is sound (1 table, 0 references); --data DATA tells whether data hold it.\n"
    assert run("check", model) == (0, said, "")
    assert run("check", model, "--data", data)[0] == 0
    write(data, {"orders.csv": "id,name\n1,a\n1,b\nx,c\n"})
    status, out, _ = run("check", model, "--data", data)
    assert status == 1
    assert "orders(id): 1 row repeats the id of another row. Take out the one that is wrong." in out
    assert "orders.id: 1 of 3 values cannot be read as int32: 'x'. Mend them at their source." in out
    write(data, {"orders.csv": "id\n1\n"})
    status, out, _ = run("check", model, "--data", data)
    assert status == 1
    assert (
        "orders.name: The table 'orders' has no column 'name'. "
        "Bind it in the text with [wb_source: 'COLUMN'], or drop it." in out
    )


BROKEN = {
    "a required value": (
        "id int [pk]\n  name text [not null]",
        "orders.name: 1 row has no value, and one is required.",
    ),
    "a unique key": ("id int [pk]\n  name text [unique]", "orders(name): 1 row repeats the name of another row."),
    "a check": ("id int [pk, check: `id > 1`]\n  name text", "1 row has values against id > 1. Mend it, or the rule."),
    "an enum": ("id int [pk]\n  name kind", "orders.name: 1 row has a value that the enum kind does not list."),
    "a check of nothing": (
        "id int [pk, check: `Totl > 1`]\n  name text",
        "The check cannot be tried on the data: Binder",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_check_tells_of_every_rule_that_the_data_break(run, shop, what):
    data, model, _ = shop
    columns, text = BROKEN[what]
    model.write_text(f"Enum kind {{\n  a\n}}\nTable orders {{\n  {columns}\n}}\n")
    write(data, {"orders.csv": "id,name\n1,a\n2,b\n3,\n4,a\n" if what == "a unique key" else "id,name\n1,a\n2,b\n3,\n"})
    status, out, _ = run("check", model, "--data", data)
    assert (status, text in out) == (1, True), out
    proven, _, _ = run("prove", model, "--data", data, "--engine", "sqlite")
    assert proven == 1


def test_another_encoding_holds_and_rows_left_out_do_not(run, shop):
    data, model, _ = shop
    write(data, {"orders.csv": "id,name\n1,Zürich\n".encode("latin-1")})
    assert run("check", model, "--data", data)[0] == 0
    write(data, {"orders.csv": "id,name\n1,a\n2\n"})
    assert run("check", model, "--data", data)[0] == 1


def test_a_proof_does_not_hold_where_rows_could_not_be_read(run, shop):
    data, model, _ = shop
    model.write_text("Table orders {\n  id int [pk]\n  name text\n}\n")
    write(data, {"orders.csv": "id,name\n1,a\n2\n3,c,d\n"})
    status, out, err = run("prove", model, "--data", data, "--engine", "sqlite")
    assert (status, "sqlite" in out.lower()) == (1, True)
    assert "The design is proven; 1 file could not be read as a whole (exit status 1)." in err


def test_a_script_that_says_less_than_the_model_is_written_and_told(run, shop):
    _, model, out = shop
    model.write_text("Table a {\n  id int\n}\nTable b {\n  a int\n}\nRef: b.a > a.id\n")
    status, _, err = run("ddl", model, "--engine", "sqlite", "-o", out / "a.sql")
    assert (status, "CREATE TABLE" in (out / "a.sql").read_text()) == (1, True)
    assert "DDL-024" in err
    assert run("prove", model, "--engine", "sqlite")[0] == 1


def test_a_version_that_nobody_has_tried_is_told(run, shop):
    _, model, _ = shop
    assert "PostgreSQL 99 is newer than PostgreSQL 18" in run("ddl", model, "--engine", "postgresql@99")[2]
    assert "newer" not in run("ddl", model, "--engine", "postgresql@18.3")[2]


@pytest.mark.parametrize("engine", ["sqlite@3.31", "duckdb@1.0"])
def test_no_proof_is_claimed_for_a_version_that_does_not_run_here(run, shop, engine):
    _, model, _ = shop
    status, out, _ = run("prove", model, "--engine", engine)
    assert (status, f"runs here, not {engine.partition('@')[2]}. Leave the version out" in out) == (2, True)


def test_values_of_people_are_masked_until_somebody_asks(run, shop):
    data, _, _ = shop
    write(data, {"orders.csv": "id,email\n" + "".join(f"{i},ann{i}@example.org\n" for i in range(30))})
    for form in ("text", "json", "html"):
        assert "@example.org" not in run("profile", data, "--format", form)[1]
        assert "@example.org" in run("profile", data, "--format", form, "--show-personal")[1]
        assert "(masked)" in run("profile", data, "--format", form)[1]
    assert "@example.org" not in run("infer", data)[1]
    assert "@example.org" not in run("infer", data, "--format", "json")[1]


def test_a_database_file_is_imported_by_its_path(run, shop, tmp_path):
    _, _, out = shop
    with contextlib.closing(sqlite3.connect(tmp_path / "a.sqlite")) as database:
        database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT NOT NULL)")
    assert run("import", tmp_path / "a.sqlite", "-o", out / "a.dbml")[0] == 0
    assert "Table a {" in (out / "a.dbml").read_text()


def test_a_profile_reads_numbers_as_numbers_and_follows_the_ending(run, shop):
    data, _, out = shop
    write(data, {"orders.csv": "id,total\n" + "".join(f"{i},{i / 4}\n" for i in range(9, 121))})
    text = run("profile", data)[1]
    assert re.search(r"\bid +int32 .* 9 to 120\n", text)
    assert re.search(r"total +decimal\(\d+,2\) .* 2.25 to 30\n", text + "\n")
    assert run("profile", data, "-o", out / "a.html")[0] == 0
    assert (out / "a.html").read_text().startswith("<!doctype html>")
    assert run("profile", data, "-o", out / "a.json")[0] == 0
    refused(run("profile", data, "--format", "text", "-o", out / "b.html"), "b.html", "--format text", "another ending")
    assert not (out / "b.html").exists()
    refused(run("profile", data, "-o", out / "b.pdf"), "b.pdf", "Write .html, .json or .txt.")
    column = json.loads((out / "a.json").read_text())["tables"]["orders"]["columns"]["id"]
    assert (column["type"], column["minimum"], column["maximum"]) == ("int32", "9", "120")


def test_targets_are_worked_out(run):
    status, out, _ = run("targets")
    assert status == 0
    for line in ("read           CSV", "read, written  DBML", "drawn          svg", "DDL, proven    PostgreSQL"):
        assert line in out


def test_import_writes_for_older_readers_and_says_what_they_cannot_read(run, shop):
    _, model, out = shop
    old = out / "old.dbml"
    model.write_text("Table t {\n  total int [wb_unit: 'EUR']\n}\n")
    assert run("import", model, "--level", "5", "-o", old)[0] == 0
    assert old.read_text() == "Table t {\n  total int\n}\n"
    status, text, told = run("import", model, "--level", "5")
    assert (status, text) == (0, old.read_text())
    assert "DBML 5 cannot say everything:\n  t.total: the unit EUR is left out\n" in told
    status, _, told = run("import", model, "--level", "4")
    assert (status, "The levels are 3, 5, 8, 10." in told) == (2, True)
    status, _, told = run("import", model, "--level", "5", "-o", out / "old.json")
    assert (status, "not of JSON" in told) == (2, True)
    assert not (out / "old.json").exists()


def test_files_are_written_in_one_style_and_only_asked_for(run, tmp_path):
    plain = tmp_path / "a.dbml"
    plain.write_text("table a{id int  [ pk ]}  // key\n")
    status, out, _ = run("fmt", plain, "--check")
    assert (status, plain.read_text()) == (1, "table a{id int  [ pk ]}  // key\n")
    assert out.endswith("a.dbml: 3 lines in another style, the first is 1\n")
    assert run("fmt", plain)[0] == 0
    assert plain.read_text() == "Table a {\n  id int [pk]\n} // key\n"
    assert run("fmt", plain, "--check")[:2] == (0, "")
    broken = tmp_path / "b.dbml"
    broken.write_text("Table b { id }\n")
    plain.write_text("table a{id int}\n")
    refused(run("fmt", plain, broken), "b.dbml:1:11", "The column 'id' has no type")
    assert plain.read_text() == "table a{id int}\n"  # all files, or none
    refused(run("fmt", tmp_path / "c.txt"), "c.txt")


def test_what_a_file_takes_from_others_must_be_there_to_import_it(run, tmp_path):
    main, base = tmp_path / "main.dbml", tmp_path / "base.dbml"
    main.write_text("use { table a } from './base'\nTable b {\n  a_id int [ref: > a.id]\n}\n")
    refused(run("import", main), "main.dbml:1:22", "There is no file './base'")
    base.write_text("Table c { id int }\n")
    refused(run("import", main), "main.dbml:1:13", "There is no table 'a' in the file './base'")
    base.write_text("Table a { id int }\n")
    status, out, _ = run("import", main)
    assert (status, out) == (0, main.read_text())
