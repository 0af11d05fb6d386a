import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import duckdb
import pytest

from workbench.artefact import Artefact
from workbench.errors import WriteError
from workbench.samples import SEED, TABLES, generate
from workbench.samples.customers import make_customers
from workbench.samples.generator import make_truth

MEGABYTE = 1_000_000


def _digests(folder):
    files = (path for path in sorted(folder.iterdir()) if path.is_file())  # a cache may lie beside them
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_there_is_a_file_for_each_table_and_the_truth(folder):
    assert {path.name for path in folder.iterdir()} == {table.file for table in TABLES.values()} | {"truth.toml"}


def test_all_files_together_are_small(folder):
    assert sum(path.stat().st_size for path in folder.iterdir()) < 15 * MEGABYTE


@pytest.mark.slow
def test_another_process_writes_the_same_bytes(folder, tmp_path):
    """Neither the order of hashes nor time zone nor locale shows."""
    code = "import sys; from workbench.samples import generate; generate(sys.argv[1])"
    odd = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env={**os.environ, **odd})
    assert _digests(tmp_path) == _digests(folder)


def test_the_committed_files_are_what_the_generator_writes(folder, checkout):
    committed = checkout / "sample_data"
    expected = _digests(folder)
    found = {name: digest for name, digest in _digests(committed).items() if name in expected}
    if found == expected:
        return
    # A newer DuckDB may pack Parquet files otherwise: then their rows must be the same.
    different = sorted(name for name in expected if found.get(name) != expected[name])
    assert all(name.endswith(".parquet") for name in different), different
    with duckdb.connect() as connection:
        for name in different:
            for one, other in ((folder, committed), (committed, folder)):
                rest = f"SELECT count(*) FROM (FROM '{one / name}' EXCEPT ALL FROM '{other / name}')"
                assert connection.execute(rest).fetchone() == (0,), name


def test_files_have_one_newline_convention_and_end_with_it(folder):
    for path in folder.iterdir():
        if path.suffix != ".parquet":
            content = path.read_bytes()
            assert b"\r" not in content
            assert content.endswith(b"\n")


def test_other_files_of_the_folder_stay(tmp_path, monkeypatch):
    monkeypatch.setattr("workbench.samples.generator.artefacts", lambda seed: [])
    (tmp_path / "mine.txt").write_text("mine")
    generate(tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_gives_one_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr("workbench.samples.generator.artefacts", lambda seed: [Artefact("a.csv", "text/csv", "a")])
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(WriteError, match="could not be written"):
        generate(tmp_path / "data")
    assert (tmp_path / "data").read_text() == "in the way"


def test_the_truth_counts_what_it_is_given(business):
    truth = make_truth(replace(business, stores=business.stores[:3]), (), 5)
    assert (truth.seed, truth.faults) == (5, ())
    assert truth.table("stores").rows == 3
    assert truth.table("orders").rows == len(business.orders)
    (reference,) = [one for one in truth.references if (one.table, one.columns) == ("employees", ("store_code",))]
    assert (reference.parent, reference.child) == ("0..1", "1..*")


def test_another_seed_makes_other_customers(business):
    customers, _, _ = make_customers(SEED + 1)
    assert len(customers) == len(business.customers)
    assert customers != business.customers
