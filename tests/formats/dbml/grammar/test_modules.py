"""Modules: what is taken from other files means what it means to the official parser."""

from __future__ import annotations

import random
import re

import pytest

from tests.formats.dbml.grammar.oracle import oracle, plain
from workbench.formats.dbml.grammar.content import content_of
from workbench.formats.dbml.grammar.modules import Modules, resolved

BASE = """Table a { id int }
Table s.b { id int }
Enum e { x }
TablePartial p { c int }
Note n { 'x' }
TableGroup g {
  a
  s.b
}
"""
FULL = """Project lib { a: 'b' }
Table a as A1 [note: 'n'] {
  id int [pk]
  b_id int [ref: > s.b.id]
}
Table s.b {
  id int
  k s.e
}
Enum s.e { x
  y }
TablePartial p { c int [ref: > a.id] }
Note n { 'x' }
TableGroup g [note: 'q'] {
  a
  s.b
}
Ref r1: s.b.id < a.id
Dep: a -> s.b
Records a(id) {
  1
}
Metadata Table a { owner: 'x' }
Metadata Column s.b.id { u: 'kg' }
DiagramView v { Tables { a } }
"""
USED = "Ref: {}.id < c.a_id\nTable c {{ a_id int }}\n"
RIGHT = {
    "one": {"main": "use { table a } from './b'\n" + USED.format("a"), "b": BASE},
    "another name": {"main": "use { table a as z } from './b'\n" + USED.format("z"), "b": BASE},
    "of a schema": {"main": "use { table s.b } from './b.dbml'\n" + USED.format("s.b"), "b": BASE},
    "of a schema, another name": {"main": "use { table s.b as q } from './b'\n" + USED.format("q"), "b": BASE},
    "a schema": {"main": "use { schema s } from './b'\n" + USED.format("s.b"), "b": BASE},
    "a schema, another name": {"main": "use { schema s as t } from './b'\n" + USED.format("t.b"), "b": BASE},
    "a group and its tables": {"main": "use { tablegroup g } from './b'\n" + USED.format("a"), "b": BASE},
    "all": {"main": "use * from './b'\nTable c { a_id int [ref: > s.b.id]\n k e\n ~p }\nRef: a.id < c.a_id", "b": BASE},
    "other kinds": {
        "main": "use { note n\n enum e\n tablepartial p } from './b'\nTable c { ~p\n k e [default: e.x] }", "b": BASE,
    },
    "passed on": {"main": "use { table a } from './c'\nTable c { x int }", "c": "reuse * from './b'", "b": BASE},
    "passed on under another name": {
        "main": "use * from './c'\nTable c { x int }\nRef: c.x > zz.id",
        "c": "reuse { table a as zz } from './b'\nTable d { id int }", "b": BASE,
    },
    "a circle": {
        "main": "use * from './b'\nTable c { id int }", "b": "use * from './main'\nTable d { c_id int [ref: > c.id] }",
    },
    "folders": {
        "main": "use * from './x/b'\nTable c { id int }\nRef: c.id > a.id",
        "x/b": "use * from '../y'\nTable a { id int\n y_id int [ref: > y.id] }", "y": "Table y { id int }",
    },
    "by its alias": {"main": "use * from './b'\n" + USED.format("U"), "b": "Table users as U { id int }"},
    "records and a view": {
        "main": "use { table a\n note n\n tablegroup g } from './b'\nRecords a(id) {\n 1\n}\n"
        "DiagramView v {\n Tables { a }\n Notes { n }\n TableGroups { g }\n}", "b": BASE,
    },
    "metadata of both": {"main": "use { table a } from './b'\nMetadata Table a { owner: 'main' }", "b": FULL},
    "a mix": {
        "main": "use { table a } from './b'\nuse * from './c'\nreuse { note n } from './b'\nTable m { id int }",
        "c": "Table d { id int }\nEnum f { x }", "b": FULL,
    },
}  # fmt: skip
for what in ("*", "{ table a }", "{ table a\n table s.b }", "{ table a as z\n table s.b as y }", "{ tablegroup g }",
             "{ tablegroup g as gg }", "{ schema s }", "{ schema s as t\n table a }", "{ table A1 }",
             "{ enum s.e as ee }", "{ enum s.e\n note n as m\n tablepartial p as q\n table a }"):  # fmt: skip
    for word in ("use", "reuse"):
        RIGHT[f"{word} {what}"] = {"main": f"Table own {{ id int }}\n{word} {what} from './b'\n", "b": FULL}
