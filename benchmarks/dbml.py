"""Reading DBML: 10,000 tables, and the hand-written reader beside one that lark generates from a grammar.

The choice of the reader rests on the ratio: a generated LALR parser with a contextual lexer, the fastest that lark has,
does the same work, text to syntax tree, on the same subset of the language. It also stops at the first mistake and
keeps no comments, so the ratio flatters it.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks._measure import MB, Measurement, child, cpu_s
from benchmarks._models import large
from workbench.formats.dbml import Document, write_dbml
from workbench.formats.dbml.grammar.tokens import tokenize
from workbench.formats.dbml.parser import parse
from workbench.model import Subject
from workbench.model.edits import Drop, Edit, Rename
from workbench.session import Session
from workbench.state import State

TABLES, COLUMNS = 10_000, 10
GOAL_S = 5.0
EDIT_GOAL_S = 0.05
BESIDE = 500  # tables that both readers read

# What the writer writes, and no more.
GRAMMAR = r"""
start: (table | ref | enum | project)*
table: "Table"i name [alias] [settings] "{" (column | indexes | checks | note)* "}"
alias: "as"i NAME
column: part type [settings]
type: name ["(" NUMBER ("," NUMBER)* ")"] ARRAY*
indexes: INDEXES "{" index* "}"
index: (part | EXPRESSION | "(" (part | EXPRESSION) ("," (part | EXPRESSION))* ")") [settings]
checks: CHECKS "{" check* "}"
check: EXPRESSION [settings]
note: NOTE ":" text
ref: "Ref"i [name] ":" end OPERATOR end [settings]
end: name "." part | name "." "(" part ("," part)* ")" | part "." part | part "." "(" part ("," part)* ")"
enum: "Enum"i name "{" (part [settings])* "}"
project: "Project"i [part] "{" (note | part ":" text)* "}"
settings: "[" setting ("," setting)* "]"
setting: NAME+ [":" value]
value: text | EXPRESSION | SIGNED | COLOUR | NAME+
name: part ["." part]
part: NAME | QUOTED
text: STRING | LONG
INDEXES.2: /indexes(?=\s*\{)/i
CHECKS.2: /checks(?=\s*\{)/i
NOTE.2: /note(?=\s*:)/i
OPERATOR: /\??(<>|<|>|-)\??/
ARRAY: "[]"
NUMBER: /\d+/
SIGNED: /-?\d+(\.\d+)?/
NAME: /[^\W\d]\w*/
QUOTED: /"([^"\\\n]|\\.)*"/
LONG.2: /'''([^'\\]|\\.|'(?!''))*'''/
STRING: /'([^'\\\n]|\\.)*'/
EXPRESSION: /`([^`\\]|\\.)*`/
COLOUR: /#\w+/
%ignore /[ \t\r\n]+/
%ignore /\/\/[^\n]*/
%ignore /\/\*(.|\n)*?\*\//
"""


def run() -> Iterator[Measurement]:
    """Read a large text, its parts apart, and a smaller one with both readers."""
    model = large(TABLES, COLUMNS)
    size = f"{TABLES:,} tables, {COLUMNS} columns each, {len(model.references):,} references"
    text = write_dbml(model)
    del model
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.dbml"
        path.write_text(text, encoding="utf-8")
        whole = child("-c", f"from benchmarks.dbml import read; read({str(path)!r})")
        nothing = child("-c", "import benchmarks.dbml")
    remark = f"{size}, {len(text) / MB:.1f} MB of text"
    yield Measurement("DBML", "text to model", whole.cpu_s - nothing.cpu_s, "CPU s", GOAL_S, remark)
    yield Measurement("DBML", "peak memory of that", whole.peak_bytes / MB, "MB", remark="interpreter included")
    yield Measurement("DBML", "interpreter alone", nothing.peak_bytes / MB, "MB")
    yield from _apart(text)
    yield from _edits(text)
    yield from _beside_lark()


def _apart(text: str) -> Iterator[Measurement]:
    document = Document.of(text)
    tokens, tree = (cpu_s(partial(step, text), repeat=3) for step in (tokenize, parse))
    yield Measurement("DBML", "  of it: tokens", tokens, "CPU s")
    yield Measurement("DBML", "  of it: syntax tree", tree - tokens, "CPU s")
    model = cpu_s(lambda: Document(document.chunks).model, repeat=3)
    yield Measurement("DBML", "  of it: model", model, "CPU s")


def _edits(text: str) -> Iterator[Measurement]:
    document = Document.of(text)
    session = Session(State(model=document.model, document=document))
    entity, reference = session.model.entities[TABLES // 2], session.model.references[TABLES // 2]
    edits: dict[str, Edit] = {
        "renamed column": Rename(Subject.attribute(entity.name, entity.attributes[-1].name), "renamed"),
        "dropped reference": Drop(Subject.reference(reference)),
        "dropped table": Drop(Subject.entity(entity.name)),
    }
    for what, edit in edits.items():
        session.apply(edit)
        session.undo()
        start = time.process_time()
        session.apply(edit)
        assert session.text != text
        taken = time.process_time() - start
        session.undo()
        yield Measurement("DBML", f"edit: {what}", taken, "CPU s", EDIT_GOAL_S, "model and text, in the same text")


def _beside_lark() -> Iterator[Measurement]:
    import lark

    generated = lark.Lark(GRAMMAR, parser="lalr", lexer="contextual", maybe_placeholders=False)
    text = write_dbml(large(BESIDE, COLUMNS))
    assert len(generated.parse(text).children) == len(parse(text)[0])
    ours, theirs = cpu_s(lambda: parse(text)), cpu_s(lambda: generated.parse(text))
    size = f"{BESIDE:,} tables, text to syntax tree"
    yield Measurement("DBML", "hand-written reader", ours, "CPU s", remark=size)
    yield Measurement("DBML", f"lark {lark.__version__}, LALR", theirs, "CPU s", remark=size)
    yield Measurement("DBML", "hand-written / lark", ours / theirs, "ratio", 1.0, "why the reader is hand-written")


def read(path: str) -> None:
    """Read a file into a model; what a process of its own is measured by."""
    assert Document.of(Path(path).read_text(encoding="utf-8")).model.entities
