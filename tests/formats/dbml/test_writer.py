"""Writer: a model in one style, read back as the same model."""

import pytest
from hypothesis import given

from tests.formats.dbml.changed_lines import same
from tests.strategies import models
from workbench.formats.dbml import Document, read_dbml, write_dbml
from workbench.formats.dbml.writer import index_text, inline_keys, is_inline_primary, metadata_items, table_text
from workbench.model import Attribute, Entity, Index, IndexPart, Key, Model, Properties, QualifiedName

T = QualifiedName("t")


@given(models())
def test_what_is_written_is_read_as_the_same_model(model):
    text = write_dbml(model)
    read = Document.of(text).model
    assert same(read, model)
    assert write_dbml(read) == text
    assert Document.of(text.replace("\n", "\r\n")).model == read


def test_the_style():
    model = read_dbml(
        """Project shop { database_type: 'PostgreSQL' }
        Enum status { new [note: 'n']
         "very old" }
        Table sales.orders as o [headercolor: #fff, owner: 'me'] { id int [increment, pk]
          status status [default: 'new']
          parts "list<text>" [not null]
          indexes { (status, `lower(x)`) [type: gin, name: 'ix'] }
          checks { `id > 0` [name: 'c'] }
          Note: 'One.' }
        Table lines { order_id int [not null] }
        Ref fk: lines.order_id > o.id [delete: cascade]
        TableGroup g { o }
        """
    )
    assert write_dbml(model) == (
        """\
Project shop {
  wb_dbml: '10'
  database_type: 'PostgreSQL'
}

Enum status {
  new [note: 'n']
  "very old"
}

Table sales.orders as o [headercolor: #fff, owner: 'me'] {
  id int32 [pk, increment]
  status status [default: 'new']
  parts text[] [not null]

  indexes {
    (status, `lower(x)`) [type: gin, name: 'ix']
  }

  checks {
    `id > 0` [name: 'c']
  }

  Note: 'One.'
}

Table lines {
  order_id int32 [not null]
}

Ref fk: lines.order_id ?> sales.orders.id [delete: cascade]

TableGroup g {
  sales.orders
}
"""
    )


def test_an_empty_model_is_an_empty_text():
    assert write_dbml(Model()) == ""


def keyed(primary, *keys):
    attributes = tuple(Attribute(name=name, nullable=False) for name in "abc")
    return Entity(name=T, attributes=attributes, primary_key=primary, keys=keys)


@pytest.mark.parametrize(
    ("key", "inline"),
    [
        (Key(attributes=("a",)), True),
        (Key(attributes=("a", "c")), True),
        (Key(attributes=("c", "a")), False),  # another order than that of the columns
        (Key(attributes=("a",), name="pk"), False),
        (Key(attributes=("a",), note="n"), False),
    ],
)
def test_columns_say_a_primary_key_that_they_can_say(key, inline):
    entity = keyed(key)
    assert is_inline_primary(entity) is inline
    assert ("[pk" in table_text(entity, Model(entities=(entity,))).split("indexes")[0]) is inline
    assert read_dbml(write_dbml(Model(entities=(entity,)))).entity("t") == entity


def test_columns_say_the_first_keys_in_their_order_and_lines_the_others():
    b, a, c = (Key(attributes=(name,)) for name in "bac")
    assert inline_keys(keyed(None, b, c, a)) == (b, c)
    assert inline_keys(keyed(None, Key(attributes=("a", "b")), c)) == ()
    for keys in ((b, c, a), (a, b, c), (c, b, a)):
        entity = keyed(None, *keys)
        assert read_dbml(write_dbml(Model(entities=(entity,)))).entity("t") == entity


def test_a_unique_index_that_a_key_could_be_says_that_it_is_none():
    index = Index(parts=(IndexPart(attribute="a"),), unique=True, properties=Properties({"k": "v"}))
    entity = Entity(name=T, attributes=(Attribute(name="a"),), indexes=(index,))
    assert metadata_items(entity, Model(entities=(entity,))) == {
        "wb_index_a_unique": "true", "wb_index_a_properties": '{"k": "v"}'
    }  # fmt: skip


def test_lines_of_indexes():
    assert index_text(["a"], [], None, None) == "a"
    assert index_text(["a", "`b`"], ["unique"], "ix", "it's") == "(a, `b`) [unique, name: 'ix', note: 'it\\'s']"
