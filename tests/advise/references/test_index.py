"""Index: it finds every table that a name may mention, as comparing with each of them does."""

from __future__ import annotations

import random

import pytest

from workbench.advise import _words as lexicon
from workbench.advise._domain import Domains
from workbench.advise._naming import Naming, naming
from workbench.advise.references import _candidates
from workbench.advise.references._candidates import ChildEnd, Parents, candidates
from workbench.advise.references._index import NameIndex
from workbench.advise.references._names import match
from workbench.facts import ColumnFacts, Facts, TableFacts
from workbench.model import Attribute, Entity, Key, Model, QualifiedName, parse_type

# Whole words, their short forms, words of the same meaning, and what ends and joins the names of keys.
WORDS = sorted(
    {*lexicon.ABBREVIATIONS, *lexicon.ABBREVIATIONS.values(), *(w for group in lexicon.SYNONYMS for w in group)}
    | {"physician", "lawyer", "attorney", "photographer", "artist", "airport", "vessel", "ship", "commission"}
    | {"cstmr", "prd", "depart", "orderline", "wards", "parent", "line", "a", "tbl", "fk"}
)
ENDS = ("id", "key", "no", "code", "by", "to", "")


def name(draw, words, most=3):
    return "_".join(part for part in [*draw.choices(words, k=draw.randint(1, most)), draw.choice(ENDS)] if part)


@pytest.mark.parametrize("seed", range(12))
def test_no_table_that_a_name_matches_is_missed(seed):
    draw = random.Random(seed)
    words = draw.sample(WORDS, 60)
    tables = {name(draw, words): [draw.choice(["id", name(draw, words)]), name(draw, words)] for _ in range(60)}
    # Written together, by initials, and cut.
    columns = [name(draw, words) for _ in range(150)]
    columns += [draw.choice(list(tables)).replace("_", "") + "_id" for _ in range(30)]
    columns += ["".join(word[0] for word in table.split("_")) + "_id" for table in tables]
    columns += [draw.choice(words)[: draw.randint(2, 5)] + "_id" for _ in range(40)]
    known = Naming([*tables.items(), ("child", columns)])
    parents = [known.parent(table, key) for table, (key, _) in tables.items()]
    index = NameIndex(parents)
    hits = 0
    for column in columns:
        child = known.column("child", column)
        places = index.places(child)
        matching = {i for i, parent in enumerate(parents) if match(child, parent).score > 0}
        assert matching <= set(places), column
        assert places == sorted(set(places))
        hits += len(matching)
    assert hits > 200


def made_up(draw):
    """Facts and model of tables with few or many values, dense or not, keys of numbers or texts, some without rows."""
    words = draw.sample(WORDS, 25)
    names = list(dict.fromkeys(name(draw, words, 2) for _ in range(30)))
    tables, entities = {}, []
    for table in names:
        rows = draw.choice([0, 1, 5, 40, 200, 3000])
        first = draw.choice(["id", f"{table}_id", name(draw, words, 2)])
        fields = list(dict.fromkeys([first, *(name(draw, words, 2) for _ in range(5)), "quantity", "level"]))
        columns, attributes = [], []
        for place, field in enumerate(fields):
            kind = draw.choice(["int32", "int32", "int32", "int64", "text(20)", "text", "date"])
            distinct = rows if not place else draw.randint(0, rows)
            low = draw.choice([1, 1, 1, 3, 1000])
            high = low + distinct * draw.choice([1, 1, 3])
            number = kind.startswith("int")
            columns.append(
                ColumnFacts(
                    table=table, column=field, position=place, raw_type="BIGINT" if number else "VARCHAR", rows=rows,
                    nulls=0 if distinct else rows, distinct=distinct, distinct_exact=draw.random() < 0.7,
                    minimum=(str(low) if number else "a") if distinct else None,
                    maximum=(str(high) if number else "z") if distinct else None,
                )
            )  # fmt: skip
            attributes.append(Attribute(name=field, type=parse_type(kind)))
        tables[table] = TableFacts(table=table, origin=table, rows=rows, columns=tuple(columns))
        key = Key(attributes=(first,)) if draw.random() < 0.9 else None
        entities.append(Entity(name=QualifiedName(table), attributes=tuple(attributes), primary_key=key))
    return Facts(tables), Model(entities=tuple(entities))


def of_each(parents: Parents, end: ChildEnd):
    """Candidates of an attribute by comparing it with each parent."""
    return parents._chosen(end, (parents._candidate(end, parent) for parent in parents._all))


@pytest.mark.parametrize("seed", range(25))
def test_candidates_are_those_that_comparing_with_each_parent_gives(seed, monkeypatch):
    facts, model = made_up(random.Random(seed))
    monkeypatch.setattr(_candidates, "_NAMELESS", 4)
    found = list(candidates(facts, model, naming(model), Domains(facts)))
    monkeypatch.setattr(Parents, "of", of_each)
    assert found == list(candidates(facts, model, naming(model), Domains(facts)))
    assert sum(map(len, found)) > 50
