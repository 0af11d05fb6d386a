from workbench.sources import open_source

TEXT = "id,name\n1,a\n2,b\n"


def test_what_looks_like_data_and_is_not_read_is_said(tmp_path):
    (tmp_path / "a.csv").write_text(TEXT)
    for name in ("README.md", "plan.xlsx", "old.ZIP", "notes.txt", ".hidden.xlsx", "script.py"):
        (tmp_path / name).write_text("x")
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "b.csv").write_text(TEXT)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "c.md").write_text("x")
    with open_source(tmp_path) as source:
        assert list(source.tables) == ["a"]
        assert [(f.code, f.severity, str(f.subject), f.message) for f in source.findings] == [
            ("SRC-009-passed-over", "advice", f'source:"{name}"' if not name.isidentifier() else name, text)
            for name, text in (
                ("2024/", "This folder holds 1 file of data, not read. Open it by itself."),
                ("notes.txt", "This kind of file is not read. Give it the ending .csv if it holds rows."),
                ("old.ZIP", "This kind of file is not read. Unpack it."),
                ("plan.xlsx", "This kind of file is not read. Save each of its sheets as CSV."),
            )
        ]


def test_one_named_file_says_nothing_of_its_neighbours(tmp_path):
    (tmp_path / "a.csv").write_text(TEXT)
    (tmp_path / "b.xlsx").write_text("x")
    with open_source(tmp_path / "a.csv") as source:
        assert source.findings == []
