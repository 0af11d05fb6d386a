"""A small shop, and an editor on it whose diagram is drawn by nobody: these tests look at the forms."""

from __future__ import annotations

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


@pytest.fixture
def session():
    return Session.of_text(TEXT)


@pytest.fixture
def editor(session):
    made = Editor(session, diagram=lambda model: f"<svg data-count='{len(model.entities)}'/>")
    yield made
    made.close()
