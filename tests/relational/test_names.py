import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import engines
from workbench.errors import InvalidNameError
from workbench.model import Subject
from workbench.naming import byte_size
from workbench.relational._gaps import Gaps
from workbench.relational._names import Names, template


def named(engine):
    gaps = Gaps(engine)
    return Names(engine, gaps), gaps


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=90), max_size=8)
)
def test_names_given_out_are_different_and_fit(wanted):
    for engine in map(engines.load, engines.names()):
        names, _ = named(engine)
        given_out = [names.constraint(name, "x", "index", ("s",), Subject.model()) for name in wanted]
        assert len({name.casefold() for name in given_out}) == len(given_out)
        if engine.name_limit is not None:
            size = byte_size if engine.name_unit == "bytes" else len
            assert all(0 < size(name) <= engine.name_limit for name in given_out)


def test_the_same_names_come_out_every_time():
    engine = engines.load("postgresql")
    runs = [named(engine)[0].constraint("é" * 50, "x", "index", ("s",), Subject.model()) for _ in range(2)]
    assert runs[0] == runs[1]


def test_numbers_find_room_in_names_of_full_length():
    names, _ = named(engines.load("postgresql"))
    given_out = {names.constraint("x" * 63, "y", "index", ("s",), Subject.model()) for _ in range(12)}
    assert len(given_out) == 12
    assert {len(name) for name in given_out} == {63}


def test_a_template_that_is_taken_gets_a_number_without_a_finding():
    names, gaps = named(engines.load("sqlite"))
    assert [names.constraint(None, "fk_a_b", "reference", ("s",), Subject.model()) for _ in range(3)] == [
        "fk_a_b",
        "fk_a_b_2",
        "fk_a_b_3",
    ]
    assert not gaps.findings


def test_the_reason_is_told():
    names, gaps = named(engines.load("mariadb"))
    subject = Subject.entity("t")
    assert names.structure("x" * 70, "table", ("t",), "sensitive", subject) == "x" * 59 + "_" + gaps_hash(gaps)
    assert "(70 characters, and at most 64 are allowed)" in gaps.findings[0].message


def gaps_hash(gaps):
    return gaps.findings[0].message.partition("written as ")[2].split("'")[1][-4:]


def test_control_characters_are_refused():
    names, _ = named(engines.load("sqlite"))
    with pytest.raises(InvalidNameError, match="U\\+0007"):
        names.structure("a\x07", "column", ("t",), "insensitive", Subject.model())


def test_templates_need_no_quotes():
    assert template("ck", "Order Détails", "日本") == "ck_order_details_u65e5_u672c"
