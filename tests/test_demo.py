from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from workbench import cli, demo
from workbench.model import Model, Subject
from workbench.samples import load_truth

pytestmark = pytest.mark.slow  # runs whole programs, or on all of the sample data


@pytest.fixture(scope="module")
def done(tmp_path_factory, checkout):
    folder = tmp_path_factory.mktemp("demo")
    return demo.run(folder, data=checkout / "sample_data")


def test_the_faults_found_are_exactly_the_seeded_ones(done):
    assert done.found == done.expected
    assert len(done.expected) == 8
    assert done.holds


def test_each_engine_counts_the_faults_that_break_a_constraint(done):
    provable = {fault for fault in done.expected if fault[0] in ("orphan", "duplicate_key", "misfit")}
    assert done.proven_faults.keys() >= {"sqlite", "duckdb", "postgresql"}
    for found in done.proven_faults.values():
        assert set(found) == provable


def test_every_row_is_accounted_for(done, checkout):
    rows = sum(table.rows for table in load_truth(checkout / "sample_data").tables.values())
    for proof in done.proofs:
        assert proof.rows_in + proof.rows_refused == rows


def test_it_writes_what_it_says(done):
    names = {path.name for path in done.folder.iterdir()}
    assert names == {
        *("model.dbml", "diagram.svg", "diagram.png", "diagram.mmd", "dictionary.html", "dictionary.md", "index.html"),
        *("postgresql.sql", "mariadb.sql", "sqlite.sql", "duckdb.sql"),
    }
    index = (done.folder / "index.html").read_text()
    for name in names - {"index.html"}:
        assert f'href="{name}"' in index


def test_a_missed_fault_a_fault_too_many_and_a_refuted_proof_each_fail_the_demo(done):
    assert done.holds
    fault = next(iter(done.expected))
    missed = demo.Demo(done.folder, done.proofs, done.expected, done.found - Counter([fault]), done.proven_faults)
    extra = demo.Demo(
        done.folder, done.proofs, done.expected, done.found + Counter([("orphan", "x", ("y",), 1)]), done.proven_faults
    )
    refuted = SimpleNamespace(status="refuted", proven=False)
    failed = demo.Demo(done.folder, [*done.proofs, refuted], done.expected, done.found, done.proven_faults)
    untried = demo.Demo(done.folder, [], done.expected, done.found, {})
    assert [d.holds for d in (missed, extra, failed, untried)] == [False, False, False, False]


def test_a_fault_is_told_by_what_broke_it_not_by_rows_whose_parent_was_refused():
    violations = [
        SimpleNamespace(kind="key", subject=Subject.key("t", ("a",)), count=3),
        SimpleNamespace(kind="parent refused", subject=Subject.parse("c(a)->t(a)"), count=9),
    ]
    assert demo.proven_faults(SimpleNamespace(violations=violations)) == Counter([("duplicate_key", "t", ("a",), 3)])


def test_data_without_a_truth_give_one_clear_error(tmp_path, capsys):
    assert cli.main(["demo", "-q", "--to", str(tmp_path / "out"), "--data", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.startswith("workbench: ")
    assert "truth.toml" in error
    assert not (tmp_path / "out").exists()


def test_the_design_is_compared_with_the_truth(done, checkout):
    truth = load_truth(checkout / "sample_data")
    must = sum(not reference.implied for reference in truth.references)
    assert done.design == (
        f"{len(truth.tables)} of {len(truth.tables)} primary keys and {must} of {must} references are those that the "
        "data were made with; no other references were taken."
    )
    without = "0 of {0} primary keys and 0 of {1} references are those that the data were made with; no other"
    assert demo.compared(Model(), truth).startswith(without.format(len(truth.tables), must))
