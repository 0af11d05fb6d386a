"""CachedSource: what is kept is used while it holds, for the rest the data are opened, and never is anything stale."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys

import pandas as pd
import pytest

from tests.running import write
from workbench import profile, sources
from workbench.cache import CachedSource, answer, keep, measure, open_source
from workbench.errors import SourceError
from workbench.facts import Breaking, Fits, Included, Ordered, Unique, Values
from workbench.inference import infer
from workbench.model import parse_type
from workbench.session import Session

SHOP = {
    "customers.csv": "id,name,born\n" + "".join(f"{i},n{i % 7},19{i % 50 + 40}-01-02\n" for i in range(1, 41)),
    "orders.csv": "id,customer_id,total\n" + "".join(f"{i},{i % 40 + 1},{i}.50\n" for i in range(1, 121)),
    "notes.csv": "id,text\n" + "".join(f"{i},t{i}\n" for i in range(1, 31)),
}
LONG_AGO = 1_600_000_000


@pytest.fixture
def shop(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_CACHE")
    folder = write(tmp_path / "shop", SHOP)
    for path in folder.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def work(monkeypatch):
    """What is done from now on: sources opened, tables measured, questions asked of the data."""
    done = {"opened": 0, "tables": [], "questions": []}
    opening, measuring, answering = sources.open_source, profile.measure, profile.answer

    def opened(*args, **options):
        done["opened"] += 1
        return opening(*args, **options)

    def measured(source, **options):
        done["tables"] += source.tables
        return measuring(source, **options)

    def answered(source, model, questions, **options):
        done["questions"] += questions
        return answering(source, model, questions, **options)

    monkeypatch.setattr(sources, "open_source", opened)
    monkeypatch.setattr(profile, "measure", measured)
    monkeypatch.setattr(profile, "answer", answered)
    return done


def look(data, text="", **options):
    """Look at data on a model: facts, findings and the model that came of it."""
    session = Session.of_text(text) if text else Session()
    with open_source(data, **options) as source:
        result = infer(session, source, accept_above=None if text else "default")
        notice = source.notice() if isinstance(source, CachedSource) else ""
    return result, session, notice


def same(one, other):
    """Two looks say the same."""
    (a, first, _), (b, second, _) = one, other
    assert dict(a.facts.tables) == dict(b.facts.tables)
    assert dict(a.facts.answers) == dict(b.facts.answers)
    assert list(a.open) == list(b.open)
    assert list(a.accepted) == list(b.accepted)
    assert first.model == second.model
    assert first.text == second.text
    assert dict(first.state.decisions) == dict(second.state.decisions)
    return True


def test_a_second_look_opens_nothing_and_says_the_same(shop, work):
    first = look(shop)
    assert first[2] == ""
    work.update(opened=0, tables=[], questions=[])
    second = look(shop)
    assert work == {"opened": 0, "tables": [], "questions": []}
    assert same(second, first)
    assert same(second, look(shop, cache=False))
    assert second[2].startswith("Facts measured 2")
    assert second[2].endswith("--no-cache measures anew.")


def test_a_second_look_is_one_step_that_undo_takes_back(shop):
    for _ in range(2):
        _, session, _ = look(shop)
        assert session.undo_label == f"infer from {shop}"
        session.undo()
        assert session.text == ""


def test_duckdb_is_not_even_loaded(shop):
    program = (
        "import sys; from workbench.cli import main; main(['infer', sys.argv[1], '-q']); print('duckdb' in sys.modules)"
    )
    ends = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program, shop], capture_output=True, text=True, check=True, timeout=60
        )
        ends.append(done.stdout.splitlines()[-1])
    assert ends == ["True", "False"]


CHANGES = {
    "a value of the same length": lambda p: p.write_text(p.read_text().replace("t7\n", "t8\n")),
    "a row more": lambda p: p.write_text(p.read_text() + "31,t31\n"),
    "a row less": lambda p: p.write_text(p.read_text().replace("30,t30\n", "")),
    "a column renamed": lambda p: p.write_text(p.read_text().replace("text", "tekst")),
    "a file renamed": lambda p: p.rename(p.with_name("memos.csv")),
    "a file gone": lambda p: p.unlink(),
    "a file more": lambda p: p.with_name("more.csv").write_text("id\n1\n"),
    "a file passed over": lambda p: p.with_name("more.xlsx").write_text("x"),
    "a file that cannot be read": lambda p: p.with_name("more.csv").write_text(""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_stale_is_served(shop, change):
    look(shop)
    change(shop / "notes.csv")
    for path in shop.glob("*.*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    after = look(shop)
    assert same(after, look(shop, cache=False))
    assert same(look(shop), after)


def test_of_a_changed_folder_only_the_changed_table_is_measured(shop, work):
    look(shop)
    work.update(opened=0, tables=[], questions=[])
    CHANGES["a row more"](shop / "notes.csv")
    result, _, notice = look(shop)
    assert (work["opened"], work["tables"]) == (1, ["notes"])
    assert work["questions"]
    assert all("notes" in repr(question) for question in work["questions"])
    assert any("notes" not in repr(question) for question in result.facts.answers)
    assert notice.startswith("Facts of 2 of 3 tables are from the cache")


def test_touched_and_copied_data_are_the_same_data(shop, work, tmp_path):
    first = look(shop)
    os.utime(shop / "orders.csv", (LONG_AGO + 5, LONG_AGO + 5))
    work.update(opened=0, tables=[], questions=[])
    assert same(look(shop), first)
    assert work["opened"] == 0
    copy = shutil.copytree(shop, tmp_path / "copy")
    result, _, _ = look(copy)
    assert (work["tables"], work["questions"]) == ([], [])
    assert result.facts.tables["orders"].origin == str(copy / "orders.csv")


def test_verify_sees_a_change_that_nothing_else_shows(shop):
    large = shop / "large.csv"
    large.write_text("id,word\n" + "".join(f"{i:07},same\n" for i in range(60_000)))
    os.utime(large, (LONG_AGO, LONG_AGO))
    first = look(shop)
    data = large.read_bytes()
    starts = [(len(data) - 4096) * number // 65 for number in range(66)]  # of the blocks that are looked at
    at = next(at for at in range(data.index(b"same"), len(data), 13) if all(abs(at - start) > 5000 for start in starts))
    large.write_bytes(data[:at] + b"SAME" + data[at + 4 :])
    os.utime(large, (LONG_AGO, LONG_AGO))
    assert same(look(shop), first)  # why there is --verify
    seen = look(shop, verify=True)
    assert seen[0].facts.column("large", "word").distinct == 2
    assert same(seen, look(shop, cache=False))
    assert "all of the data is the same" in look(shop, verify=True)[2]


EDITS = {
    "null tokens": ("name text [not null]", "name text [not null, wb_null: 'n1']"),
    "another column": ("name text [not null]", "name text [not null, wb_source: 'born']"),
    "another type": ("customer_id int [", "customer_id text ["),
    "an expression": ("name text [not null]", "name text [wb_expression: '(SELECT max(text) FROM notes) || name']"),
    "a check": ("total decimal(10,2)", "total decimal(10,2) [check: `total < 50`]"),
    "another table": ("Table orders {", "Table orders [wb_source: 'notes'] {"),
}
TEXT = """Table customers {
  id int [pk]
  name text [not null]
}
Table orders {
  id int [pk]
  customer_id int [not null, ref: > customers.id]
  total decimal(10,2)
}
"""


def outcome(look_, *args, **options):
    """What a look comes to: itself, or the error that it ends with."""
    try:
        return look_(*args, **options)
    except SourceError as error:
        return str(error)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_model_gets_no_stale_answer(shop, edit):
    old, new = EDITS[edit]
    assert old in TEXT
    edited = TEXT.replace(old, new)
    before, after = look(shop, TEXT), outcome(look, shop, edited)
    expected = outcome(look, shop, edited, cache=False)
    assert after == expected if isinstance(expected, str) else same(after, expected)
    assert same(look(shop, TEXT), before)


QUESTIONS = [
    Fits("orders", "total", parse_type("decimal(10,2)")),
    Unique("customers", ("name",)),
    Values("customers", "name"),
    Included("orders", ("customer_id",), "customers", ("id",)),
    Ordered("orders", "customer_id", "id"),
    Breaking("orders", ("total < 50",)),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: type(q).__name__)
def test_each_kind_of_question_is_answered_from_before(shop, work, question):
    model = Session.of_text(TEXT).model
    found = []
    for _ in range(2):
        with open_source(shop) as source:
            measure(source)
            found.append(answer(source, model, [question]))
            keep(source)
    assert found[0] == found[1]
    assert work["questions"] == [question]


def test_what_is_not_known_opens_the_data(shop, work):
    look(shop)
    work.update(opened=0)
    with open_source(shop) as source:
        assert source.table("orders").columns[0] == ("id", "VARCHAR")
        assert work["opened"] == 0
        assert source.cursor().execute("SELECT count(*) FROM orders").fetchone() == (120,)
        assert work["opened"] == 1


def test_data_that_change_after_the_look_are_not_mixed_with_it(shop):
    look(shop)
    source = open_source(shop)
    CHANGES["a row more"](shop / "notes.csv")
    with pytest.raises(SourceError, match=r"The data have changed since they were looked at. Open them again."):
        source.cursor()


def test_data_that_change_while_they_are_measured_are_not_kept(shop):
    with open_source(shop) as source:
        measure(source)
        CHANGES["a row more"](shop / "notes.csv")
        keep(source)
    assert not (shop / ".workbench").exists()


def test_damage_is_made_good(shop, work):
    first = look(shop)
    for path in (shop / ".workbench").glob("*-*.result"):
        path.unlink()
    for suffix in (".facts", ".source"):
        (path,) = (shop / ".workbench").glob(f"*{suffix}")
        path.write_bytes(path.read_bytes()[:40])
        assert same(look(shop), first)
    work.update(opened=0)
    assert same(look(shop), first)
    assert work["opened"] == 0


def test_without_a_cache_nothing_is_left(shop, monkeypatch):
    look(shop, cache=False)
    monkeypatch.setenv("WORKBENCH_CACHE", "off")
    look(shop)
    assert sorted(path.name for path in shop.iterdir()) == sorted(SHOP)


def test_a_folder_that_may_not_be_written_is_left_alone(shop, monkeypatch, tmp_path, work):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    shop.chmod(0o555)
    first = look(shop)
    work.update(opened=0)
    assert same(look(shop), first)
    assert work["opened"] == 0
    assert sorted(path.name for path in shop.iterdir()) == sorted(SHOP)
    shop.chmod(0o755)


def test_frames_are_never_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path))
    with open_source({"t": pd.DataFrame({"a": [1]})}) as source:
        assert not isinstance(source, CachedSource)
    assert list(tmp_path.iterdir()) == []


def test_the_log_of_a_database_is_a_part_of_it(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_CACHE")
    path = write(tmp_path / "data", {}) / "shop.sqlite"
    con = sqlite3.connect(path, isolation_level=None)
    con.execute("PRAGMA journal_mode = wal")
    con.execute("CREATE TABLE t (id)")
    con.execute("INSERT INTO t VALUES (1)")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.execute("PRAGMA wal_autocheckpoint = 0")
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert look(path)[0].facts.tables["t"].rows == 1
    before = path.read_bytes()
    con.execute("INSERT INTO t VALUES (2)")
    assert path.read_bytes() == before  # the row stands in the log alone
    assert look(path)[0].facts.tables["t"].rows == 2
    assert look(path)[2].startswith("Facts measured")
    con.close()


def test_personal_values_are_for_the_owner_only(shop):
    (shop / "people.csv").write_text("id,email\n" + "".join(f"{i},ann{i}@example.org\n" for i in range(30)))
    old = os.umask(0)
    try:
        look(shop)
    finally:
        os.umask(old)
    found = [shop / ".workbench", *(shop / ".workbench").iterdir()]
    assert len(found) == 5
    assert all(path.stat().st_mode & 0o077 == 0 for path in found)
