from dataclasses import replace

import pytest

from workbench.dictionary._measures import measure, personal_attributes, source_column
from workbench.facts import ColumnFacts, Facts, FitFact, Fits, TableFacts
from workbench.model import Attribute, AttributeBinding, Entity, EntityBinding, Model, QualifiedName, parse_type


def facts_of(*columns, answers=None):
    return Facts({"t": TableFacts(table="t", origin="t.csv", rows=100, columns=columns)}, answers or {})


RAW = ColumnFacts(
    table="t",
    column="c",
    position=0,
    raw_type="VARCHAR",
    rows=100,
    nulls=10,
    distinct=40,
    minimum="10",
    maximum="9",
    values=(("NA", 30), ("7", 20), ("8", 2), ("9", 1)),
    sample_rows=100,
)
T = QualifiedName("t")


def test_measures_of_the_raw_column():
    found = measure(Entity(name=T), Attribute(name="c"), facts_of(RAW), masked=False)
    assert (found.rows, found.nulls, found.distinct, found.distinct_exact) == (100, 10, 40, False)
    assert found.null_share == pytest.approx(0.1)
    assert (found.minimum, found.maximum) == ("10", "9")
    # Below 2 % of the rows, or there but once, a value is not frequent.
    assert found.frequent == (("NA", 0.3), ("7", 0.2), ("8", 0.02))


def test_a_reading_as_the_type_counts_more_than_the_text():
    binding = AttributeBinding(null_tokens=("NA",))
    attribute = Attribute(name="c", type=parse_type("int32"), binding=binding)
    question = Fits("t", "c", attribute.type, binding)
    answer = FitFact(
        question=question, values=60, misfits=0, nulls=40, distinct=39, distinct_exact=True, minimum="7", maximum="10"
    )
    found = measure(Entity(name=T), attribute, facts_of(RAW, answers={question: answer}), masked=False)
    assert (found.nulls, found.distinct, found.distinct_exact) == (40, 39, True)
    assert (found.minimum, found.maximum) == ("7", "10")
    assert found.frequent == (("7", 0.2), ("8", 0.02))


def test_facts_are_found_by_the_names_of_the_source_after_a_rename():
    binding = AttributeBinding(null_tokens=("NA",))
    question = Fits("t", "c", parse_type("int32"), binding)
    answer = FitFact(question=question, values=60, misfits=0, nulls=40, distinct=60, distinct_exact=True)
    entity = Entity(name=QualifiedName("renamed"), binding=EntityBinding(source="t"))
    attribute = Attribute(name="also", type=parse_type("int32"), binding=replace(binding, column="c"))
    found = measure(entity, attribute, facts_of(RAW, answers={question: answer}), masked=False)
    assert found.nulls == 40
    assert found.unique  # 60 different values in 60 rows


@pytest.mark.parametrize(
    ("entity", "attribute"),
    [
        (Entity(name=T, binding=EntityBinding(select="SELECT 1 AS c")), Attribute(name="c")),
        (Entity(name=T), Attribute(name="c", binding=AttributeBinding(expression="upper(c)"))),
    ],
)
def test_computed_values_have_no_facts_of_a_column_of_the_same_name(entity, attribute):
    assert source_column(entity, attribute) is None
    assert measure(entity, attribute, facts_of(RAW), masked=False) is None


def test_a_masked_column_keeps_its_counts_and_loses_its_values():
    found = measure(Entity(name=T), Attribute(name="c"), facts_of(RAW), masked=True)
    assert (found.nulls, found.distinct, found.masked) == (10, 40, True)
    assert (found.minimum, found.maximum, found.frequent) == (None, None, ())


def test_a_long_value_is_cut():
    long = replace(RAW, maximum="x" * 500, values=(("y" * 500, 50),))
    found = measure(Entity(name=T), Attribute(name="c"), facts_of(long), masked=False)
    assert len(found.maximum) == 40
    assert len(found.frequent[0][0]) == 40


def test_an_empty_table_has_no_share_to_divide():
    empty = replace(RAW, rows=0, nulls=0, distinct=0, values=(), sample_rows=0)
    found = measure(Entity(name=T), Attribute(name="c"), facts_of(empty), masked=False)
    assert found.null_share == 0.0
    assert found.frequent == ()
    assert not found.unique


def test_two_attributes_of_one_source_column_are_personal_together():
    model = Model(
        entities=(
            Entity(name=QualifiedName("a"), binding=EntityBinding(source="t"), attributes=(Attribute(name="c"),)),
            Entity(
                name=QualifiedName("b"),
                binding=EntityBinding(source="t"),
                attributes=(Attribute(name="d", personal="name", binding=AttributeBinding(column="c")),),
            ),
            Entity(name=QualifiedName("other"), attributes=(Attribute(name="c"),)),
        )
    )
    assert personal_attributes(model) == {(QualifiedName("a"), "c"), (QualifiedName("b"), "d")}
