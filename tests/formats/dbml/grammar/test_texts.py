"""Texts: whatever DBML stands in any test of this project is judged and understood as the official parser does it."""

import ast
import contextlib
from pathlib import Path

import pytest

from tests.formats.dbml.grammar.oracle import oracle, plain, understood
from tests.formats.dbml.test_homes import FULL
from workbench.formats.dbml import read_dbml, write_dbml
from workbench.inference import infer
from workbench.session import Session
from workbench.sources import open_source

TESTS = Path(__file__).resolve().parents[3]


def texts():
    """Texts in the sources of all tests that look like DBML, each once."""
    found = {}
    for path in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "{" in node.value:
                first = node.value.strip().split(None, 1)[:1]
                if first and first[0].lower() in ("table", "project", "ref", "enum", "tablegroup", "metadata", "//"):
                    found.setdefault(node.value, f"{path.relative_to(TESTS)}:{node.lineno}")
    return found


def test_each_text_of_the_tests_means_what_it_means_to_the_official_parser():
    judged = {True: 0, False: 0}
    for text, place in texts().items():
        if "use " in text and " from " in text:
            continue  # there are no other files
        errors, content = oracle().ask(text)
        said = None
        with contextlib.suppress(ValueError):
            said = understood(text)
        assert (said is None) == bool(errors), f"{place}: {errors[:1]}"
        assert said is None or said == plain(content), place
        judged[said is not None] += 1
    assert judged[True] > 200, judged
    assert judged[False] > 50, judged


def test_a_model_with_something_in_every_field_is_accepted():
    assert oracle().ask(write_dbml(FULL))[0] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["chinook", "northwind", "sample_data"])
def test_models_of_real_data_are_accepted(request, name, checkout):
    data = checkout / name if name == "sample_data" else request.getfixturevalue("shared_data") / name
    session = Session()
    with open_source(data) as source:
        infer(session, source)
    errors, content = oracle().ask(session.text)
    assert errors == []
    assert len(content["tables"]) == len(session.model.entities)
    assert len(content["refs"]) == len(session.model.references)
    assert read_dbml(session.text) == session.model
