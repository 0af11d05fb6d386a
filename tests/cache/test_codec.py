"""Codec: what is kept comes back as the same value, whatever its fields, and nothing else is ever built."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from workbench import facts
from workbench.cache._codec import pack, unpack
from workbench.findings import Evidence, Figure, Finding
from workbench.model import AttributeBinding, Cardinality, QualifiedName, Subject
from workbench.model.edits import Add
from workbench.model.types import Decimal, Simple

texts = st.text(max_size=8)
counts = st.integers(0, 2**63)
pairs = st.lists(st.tuples(texts, counts), max_size=3).map(tuple)
limits = st.none() | texts
columns = st.builds(
    facts.ColumnFacts, table=texts, column=texts, position=counts, raw_type=texts, rows=counts, nulls=counts,
    distinct=counts, distinct_exact=st.booleans(), minimum=limits, maximum=limits, values=pairs,
)  # fmt: skip
tables = st.builds(
    facts.TableFacts, table=texts, origin=texts, rows=counts, columns=st.lists(columns, max_size=2).map(tuple),
    size_bytes=st.none() | counts,
)  # fmt: skip
some_texts = st.lists(texts, max_size=2).map(tuple)
bindings = st.builds(AttributeBinding, column=limits, null_tokens=some_texts, decimal_mark=limits)
fits = st.builds(facts.Fits, texts, texts, strategies.types(), bindings)
answers = st.one_of(
    st.builds(facts.FitFact, question=fits, values=counts, misfits=counts, nulls=counts, distinct=counts),
    st.builds(
        facts.InclusionFact, question=st.builds(facts.Included, texts, some_texts, texts, some_texts), rows=counts,
        orphans=counts, child_distinct=counts, parent_distinct=counts, orphan_values=counts, max_children=counts,
        parents_with_child=counts, median_children=st.floats(allow_nan=False), examples=some_texts,
    ),
    st.builds(facts.ValuesFact, question=st.builds(facts.Values, texts, texts), rows=counts, distinct=counts,
              values=pairs),
    st.builds(facts.BreakingFact, question=st.builds(facts.Breaking, texts, some_texts),
              counts=st.lists(counts, max_size=2).map(tuple), errors=some_texts, relation=texts),
)  # fmt: skip


def same(a, b):
    """Equal, and of the same classes all the way down: 1, 1.0 and True are not the same here."""
    if type(a) is not type(b):
        return False
    if is_dataclass(a):
        return all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    if isinstance(a, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


@given(tables | answers)
def test_facts_come_back(fact):
    assert same(unpack(pack(fact)), fact)


@given(strategies.models())
def test_nodes_and_edits_come_back(model):
    edits = tuple(Add(entity) for entity in model.entities)
    assert same(unpack(pack(edits)), edits)
    assert unpack(pack(model.references)) == model.references


def test_a_line_holds_neither_tabs_nor_line_ends():
    line = pack(("a\tb\nc\r\u2028", "\ud800"))
    assert line.isascii()
    assert not set(line) & set("\t\n\r")
    assert unpack(line) == ("a\tb\nc\r\u2028", "\ud800")


def test_every_kind_of_question_and_answer_is_known():
    for cls in (*get_args(facts.Question), *get_args(facts.Answer)):
        with pytest.raises(TypeError, match="required"):  # the class is found; its fields are missing
            unpack(json.dumps({cls.__name__: []}))


def test_types_and_enums_keep_what_their_text_would_lose():
    assert unpack(pack((Decimal(5), Cardinality.ONE_OR_MORE))) == (Decimal(5), Cardinality.ONE_OR_MORE)


def test_findings_come_back():
    found = Finding("A-001-a", "advice", Subject.attribute("t", "a"), "…", Evidence(figures=(Figure("rows", 1.0),)))
    assert same(unpack(pack(found)), found)


@pytest.mark.parametrize("text", ['{"os.system":["true"]}', '{"Path":[]}', '{"Simple":[0,"a"],"Text":[]}', "{}", "["])
def test_nothing_else_is_built(text):
    with pytest.raises((ValueError, KeyError)):
        unpack(text)


def test_what_is_of_no_known_class_is_refused():
    with pytest.raises(TypeError, match="A set cannot be kept"):
        pack((Simple("int32"), {1}))
    with pytest.raises(TypeError, match="A bytes cannot be kept"):
        pack((QualifiedName("a"), b""))
