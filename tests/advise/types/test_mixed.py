"""Mixed: columns of numbers or dates with other texts among them, and the rows that hold these."""

from __future__ import annotations

import pytest

from workbench.progress import Progress
from workbench.project import Project


def told(folder, values, column="amount"):
    lines = [f"id,{column}", *(f'{i},"{value}"' for i, value in enumerate(values, 1))]
    (folder / "t.csv").write_text("\n".join(lines) + "\n")
    project = Project(folder, progress=Progress()).infer()
    found = list(project.findings.where(code="TYPE-006"))
    rows = [project.source.cursor().execute(f.evidence.sql).fetchall() for f in found]
    return [f.message for f in found], [[row[1] for row in some] for some in rows]


NUMBERS = [str(n * 1.5) for n in range(30)]
DATES = [f"2024-03-{day:02}" for day in range(1, 31)]


@pytest.mark.parametrize(
    ("values", "others", "kind"),
    [
        ([*NUMBERS, "unknown", "see note", "NA"], ["unknown", "see note"], "numbers"),
        ([*DATES, "tomorrow", "soon"], ["tomorrow", "soon"], "dates"),
        ([*DATES, "0000-01-01", "2024-13-01"], ["0000-01-01", "2024-13-01"], "dates"),
    ],
)
def test_the_rows_that_are_of_another_kind(tmp_path, values, others, kind):
    (message,), (rows,) = told(tmp_path, values)
    total = len(values) - values.count("NA")
    assert f"2 of {total} values are no {kind}" in message
    assert rows == others


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ([*NUMBERS, *["word"] * 40], "amount"),  # of no kind
        ([*(str(n) for n in range(100, 130)), "10A", "7B"], "amount"),  # codes
        ([*NUMBERS, "unknown", "see note"], "zip_code"),
        (["a", "b", "c"], "amount"),
    ],
)
def test_other_columns_are_just_texts(tmp_path, values, column):
    assert told(tmp_path, values, column) == ([], [])


def test_values_of_people_are_not_shown(tmp_path):
    (message,), _ = told(tmp_path, [*NUMBERS, "see Ann", "ask Bob"], "salary")
    assert "Ann" not in message
