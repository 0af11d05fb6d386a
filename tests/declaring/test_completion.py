import pytest

from workbench.declaring import completions

ARTIST = "CREATE TABLE artist (id int, full_name text);\n"


def proposed(marked, engine="postgresql"):
    """What is proposed at the mark."""
    position = marked.index("¦")
    text = marked.replace("¦", "")
    found = completions(text, position, engine)
    assert all(text[slice(*each.span)].isidentifier() or each.span[0] == position for each in found)
    return [each.text for each in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("COMMENT ON ¦", ["TABLE", "COLUMN"]),
        ("create table t (a bool¦", ["boolean"]),
        ("CREATE TABLE t (a BOOL¦", ["BOOLEAN"]),
        ("CREATE TABLE t (a int, b var¦);\nCREATE TABLE u (a int)", ["varchar"]),
        ("CREATE TYPE mood AS ENUM ('a');\nCREATE TABLE t (a moo¦", ["mood"]),
        ("CREATE TABLE t (a int N¦", ["NOT NULL", "NULL"]),
        ("CREATE TABLE t (a int, F¦", ["FOREIGN KEY"]),
        (ARTIST + "CREATE TABLE t (a int REFERENCES ¦", ["artist", "t"]),
        (ARTIST + "CREATE TABLE t (a int REFERENCES artist (¦", ["id", "full_name"]),
        (ARTIST + "CREATE TABLE t (a int, b int, UNIQUE (a, ¦", ["a", "b"]),
        (ARTIST + "CREATE TABLE t (a int, b int, CHECK (¦ > 0))", ["a", "b"]),
        (
            ARTIST + "CREATE TABLE t (a int REFERENCES artist ON DELETE ¦",
            ["CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION"],
        ),
        (ARTIST + "CREATE INDEX i ON artist (f¦", ["full_name"]),
        (ARTIST + "COMMENT ON COLUMN artist.¦", ["id", "full_name"]),
        (ARTIST + "DROP TABLE a¦", ["artist"]),
        (ARTIST + "SELECT full¦", ["full_name"]),
        ('CREATE TABLE "My table" (a int);\nCREATE TABLE t (a int REFERENCES M¦', ['"My table"']),
        ("CREATE TABLE t (a int) -- wh¦", []),
        ("CREATE TABLE t (a text DEFAULT 'wh¦", []),
        ("/* wh¦", []),
    ],
)
def test_what_may_stand_there_is_proposed(marked, expected):
    assert proposed(marked) == expected


def test_a_statement_begins_with_what_declares():
    assert proposed("¦")[:2] == ["CREATE TABLE", "CREATE INDEX"]
    assert proposed("create table t (a int);\n¦")[:2] == ["create table", "create index"]


def test_types_are_those_of_the_engine():
    assert proposed("CREATE TABLE t (a ser¦") == ["serial"]
    assert proposed("CREATE TABLE t (a ser¦", "duckdb") == []
    assert proposed("CREATE TABLE t (a hug¦", "duckdb") == ["hugeint"]


@pytest.mark.parametrize(
    "text", ["(", ")))", "CREATE TABLE", "CREATE TABLE (", "CREATE TABLE t (,", ".", "a.", "CREATE TABLE s."]
)
def test_broken_scripts_are_no_crash(text):
    for position in range(len(text) + 1):
        completions(text, position)
