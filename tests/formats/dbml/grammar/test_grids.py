"""Grids: every setting with every form of value, every line in every block, every name of every element.

Each cell is a text that is judged and understood as the official parser does it. One cell in `EVERY` is looked at; all
of them by `make soak`.
"""

import os
from itertools import islice

import pytest

from tests.formats.dbml.grammar.oracle import oracle, plain, understood

pytestmark = pytest.mark.slow  # thousands of texts, each asked of another program
EVERY = 1 if os.environ.get("WORKBENCH_SOAK") == "1" else 7
# Where the official parser itself fails, it judges nothing.
FAILURES = ("iterable", "undefined", "not a function")

VALUES = (
    """
1|-1|1.5|1e400|'s'|''|'''m'''|"q"|`e`|``|true|null|FALSE|word|two words|three word s|a.b|e.x|a.b.c|#fff|#ffffff|#12|#ggg
none|> t.a|< t.a|- t.a|<> t.a|?> t.a|>? t.a|-> t.a|<- t.a|> a|>|t.a|(a)|[a]|{a}|f(x)|cascade|set null|no action|btree|*
~p|1 2|'a' 'b'|'a', 'b'||,
""".strip()
    .replace("\n", "|")
    .split("|")
)
NAMES = (
    """
pk|primary key|null|not null|unique|increment|default|check|note|ref|dep|delete|update|color|inactive|headercolor|name
type|custom|x y|PK|Note|foo.bar|"q"|'s'|1|#fff|primary|not|key|wb_x|é|database_type|tables|Table|note note
""".strip()
    .replace("\n", "|")
    .split("|")
)
# Where settings may stand; @ is in their place.
LISTS = r"""
Table t { a int\n b int [@] }\nEnum e { x }
Table t [@] { a int }
TablePartial p [@] { a int }\nTable t { ~p\n a int }
TablePartial p { b int [@] }\nTable t { a int\n ~p }\nEnum e { x }
Table t { a int\n indexes { a [@] } }
Table t { a int\n checks { `x` [@] } }
Enum e { x [@] }\nTable t { a e }
Enum e [@] { x }\nTable t { a e }
Table t { a int\n b int }\nRef: t.a > t.b [@]
Table t { a int\n b int }\nRef r { t.a > t.b [@] }
Table t { a int\n b int }\nRef r [@] { t.a > t.b }
Table t { a int }\nTableGroup g [@] { t }
Table t { a int }\nTableGroup g { t [@] }
Note n [@] { 'x' }\nTable t { a int }
Table t { a int }\nRecords t(a) [@] { 1 }
Table t { a int\n records [@] { 1 } }
Table t { a int\n b int }\nDep: t.a -> t.b [@]
Table t { a int\n b int }\nDep d [@] { t.a -> t.b }
Table t { a int\n b int }\nDep d { t.a -> t.b [@] }
Table t { a int }\nDiagramView v [@] { Tables { t } }
Project p [@] { a: 'b' }\nTable t { a int }
Table t { a int }\nMetadata Table t [@] { k: 'v' }
Table t { a int\n indexes [@] { a } }
TablePartial p { b int }\nTable t { a int\n ~p [@] }
""".strip().split("\n")
LISTS = [shape.replace("\\n", "\n") for shape in LISTS]
# Blocks in which lines, and keys with values, may stand.
BLOCKS = (
    r"""
Table t { @ }|Table t { a int\n @ }|TablePartial p { @ }|TablePartial p { a int\n @ }|Enum e { @ }|Enum e { x\n @ }
TableGroup g { @ }\nTable t { a int }|Project p { @ }|Note n { @ }|DiagramView v { @ }\nTable t { a int }
Records t(a) { @ }\nTable t { a int }|Metadata Table t { @ }\nTable t { a int }
Metadata Column t.a { @ }\nTable t { a int }
Metadata TableGroup g { @ }\nTableGroup g { }|Metadata Note n { @ }\nNote n { 'x' }|Ref r { @ }\nTable t { a int }
Ref r { t.a > t.b\n @ }\nTable t { a int\n b int }|Dep d { @ }\nTable t { a int }
Dep { t.a -> t.b\n @ }\nTable t { a int\n b int }|Table t { a int\n indexes { @ } }|Table t { a int\n checks { @ } }
Table t { a int\n records { @ } }|DiagramView v { Tables { @ } }\nTable t { a int }|@\nTable t { a int }
""".strip()
    .replace("\n", "|")
    .replace("\\n", "\n")
    .split("|")
)
LINES = (
    """
Note: 'x'|Note { 'x' }|Note { 'x' 'y' }|Note n { 'x' }|Note [color: #fff] { 'x' }|note 'x'|indexes { a }|indexes: a
indexes n { a }|indexes { (a) }|indexes { }|checks { `x` }|checks { x }|checks: `x`|checks { }|records { 1 }
records (a) { 1 }|records: 1|records { }|Tables { t }|Tables { * }|Tables: t|Tables { }|Notes { * }|TableGroups { * }
Schemas { public }|{ * }|*|Table x { a int }|Enum e { a }|t|t t|t, u|t.a|t [note: 'x']|'s'|1|`e`|{ }|[ ]|( )|~p|as x
a int b|a int pk|a int unique pk|a int pk pk|a int null|a int not null|a int [pk] [unique]|a int pk [pk]|a int [pk] pk
a int(1)|a int[1]|a int []|a int[]|a int [ ]|a 'int'|a 1|a int 1|a int, b int|"a b" int|a "int x"|a enum('x')|a int (1)
a.b int|a|x y z
""".strip()
    .replace("\n", "|")
    .split("|")
)
SPELLINGS = (
    """
t|"t"|"t u"|s.t|a.b.c|a.b.c.d|"a"."b"||1|'t'|t u|t.|t as u|t as "u v"|t as u.v|t as|s.t as u|t(a)|t()|t[a]|(t)|*|é|t$|_
""|public.t|t as t|`t`|#fff|t-u|1t|t1|Table|note|"public".t
""".strip()
    .replace("\n", "|")
    .split("|")
)
ELEMENTS = (
    """
Table @ { a int }|TablePartial @ { a int }|Enum @ { x }|TableGroup @ { }|Note @ { 'x' }|Note @ : 'x'|Project @ { }
DiagramView @ { }|Ref @ { z.a > z.b }|Ref @ : z.a > z.b|Dep @ : z.a -> z.b|Records @ { 1 }|Metadata Table @ { }
Metadata Column @ { }|Metadata TableGroup @ { }|Metadata Note @ { }|Metadata Enum @ { }|Metadata @ { }|Foo @ { }
table @ : x|enum @ : x|Project @ : x
""".strip()
    .replace("\n", "|")
    .split("|")
)
ENDS = """
t.a|t.(a)|t.(a, b)|s.v.a|s.v.(a, b)|public.t.a|a|t|T2.a|"t"."a"|t.z|z.a|s.v|t.(a, z)|t.a.b|(a, b)
""".strip().split("|")
RELATIONS = "< <= > >= <> - ?> >? ?< <? ?- -? ?>? ?<? ?-? ?<> <>? ?<>? -> <- = -- => ??> <->".split()


