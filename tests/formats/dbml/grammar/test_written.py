"""Written: the official parser accepts every file that this package writes, and understands the same by it."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.formats.dbml.conftest import SHOP
from tests.formats.dbml.grammar.oracle import oracle, plain, understood
from tests.strategies import models
from workbench.formats.dbml import Document, write_dbml
from workbench.model import Entity, Enum, Model, QualifiedName


@given(models())
def test_every_model_is_written_so_that_the_official_parser_reads_it(model):
    text = write_dbml(model)
    errors, content = oracle().ask(text)
    assert errors == [], text
    assert understood(text) == plain(content)


@pytest.mark.parametrize(
    "model",
    [
        Model(entities=(Entity(name=QualifiedName("t")),)),
        Model(enums=(Enum(name=QualifiedName("e"), values=()),)),
        Model(),
    ],
)
def test_what_dbml_has_no_word_for_is_written_all_the_same(model):
    text = write_dbml(model)
    assert oracle().ask(text)[0] == []
    assert Document.of(text).model == model


def test_a_text_by_hand_is_understood_alike():
    # What it takes from another file is not there.
    text = SHOP.replace("use { table a as b } from './old'\n", "")
    errors, content = oracle().ask(text)
    assert errors == []
    assert understood(text) == plain(content)
