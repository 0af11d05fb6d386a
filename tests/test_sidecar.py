"""Tests of the sidecar: what is written is read back, sorted and a line each, so that work merges."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import qualified
from workbench import sidecar
from workbench.decisions import Decision, Decisions
from workbench.errors import TextError
from workbench.model import Subject
from workbench.state import State

places = st.tuples(st.integers(-9999, 9999).map(float), st.integers(-9999, 9999).map(float))


@given(layout=st.dictionaries(qualified, places, max_size=4))
def test_layout_is_read_back(layout):
    assert sidecar.layout_of(json.loads(sidecar.text(State(layout=layout)))) == layout


def test_decisions_are_read_back_and_sorted():
    made = [
        Decision("B-001-b", Subject.entity("t"), "rejected", "it is old", 0.75, "warning"),
        Decision("A-001-a", Subject.attribute("t", "a"), "accepted"),
    ]
    text = sidecar.text(State(decisions=Decisions(made)))
    assert dict(sidecar.decisions_of(json.loads(text))) == {(d.code, d.subject): d for d in made}
    assert text.index("A-001-a") < text.index("B-001-b")
    assert sum("-001-" in line for line in text.splitlines()) == 2


def test_a_verdict_that_is_none_is_refused():
    with pytest.raises(TextError, match="'maybe' is no verdict"):
        sidecar.decisions_of({"decisions": [{"code": "A", "subject": "entity:t", "verdict": "maybe"}]})