OWN = "\nTable own { id int }"
RIGHT |= {
    "a schema, as a table": {"main": "use { table s } from './b'" + OWN, "b": FULL},
    "the public schema, as a note": {"main": "use { note public as z } from './b'" + OWN, "b": FULL},
    "the public schema, another name": {"main": "use { schema public as z } from './b'" + OWN, "b": FULL},
    "a schema in schemas that are not there": {"main": "use { schema x.y.z } from './b'" + OWN, "b": FULL},
    "nowhere": {"main": "use * from ''" + OWN, "b": FULL},
    "passed on and named": {"main": "reuse * from './b'\nuse { table a as z } from './b'" + OWN, "b": FULL},
    "all and one by name": {"main": "use * from './b'\nuse { table a } from './b'" + OWN, "b": FULL},
}
WRONG = {
    "records in both": {"main": "use { table a } from './b'\nRecords a(id) { 2 }", "b": FULL},
    "its first name": {"main": "use { table a as z } from './b'\n" + USED.format("a"), "b": BASE},
    "missing": {"main": "use { table nope } from './b'", "b": BASE},
    "of another kind": {"main": "use { enum a } from './b'", "b": BASE},
    "no such kind": {"main": "use { column a } from './b'", "b": BASE},
    "not passed on": {"main": "use { table a } from './c'", "c": "use * from './b'\nTable d { id int }", "b": BASE},
    "there already": {"main": "use { table a } from './b'\nTable a { id int }", "b": BASE},
    "all, one there already": {"main": "use * from './b'\nTable a { id int }", "b": BASE},
    "in a group here": {"main": "use { table a } from './b'\nTableGroup h {\n a\n}", "b": BASE},
    "a broken file": {"main": "use * from './b'", "b": "Table d { }"},
    "no file": {"main": "use * from './nope'"},
    "no relative path": {"main": "use * from '/b'", "b": BASE},
    "without its partial": {
        "main": "use { table t } from './b'", "b": "TablePartial p { x int }\nTable t { ~p\n id int }",
    },
    "a reference twice": {
        "main": "use * from './b'\nRef: a.id > d.id", "b": "Table a { id int }\nTable d { id int }\nRef: a.id > d.id",
    },
    "two on a line": {"main": "use { table a enum e } from './b'", "b": BASE},
    "its name beside its alias": {
        "main": "use * from './b'\n" + USED.format("users"), "b": "Table users as U { id int }",
    },
}  # fmt: skip


def files(case):
    return {f"/{name}.dbml": text for name, text in case.items()}


@pytest.mark.parametrize("case", RIGHT.values(), ids=list(RIGHT))
def test_what_is_taken_is_what_the_official_parser_takes(case):
    errors, content = oracle().ask(files(case))
    assert errors == []
    modules = Modules("/main.dbml", files(case).get)
    assert list(modules.wrong) == []
    assert content_of(modules.entry.binding, modules) == plain(content)


@pytest.mark.parametrize("case", WRONG.values(), ids=list(WRONG))
def test_what_cannot_be_taken_is_refused_by_both(case):
    errors, _ = oracle().ask(files(case))
    assert errors
    assert list(Modules("/main.dbml", files(case).get).wrong)


def test_what_is_a_little_wrong_is_judged_alike():
    some, split = random.Random(7), re.compile(r"\w+|'[^'\n]*'|[^\w\s]|\n| ")
    cases = [*RIGHT.values(), *WRONG.values()]
    pieces = [piece for case in cases for text in case.values() for piece in split.findall(text)]
    accepted = 0
    for _ in range(400):
        case = dict(some.choice(cases))
        name = some.choice(list(case))
        found = split.findall(case[name]) or [""]
        at = some.randrange(len(found))
        found[at : at + some.randrange(2)] = some.choice([[], [some.choice(pieces)]])
        case[name] = "".join(found)
        errors, content = oracle().ask(files(case))
        modules = Modules("/main.dbml", files(case).get)
        assert bool(list(modules.wrong)) == bool(errors), (case, errors)
        if not errors:
            accepted += 1
            assert content_of(modules.entry.binding, modules) == plain(content), case
    assert accepted > 50


@pytest.mark.parametrize(
    ("path", "beside", "found"),
    [("./b", "/main.dbml", "/b.dbml"), ("../b.dbml", "/x/y.dbml", "/b.dbml"), ("b", "/x/y.dbml", "/x/b.dbml")],
)
def test_paths(path, beside, found):
    assert resolved(path, beside) == found
