import tomllib
from dataclasses import replace

from workbench.samples.truth import Fault, load_truth
from workbench.samples.truth_text import truth_text


def test_text_reads_back_as_the_same_truth(truth, tmp_path):
    (tmp_path / "truth.toml").write_text(truth_text(truth), encoding="utf-8")
    assert load_truth(tmp_path) == truth


def test_text_is_stable(truth, folder):
    assert truth_text(truth) == (folder / "truth.toml").read_text(encoding="utf-8")


def test_quotes_backslashes_and_line_ends_survive(truth, tmp_path):
    odd = Fault("misfit", 'a "b"', ("c\\d",), 1, (("e\nf", "ü雪"),), ("\t",))
    text = truth_text(replace(truth, faults=(odd,)))
    assert tomllib.loads(text)["faults"] == [
        {
            "kind": "misfit",
            "table": 'a "b"',
            "columns": ["c\\d"],
            "count": 1,
            "rows": [["e\nf", "ü雪"]],
            "values": ["\t"],
        }
    ]


def test_tables_are_sorted(truth):
    names = [line for line in truth_text(truth).splitlines() if line.startswith("[tables.") and line.count(".") == 1]
    assert names == sorted(names)
    assert len(names) == 16
