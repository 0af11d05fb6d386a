import dataclasses

import pytest

from workbench.errors import SourceError, UnknownNameError
from workbench.samples import load_truth
from workbench.samples.truth import FAMILIES, FAULT_KINDS


def test_truth_is_read_whole(truth):
    assert truth.seed == 20240229
    assert len(truth.tables) == 16
    assert len([one for one in truth.references if not one.implied]) == 24
    birth_date = truth.table("customers").columns["birth_date"]
    assert (birth_date.family, birth_date.nullable, birth_date.personal) == ("date", True, "birth_date")
    assert birth_date.null_tokens == ("", "-")
    assert truth.table("product_suppliers").delimiter == ";"
    assert truth.table("product_suppliers").columns["cost"].decimal_mark == ","
    assert {one.kind for one in truth.faults} == set(FAULT_KINDS)
    assert {facts.family for table in truth.tables.values() for facts in table.columns.values()} == set(FAMILIES)


def test_columns_keep_the_order_of_the_file(truth, folder):
    header = (folder / "orders.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert list(truth.table("orders").columns) == header


def test_faults_are_found_by_kind_and_table(truth):
    assert [one.table for one in truth.faults_of("orphan")] == ["order_lines", "orders", "payments"]
    assert [one.count for one in truth.faults_of("duplicate_key", "customers")] == [3]
    assert truth.faults_of("orphan", "stores") == ()


def test_values_cannot_be_changed(truth):
    with pytest.raises(dataclasses.FrozenInstanceError):
        truth.faults[0].count = 0


def test_an_unknown_table_is_named_with_the_nearest(truth):
    with pytest.raises(UnknownNameError) as caught:
        truth.table("order")
    assert str(caught.value).startswith("truth.toml: There is no table 'order'. Did you mean 'orders'?")


def test_a_missing_file_names_the_folder_and_the_next_step(tmp_path):
    with pytest.raises(SourceError) as caught:
        load_truth(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: There is no truth.toml here. Make the sample data anew with workbench.samples.generate(FOLDER)."
    )


BAD = {
    "not TOML": (b"tables = [", "Is not TOML:"),
    "not UTF-8": (b"\xff\xfe", "Is not TOML:"),
    "nothing": (b"", "Does not hold a truth: 'seed' is missing."),
    "a list for the tables": (b"seed = 1\ntables = []", "Does not hold a truth:"),
    "a column without type": (
        b"seed=1\n[tables.a]\nfile='a'\nrows=1\nprimary_key=[]\ncandidate_keys=[]\n[tables.a.columns.b]\nfamily='text'",
        "Does not hold a truth:",
    ),
    "an unknown member": (
        b"seed = 1\ntables = {}\nreferences = []\nsubtypes = []\ndependencies = []\nfaults = []\n[[enums]]\nnmae = 'x'",
        "Does not hold a truth: EnumTruth has no 'nmae'.",
    ),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_gives_one_clear_error(tmp_path, bad):
    content, reason = BAD[bad]
    (tmp_path / "truth.toml").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        load_truth(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'truth.toml'}: {reason}")
    assert str(caught.value).endswith("Make the sample data anew with workbench.samples.generate(FOLDER).")


def test_a_folder_in_its_place_gives_one_clear_error(tmp_path):
    (tmp_path / "truth.toml").mkdir()
    with pytest.raises(SourceError, match="Cannot be read: "):
        load_truth(tmp_path)
