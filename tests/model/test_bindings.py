"""Bindings: nothing said means the same name, plainly read."""

from dataclasses import fields

from workbench.model.bindings import PLAIN_ATTRIBUTE, PLAIN_ENTITY, AttributeBinding, EntityBinding


def test_a_plain_binding_says_nothing():
    for plain in (PLAIN_ATTRIBUTE, PLAIN_ENTITY):
        assert all(getattr(plain, item.name) in (None, ()) for item in fields(plain))


def test_bindings_are_values():
    assert AttributeBinding() == PLAIN_ATTRIBUTE
    assert EntityBinding() == PLAIN_ENTITY
    assert {AttributeBinding(null_tokens=("NA", "-")): 1}[AttributeBinding(null_tokens=("NA", "-"))] == 1
    assert AttributeBinding(decimal_mark=",") != PLAIN_ATTRIBUTE
