"""Placing: where new elements go, how elements are put into order, and how one is taken out."""

import pytest

from tests.formats.dbml.changed_lines import changed_lines, patched
from workbench.formats.dbml import syntax
from workbench.formats.dbml.document import Document
from workbench.formats.dbml.placing import after_last, before_tables, without
from workbench.model import Attribute, Entity, Index, IndexPart, QualifiedName, Subject
from workbench.model.edits import Add, Batch, Drop, Move, Rename

NEW = Entity(name=QualifiedName("new one"), attributes=(Attribute(name="a"),))
TABLE = 'Table "new one" {\n  a text\n}\n'


def test_a_new_table_comes_behind_the_one_before_it_in_the_model(shop_text):
    assert patched(shop_text, Add(NEW, None, 1)) == shop_text.replace(
        "  Note: 'People who bought.'\n}\n", f"  Note: 'People who bought.'\n}}\n\n{TABLE}"
    )
    assert patched(shop_text, Add(NEW, None, 0)) == shop_text.replace("/* Who buys", f"{TABLE}\n/* Who buys")
    behind_metadata = patched(shop_text, Add(NEW, None, 4))
    assert behind_metadata == shop_text.replace("  owner: 'ann'\n}\n", f"  owner: 'ann'\n}}\n\n{TABLE}\n")


def test_a_new_last_table_comes_behind_the_last_and_before_what_ends_the_text(shop_text):
    assert patched(shop_text, Add(NEW)) == shop_text.replace("\n// the end", f"\n\n{TABLE}\n// the end")


@pytest.mark.parametrize("text", ["", "\n", "// nothing yet", "// nothing yet\n\n"])
def test_the_first_table_ends_the_text(text):
    after = patched(text, Add(NEW))
    assert after.startswith(text.rstrip("\n"))
    assert after.endswith(TABLE)
    assert after.count("// nothing yet") == text.count("// nothing yet")


def test_a_table_takes_its_comments_along_when_it_moves(shop_text):
    moved = patched(shop_text, Move(Subject.entity("customers"), 4))
    assert moved.index("Table notes") < moved.index("/* Who buys.\n   Since 2019. */\nTable   customers")
    assert sorted(moved.split("\n")) == sorted(shop_text.split("\n"))
    there_and_back = patched(shop_text, Move(Subject.entity("orders"), 0), Move(Subject.entity("orders"), 1))
    assert sorted(there_and_back.split("\n")) == sorted(shop_text.split("\n"))


def test_a_table_goes_with_the_comment_behind_it_and_leaves_the_one_before_it(shop_text):
    assert changed_lines(shop_text, Drop(Subject.entity("customers"))) == (
        """\
-Table   customers  as C [headercolor: #AABBCC] {   // the people
-  id    int   [primary key, increment] // key
-  name  varchar(20)  [ not null ,  unique ]   // full name
-  mail  varchar [note: "by name@host"]
-
-  status customer_status [default: 'new', owner: 'sales']
-
-  indexes {
-    // fast
-    (name, mail) [name: 'ix_nm']  // composite
-    `lower(mail)` [unique]
-  }
-  Note: 'People who bought.'
-}
-  customer_id int [ref: > C.id, note: 'who', not null] // buyer
+  customer_id int [note: 'who', not null] // buyer
-  customers
"""
    )


def test_elements_on_one_line_are_taken_out_one_by_one():
    text = "Table a { x int } Table b { y int } /* both */\nTable c { z int }\n"
    assert patched(text, Drop(Subject.entity("a"))) == "Table b { y int } /* both */\nTable c { z int }\n"
    assert patched(text, Drop(Subject.entity("b"))) == "Table a { x int } Table c { z int }\n"


def test_metadata_stand_right_behind_their_table():
    text = "Table a {\n  x int\n}\n\nTable b {\n  y int\n}\n"
    index = Index(parts=(IndexPart(attribute="x"),), name="ix", where="x > 0")
    after = patched(text, Add(index, QualifiedName("a")))
    assert after == (
        "Table a {\n  x int\n\n  indexes {\n    x [name: 'ix']\n  }\n}\n\n"
        "Metadata Table a {\n  wb_index_ix_where: 'x > 0'\n}\n\n"
        "Table b {\n  y int\n}\n"
    )
    moved = patched(after, Move(Subject.entity("b"), 0))  # metadata may stand anywhere
    assert Document.of(moved).model.entity("a").indexes[0].where == "x > 0"


def test_tables_that_are_added_together_come_in_their_order():
    new = [Entity(name=QualifiedName(name), attributes=(Attribute(name="a"),)) for name in ("x", "y", "z")]
    after = patched("Table t {\n  a int\n}\n", Batch(tuple(Add(entity) for entity in new)))
    assert [e.name[0] for e in Document.of(after).elements] == ["t", "x", "y", "z"]
    assert "\n\n\n" not in after


def test_places_are_found_among_chunks():
    document = Document.of("Project p { }\nEnum e { a }\nTablePartial q { x int }\nTable t { a int }\nEnum f { a }\n")
    assert before_tables(document.chunks) == 3
    assert after_last(document.chunks, syntax.EnumElement) == 5
    assert after_last(document.chunks, syntax.Ref) is None
    assert before_tables(()) == 0


def test_what_is_left_of_a_chunk_are_its_comments():
    (chunk,) = Document.of("// about t\n\nTable t { a int } // t\n").chunks
    assert without(chunk).text == "// about t\n\n"
    (bare,) = Document.of("\n\nTable t { a int }\n").chunks
    assert without(bare) is None


def test_a_renamed_table_stays_where_it_is(shop_text):
    after = patched(shop_text, Rename(Subject.entity("orders"), "zzz"))
    assert [line for line in after.split("\n") if line.startswith("Table ")][1] == "Table zzz [wb_source: 'orders'] {"
