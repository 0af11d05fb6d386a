"""Stage: only what is otherwise is sent, and what a front end makes of it is the scene."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import edits, models
from workbench.errors import WorkbenchError
from workbench.model import Attribute, Entity, Generalisation, QualifiedName, Subject
from workbench.model.edits import Add, Change
from workbench.session import Session
from workbench.widget.stage import Stage


def applied(scene, change):
    """What the front end makes of a change."""
    result = {}
    for part in ("boxes", "lines", "frames"):
        known = {item["key"]: item for item in scene.get(part, ())} | {i["key"]: i for i in change[part]}
        order = change["order"].get(part, [item["key"] for item in scene.get(part, ())])
        result[part] = [known[key] for key in order]
    return result


@given(st.data())
def test_changes_lead_from_scene_to_scene(data):
    session = Session.of_model(data.draw(models(max_entities=3)))
    stage = Stage()
    shown = applied({}, json.loads(json.dumps(stage.follow(session.state))))
    for _ in range(3):
        try:
            session.apply(data.draw(edits(session.model)))
        except WorkbenchError:
            continue
        change = json.loads(json.dumps(stage.follow(session.state)))
        shown = applied(shown, change)
        assert shown == json.loads(json.dumps({part: stage.scene[part] for part in shown}))


def test_a_small_edit_of_a_large_model_is_a_small_message():
    entities = [
        Entity(
            name=QualifiedName(f"t{n}"),
            attributes=tuple(Attribute(name=f"a{i}") for i in range(12)),
        )
        for n in range(200)
    ]
    session = Session()
    session.apply(*map(Add, entities))
    session.place({entity.name: (n % 20 * 300.0, n // 20 * 400.0) for n, entity in enumerate(entities)})
    stage = Stage()
    stage.follow(session.state)
    session.apply(Change.of(Subject.attribute("t7", "a3"), note="x"))
    change = stage.follow(session.state)
    assert [box["name"] for box in change["boxes"]] == ["t7"]
    assert len(json.dumps(change)) < 20_000


def test_a_scene_that_fails_leaves_the_former_one_and_says_so():
    faults = []

    def build(model, positions, detail):
        if faults:
            raise faults[0]
        return usual._build(model, positions, detail)

    usual, session = Stage(), Session.of_text("Table t { a int }")
    stage = Stage(build)
    stage.follow(session.state)
    before = stage.scene
    for fault, text in ((WorkbenchError("No engine."), "No engine."), (KeyError("x"), "KeyError: 'x'")):
        faults[:] = [fault]
        session.apply(Add(Entity(name=QualifiedName(f"t{session.revision}"))))
        assert stage.follow(session.state) == {"boxes": [], "lines": [], "frames": [], "order": {}}
        assert stage.scene == before
        assert stage.fault == f"The diagram is that of an earlier state: {text}"
    faults.clear()
    assert stage.follow(session.state)["order"] == {"boxes": ["entity:t", "entity:t0", "entity:t1"]}
    assert stage.fault == ""


def test_the_lines_of_a_generalisation_are_told_apart():
    text = """
    Table party { id int [pk] }
    Table person { id int [pk] }
    Table company { id int [pk] }
    """
    session, stage = Session.of_text(text), Stage()
    session.apply(
        Add(Generalisation(parent=QualifiedName("party"), children=(QualifiedName("person"), QualifiedName("company"))))
    )
    stage.follow(session.state)
    lines = [line for line in stage.scene["lines"] if line["kind"] == "subtype"]
    assert len(lines) == 2
    assert len({line["subject"] for line in lines}) == 1
    assert len({line["key"] for line in lines}) == 2
