"""What a format cannot say is said in findings."""

import dataclasses
from typing import get_args

import pytest

from tests.diagram import schemas
from workbench import diagram
from workbench.diagram._needs import ALL, RULES, Feature
from workbench.model import Model

SHOP = schemas.shop()


def codes(format_name, model=SHOP, **choices):
    return {finding.code[:7] for finding in diagram.draw(model, format_name, **choices)[1]}


def test_every_feature_has_a_rule_and_every_rule_a_code_of_its_own():
    assert set(get_args(Feature)) == ALL == set(RULES)
    assert len({rule.code[:7] for rule in RULES.values()}) == len(RULES)


@pytest.mark.parametrize("name", diagram.formats())
def test_a_format_declares_known_features_only(name):
    target = diagram.load(name)
    assert target.name == name
    assert target.supports <= ALL
    assert all(suffix.startswith(".") for suffix in target.suffixes)


@pytest.mark.parametrize("name", diagram.formats())
def test_nothing_is_missing_from_an_empty_model(name):
    assert diagram.draw(Model(), name)[1] == () or list(diagram.draw(Model(), name)[1]) == []


def test_svg_says_all_but_views():
    assert codes("svg") == {"DIA-021"}
    assert codes("png") == {"DIA-021", "DIA-001"}, "no tooltips in a picture of pixels"


def test_mermaid_and_eralchemy_say_what_they_leave_out():
    positions = {"sales.order": (0.0, 0.0)}
    assert codes("mermaid", positions=positions, theme="dark") == {
        "DIA-002", "DIA-003", "DIA-004", "DIA-005", "DIA-006", "DIA-009", "DIA-012", "DIA-021",
    }  # fmt: skip
    assert codes("eralchemy") == {
        "DIA-001", "DIA-002", "DIA-003", "DIA-004", "DIA-008", "DIA-009", "DIA-010", "DIA-012", "DIA-013", "DIA-021",
    }  # fmt: skip


def test_names_that_mermaid_changes_are_counted():
    (found,) = [f for f in diagram.draw(schemas.hostile(), "mermaid")[1] if f.code == "DIA-011-names"]
    assert found.evidence.figures[0].value >= len(schemas.HOSTILE) - 2


def test_references_to_nowhere_and_rows_left_out_are_named():
    findings = diagram.draw(schemas.bare(), "svg")[1]
    assert [(f.code, f.severity, f.subject.title) for f in findings] == [
        ("DIA-020-dangling", "warning", "keyless(a) → gone(id)"),
        ("DIA-020-dangling", "warning", "keyless(missing) → keyless(a)"),
    ]
    (rows,) = diagram.draw(schemas.wide(200), "svg")[1]
    assert (rows.code, str(rows.subject)) == ("DIA-022-rows", "entity:readings")
    assert rows.message == "81 attributes are left out of its box. Draw keys only, or split the entity."


def test_what_is_not_asked_for_is_not_missing():
    plain = dataclasses.replace(SHOP, views=(), generalisations=())
    assert "DIA-002" not in codes("mermaid", plain, enums=False)
    assert "DIA-009" not in codes("mermaid", plain, detail="names")
