"""From a model to a scene: what is shown, and that a reader can follow it."""

import dataclasses
import os

import pytest

from tests.diagram import schemas
from workbench import diagram
from workbench.diagram._build import MOST_ROWS, dangling, marks_of, rows_left_out, type_text
from workbench.diagram._options import Options
from workbench.layout import PlacedBox, Placement, Route
from workbench.layout.quality import merges, overlaps, strikes
from workbench.model import Model, QualifiedName, SubjectArea, parse_type

SEEDS = range(200 if os.environ.get("WORKBENCH_SOAK") == "1" else 3)


def box(scene, name):
    return next(found for found in scene.boxes if found.name == name)


def line(scene, start):
    return next(found for found in scene.lines if found.subject.startswith(f"reference:{start}"))


def assert_readable(scene):
    """The geometry that a reader relies on, measured on the scene itself."""
    boxes = tuple(PlacedBox(b.subject, b.x, b.y, b.width, b.height) for b in scene.boxes)
    placement = Placement(boxes, tuple(Route(found.subject, found.points) for found in scene.lines))
    assert overlaps(placement) == []
    assert strikes(placement) == []
    assert merges(placement) == []
    by_name = {b.name: b for b in scene.entities}
    for found in scene.lines:
        for end, (x, y) in ((found.parent, found.points[0]), (found.child, found.points[-1])):
            owner = by_name[end.entity]
            assert x in (pytest.approx(owner.x), pytest.approx(owner.x + owner.width))
            rows = [row for row in owner.rows if row.name in end.attributes]
            assert not rows or any(row.top <= y - owner.y <= row.top + row.height for row in rows)


@pytest.mark.parametrize("name", ["chinook", "northwind"])
@pytest.mark.parametrize("detail", ["all", "keys", "names"])
def test_real_models_are_readable_at_each_level(shared_data, name, detail):
    scene = diagram.scene(schemas.real(shared_data, name), detail=detail)
    assert_readable(scene)
    assert (len(scene.boxes), len(scene.lines)) == (11, 11)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_generated_models_are_readable(seed):
    assert_readable(diagram.scene(schemas.generated(6 + 7 * (seed % 5), seed)))


@pytest.mark.parametrize(
    "model", [schemas.shop(), schemas.hostile(), schemas.bare(), schemas.wide(60), schemas.hub(25), Model()]
)
def test_odd_models_are_readable(model):
    assert_readable(diagram.scene(model))


def test_no_text_leaves_its_box():
    from workbench.diagram import _fonts as fonts
    from workbench.diagram._build import NAME_SIZE, PADDING, TYPE_SIZE

    for found in diagram.scene(schemas.hostile()).boxes:
        for row in found.rows:
            weight = "semibold" if "PK" in row.marks else "regular"
            name = PADDING + found.marks_width + fonts.width(row.label, NAME_SIZE, weight)
            kind = fonts.width(row.type_label, TYPE_SIZE)
            assert name + kind + PADDING <= found.width


def test_rows_say_what_the_attributes_are():
    scene = diagram.scene(schemas.shop())
    rows = {row.name: row for row in box(scene, "sales.order_line").rows}
    assert rows["order_id"].marks == ("PK", "FK")
    assert rows["line_no"].marks == ("PK",)
    assert rows["price"].marks == ()
    assert (rows["warehouse_id"].nullable, rows["quantity"].nullable) == (True, False)
    assert rows["quantity"].type_label == "decimal(12,3)"
    assert {row.name: row.marks for row in box(scene, "sales.customer").rows}["email"] == ("U",)


def test_lines_say_both_ends():
    scene = diagram.scene(schemas.shop())
    ends = {
        start: (found.parent.cardinality, found.child.cardinality, found.identifying)
        for start in ("sales.order(customer", "sales.order(delivery", "sales.order_line(order", "sales.person(id)")
        for found in [line(scene, start)]
    }
    assert ends == {
        "sales.order(customer": ("1", "0..*", False),
        "sales.order(delivery": ("0..1", "0..*", False),
        "sales.order_line(order": ("1", "1..*", True),
        "sales.person(id)": ("1", "0..1", True),
    }


