"""Live: the scene of a model that is being edited is right after each edit, and only what changes is new."""

from hypothesis import given
from hypothesis import strategies as st

from tests.diagram import schemas
from tests.strategies import edits, models
from workbench import diagram
from workbench.diagram import Live
from workbench.errors import WorkbenchError
from workbench.model import QualifiedName, Subject
from workbench.model.edits import Change, Drop, Rename


def said(scene):
    """What a scene shows, without places: those depend on what was there before."""
    boxes = [(b.subject, b.label, b.width, b.note, b.color, [(r.name, r.label, r.type, r.marks, r.nullable, r.note)
              for r in b.rows]) for b in scene.boxes]  # fmt: skip
    lines = [
        (ln.subject, ln.kind, ln.identifying, ln.note, ln.color,
         *((end.entity, end.attributes, end.cardinality) for end in (ln.parent, ln.child)))
        for ln in scene.lines
    ]  # fmt: skip
    return boxes, lines, [(frame.subject, frame.label, frame.color) for frame in scene.frames]


@given(st.data())
def test_after_any_edits_it_shows_what_a_scene_made_anew_shows(data):
    model = data.draw(models(max_entities=3))
    live = Live()
    live.follow(model, {})
    for _ in range(3):
        try:
            model = data.draw(edits(model)).apply(model)
        except WorkbenchError:
            continue
        assert said(live.follow(model, {})) == said(diagram.scene(model, title=""))


def test_the_first_scene_is_the_usual_one():
    model = schemas.shop()
    live, usual = Live().follow(model, {}), diagram.scene(model, title="")
    assert (live.boxes, live.lines, live.frames) == (usual.boxes, usual.lines, usual.frames)


def test_an_edit_leaves_all_but_one_box_the_same_object():
    model = schemas.shop()
    live = Live()
    before = live.follow(model, {})
    changed = Change.of(Subject.attribute("sales.address", "city"), note="where").apply(model)
    after = live.follow(changed, {})
    others = [box.name for box, was in zip(after.boxes, before.boxes, strict=True) if box is not was]
    assert others == ["sales.address"]
    assert all(line is was for line, was in zip(after.lines, before.lines, strict=True))


def test_what_is_renamed_keeps_its_place_and_its_lines_their_ways():
    model = schemas.shop()
    live = Live()
    before = live.follow(model, {})
    after = live.follow(Rename(Subject.entity("sales.order"), "sales.purchase").apply(model), {})
    places = {box.name: (box.x, box.y) for box in before.boxes}
    assert {box.name: (box.x, box.y) for box in after.boxes} == {
        "sales.purchase" if name == "sales.order" else name: at for name, at in places.items()
    }
    moved = [line for line, was in zip(after.lines, before.lines, strict=True) if line.points != was.points]
    assert all("sales.purchase" in (line.parent.entity, line.child.entity) for line in moved)


def test_what_comes_back_stands_where_it_did_unless_something_else_does_now():
    model = schemas.shop()
    live = Live()
    before = live.follow(model, {})
    there = {box.name: (box.x, box.y) for box in before.boxes}
    without = Drop(Subject.entity("stock.level")).apply(model)
    live.follow(without, {})
    again = live.follow(model, {})
    assert {box.name: (box.x, box.y) for box in again.boxes} == there
    live.follow(without, {})
    taken = {QualifiedName("order", "sales"): there["stock.level"]}
    live.follow(without, taken)
    back = {box.name: box for box in live.follow(model, taken).boxes}
    assert (back["stock.level"].x, back["stock.level"].y) != there["stock.level"]
