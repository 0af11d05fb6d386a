"""QualifiedName: read from what people type, and written so that it can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import names, qualified
from workbench.errors import InvalidNameError, TextError
from workbench.model.names import QualifiedName, quote_part, split_name

HOSTILE = st.text(st.sampled_from("ab\"'.()[]{}<>:,;/ \\→"), min_size=1, max_size=8).filter(lambda s: s.strip() == s)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("orders", QualifiedName("orders")),
        ("sales.orders", QualifiedName("orders", "sales")),
        ('"order lines"', QualifiedName("order lines")),
        ("order lines", QualifiedName("order lines")),  # as people type it
        ('"a.b".c', QualifiedName("c", "a.b")),
        ('sales."say ""hi"""', QualifiedName('say "hi"', "sales")),
        (" sales . orders ", QualifiedName("orders", "sales")),
        ("Größe", QualifiedName("Größe")),
    ],
)
def test_a_name_is_read_with_its_schema_and_quotes(text, expected):
    assert QualifiedName.of(text) == expected


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", '"a', 'a"', '"a"b', '""', "a..b"])
def test_what_is_no_name_is_an_error_that_shows_it_and_how_to_write_one(text):
    with pytest.raises((TextError, InvalidNameError)) as caught:
        QualifiedName.of(text)
    assert repr(text) in str(caught.value) or "is empty" in str(caught.value)
    assert caught.value.hint


def test_a_name_of_three_parts_is_an_error():
    with pytest.raises(TextError) as caught:
        QualifiedName.of("a.b.c")
    assert str(caught.value) == "'a.b.c' has 3 parts. Write name or schema.name; quote a part with dots."


def test_a_name_with_control_characters_is_an_error():
    with pytest.raises(InvalidNameError, match=r"U\+0000"):
        QualifiedName.of('"a\x00b"')


@given(qualified | st.builds(QualifiedName, HOSTILE, st.none() | HOSTILE))
def test_the_text_of_a_name_is_read_as_the_same_name(name):
    assert QualifiedName.of(str(name)) == name
    assert QualifiedName.of(name) is name


@given(st.lists(names | HOSTILE, min_size=1, max_size=4))
def test_parts_are_split_as_they_were_joined(parts):
    assert split_name(".".join(map(quote_part, parts))) == tuple(parts)


def test_both_parts_are_checked():
    name = QualifiedName("orders", "sales")
    assert name.checked() is name
    with pytest.raises(InvalidNameError, match=r"The entity name 'a\\nb'"):
        QualifiedName("a\nb").checked("entity name")
    with pytest.raises(InvalidNameError, match=r"The schema name 'a\\nb'"):
        QualifiedName("a", "a\nb").checked("entity name")
