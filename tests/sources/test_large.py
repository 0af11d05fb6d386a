"""Large: files of one very long line and of very many columns go through all of the inference."""

from __future__ import annotations

import pytest

from workbench.progress import Progress
from workbench.project import Project
from workbench.sources import open_source

pytestmark = pytest.mark.slow
LONG = 100_000_000


def test_a_line_of_100_megabytes_is_a_value(tmp_path):
    with (tmp_path / "a.csv").open("wb") as file:
        file.write(b"id,note\n1,a\n2," + b"x" * LONG + b"\n3,c\n")
    (tmp_path / "sound.csv").write_text("code,word\n1,one\n2,two\n")
    project = Project(tmp_path, progress=Progress()).infer()
    con = project.source.cursor()
    assert con.execute("SELECT id, length(note) FROM a").fetchall() == [("1", 1), ("2", LONG), ("3", 1)]
    assert {name: table.rows for name, table in project.facts.tables.items()} == {"a": 3, "sound": 2}
    assert [str(a.type) for a in project.model.entity("a").attributes] == ["int32", "text"]


def test_a_first_line_of_100_megabytes_is_told_and_the_other_file_is_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"x" * LONG + b"\n1\n")
    (tmp_path / "sound.csv").write_text("code,word\n1,one\n2,two\n")
    with open_source(tmp_path) as source:
        assert list(source.tables) == ["sound"]
        (finding,) = source.findings
    assert (finding.code, finding.subject.title) == ("SRC-006-unreadable", '"a.csv"')
    assert finding.message.startswith("The first line is longer than a megabyte; it holds no names of columns.")


def test_a_line_of_150_megabytes_is_left_out_and_its_number_said(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"id,note\n1,a\n2," + b"x" * (LONG + LONG // 2) + b"\n3,c\n")
    with open_source(tmp_path) as source:
        assert source.cursor().execute("FROM a").fetchall() == [("1", "a"), ("3", "c")]
        (finding,) = source.findings
    assert finding.code == "SRC-004-rejected-rows"
    assert finding.message.startswith("1 row does not fit the 2 columns and was left out (line 3).")
    assert finding.message.endswith("Line 3 is longer than 128 MiB.")


WIDE = 5000


def test_5000_columns_are_inferred(tmp_path):
    rows = [[f"c{i}" for i in range(WIDE)], *([str(i * row) for i in range(WIDE)] for row in range(1, 4))]
    (tmp_path / "a.csv").write_text("".join(",".join(row) + "\n" for row in rows))
    model = Project(tmp_path, progress=Progress()).infer().model
    assert len(model.entity("a").attributes) == WIDE
    assert str(model.attribute("a", f"c{WIDE - 1}").type) == "int32"


def test_5000_columns_are_read(tmp_path):
    rows = [[f"c{i}" for i in range(WIDE)], *([str(i * row) for i in range(WIDE)] for row in range(1, 4))]
    (tmp_path / "a.csv").write_text("".join(",".join(row) + "\n" for row in rows))
    (tmp_path / "sound.csv").write_text("code,word\n1,one\n2,two\n")
    project = Project(tmp_path, progress=Progress())
    table = project.source.table("a")
    assert (len(table.columns), table.columns[-1]) == (WIDE, (f"c{WIDE - 1}", "VARCHAR"))
    assert project.source.cursor().execute(f"SELECT c0, c{WIDE - 1} FROM a").fetchall() == [
        ("0", str((WIDE - 1) * row)) for row in range(1, 4)
    ]
