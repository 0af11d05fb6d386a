"""Stage: only what is otherwise is sent, and what a front end makes of it is the scene."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import edits, models
from workbench import diagram
from workbench.errors import WorkbenchError
from workbench.model import Attribute, Entity, Generalisation, QualifiedName, Subject
from workbench.model.edits import Add, Change, Drop, Rename
from workbench.session import Session
from workbench.widget.stage import PARTS, Stage, difference


def applied(scene, change):
    """What the front end makes of a change."""
    result = {}
    for part in PARTS:
        old = scene.get(part, [])
        known = {item["key"]: item for item in (*old, *change[part])}
        order = change["order"].get(part, [[0, len(old)]])
        keys = [
            key for run in order for key in ([run] if isinstance(run, str) else [i["key"] for i in old[slice(*run)]])
        ]
        result[part] = [known[key] for key in keys]
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


KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(KEYS, KEYS)
def test_an_order_is_told_by_what_it_has_of_the_former_one(before, after):
    old, new = ({"boxes": [{"key": key} for key in keys]} for keys in (before, after))
    change = difference(old, new)
    assert [item["key"] for item in applied(old, change)["boxes"]] == after
    assert [run for run in change["order"].get("boxes", ()) if isinstance(run, str)] == [
        key for key in after if key not in before
    ]


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

    class Failing(diagram.Live):
        def follow(self, model, places):
            if faults:
                raise faults[0]
            return super().follow(model, places)

    session, stage = Session.of_text("Table t { a int }"), Stage(Failing)
    stage.follow(session.state)
    before = stage.scene
    for fault, text in ((WorkbenchError("No engine."), "No engine."), (KeyError("x"), "KeyError: 'x'")):
        faults[:] = [fault]
        session.apply(Add(Entity(name=QualifiedName(f"t{session.revision}"))))
        assert stage.follow(session.state) == {"boxes": [], "lines": [], "frames": [], "order": {}}
        assert stage.scene == before
        assert stage.fault == f"The diagram is that of an earlier state: {text}"
    faults.clear()
    assert stage.follow(session.state)["order"] == {"boxes": [[0, 1], "entity:t0", "entity:t1"]}
    assert stage.fault == ""


def places(stage):
    return {box["name"]: (box["x"], box["y"]) for box in stage.scene["boxes"]}


SHOP = """
Table customers { id int [pk] }
Table orders { id int [pk]
 customer_id int [ref: > customers.id] }
Table audit { at timestamp }
Enum status { open
 closed }
"""


@pytest.fixture
def shop():
    session, stage = Session.of_text(SHOP), Stage()
    stage.follow(session.state)
    return session, stage


def test_what_an_edit_does_not_concern_stays_where_it_is_seen(shop):
    session, stage = shop
    before = places(stage)
    session.apply(Add(Entity(name=QualifiedName("items"))))
    session.apply(Drop(Subject.entity("audit")))
    session.set_text("Table first { a int }\n" + session.text)
    stage.follow(session.state)
    after = places(stage)
    assert after.keys() - before.keys() == {"items", "first"}
    assert before.keys() - after.keys() == {"audit"}
    assert {name: at for name, at in after.items() if name in before} == {n: a for n, a in before.items() if n in after}


def test_what_is_renamed_stays_where_it_is(shop):
    session, stage = shop
    before = places(stage)
    session.apply(Rename(Subject.entity("customers"), "clients"))
    stage.follow(session.state)
    assert places(stage)["clients"] == before["customers"]
    session.undo()
    stage.follow(session.state)
    assert places(stage) == before


def test_undo_of_a_move_brings_back_what_was_seen(shop):
    session, stage = shop
    before = places(stage)
    session.place({QualifiedName("orders"): (-500.0, 900.0)})
    stage.follow(session.state)
    assert places(stage) == before | {"orders": (-500.0, 900.0)}
    session.undo()
    stage.follow(session.state)
    assert places(stage) == before


def test_arranging_places_all_anew_and_its_undo_brings_back_what_was_seen(shop):
    session, stage = shop
    arranged = places(stage)
    session.place({QualifiedName("orders"): (2_000.0, 2_000.0)})
    session.apply(Add(Entity(name=QualifiedName("items"))))
    stage.follow(session.state)
    before, lines = places(stage), stage.scene["lines"]
    session.apply(Drop(Subject.entity("items")))
    session.arrange()
    stage.follow(session.state)
    assert places(stage) == arranged
    session.undo()
    session.undo()
    stage.follow(session.state)
    assert (places(stage), stage.scene["lines"]) == (before, lines)


def test_some_are_arranged_around_the_others(shop):
    session, stage = shop
    session.place({QualifiedName("orders"): (2_000.0, 2_000.0), QualifiedName("audit"): (3_000.0, 0.0)})
    stage.follow(session.state)
    before = places(stage)
    session.arrange([QualifiedName("orders")])
    stage.follow(session.state)
    after = places(stage)
    assert {name for name in before if after[name] != before[name]} == {"orders"}
    assert abs(after["orders"][0] - after["customers"][0]) < 1_000, "beside what it refers to"


def test_each_level_of_detail_keeps_its_own_places(shop):
    session, stage = shop
    before = places(stage)
    stage.detail = "names"
    stage.follow(session.state)
    assert [len(box["rows"]) for box in stage.scene["boxes"]] == [0, 0, 0]
    session.apply(Rename(Subject.entity("audit"), "log"))
    stage.detail = "all"
    stage.follow(session.state)
    assert {("log" if name == "audit" else name): at for name, at in before.items()} == places(stage)


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
