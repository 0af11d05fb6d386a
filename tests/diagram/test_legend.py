"""A legend explains what is there, and nothing else."""

import re

from tests.diagram import schemas
from workbench import diagram
from workbench.diagram._legend import legend
from workbench.model import Model


def texts(model, **choices):
    return [re.search(r">([^<]+)</text>$", item.svg)[1] for item in legend(diagram.scene(model, **choices))]


def test_everything_that_is_shown_is_explained():
    assert texts(schemas.shop()) == [
        "primary key", "refers to another entity", "unique", "may be empty", "identifying", "not identifying",
        "exactly one", "none or one", "one or more", "none or more", "has subtype",
    ]  # fmt: skip


def test_what_is_not_shown_is_not_explained():
    assert texts(Model()) == []
    assert texts(schemas.bare()) == ["may be empty"]
    assert "primary key" not in texts(schemas.shop(), detail="names")
