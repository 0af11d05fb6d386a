"""Mermaid, beside the grammar of its documentation (and tried in Mermaid 11)."""

import os
import re

import pytest
from hypothesis import given, settings

from tests.diagram import schemas
from tests.strategies import models
from workbench import diagram
from workbench.diagram.mermaid import aliases, coded, word
from workbench.model import Model

EXAMPLES = 2000 if os.environ.get("WORKBENCH_SOAK") == "1" else 10
WORD = r"[A-Za-z_]\w*"
ATTRIBUTE_WORD = r"[A-Za-z_][\w()\[\]-]*"
TEXT = r'"[^"<>{}`\\]*"'
GRAMMAR = [
    rf"    {WORD}(\[{TEXT}\])?( \{{)?",
    rf"        {ATTRIBUTE_WORD} {ATTRIBUTE_WORD}( (PK|FK|UK)(, (PK|FK|UK))*)?( {TEXT})?",
    r"    \}",
    rf"    {WORD} (\|\||\|o|\}}\||\}}o)(--|\.\.)(\|\||o\||\|\{{|o\{{) {WORD} : {TEXT}",
]


def written(model, **choices):
    return diagram.draw(model, "mermaid", **choices)[0].text


def assert_valid(text):
    lines = text.splitlines()
    if lines[0] == "---":
        assert re.fullmatch(r'title: "(?:[^"\\]|\\.)*"', lines[1])
        assert lines[2] == "---"
        lines = lines[3:]
    assert lines[0] == "erDiagram"
    for line in lines[1:]:
        assert any(re.fullmatch(rule, line, re.ASCII if "    }" in line else 0) for rule in GRAMMAR), line


@pytest.mark.parametrize("name", ["shop", "hostile"])
def test_the_whole_text(name, checkout):
    """Expected files are read and approved by a person; `WORKBENCH_GOLDEN=write` writes them anew."""
    path = checkout / "tests/golden/diagram/mermaid" / f"{name}.mmd"
    text = written(getattr(schemas, name)())
    if os.environ.get("WORKBENCH_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
    assert_valid(text)


@pytest.mark.parametrize("detail", ["all", "keys", "names"])
@pytest.mark.parametrize("model", [schemas.shop(), schemas.hostile(), schemas.bare(), Model()])
def test_every_level_of_detail_is_valid(model, detail):
    assert_valid(written(model, detail=detail))


@given(models())
@settings(max_examples=EXAMPLES)
def test_every_model_becomes_valid_mermaid(model):
    assert_valid(written(model))


def test_both_ends_and_identifying_lines():
    lines = [line.strip() for line in written(schemas.shop()).splitlines()]
    assert 'sales_order ||--|{ sales_order_line : "order_id"' in lines
    assert 'sales_address |o..o{ sales_order : "delivery_address_id"' in lines
    assert 'sales_customer ||--o| sales_person : "id"' in lines
    assert 'sales_order_line ||..o{ sales_return : "order_id, line_no"' in lines


def test_words_of_the_language_and_equal_words_get_other_aliases():
    names = ["end", "a b", "a-b", "A_B", "1st", "日本", "title"]
    model = Model(entities=tuple(schemas.entity(f'"{name}"', ["id int64"]) for name in names))
    found = list(aliases(model).values())
    assert len({alias.casefold() for alias in found}) == len(names)
    assert "end" not in found
    assert all(re.fullmatch(WORD, alias, re.ASCII) for alias in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", "a b"),
        ("back\\slash", "back#92;slash"),
        ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;"),
        ("#lt;", "#35;lt#59;"),
    ],
)
def test_texts_mean_nothing_to_mermaid(text, expected):
    assert coded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("struct{a: int32, b: text}", "struct_a_int32-b_text"), ("-x", "_-x"), ("日本", "u65e5_u672c")],
)
def test_types_and_names_are_words(text, expected):
    assert word(text) == expected
    assert re.fullmatch(ATTRIBUTE_WORD, word(text))
