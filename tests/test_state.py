"""Tests of the state: a value that says its own text."""

import dataclasses

import pytest

from workbench.formats.dbml import Document
from workbench.state import State

TEXT = "Table t {\n  id int [pk] // mine\n}\n"


def test_a_state_says_the_text_that_it_was_read_from_byte_for_byte():
    document = Document.of(TEXT)
    assert State(model=document.model, document=document).text == TEXT


def test_a_state_begins_empty_and_never_changes():
    state = State()
    assert (state.text, state.revision, dict(state.layout), dict(state.decisions)) == ("", 0, {}, {})
    with pytest.raises(dataclasses.FrozenInstanceError):
        state.revision = 1
