"""Names that invite mistakes, as tables, columns, keys and references, on every engine: none altered in silence."""

import pytest

from tests.prove.rows import attribute
from workbench import ddl, engines, relational, targets
from workbench.model import Entity, Index, IndexPart, Key, Model, QualifiedName, Reference
from workbench.prove import prove

NAMES = r"""
select|SELECT|order|user|group|table|index|key|values|primary|check|default|rowid|oid|public|main|null|true|limit
offset|end|desc|at|lateral|qualify|pivot|show|describe|lambda|returning|nothing|portion|system_user|collation
with space| leading|semi;colon|com,ma|do.t|quo'te|dou"ble|back`tick|back\slash|a--b|a/*b*/|50%|%s|%(x)s|:name|?|$1
${x}|{x}|{{x}}|@x|#x|<b>|a&b|a=b|1st|123|_|-|a-b|é|ÅNGSTRÖM|日本語|имя|ß|naïve café|workbench_row|id|a\'b|a\"b
"; DROP TABLE t; --|'; DROP TABLE t; --|`; DROP TABLE t; --|'||(SELECT 1)||'
"""
NAMES = [name for line in NAMES.strip().splitlines() for name in line.split("|") if name] + ["x" * 60, "é" * 30]


def entity(name, number):
    return Entity(
        name=QualifiedName(name),
        attributes=(attribute(name, "int32"), attribute(f"{name} 2", "text(9)"), attribute(f"up{number}", "int32")),
        primary_key=Key(attributes=(name,)),
        keys=(Key(attributes=(f"{name} 2",)),),
        indexes=(Index(parts=(IndexPart(attribute=f"up{number}"),)),),
        note=name,
    )


@pytest.fixture(
    params=["duckdb", "postgresql", "sqlite", pytest.param("mariadb", marks=pytest.mark.server)],
)
def place(request):
    return request.param, request.getfixturevalue("mariadb_url") if request.param == "mariadb" else None


def model():
    names = list({name.casefold(): name for name in NAMES}.values())
    entities = tuple(entity(name, number) for number, name in enumerate(names))
    references = tuple(
        Reference(
            child=QualifiedName(child),
            child_attributes=(f"up{number}",),
            parent=QualifiedName(names[number - 1]),
            parent_attributes=(names[number - 1],),
        )
        for number, child in enumerate(names)
        if number
    )
    return Model(entities=entities, references=references)


def test_names_are_kept_as_they_are(place):
    engine, url = place
    made = model()
    script, findings = ddl.write(made, engine)
    assert not findings
    ground = targets.load("workbench.prove", engine)
    with ground.open(url) as database:
        ground.run(database, script.text)
        found = relational.load(database.engine).reflect(database)
    assert {e.name.name: [a.name for a in e.attributes] for e in found.entities} == {
        e.name.name: [a.name for a in e.attributes] for e in made.entities
    }
    assert {r.ends for r in found.references} == {r.ends for r in made.references}
    if engines.load(engine).comments != "text":
        assert all(e.note == e.name.name for e in found.entities)


def test_tables_of_such_names_are_proven(place):
    engine, url = place
    proof = prove(model(), engine, url=url)
    assert (proof.status, proof.reason) == ("proven", "")
