"""Corpus: bad and odd files, each beside a sound one; each has its answer, and the sound one is always read."""

from __future__ import annotations

import pytest

from tests.sources.corpus import delimited, encoded, other, values
from workbench.progress import Progress
from workbench.project import Project

CASES = (*delimited.CASES, *encoded.CASES, *values.CASES, *other.CASES)
SOUND = "code,word\n1,one\n2,two\n3,three\n"
# Findings about the rows; those about names and keys are of no concern here.
ABOUT_ROWS = ("SHEET", "LIMIT", "DATA", "SRC", "TYPE-002")


def answers(findings, code, words):
    """Findings of a code whose text holds all these words."""
    return [f for f in findings if f.code == code and all(w in f"{f.subject.title}: {f.message}" for w in words)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_has_its_answer_and_the_sound_one_is_read(tmp_path, case):
    case.write(tmp_path)
    (tmp_path / "sound.csv").write_text(SOUND)
    project = Project(tmp_path, progress=Progress())
    source = project.source

    tables = {name: table for name, table in source.tables.items() if name != "sound"}
    con = source.cursor()
    assert {name: con.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables} == case.rows
    if case.columns:
        assert tuple(next(iter(tables.values())).types) == case.columns
    if case.values:
        assert tuple(con.execute(f'FROM "{next(iter(tables))}"').fetchmany(len(case.values))) == case.values
    assert sorted(f.code for f in source.findings) == sorted(code for code, *_ in case.said)
    for code, *words in case.said:
        assert answers(source.findings, code, words), (words, source.findings)
    assert all(f.subject.title.strip('"').startswith(case.file) for f in source.findings)

    project.infer()
    assert project.facts.tables["sound"].rows == 3
    assert [str(a.type) for a in project.model.entity("sound").attributes] == ["int32", "text(10)"]
    found = [f for f in project.findings if f.subject.kind != "source" or f not in source.findings]
    for code, *words in case.inferred:
        assert answers(project.findings, code, words), (words, found)
    wanted = {code for code, *_ in (*case.said, *case.inferred)}
    assert {f.code for f in project.findings if f.code.startswith(ABOUT_ROWS)} == {
        code for code in wanted if code.startswith(ABOUT_ROWS)
    }
