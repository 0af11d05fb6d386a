"""Hypothesis strategies: models that hold together, and edits that fit them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import assume
from hypothesis import strategies as st

from workbench.model import (
    AccessPattern,
    Attribute,
    AttributeBinding,
    Cardinality,
    Check,
    Default,
    Domain,
    Entity,
    EntityBinding,
    Enum,
    EnumValue,
    Generalisation,
    Generated,
    Index,
    IndexPart,
    Key,
    Model,
    Partitioning,
    Properties,
    QualifiedName,
    Reference,
    Subject,
    SubjectArea,
    View,
)
from workbench.model import edits as e
from workbench.model import types as t
from workbench.model.nodes import ACTIONS

_CHARS = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
plain_words = st.sampled_from(["id", "name", "order", "select", "price", "total_eur", "A", "b2", "createdAt"])
names = plain_words | st.text(_CHARS, min_size=1, max_size=12).filter(lambda s: s.strip() == s and s != "")
# Notes keep what people type: line ends are \n, other control characters are refused by every format.
texts = st.text(_CHARS | st.just("\n"), max_size=30)
notes = st.none() | texts.filter(lambda s: s.strip() == s and s != "")
keys = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(
    lambda k: not k.startswith("wb_") and k not in _SETTINGS
)
_SETTINGS = {
    "pk",
    "null",
    "not",
    "unique",
    "increment",
    "default",
    "check",
    "note",
    "ref",
    "dep",
    "primary",
    "headercolor",
}
properties = st.dictionaries(keys, texts.filter(lambda s: s.strip() == s), max_size=2).map(Properties)
qualified = st.builds(QualifiedName, names, st.none() | st.sampled_from(["sales", "my schema"]))
expressions = st.sampled_from(["price > 0", "a <= b", "lower(name)", "x IN ('a', 'it''s')", 'length("my col") < 5'])


@cache
def types(enums: tuple[QualifiedName, ...] = ()) -> st.SearchStrategy[t.LogicalType]:
    simple = st.sampled_from(sorted(t.SIMPLE.values(), key=str))
    flat = (
        simple
        | st.builds(t.Text, st.none() | st.integers(1, 4000))
        | st.builds(t.Char, st.integers(1, 255))
        | st.tuples(st.integers(1, 38), st.integers(0, 38)).map(lambda p: t.Decimal(p[0], min(p)))
        | st.just(t.Decimal())
        | st.builds(t.Native, st.sampled_from(["tsvector", "geometry(Point, 4326)", "UNSIGNED BIG INT"]))
    )
    if enums:
        flat |= st.builds(t.EnumOf, st.sampled_from(enums))
    return st.recursive(
        flat,
        lambda inner: (
            st.builds(t.ListOf, inner)
            | st.lists(st.tuples(names, inner), min_size=1, max_size=3, unique_by=lambda f: f[0]).map(
                lambda fields: t.Struct(tuple(fields))
            )
        ),
        max_leaves=3,
    )


def _unique(strategy, by, **sizes):
    return st.lists(strategy, unique_by=by, **sizes).map(tuple)


def _subset(values, **sizes):
    return st.lists(st.sampled_from(values), unique=True, **sizes).map(tuple)


defaults = st.one_of(
    st.builds(Default, texts.filter(lambda s: "\n" not in s), st.just("text")),
    st.builds(Default, st.sampled_from(["1", "-2.5", "0"]), st.just("number")),
    st.builds(Default, st.sampled_from(["true", "false"]), st.just("boolean")),
    st.just(Default("null", "null")),
    st.builds(Default, st.sampled_from(["now()", "a || 'x'"]), st.just("expression")),
)
tokens = st.lists(st.sampled_from(["NA", "-", "n/a", "a,b", 'q"']), unique=True, max_size=2).map(tuple)
bindings = st.just(AttributeBinding()) | st.builds(
    AttributeBinding,
    column=st.none() | names,
    expression=st.none() | expressions,
    null_tokens=tokens,
    formats=st.sampled_from([(), ("%Y-%m-%d", "%d.%m.%Y")]),
    decimal_mark=st.sampled_from([None, ","]),
    thousands_mark=st.sampled_from([None, ".", " "]),
    unit_mark=st.sampled_from([None, "€", "%"]),
    true_words=st.sampled_from([(), ("Y", "yes")]),
    false_words=st.sampled_from([(), ("N",)]),
)


@cache
def attributes(enums, domains):
    plain = st.tuples(types(tuple(enum.name for enum in enums)), st.none() | defaults)
    # A default of kind enum belongs to an attribute whose type is one.
    values = [(t.EnumOf(enum.name), Default(value.name, "enum")) for enum in enums for value in enum.values]
    listed = st.sampled_from(values) if values else st.nothing()
    return st.tuples(plain | listed, _attributes(domains)).map(
        lambda drawn: replace(drawn[1], type=drawn[0][0], default=drawn[0][1])
    )


@cache
def _attributes(domains):
    return st.builds(
        Attribute,
        name=names,
        nullable=st.booleans(),
        generated=st.none() | st.builds(Generated, expressions, st.booleans()),
        identity=st.booleans(),
        domain=st.none() | st.sampled_from(domains) if domains else st.none(),
        unit=st.none() | st.just("EUR"),
        personal=st.none() | st.just("email"),
        binding=bindings,
        note=notes,
        properties=properties,
    )


def _keys(columns):
    return st.builds(
        Key,
        attributes=_subset(columns, min_size=1, max_size=3),
        name=st.none() | names,
        nulls_distinct=st.booleans(),
        note=notes,
        properties=properties,
    )


def _indexes(columns):
    part = st.builds(IndexPart, attribute=st.sampled_from(columns), descending=st.booleans()) | st.builds(
        IndexPart, expression=expressions, descending=st.booleans()
    )
    return st.builds(
        Index,
        parts=st.lists(part, min_size=1, max_size=3).map(tuple),
        name=st.none() | names,
        unique=st.booleans(),
        method=st.sampled_from([None, "btree", "gin"]),
        where=st.none() | expressions,
        include=st.just(()) | _subset(columns, max_size=2),
        note=notes,
        properties=properties,
    )


checks = st.builds(Check, expression=expressions, name=st.none() | names, note=notes, properties=properties)


@st.composite
def entities(draw, name, enums=(), domains=(), alias="al"):
    columns = draw(_unique(attributes(enums, domains), lambda a: a.name, max_size=5))
    have = [column.name for column in columns]
    primary = draw(st.none() | _keys(have)) if have else None
    others = draw(_unique(_keys(have), lambda k: frozenset(k.attributes), max_size=2)) if have else ()
    others = tuple(k for k in others if primary is None or set(k.attributes) != set(primary.attributes))
    return Entity(
        name=name,
        attributes=columns,
        primary_key=primary,
        keys=others,
        indexes=draw(_unique(_indexes(have), lambda i: i.label, max_size=2)) if have else (),
        checks=draw(_unique(checks, lambda c: c.label, max_size=2)),
        partitioning=draw(
            st.none()
            | st.builds(
                Partitioning,
                method=st.sampled_from(["range", "list", "hash"]),
                attributes=_subset(have, min_size=1, max_size=2),
                partitions=st.sampled_from([(), (("p1", "FROM (1) TO (2)"), ("p 2", "DEFAULT"))]),
            )
        )
        if have
        else None,
        alias=draw(st.none() | st.just(alias)),
        color=draw(st.sampled_from([None, "#aabbcc", "#FFF"])),
        binding=draw(
            st.just(EntityBinding())
            | st.builds(EntityBinding, source=st.none() | names, select=st.none() | st.just("SELECT * FROM x"))
        ),
        note=draw(notes),
        properties=draw(properties),
    )


@st.composite
def references(draw, entities_):
    able = [entity for entity in entities_ if entity.attributes]
    if not able:
        return None
    child, parent = draw(st.sampled_from(able)), draw(st.sampled_from(able))
    size = draw(st.integers(1, min(2, len(child.attributes), len(parent.attributes))))
    ends = [
        draw(_subset([a.name for a in entity.attributes], min_size=size, max_size=size)) for entity in (child, parent)
    ]
    assume(child is not parent or set(ends[0]) != set(ends[1]))  # an attribute that refers to itself says nothing
    child_cardinality = draw(st.sampled_from(Cardinality))
    # Many parents of one child would be the same reference turned round.
    parents = [c for c in Cardinality if child_cardinality.many or not c.many]
    return Reference(
        child=child.name,
        child_attributes=ends[0],
        parent=parent.name,
        parent_attributes=ends[1],
        name=draw(st.none() | names),
        child_cardinality=child_cardinality,
        parent_cardinality=draw(st.sampled_from(parents)),
        on_delete=draw(st.none() | st.sampled_from(ACTIONS)),
        on_update=draw(st.none() | st.sampled_from(ACTIONS)),
        deferrable=draw(st.booleans()),
        enforced=draw(st.booleans()),
        color=draw(st.sampled_from([None, "#123456"])),
        note=draw(notes),
        properties=draw(properties),
    )


def _pairs(reference):
    ends = (reference.child, reference.child_attributes), (reference.parent, reference.parent_attributes)
    named = [[(name, attribute) for attribute in attributes] for name, attributes in ends]
    return frozenset(map(frozenset, zip(*named, strict=True)))


@st.composite
def models(draw, max_entities=4):
    """Models that use every field of every node."""
    enum_names = draw(_unique(qualified, lambda n: str(n).casefold(), max_size=2))
    enums = tuple(
        Enum(
            name=name,
            values=draw(
                _unique(
                    st.builds(EnumValue, name=names, note=notes, properties=properties),
                    lambda v: v.name,
                    min_size=1,
                    max_size=3,
                )
            ),
            note=draw(notes),
            properties=draw(properties),
        )
        for name in enum_names
    )
    domain_names = draw(_unique(qualified, str, max_size=2))
    domains = tuple(
        Domain(
            name=name,
            type=draw(types(enum_names)),
            nullable=draw(st.booleans()),
            default=draw(st.none() | defaults),
            checks=draw(_unique(checks, lambda c: c.label, max_size=1)),
            note=draw(notes),
            properties=draw(properties),
        )
        for name in domain_names
    )
    entity_names = draw(_unique(qualified, lambda n: str(n).casefold(), max_size=max_entities))
    # No two tables may have one alias, nor an alias that is the name of another.
    nodes = tuple(draw(entities(name, enums, domain_names, f"al{i}")) for i, name in enumerate(entity_names))
    refs = [draw(references(nodes)) for _ in range(draw(st.integers(0, 3)))]
    # One between the same attributes, in another order or turned round, would be the same line in a text.
    kept = tuple({_pairs(r): r for r in refs if r is not None}.values())
    views = draw(
        _unique(
            st.builds(View, name=qualified, sql=st.just("SELECT 1 AS x"), note=notes, properties=properties),
            lambda v: str(v.name).casefold(),
            max_size=1,
        )
    )
    views = tuple(v for v in views if v.name not in entity_names)
    patterns = draw(
        _unique(
            st.builds(
                AccessPattern,
                name=st.builds(QualifiedName, names),
                sql=st.just("SELECT * FROM t\nWHERE a = 'x'"),
                per_day=st.none() | st.integers(0, 10**9),
                budget_ms=st.none() | st.integers(1, 60000),
                note=notes,
                properties=properties,
            ),
            lambda p: p.name,
            max_size=1,
        )
    )
    generalisations, areas = (), ()
    if len(nodes) >= 2:
        if draw(st.booleans()):
            generalisations = (
                Generalisation(
                    parent=nodes[0].name,
                    children=tuple(n.name for n in nodes[1:]),
                    disjoint=draw(st.booleans()),
                    total=draw(st.booleans()),
                    discriminator=draw(st.none() | st.just("kind")),
                    note=draw(notes),
                    properties=draw(properties),
                ),
            )
        if draw(st.booleans()):
            areas = (
                SubjectArea(
                    name=draw(qualified),
                    entities=draw(_subset([n.name for n in nodes], max_size=3)),
                    color=draw(st.sampled_from([None, "#ffeeaa"])),
                    note=draw(notes),
                    properties=draw(properties),
                ),
            )
    return Model(
        name=draw(st.none() | names),
        entities=nodes,
        references=kept,
        enums=enums,
        domains=domains,
        generalisations=generalisations,
        views=views,
        areas=areas,
        patterns=patterns,
        note=draw(notes),
        properties=draw(properties),
    )


@st.composite
def edits(draw, model):
    """An edit that fits the model; it may still be refused, for example for a name that is taken."""
    choices = [st.builds(e.Add, st.builds(Entity, name=qualified))]
    if model.entities:
        entity = draw(st.sampled_from(model.entities))
        here = Subject.entity(entity.name)
        choices += [
            st.builds(e.Rename, st.just(here), qualified.map(str)),
            st.builds(e.Drop, st.just(here)),
            st.builds(e.Move, st.just(here), st.integers(0, 4)),
            st.builds(e.Add, attributes((), ()), st.just(entity.name), st.none() | st.integers(0, 4)),
            st.builds(e.Add, checks, st.just(entity.name)),
        ]
        if entity.attributes:
            attribute = draw(st.sampled_from(entity.attributes))
            column = Subject.attribute(entity.name, attribute.name)
            have = [a.name for a in entity.attributes]
            choices += [
                st.builds(e.Rename, st.just(column), names),
                st.builds(e.Drop, st.just(column)),
                st.builds(e.Move, st.just(column), st.integers(0, 4)),
                attributes((), ()).map(lambda a: e.Replace(column, _named(a, attribute.name))),
                st.builds(e.SetPrimaryKey, st.just(entity.name), st.none() | _keys(have)),
                st.builds(e.Add, _keys(have), st.just(entity.name)),
                st.builds(e.Add, _indexes(have), st.just(entity.name)),
            ]
            added = references(model.entities).filter(lambda r: r is not None)
            choices.append(st.builds(e.Add, added))
    for reference in model.references[:1]:
        choices.append(st.builds(e.Drop, st.just(Subject.reference(reference))))
    for enum in model.enums[:1]:
        choices += [
            st.builds(e.Rename, st.just(Subject.named("enum", enum.name)), qualified.map(str)),
            st.builds(e.Drop, st.just(Subject.named("enum", enum.name))),
        ]
    return draw(st.one_of(choices))


def _named(attribute, name):
    return replace(attribute, name=name)
