"""Whatever the keys and references of a model look like, a sound one is proven: no rule's wrong row is out of reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prove.rows import Q, attribute
from workbench.formats.dbml import Document
from workbench.model import Entity, Key, Model, Reference
from workbench.prove import prove

KINDS = ("int32", "text(20)", "char(2)", "date", "decimal(6,2)", "uuid", "boolean")


@st.composite
def models(draw):
    """Up to four tables with keys that overlap, subtypes that share the key of their parent, and references to all."""
    entities, references = [], []
    for number in range(draw(st.integers(1, 4))):
        name, attributes, primary = f"t{number}", [], ()
        parent = draw(st.sampled_from([None, *entities]))
        if parent is not None and len(parent.primary_key.attributes) == 1 and draw(st.booleans()):
            kind = str(parent.attributes[0].type)
            attributes.append(attribute("id", kind))
            references.append((name, "id", parent))
        else:
            attributes.append(attribute("id", draw(st.sampled_from(KINDS[:-1]))))
        for place in range(draw(st.integers(0, 3))):
            target = draw(st.sampled_from([None, *entities]))
            nullable = draw(st.booleans())
            if target is not None and len(target.primary_key.attributes) == 1:
                attributes.append(attribute(f"c{place}", str(target.attributes[0].type), nullable=nullable))
                references.append((name, f"c{place}", target))
            else:
                attributes.append(attribute(f"c{place}", draw(st.sampled_from(KINDS)), nullable=nullable))
        names = [a.name for a in attributes]
        wide = [n for n in names if not next(a for a in attributes if a.name == n).nullable]
        primary = draw(st.sampled_from([("id",), ("id",), tuple(wide)]))
        keys = {
            tuple(sorted(columns))
            for columns in draw(
                st.lists(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True), max_size=2)
            )
        } - {tuple(sorted(primary))}
        entities.append(
            Entity(
                name=Q(name),
                attributes=tuple(attributes),
                primary_key=Key(attributes=primary),
                keys=tuple(Key(attributes=k) for k in sorted(keys)),
            )
        )
    return Model(
        entities=tuple(entities),
        references=tuple(
            Reference(child=Q(child), child_attributes=(column,), parent=parent.name, parent_attributes=("id",))
            for child, column, parent in references
        ),
    )


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
@given(model=models())
def test_a_sound_model_is_proven(engine, model):
    proof = prove(model, engine)
    assert (proof.status, proof.reason) == ("proven", ""), Document.from_model(model).text


TIGHT = {
    "a key inside a wider one": """
        Table users {
          id int [pk]
          email varchar(40) [unique, not null]
          c int
          indexes { (email, c) [unique] }
        }""",
    "each parent may have one child": """
        Table a { id int [pk] }
        Table b {
          id int [pk, ref: - a.id]
          x date [not null]
        }
        Table c {
          id int [pk, ref: - b.id]
          y date [not null, unique]
        }""",
    "keys of few values": """
        Table a {
          on boolean [pk]
          d date [unique, not null]
          h time [unique, not null]
          b binary [unique, not null]
        }""",
}


@pytest.mark.parametrize("engine", ["sqlite", "duckdb", "postgresql"])
@pytest.mark.parametrize("what", TIGHT)
def test_a_tight_model_is_proven(what, engine):
    proof = prove(Document.of(TIGHT[what]).model, engine)
    assert (proof.status, proof.reason) == ("proven", "")
    assert proof.wrong_rows.found == proof.wrong_rows.expected > 0
