"""Composite references: names of all parts, and measured together."""

from __future__ import annotations

from tests.advise.tables import Data, entity
from workbench.advise.references import composite, inclusion
from workbench.model import Model, Reference
from workbench.model.edits import Add

LINES = {"order_id": [i // 3 for i in range(60)], "line_no": [i % 3 + 1 for i in range(60)]}
LINE = entity("order_lines", "order_id int32", "line_no int32", key="order_id line_no")


def returns(pairs):
    rows = {"return_id": list(range(len(pairs))), "order_id": [a for a, _ in pairs], "line_no": [b for _, b in pairs]}
    return rows, entity("returns", "return_id int32", "order_id int32", "line_no int32", key="return_id")


def test_all_parts_of_a_key_are_one_reference():
    rows, child = returns([(i, 1 + i % 3) for i in range(20)])
    (finding,) = Data(order_lines=LINES, returns=rows).findings(composite.judge, LINE, child)
    (added,) = finding.edits
    assert isinstance(added, Add)
    assert str(finding.subject) == "reference:returns(order_id, line_no)->order_lines(order_id, line_no)"
    assert finding.confidence >= 0.9
    assert finding.message == (
        "Order_id, line_no have the names of the key, and all of its 20 pairs of values are keys of order_lines."
    )


def test_a_pair_that_no_row_has_is_an_orphan_though_each_part_is_there():
    good = [(i % 20, 1 + i % 3) for i in range(99)]
    lines = {"order_id": LINES["order_id"][:-1], "line_no": LINES["line_no"][:-1]}  # order 19 has no line 3
    rows, child = returns([pair for pair in good if pair != (19, 3)] + [(19, 3)])
    found = Data(order_lines=lines, returns=rows).findings(composite.judge, LINE, child)
    (orphans,) = found.where(code="DATA-002")
    assert orphans.message == "1 row of returns names a row of order_lines that is not there (19, 3)."
    assert orphans.evidence.sql == (
        'SELECT * FROM "returns" AS c WHERE c."order_id" IS NOT NULL AND c."line_no" IS NOT NULL AND NOT EXISTS '
        '(SELECT 1 FROM "order_lines" AS p WHERE p."order_id" = c."order_id" AND p."line_no" = c."line_no")'
    )


def test_too_many_orphans_or_other_types_are_no_reference():
    rows, child = returns([(i + 500, 1) for i in range(20)])
    assert list(Data(order_lines=LINES, returns=rows).findings(composite.judge, LINE, child)) == []
    texts = entity("returns", "return_id int32", "order_id text(9)", "line_no int32", key="return_id")
    data = Data(order_lines=LINES, returns=rows | {"order_id": ["a"] * 20})
    assert list(data.findings(composite.judge, LINE, texts)) == []
    assert data.asked == []


def test_what_a_composite_reference_says_already_is_shown_as_implied():
    orders = {"order_id": list(range(20))}
    order = entity("orders", "order_id int32", key="order_id")
    rows, child = returns([(i, 1 + i % 3) for i in range(20)])
    ends = ("order_id", "line_no")
    present = Reference(child=child.name, child_attributes=ends, parent=LINE.name, parent_attributes=ends)
    model = Model(entities=(order, LINE, child), references=(present,))
    found = Data(orders=orders, order_lines=LINES, returns=rows).findings(inclusion.judge, model=model)
    (proposed,) = found.where(code="REF-001")
    assert str(proposed.subject) == "reference:order_lines(order_id)->orders(order_id)"
    (implied,) = found.where(code="REF-003")
    assert (str(implied.subject), implied.edits) == ("attribute:returns.order_id", ())
    assert implied.message == "Names a row of orders, as its reference to order_lines says already."


def test_a_part_that_says_the_table_goes_before_a_number_of_the_childs_own():
    rooms = {"building_id": [i // 3 for i in range(60)], "line_no": [i % 3 + 1 for i in range(60)]}
    lessons = {
        "building_id": [i % 20 for i in range(40)],
        "line_no": [1 + i // 20 for i in range(40)],
        "room_line_no": [1 + i % 3 for i in range(40)],
    }
    room = entity("rooms", "building_id int32", "line_no int32", key="building_id line_no")
    lesson = entity("lessons", *(f"{name} int32" for name in lessons), key="building_id line_no")
    found = Data(rooms=rooms, lessons=lessons).findings(composite.judge, room, lesson)
    assert [str(f.subject) for f in found.where(code="REF") if "->rooms" in str(f.subject)] == [
        "reference:lessons(building_id, room_line_no)->rooms(building_id, line_no)"
    ]
