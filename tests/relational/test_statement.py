from workbench.relational._statement import clauses

STATEMENT = """
CREATE TABLE "a (b" ( -- a comment, with a comma
    id INTEGER NOT NULL,
    "x, y" TEXT DEFAULT 'it''s, ok' CHECK (length("x, y") <= 40), /* , */
    g REAL GENERATED ALWAYS AS (id * (1 + 2)) STORED,
    CONSTRAINT "pk of a" PRIMARY KEY (id),
    CHECK (id > 0 AND (g < 5)),
    CONSTRAINT up FOREIGN KEY(g, "x, y") REFERENCES p (a, b) ON DELETE CASCADE DEFERRABLE
) STRICT
"""


def test_clauses_are_split_at_their_own_commas():
    found = clauses(STATEMENT)
    assert [(clause.kind, clause.name, clause.named) for clause in found] == [
        ("", "id", False),
        ("", "x, y", False),
        ("", "g", False),
        ("PRIMARY", "pk of a", True),
        ("CHECK", "CHECK", False),
        ("FOREIGN", "up", True),
    ]


def test_what_stands_in_brackets():
    found = clauses(STATEMENT)
    assert [text for clause in found for text in clause.bracketed("CHECK")] == [
        'length("x, y") <= 40',
        "id > 0 AND (g < 5)",
    ]
    assert list(found[2].bracketed("AS")) == ["id * (1 + 2)"]
    assert list(found[5].bracketed("KEY")) == ['g, "x, y"']


def test_words_outside_brackets():
    last = clauses(STATEMENT)[-1]
    assert last.has("ON", "DELETE", "CASCADE")
    assert last.has("DEFERRABLE")
    assert not last.has("NOT", "DEFERRABLE")


def test_a_statement_without_brackets_has_no_clauses():
    assert clauses("CREATE TABLE t AS SELECT 1") == ()
