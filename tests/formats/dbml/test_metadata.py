"""Metadata: what `Metadata` elements say of tables, columns and groups, as the official parser understands it."""

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml import read_dbml, syntax
from workbench.formats.dbml.metadata import Metadata, overlaid, values_of
from workbench.formats.dbml.parser import parse
from workbench.formats.dbml.scope import Scope
from workbench.model import Properties, QualifiedName

TEXT = """\
Table sales.orders as o [headercolor: #111, note: 'of the table', owner: 'ann', tier: '1'] {
  id int [pk, note: 'of the column', Source: 'erp']
  total int
}
TableGroup g [color: #222, note: 'of the group', team: 'a'] {
  sales.orders
}
Metadata Table sales.orders {
  note: 'first'
  headercolor: #333
  owner: 'bob'
}
Metadata Table o {
  note: 'last'
}
Metadata Column sales.orders.id {
  note: '''
    two
    lines'''
  source: 'crm'
}
Metadata Column o.total {
  note: ''
  wb_unit: 'EUR'
  default: '7'
}
Metadata TableGroup g {
  note: 'of the metadata'
  color: #444
  team: 'b'
}
"""


def test_metadata_go_before_what_a_thing_says_itself_as_the_official_parser_has_it():
    errors, content = oracle().ask(TEXT)
    assert not errors
    model = read_dbml(TEXT)
    [table], [entity] = content["tables"], model.entities
    assert entity.note == table["note"]["value"] == "last"
    assert entity.color == table["headerColor"] == "#333"
    assert dict(entity.properties) == table["metadata"] == {"owner": "bob", "tier": "1"}
    for said, attribute in zip(table["fields"], entity.attributes, strict=True):
        assert attribute.note == said.get("note", {}).get("value")
        ours = {"wb_unit": attribute.unit} if attribute.unit else {}
        assert {**attribute.properties, **ours} == said["metadata"]
    [group], [area] = content["tableGroups"], model.areas
    assert (area.note, area.color, dict(area.properties)) == (
        group["note"]["value"], group["color"], group["metadata"],
    )  # fmt: skip


def test_what_metadata_say_of_a_column_is_read_like_its_settings():
    model = read_dbml(TEXT)
    total = model.entities[0].attribute("total")
    assert (total.unit, total.default, total.properties) == ("EUR", None, Properties({"default": "7"}))


def test_the_last_to_say_something_is_right():
    elements, _ = parse(TEXT)
    metadata = Metadata.of(elements, Scope.of(elements))
    assert metadata.tables == {
        QualifiedName("orders", "sales"): {"headercolor": "#333", "owner": "bob", "note": "last"}
    }


def test_notes_and_colours_without_a_text_say_nothing():
    elements, _ = parse("Metadata Column a.b {\n  NOTE: ''\n  owner: ''\n}")
    assert isinstance(elements[0], syntax.Pairs)
    assert values_of(elements[0]) == {"owner": ""}


def test_keys_that_differ_in_case_alone_are_one():
    assert overlaid({"Owner": "a", "x": "1"}, {"OWNER": "b"}) == {"x": "1", "OWNER": "b"}
