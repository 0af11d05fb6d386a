"""Benchmarks: what they are measured with, and that each can be run."""

import csv
import importlib
import inspect

import pytest

from benchmarks import __main__ as command
from benchmarks import _growth, _measure, _models
from benchmarks._measure import Measurement
from benchmarks.growth import exponent
from workbench import targets


@pytest.mark.parametrize("name", targets.names("benchmarks"))
def test_every_benchmark_yields_measurements_when_it_is_run(name):
    run = importlib.import_module(f"benchmarks.{name}").run
    assert inspect.isgeneratorfunction(run)
    assert inspect.signature(run).return_annotation == "Iterator[Measurement]"


def test_a_benchmark_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(SystemExit) as caught:
        command.main(["nothing"])
    assert str(caught.value).startswith("There is no benchmark 'nothing'. Known: canvas, dbml, dbml_readers, edits,")


def test_values_stand_beside_their_goals():
    lines = _measure.table(
        [
            Measurement("edit", "rename", 1.2345, "CPU ms", 5.0, "1,000 tables"),
            Measurement("patch", "rename", 25.0, "CPU ms", 20.0),
            Measurement("memory", "peak", 1234567.0, "bytes"),
        ]
    ).split("\n")
    assert [line.split() for line in lines[2:]] == [
        ["edit", "rename", "1.23", "CPU", "ms", "5", "met", "1,000", "tables"],
        ["patch", "rename", "25", "CPU", "ms", "20", "MISSED"],
        ["memory", "peak", "1,234,567", "bytes"],
    ]
    assert len({line.index("ms") for line in lines[2:4]}) == 1


def test_the_cost_of_a_process_is_its_own():
    ballast = b"x" * 150_000_000  # the measured process must not inherit the peak of this one
    small = _measure.child("-c", "print('out'); import sys; print('err', file=sys.stderr)")
    large = _measure.child("-c", "a = bytearray(80_000_000); a[::4096] = b'x' * len(a[::4096])")
    assert (small.output, small.errors) == ("out\n", "err\n")
    assert small.peak_bytes < 60_000_000
    assert 80_000_000 < large.peak_bytes < 140_000_000
    assert 0 < small.cpu_s < 5
    del ballast
    with pytest.raises(SystemExit, match=r"ended with 1:\n(.|\n)*ZeroDivisionError"):
        _measure.child("-c", "1 / 0")


def test_cpu_seconds_are_the_least_of_several_runs():
    assert 0 <= _measure.cpu_s(lambda: sum(range(1000)), repeat=3) < 1


def test_a_large_model_has_the_size_that_was_asked_for_and_holds_together():
    model = _models.large(40, 8)
    assert (len(model.entities), {len(e.attributes) for e in model.entities}, len(model.references)) == (40, {8}, 60)
    for reference in model.references:
        assert model.attribute(reference.child, reference.child_attributes[0])
        assert model.attribute(reference.parent, reference.parent_attributes[0])
    assert _models.large(40, 8) == model


def test_growing_data_have_as_many_tables_as_asked_for_and_their_references_hold(tmp_path):
    true = _growth.write(tmp_path, 12)
    tables = {path.stem: list(csv.DictReader(path.read_text().splitlines())) for path in tmp_path.iterdir()}
    assert len(tables) == 12
    assert {len(rows[0]) for rows in tables.values()} == {20}
    assert len(true) == 36
    for child, column, parent in true:
        assert column == f"{parent}_id"
        assert {row[column] for row in tables[child]} <= {row["id"] for row in tables[parent]}
    assert len(set(_growth.names(1000))) == 1000
    with pytest.raises(ValueError, match="names for 1024 tables, not for 2000"):
        _growth.names(2000)


def test_growth_is_the_slope_of_the_logarithms():
    assert exponent([100, 500, 1000], [5.0, 25.0, 50.0]) == pytest.approx(1)
    assert exponent([2, 4, 8], [4.0, 16.0, 64.0]) == pytest.approx(2)
