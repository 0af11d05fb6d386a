"""Document: chunks joined are the text, byte for byte, and say the model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.dbml.conftest import SHOP
from workbench.formats.dbml import DbmlError, Document, read_dbml, write_dbml
from workbench.formats.dbml.document import Chunk


@given(st.text(max_size=60) | st.lists(st.sampled_from(SHOP.split("\n")), max_size=12).map("\n".join))
def test_any_text_is_kept(text):
    assert Document.of(text).text == text


def test_a_chunk_is_an_element_with_what_stands_before_it_and_the_rest_of_its_line():
    document = Document.of("// a\nTable a { x int } // A\n\n/* b */ Table b { y int }\n\n// end\n")
    assert [chunk.text for chunk in document.chunks] == [
        "// a\nTable a { x int } // A\n",
        "\n/* b */ Table b { y int }\n",
        "\n// end\n",
    ]
    assert [chunk.text[chunk.start : chunk.end] for chunk in document.chunks] == [
        "Table a { x int }",
        "Table b { y int }",
        "",
    ]


def test_a_chunk_says_exactly_one_element():
    for text in ("", "// nothing", "Table a { x int }\nTable b { y int }"):
        with pytest.raises(DbmlError, match="Expected one element, found"):
            Chunk.of(text)
    with pytest.raises(DbmlError, match=r"Expected '\{'"):
        Chunk.of("Table a")


def test_another_element_can_stand_in_the_place_of_one():
    chunk = Chunk.of("// a\nTable a { x int } // A\n").with_element("Table b { y int }")
    assert chunk.text == "// a\nTable b { y int } // A\n"
    assert Chunk.of("Table a {\r\n x int }\r\n").with_plain_ends().text == "Table a {\n x int }\n"
    assert chunk.with_plain_ends() is chunk


@pytest.mark.parametrize(("text", "newline"), [("a\r\nb", "\r\n"), ("a\nb", "\n"), ("a", "\n"), ("", "\n")])
def test_the_line_end_of_a_text(text, newline):
    assert Document.of(text).newline == newline


def test_the_model_is_read_once_and_diagnostics_wait_until_it_is_asked_for():
    document = Document.of("Table a { x int }\nTable a { y int }\nTable {")
    assert [str(d) for d in document.diagnostics] == ["3:8: Expected '}', found the end of the text."]
    with pytest.raises(DbmlError) as caught:
        _ = document.model
    assert [d.line for d in caught.value.diagnostics] == [3]
    good = Document.of(SHOP)
    assert good.model is good.model


def test_errors_say_the_name_of_the_file():
    with pytest.raises(DbmlError) as caught:
        read_dbml("Table t { a }", "shop.dbml")
    assert str(caught.value) == "shop.dbml:1:11: The column 'a' has no type."


def test_documents_are_values():
    assert Document.of(SHOP) == Document.of(SHOP)
    assert Document.from_model(Document.of(SHOP).model).text == write_dbml(Document.of(SHOP).model)


def test_places_of_faults_count_from_the_start_of_the_text_after_an_edit_too():
    # Chunks made by a patch count from their own start.
    document = Document.of("Table a { x int }\n")
    joined = Document((*document.chunks, Chunk.of("\nTable a { y int }\n")))
    with pytest.raises(DbmlError) as caught:
        _ = joined.model
    assert str(caught.value) == "DBML:3:7: There are two tables named a."