def settings():
    for shape in LISTS:
        for name in NAMES:
            yield shape.replace("@", name)
            for value in VALUES:
                yield shape.replace("@", f"{name}: {value}")


def is_judged(block, line):
    """Whether both judge it: to the official parser, elements inside the blocks of a view stand outside."""
    words = ("ref", "dep", "project", "note", "records", "table", "enum", "tablegroup", "metadata")
    return not block.startswith("DiagramView v { Tables") or not line.lower().startswith(words)


def lines():
    for block in BLOCKS:
        for line in filter(lambda text: is_judged(block, text), LINES):
            yield block.replace("@", line)
            for other in ("Note: 'x'", "t", "a int", "*", "indexes { a }"):
                yield block.replace("@", f"{line}\n {other}")
        for name in filter(lambda text: is_judged(block, text), NAMES):
            for value in VALUES:
                yield block.replace("@", f"{name}: {value}")


def names():
    for element in ELEMENTS:
        for name in SPELLINGS:
            yield element.replace("@", name) + "\nTable z { a int\n b int }\n"


def pairs():
    given = [f"{name}: {value}" for name, value in (
        ("default", "1"), ("check", "`a`"), ("note", "'x'"), ("note", "'y'"), ("ref", "> t.a"), ("ref", "< u.a"),
        ("dep", "-> t.a"), ("custom", "'s'"), ("Custom", "'t'"), ("name", "'n'"), ("type", "btree"),
        ("delete", "cascade"), ("color", "#fff"), ("headercolor", "#fff"),
    )] + ["pk", "primary key", "null", "not null", "unique", "increment", "inactive"]  # fmt: skip
    for shape in LISTS:
        for one in given:
            for other in given:
                yield shape.replace("@", f"{one}, {other}") + "\nTable u { a int }"


def ends():
    tables = "\nTable t as T2 { a int\n b int }\nTable s.v { a int\n b int }"
    for left in ENDS:
        for right in ENDS:
            yield from (f"Ref: {left} {operator} {right}{tables}" for operator in RELATIONS)
            yield f"Dep: {left} -> {right}{tables}"
            yield f"Dep d {{ {left} <- {right} }}{tables}"


@pytest.mark.hypothesis  # run by `make soak` as well, without leaving any out
@pytest.mark.parametrize("grid", [settings, lines, names, pairs, ends])
def test_each_cell_is_judged_and_understood_alike(grid):
    looked_at = accepted = 0
    for text in islice(grid(), 0, None, EVERY):
        errors, content = oracle().ask(text)
        if errors and any(word in str(errors[0]) for word in FAILURES):
            continue
        looked_at += 1
        try:
            said = understood(text)
        except ValueError:
            said = None
        assert (said is None) == bool(errors), (text, errors)
        if said is not None:
            accepted += 1
            assert said == plain(content), text
    assert looked_at > 50
    assert 0 < accepted < looked_at