def test_a_composite_reference_is_one_line_that_holds_its_rows_together():
    scene = diagram.scene(schemas.shop())
    found = line(scene, "sales.return(order_id, line_no)")
    child = box(scene, "sales.return")
    rows = {row.name: row for row in child.rows}
    middles = [child.y + rows[name].top + rows[name].height / 2 for name in ("order_id", "line_no")]
    assert [y for _, y in found.child.anchors] == middles
    assert len([line for line in scene.lines if line.child.entity == "sales.return"]) == 1


def test_a_subtype_takes_the_line_of_its_reference_or_has_one_of_its_own():
    model = schemas.shop()
    assert [found.kind for found in diagram.scene(model).lines].count("subtype") == 2
    without = dataclasses.replace(model, references=tuple(r for r in model.references if r.child.name != "person"))
    found = [line for line in diagram.scene(without).lines if line.child.entity == "sales.person"]
    assert [(line.kind, line.parent.cardinality) for line in found] == [("subtype", None)]


def test_levels_of_detail():
    model = schemas.shop()
    rows = {d: [row.name for row in box(diagram.scene(model, detail=d), "sales.order").rows] for d in ("keys", "names")}
    assert rows == {"keys": ["id", "customer_id", "billing_address_id", "delivery_address_id"], "names": []}
    plain = diagram.scene(model, types=False, nulls=False, enums=False, areas=False)
    assert plain.frames == ()
    assert {b.kind for b in plain.boxes} == {"entity"}
    assert {(row.type_label, row.nullable) for b in plain.boxes for row in b.rows} == {("", False)}


def test_enums_list_their_values():
    scene = diagram.scene(schemas.shop())
    assert [row.label for row in box(scene, "sales.status").rows] == ["prospect", "active", "closed"]


def test_very_many_attributes_are_counted_and_keys_stay():
    model = schemas.wide(1500)
    found = box(diagram.scene(model), "readings")
    assert len(found.rows) == MOST_ROWS
    assert found.rows[-1].label == "… 1,381 more"
    assert found.rows[-2].name == "owner_id", "the line needs its row"
    assert rows_left_out(model) == {QualifiedName("readings"): 1381}


def test_references_to_nowhere_are_left_out_and_known():
    assert diagram.scene(schemas.bare()).lines == ()
    assert [str(reference) for reference in dangling(schemas.bare())] == [
        "keyless(a) → gone(id)",
        "keyless(missing) → keyless(a)",
    ]


def test_an_entity_in_an_area_that_names_one_that_is_gone():
    model = dataclasses.replace(
        schemas.bare(),
        areas=(SubjectArea(name=QualifiedName("x"), entities=(QualifiedName("gone"), QualifiedName("keyless"))),),
    )
    assert [frame.label for frame in diagram.scene(model).frames] == ["x"]


def test_positions_are_kept():
    scene = diagram.scene(schemas.shop(), positions={"sales.order": (900.0, 40.0), "stock.product": (100.0, 600.0)})
    dx, dy = scene.shift
    found = box(scene, "sales.order")
    assert (found.x - dx, found.y - dy) == (900, 40)


def test_a_scene_is_numbers_and_texts():
    import json

    scene = diagram.scene(schemas.shop())
    again = json.loads(json.dumps(scene.as_json()))
    assert again["boxes"][0]["rows"][0]["marks"] == ["PK"]
    assert diagram.scene(schemas.shop()) == scene, "the same model gives the same scene"


def test_confidence_of_an_inferred_reference():
    from workbench.model import Properties

    model = schemas.bare()
    guess = schemas.reference("keyless", ["a"], "keyless", ["b"], properties=Properties({"confidence": "0.4"}))
    assert diagram.scene(dataclasses.replace(model, references=(guess,))).lines[0].confidence == 0.4


def test_marks_and_types_of_a_row():
    entity = schemas.entity("t", ["id int64", "a text"])
    assert marks_of(entity, [schemas.reference("t", ["a"], "t")]) == {"id": ("PK",), "a": ("FK",)}
    assert type_text(parse_type("native:geometry")) == "geometry"


def test_unknown_choices_are_refused():
    from workbench.errors import UnknownNameError

    with pytest.raises(UnknownNameError, match=r"There is no level of detail 'al'. Did you mean 'all'"):
        Options(detail="al")
    with pytest.raises(UnknownNameError, match=r"There is no theme 'drak'. Did you mean 'dark'"):
        Options(theme="drak")
