"""A small shop, an editor on it, and a front end that asks it things."""

from __future__ import annotations

import json

import pytest

from workbench.session import Session
from workbench.widget.editor import Editor

TEXT = """// The shop.
Table customers {
  id int64 [pk]
  name text
}

Table orders {
  id int64 [pk]
  customer_id int64 // who ordered
  state text
}

Ref: orders.customer_id > customers.id
"""


class Page:
    """What a page says to an editor and hears from it, as JSON."""

    def __init__(self, editor):
        self.editor = editor
        self.heard = []
        editor.screen.send = lambda content, buffers=None: self.heard.append(json.loads(json.dumps(content)))
        self._number = 0

    def send(self, content):
        self.editor.screen._handle_custom_msg(json.loads(json.dumps(content)), [])

    def _answer(self, content):
        self._number += 1
        self.send({**content, "number": self._number})
        return next(m for m in reversed(self.heard) if m.get("number") == self._number)

    def ask(self, what, **given):
        """Answer to a question."""
        answer = self._answer({"type": "ask", "what": what, "given": given})
        assert answer["type"] == "done", answer["message"]
        return answer["answer"]

    def do(self, what, revision=None, **given):
        """Do something that can be done."""
        answer = self.attempt(what, revision, **given)
        assert answer["type"] == "done", answer["message"]
        return answer["answer"]

    def attempt(self, what, revision=None, **given):
        """Whole answer to a deed."""
        revision = self.editor.session.revision if revision is None else revision
        return self._answer({"type": "do", "what": what, "given": given, "revision": revision})

    def refused(self, what, **given):
        """Why a question or a deed is refused."""
        kind = self._answer({"type": "ask", "what": what, "given": given})
        if kind["type"] == "done" or "no message" in kind["message"]:
            kind = self.attempt(what, **given)
        assert kind["type"] == "refused"
        return kind["message"]


@pytest.fixture
def session():
    return Session.of_text(TEXT)


@pytest.fixture
def editor(session):
    made = Editor(session, diagram=lambda model: f"<svg data-count='{len(model.entities)}'/>")
    yield made
    made.close()


@pytest.fixture
def page(editor):
    return Page(editor)
