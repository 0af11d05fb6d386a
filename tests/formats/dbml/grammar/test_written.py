"""Written: the official parser accepts every file that this package writes, and understands the same by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.formats.dbml.changed_lines import same
from tests.formats.dbml.conftest import SHOP
from tests.formats.dbml.grammar.oracle import oracle, plain, understood
from tests.strategies import models
from workbench.formats.dbml import DbmlError, Document, read_dbml, write_dbml
from workbench.model import Entity, Enum, Model, QualifiedName

FILES = Path(__file__).parent / "files"
RIGHT, WRONG = (sorted(FILES.glob(f"{kind}/*.dbml")) for kind in ("right", "wrong"))


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


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_the_model_of_every_file_is_written_so_that_it_is_read_alike(path):
    text = path.read_text(encoding="utf-8")
    assert Document.of(text).text == text
    model = read_dbml(text)
    written = write_dbml(model)
    assert oracle().ask(written)[0] == [], written
    assert same(read_dbml(written), model)


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_every_wrong_file_is_refused_with_a_place(path):
    with pytest.raises(DbmlError, match=r":\d+:\d+: "):
        read_dbml(path.read_text(encoding="utf-8"))


def test_a_text_by_hand_is_understood_alike():
    # What it takes from another file is not there.
    text = SHOP.replace("use { table a as b } from './old'\n", "")
    errors, content = oracle().ask(text)
    assert errors == []
    assert understood(text) == plain(content)
