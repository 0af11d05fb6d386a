"""eralchemy2, without its faults."""

import re
from pathlib import Path

import pytest

from tests.diagram import schemas
from workbench import diagram
from workbench.diagram.eralchemy import EralchemyError
from workbench.model import Model


def drawn(model, suffix=".dot", **choices):
    return diagram.draw(model, "eralchemy", suffix=suffix, **choices)[0]


@pytest.mark.parametrize(
    ("suffix", "media_type", "start"),
    [
        (".eralchemy.svg", "image/svg+xml", b"<?xml"),
        (".eralchemy.png", "image/png", b"\x89PNG"),
        (".pdf", "application/pdf", b"%PDF"),
        (".dot", "text/vnd.graphviz", b"\n      graph {"),
    ],
)
def test_each_ending_gives_its_format(suffix, media_type, start):
    artefact = drawn(schemas.shop(), suffix)
    assert (artefact.path, artefact.media_type) == (f"diagram{suffix}", media_type)
    assert artefact.data.startswith(start)


def test_columns_keep_their_order_and_a_composite_reference_is_one_line():
    text = drawn(schemas.shop()).text
    assert text.index("placed_at") > text.index("billing_address_id"), "not by the alphabet"
    assert text.count('"sales.order_line" -- "sales.return"') == 1
    edge = re.search(r'"sales\.customer" -- "sales\.person" \[(.*)\];', text)[1]
    assert edge == "taillabel=<<FONT>1</FONT>>,headlabel=<<FONT>{0,1}</FONT>>", "none or one child, not one"


def test_every_reference_and_level_of_detail():
    assert drawn(schemas.shop()).text.count(" -- ") == 14
    assert "placed_at" not in drawn(schemas.shop(), detail="keys").text
    assert "customer_id" not in drawn(schemas.shop(), detail="names").text


def test_hostile_names_are_escaped_and_drawn():
    svg = drawn(schemas.hostile(), ".eralchemy.svg").text
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in svg.replace("&#45;", "-")


def test_an_empty_model_and_one_without_attributes():
    assert "<svg" in drawn(Model(), ".eralchemy.svg").text
    assert "nothing" in drawn(schemas.bare(), ".eralchemy.svg").text


def test_a_failure_is_one_clear_error_and_leaves_no_file(monkeypatch):
    from eralchemy2 import main

    seen = []

    def fail(_tables, _relations, output, _title):
        seen.append(Path(output))
        Path(output).touch()
        raise ValueError("no such format")

    monkeypatch.setattr(main, "intermediary_to_schema", fail)
    with pytest.raises(EralchemyError, match=r"eralchemy2 gave no png: no such format. Draw it as svg instead."):
        drawn(schemas.shop(), ".eralchemy.png")
    assert not seen[0].exists()
