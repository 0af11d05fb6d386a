"""Answers: what DuckDB counts is what plain Python counts, whatever tables and columns are called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.advise.tables import Data, entity
from workbench.errors import CancelledError, SourceError
from workbench.facts import Fits, Included, Ordered, Unique, Values
from workbench.model import AttributeBinding, Model, parse_type
from workbench.profile import _tally, answer
from workbench.progress import Progress
from workbench.sources import Source, open_source

_texts = st.lists(st.sampled_from([None, "a", "b", "c", "d", "é", "_"]), min_size=1, max_size=12)
_numbers = st.lists(st.sampled_from([None, -3, 0, 7, 8, 9, 10, 2**40]), min_size=1, max_size=12)
_columns = st.one_of(st.tuples(st.just("text?"), _texts, _texts), st.tuples(st.just("bigint?"), _numbers, _numbers))
# Names that the SQL of the answers uses itself.
_names = st.permutations(["k", "n", "v", "a", "b", "k0", "k1", "v0", "c", "p", "rowid", "select"])


@pytest.fixture(scope="module")
def source():
    with Source("tests") as opened:
        yield opened


@given(st.tuples(_names, _names), _columns, st.integers(1, 5))
def test_answers_are_those_of_plain_python(source, names, values, limit):
    (child, parent, *_), (one, two, *_) = names
    kind, first, second = values
    size = min(len(first), len(second))
    data = Data(**{child: {one: first[:size], two: second[:size]}, parent: {one: second}})
    for name, held in data.tables.items():
        source.load_rows(name, list(held), zip(*held.values(), strict=True), name)
    model = Model(entities=tuple(entity(name, *(f"{c} {kind}" for c in held)) for name, held in data.tables.items()))
    questions = [
        Unique(child, (one,)),
        Unique(child, (one, two)),
        Included(child, (one,), parent, (one,)),
        Included(child, (one,), child, (two,)),
        Included(child, (one, two), parent, (one, one)),
        Values(child, one, limit),
        Ordered(child, one, two),
    ]
    try:
        found = dict(answer(source, model, questions))
        order = found[questions[-1]]
        listed = source.cursor().execute(order.sql).fetchall() if order.sql else []
        assert len(listed) == order.violations
        expected = data.answering(questions)
        assert {**found, questions[-1]: replace(order, sql=None)} == expected
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_tally, "_MOST_ROWS", -1)  # as for tables that are too large to be held in memory
            again = dict(answer(source, model, questions[:-1]))
        assert again == {question: expected[question] for question in questions[:-1]}
    finally:
        for name in data.tables:
            source.cursor().execute(f'DROP TABLE "{name}"')
            del source.tables[name]


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "t.csv").write_text('a,d\n"1,50",2024-01-01\n"-10,255",31.12.2023\nx,NA\n,31/02/2024\n"7",\n')
    with open_source(tmp_path) as opened:
        yield opened


def test_fits_counts_values_misfits_and_nulls_and_measures_the_values(shop):
    comma = AttributeBinding(decimal_mark=",")
    dates = AttributeBinding(formats=("%Y-%m-%d", "%d.%m.%Y"), null_tokens=("NA",))
    questions = [Fits("t", "a", parse_type("decimal"), comma), Fits("t", "d", parse_type("date"), dates)]
    number, date = answer(shop, Model(), questions).values()
    assert (number.values, number.misfits, number.nulls, number.distinct) == (4, 1, 1, 3)
    assert (number.digits, number.scale, number.examples) == (2, 3, ("x",))
    assert float(number.minimum) == -10.255
    assert (date.values, date.misfits, date.nulls, date.examples) == (3, 1, 2, ("31/02/2024",))
    assert (date.minimum, date.maximum) == ("2023-12-31", "2024-01-01")


def test_questions_about_entities_are_read_through_the_bindings(shop):
    renamed = entity("numbers", "value decimal(10,3)?")
    bound = replace(renamed.attributes[0], binding=AttributeBinding(column="a", decimal_mark=","))
    model = Model(entities=(replace(renamed, attributes=(bound,), binding=replace(renamed.binding, source="t")),))
    (fact,) = answer(shop, model, [Unique("numbers", ("value",))]).values()
    assert (fact.rows, fact.distinct, fact.nulls) == (5, 3, 2)


def test_answers_can_be_cancelled_between_questions(shop):
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError, match=r"Stopped while verifying"):
        answer(shop, Model(), [Fits("t", "a", parse_type("text"))], progress=progress)


def test_a_binding_that_cannot_run_is_named(shop):
    one = entity("t", "a text?")
    bound = replace(one.attributes[0], binding=AttributeBinding(expression="no_such_function(a)"))
    model = Model(entities=(replace(one, attributes=(bound,)),))
    with pytest.raises(SourceError, match=r"t\.csv: The rows of 't' cannot be read: .*no_such_function"):
        answer(shop, model, [Unique("t", ("a",))])
