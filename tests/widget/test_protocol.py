"""Protocol: whatever front ends send, and whatever happens elsewhere, each shows what the session says."""

import json

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.strategies import edits, models
from tests.widget.test_stage import applied
from workbench.errors import WorkbenchError
from workbench.formats.edits import encode_edit
from workbench.session import Session
from workbench.widget.editor import Editor
from workbench.widget.stage import PARTS, Stage

NOTHING = {"boxes": [], "lines": [], "frames": [], "order": {}}
RUBBISH = [
    None,
    "do",
    {},
    {"type": "do"},
    *(
        {"type": "do", "what": what, "given": given, "revision": 0, "number": 1}
        for what, given in [
            ("canvas.edit", {}),
            ("canvas.edit", {"edits": [None]}),
            ("canvas.edit", {"edits": [{"do": "explode"}]}),
            ("canvas.edit", {"edits": [{"do": "drop", "subject": "table:x"}]}),
            ("canvas.drop", {"subjects": [5]}),
            ("canvas.place", {"positions": {"a": ["left", 1]}}),
            ("canvas.place", {"positions": {"": [1, 1]}}),
            ("canvas.paste", {"text": "words"}),
            ("canvas.format", {}),
            ("text.put", {"splice": [9, 1, ""]}),
            ("text.put", {"splice": [0, 0, "Table"]}),
            ("findings.accept", {"number": 99}),
        ]
    ),
    {"type": "select", "subject": "no such kind:x", "revision": 0},
]


def content(item):
    """A thing of a scene without its place: where it stands depends on what was there before."""
    placed = {"x", "y", "width", "height", "header", "points", "top", "gap", "anchors"}
    if isinstance(item, dict):
        return {name: content(value) for name, value in item.items() if name not in placed}
    return [content(value) for value in item] if isinstance(item, list | tuple) else item


class FrontEnd:
    """What the store of the front end does, in few lines; messages go over as JSON."""

    def __init__(self, session):
        self.editor = Editor(session, diagram=lambda model: "<svg/>")
        self.editor.screen.send = self.receive
        self.scene, self.status, self.number, self.answers = {}, {"revision": -1}, 0, {}
        self.view(is_open=True)

    def send(self, content):
        self.editor.screen._handle_custom_msg(json.loads(json.dumps(content)), [])

    def view(self, is_open):
        self.open = is_open
        self.send({"type": "view", "open": is_open})

    def do(self, what, **given):
        self.number += 1
        revision = self.status["revision"]
        self.send({"type": "do", "what": what, "given": given, "revision": revision, "number": self.number})
        return self.answers.pop(self.number)

    def receive(self, content, _buffers=None):
        message = json.loads(json.dumps(content))
        if message["type"] == "scene":
            self.scene, self.status = applied(message["scene"], NOTHING), message["state"]
        elif message["type"] == "change" and message["base"] == self.status["revision"]:
            change = message["change"] or NOTHING
            self.scene, self.status = applied(self.scene, change), message["state"]
        elif message["type"] == "change":
            self.send({"type": "again"})
        elif message["type"] in ("done", "refused"):
            self.answers[message["number"]] = message


class Protocol(RuleBasedStateMachine):
    @initialize(model=models(max_entities=2))
    def begin(self, model):
        self.session = Session.of_model(model)
        self.first = self.session.model
        self.fronts = [FrontEnd(self.session), FrontEnd(self.session)]

    def front(self, data):
        return data.draw(st.sampled_from(self.fronts))

    @rule(data=st.data())
    def edit(self, data):
        front, before = self.front(data), self.session.state
        wanted = [encode_edit(data.draw(edits(self.session.model)))]
        revision = front.status["revision"]
        answer = front.do("canvas.edit", edits=wanted)
        if revision != before.revision:
            assert answer["type"] == "refused"
        if answer["type"] == "refused":
            assert answer["message"]
            assert self.session.state is before

    @rule(data=st.data(), what=st.sampled_from(["refer", "junction", "copy", "subtype", "drop"]))
    def gesture(self, data, what):
        front, entities = self.front(data), self.session.model.entities
        if not entities:
            return
        one, other = (str(data.draw(st.sampled_from(entities)).name) for _ in range(2))
        given = {
            "refer": {"child": one, "parent": other},
            "junction": {"one": one, "other": other},
            "copy": {"entities": [one]},
            "subtype": {"parent": one},
            "drop": {"subjects": [f"entity:{one}"]},
        }[what]
        front.do(f"canvas.{what}", **given)

    @rule(data=st.data(), insert=st.sampled_from(["", "// x\n", "Table fresh { id int }\n", "Table {"]))
    def type(self, data, insert):
        front, before = self.front(data), self.session.state
        answer = front.do("text.put", splice=[0, 0, insert])
        if answer["type"] == "refused":
            assert self.session.state is before
        elif insert:
            assert self.session.text.startswith(insert)

    @rule(data=st.data())
    def edit_elsewhere(self, data):
        try:
            self.session.apply(data.draw(edits(self.session.model)))
        except WorkbenchError:
            return

    @rule(data=st.data(), x=st.floats(-500, 500), y=st.floats(-500, 500))
    def place(self, data, x, y):
        front = self.front(data)
        if entities := self.session.model.entities:
            name = str(data.draw(st.sampled_from(entities)).name)
            front.do("canvas.place", positions={name: [x, y]})

    @rule(data=st.data(), name=st.sampled_from(["undo", "redo", "arrange"]))
    def command(self, data, name):
        self.front(data).do(f"canvas.{name}")

    @rule(data=st.data())
    def close_or_open(self, data):
        front = self.front(data)
        front.view(is_open=not front.open)

    @rule(data=st.data(), content=st.sampled_from(RUBBISH))
    def rubbish(self, data, content):
        before = self.session.state
        self.front(data).send(content)
        assert self.session.state is before

    @invariant()
    def each_shows_what_the_session_says(self):
        session = self.session
        anew = Stage()
        anew.follow(session.state)
        for front in self.fronts:
            if front.open:
                shown = front.editor.stage.scene
                assert front.scene == json.loads(json.dumps({part: shown[part] for part in PARTS}))
                for part in PARTS:
                    assert [content(item) for item in shown[part]] == [content(item) for item in anew.scene[part]]
                shown = {name: front.status[name] for name in ("revision", "undo", "redo", "dirty")}
                assert shown == {
                    "revision": session.revision,
                    "undo": session.undo_label,
                    "redo": session.redo_label,
                    "dirty": session.dirty,
                }

    def teardown(self):
        if not hasattr(self, "fronts"):
            return
        last, steps = self.session.model, 0
        while self.session.undo_label:
            self.session.undo()
            steps += 1
        assert self.session.model == self.first
        for _ in range(steps):
            self.session.redo()
        assert self.session.model == last
        for front in self.fronts:
            front.editor.close()


TestProtocol = Protocol.TestCase
TestProtocol.settings = settings(stateful_step_count=20)  # of edits and other messages, for each example
