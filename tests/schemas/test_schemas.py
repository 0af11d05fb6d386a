"""JSON Schemas: published with the package, and what the commands print fits them."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given

from tests.strategies import models
from workbench.cli import main
from workbench.formats.codec import encode
from workbench.formats.schema import schema
from workbench.model import Model

pytestmark = pytest.mark.slow  # runs whole programs, or on all of the sample data

NAMES = ("check", "infer", "model", "profile", "prove")


def published(name):
    return json.loads(files("workbench").joinpath("schemas", f"{name}.schema.json").read_text(encoding="utf-8"))


def validator(name):
    found = published(name)
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def fits(name, data):
    problems = [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(data)]
    assert problems == []


def test_each_output_has_a_schema():
    folder = files("workbench").joinpath("schemas")
    assert sorted(path.name for path in folder.iterdir()) == [f"{name}.schema.json" for name in NAMES]
    for name in NAMES:
        validator(name)
        assert published(name)["$id"] == f"{name}.schema.json"


def test_the_schema_of_a_model_is_what_its_fields_say():
    assert published("model") == schema()  # write it anew when a node has a new field


MODEL_SCHEMA = validator("model")


@given(models())
def test_every_model_fits_its_schema(model):
    assert list(MODEL_SCHEMA.iter_errors(json.loads(json.dumps(encode(model))))) == []


def test_a_model_with_an_unknown_field_does_not_fit():
    assert list(MODEL_SCHEMA.iter_errors({"entity": []}))
    assert list(MODEL_SCHEMA.iter_errors({"entities": [{}]}))  # a name is required


@pytest.fixture(scope="module")
def sample(checkout, tmp_path_factory):
    """The sample data, and the model that is inferred from them."""
    folder = checkout / "sample_data"
    path = tmp_path_factory.mktemp("schemas") / "shop.dbml"
    assert main(["infer", str(folder), "-q", "-o", str(path)]) == 0
    return folder, path


def printed(capsys, *arguments):
    capsys.readouterr()
    status = main([*map(str, arguments), "-q", "--format", "json"])
    return status, json.loads(capsys.readouterr().out)


def test_infer(sample, capsys):
    status, data = printed(capsys, "infer", sample[0])
    assert status == 0
    fits("infer", data)
    assert list(data) == ["tables", "references", "accepted", "findings", "elapsed_s"]
    assert data["tables"]["orders"]["primary_key"] == ["order_id"]
    assert {r["accepted"] for r in data["references"]} == {True}


def test_infer_on_a_model_that_is_there(sample, capsys):
    status, data = printed(capsys, "infer", sample[0], "-o", sample[1])
    assert status == 0
    fits("infer", data)


def test_profile(sample, capsys):
    status, data = printed(capsys, "profile", sample[0])
    assert status == 0
    fits("profile", data)
    assert data["tables"]["customers"]["columns"]["email"]["frequent"] == []


@pytest.mark.parametrize("with_data", [False, True])
def test_check(sample, capsys, with_data):
    status, data = printed(capsys, "check", sample[1], *(["--data", sample[0]] if with_data else []))
    fits("check", data)
    assert data["holds"] is (status == 0)
    assert status == int(with_data)  # the sample data hold faults on purpose


@pytest.mark.parametrize("with_data", [False, True])
def test_prove(tmp_path, capsys, with_data):
    (tmp_path / "shop.dbml").write_text(
        "Table a { id int [pk] }\nTable b { id int [pk]\n a_id int [not null, ref: > a.id] }\n"
    )
    (tmp_path / "a.csv").write_text("id\n1\n2\n")
    (tmp_path / "b.csv").write_text("id,a_id\n1,1\n2,9\n")
    arguments = ["--data", tmp_path] if with_data else []
    status, data = printed(capsys, "prove", tmp_path / "shop.dbml", "--engine", "sqlite", *arguments)
    fits("prove", data)
    assert (status, data["rows_refused"]) == ((1, 1) if with_data else (0, 0))


def test_import(sample, tmp_path):
    path = tmp_path / "shop.json"
    assert main(["import", str(sample[1]), "-o", str(path)]) == 0
    fits("model", json.loads(path.read_text()))
    fits("model", encode(Model()))
