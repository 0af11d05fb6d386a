"""Parser: the whole language, several mistakes in one run, and no text that it chokes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.dbml.conftest import SHOP
from workbench.formats.dbml import DbmlError, Document, syntax
from workbench.formats.dbml.parser import parse

EVERYTHING = r"""
Project p { wb_dbml: '10'
  wb_domain_x: '{"name": "d", "type": "int32"}'
  wb_enum_e_values: '{"a": {"k": "v"}}'
  Note: '''
    multi
      line''' }
TablePartial base { id int [pk]
  created timestamp [default: `now()`] }
Table a.b as B [headercolor: #fff, wb_partitioning: '{"method": "range", "attributes": ["id"]}'] { ~base
  "x y" decimal(10,2) [not null, default: -1.5e10, ref: ?>? c.id]
  y "double precision"
  z int[][]
  w sales.e [default: sales.e.a, dep: <- c.id]
  check int [check: `x > 0`, check: `y`]
  Note { 'hello' } }
Table c { id int [pk, increment, unique]
  t "struct{a: int32, b: list<text>}"
  indexes { (id, `lower(t)`) [name: 'n', type: gin]
    t [unique] }
  records { 1, 'x' }
}
Ref r: B.("x y", y) <> c.(id, t) [delete: set null, update: no action, color: #123, inactive]
Ref { a.b.z > c.id }
Ref: a.b.y < c.id
Enum sales.e { a [note: 'x']
  "b c" }
TableGroup g [color: #fff] { a.b
  c
  Note: 'x' }
Metadata Table c { wb_key_id_nulls: 'not distinct'
  wb_index_q_descending: '["1"]' }
Metadata Column c.id { k: 'v' }
Dep: a.b -> c
Note n { 'sticky' }
DiagramView v { Tables { * } }
Records c(id, t) { 1, 'x'
  2, null }
use { table a as b
  enum e } from './f'
reuse * from './g'
"""


def elements(text):
    found, wrong = parse(text)
    assert wrong == []
    return found


def test_every_element_of_the_language_is_read_in_order():
    assert [type(e).__name__ for e in elements(EVERYTHING)] == (
        "Pairs Table Table Table Ref Ref Ref EnumElement Group Pairs Pairs Other Other Other Other Other Other".split()
    )
    assert Document.of(EVERYTHING).model.entity("a.b").attributes[0].name == "id"


@pytest.mark.parametrize("text", [EVERYTHING, SHOP])
def test_spans_are_what_they_say(text):
    for element in elements(text):
        said = text[slice(*element.span)]
        assert said.split(maxsplit=1)[0].rstrip(":").lower() in (
            "project table tablepartial ref enum tablegroup metadata dep note diagramview records use reuse".split()
        )
        assert said == said.strip()
        if isinstance(element, syntax.Table):
            assert (text[element.open], text[element.close]) == ("{", "}")
            for column in element.columns:
                assert column.name in text[slice(*column.name_span)].replace('\\"', '"')
                assert text[column.type_span[0] : column.type_span[1]].strip('"').startswith(column.type.strip('"')[:3])
                if column.settings.items:
                    assert text[column.settings.span[1] - 1] == "]" or "[" not in text[slice(*column.settings.span)]
            for block in element.blocks:
                assert text[block.close] == "}"
        if element.settings.items:
            assert text[element.settings.span[0]] == "["


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        *[
            ("'it\\'s'", "string", "it's"),
            ("'''\n  a\n  b\n'''", "string", "a\nb"),
            ("`a > \\u0060b`", "expression", "a > `b"),
        ],
        *[
            ("12", "number", "12"),
            ("-1.5e10", "number", "-1.5e10"),
            ("1e-3", "number", "1e-3"),
        ],
        *[("true", "word", "true"), ('"x y"', "name", "x y"), ("e.v", "name", "e.v")],
    ],
)
def test_the_values_of_settings(written, kind, text):
    (table,) = elements(f"Table t {{ a int [default: {written}, pk] }}")
    value = table.columns[0].settings.get("default")
    assert (value.kind, value.text) == (kind, text)
    assert table.columns[0].settings.has("pk")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *[("int", "int"), ("varchar(20)", "varchar(20)"), ("decimal( 10 , 2 )", "decimal(10,2)"), ("int[]", "int[]")],
        *[('"double precision"', "double precision"), ("sales.status", "sales.status"), ('s."a b"', 's."a b"')],
        *[("enum('a','b')", "enum('a','b')"), ('"varchar"(10)', "varchar(10)"), ("int(11)[]", "int(11)[]")],
    ],
)
def test_the_types_of_columns(written, kind):
    (table,) = elements(f"Table t {{ a {written} [pk] }}")
    assert table.columns[0].type == kind


@pytest.mark.parametrize("settings", ["pk", "unique pk", "pk [unique]", "[PK, Unique]", "[ primary key , unique ]"])
def test_a_key_may_be_said_without_brackets(settings):
    (table,) = elements(f"Table t {{\n  a int {settings}\n  b int\n}}")
    assert [c.name for c in table.columns] == ["a", "b"]
    assert table.columns[0].settings.has("pk", "primary key")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("Table", 1, 6, "Expected a name or a value, found the end of the text."),
        ("Table t", 1, 8, "Expected '{' or ':', found the end of the text."),
        ("Table t {", 1, 10, "Expected '}', found the end of the text."),
        ("Table t {\n  a\n  b int\n}", 2, 3, "The column 'a' has no type."),
        ("Table t { a int unsigned }", 1, 17, "Only pk and unique may stand there without brackets, not 'unsigned'."),
        ("Table t { a int not null }", 1, 17, "Only pk and unique may stand there without brackets, not 'not'."),
        ("Table t { a int [pk b int }", 1, 27, "Expected ',' or ']', found '}'."),
        ("Table t { a int [note: 'x] }", 1, 24, 'This "\'x] }" is not closed.'),
        ("Table t { a int [note: ] }", 1, 24, "Expected a name or a value, found ']'."),
        ("Table t { a int [default:", 1, 26, "Expected a name or a value, found the end of the text."),
        ("Table t { a int /* open\n}", 1, 17, "This '/* open' is not closed."),
        ('Table "t { a int }', 1, 7, "This '\"t { a int }' is not closed."),
        ('Table "a\\u0000b" { x int }', 1, 7, "The name 'a\\x00b' holds the character U+0000. Take it out."),
        ('Table "" { x int }', 1, 7, "A name is empty. Give it a name."),
        ("Table t { a int(3 }", 1, 19, "Expected ',' or ')', found '}'."),
        ("Tabel t { a int }", 1, 1, "There is no element 'Tabel'. Did you mean Table?"),
        ("Ref: a > b.x", 1, 6, "An end of a reference is a table and its column."),
        ("Ref: a.x b.y", 1, 6, "A reference is written as table.column > table.column."),
        ("Ref: a.x >> b.y", 1, 6, "A reference is written as table.column > table.column."),
        ("Ref: a.(x > b.y", 1, 16, "Expected ',' or ')', found the end of the text."),
        ("Enum e { in progress }", 1, 13, "Each value of an enum stands on a line of its own."),
        ("TableGroup g { a b }", 1, 18, "Each table of a group stands on a line of its own."),
        ("Table t { a int\n checks { a > 0 } }", 2, 11, "A check is an expression in backticks."),
        ("Metadata Table { a: 'b' }", 1, 1, "Metadata need the name of what they are of."),
        ("Project { a 'b' }", 1, 11, "A project holds fields, each on a line of its own: key: 'value'."),
        ("Note n { 'x'", 1, 13, "Expected '}', found the end of the text."),
    ],
)
def test_a_mistake_is_named_where_it_stands(text, line, column, message):
    _, (wrong, *others) = parse(text)
    assert (wrong.message, wrong.line, wrong.column) == (message, line, column)
    assert others == []


def test_every_broken_element_gives_one_diagnostic_and_the_others_are_read():
    text = (
        "Table a { x int }\nTable b { x }\nTable c { x int }\nRef: a.x >\nEnum e { v }\nTable d [\nTable f { y int }\n"
    )
    found, wrong = parse(text)
    assert [".".join(e.name) for e in found] == ["a", "c", "e", "f"]
    assert [(d.line, d.column) for d in wrong] == [(2, 11), (5, 1), (7, 9)]
    with pytest.raises(DbmlError) as caught:
        _ = Document.of(text).model
    assert str(caught.value) == "DBML:2:11: The column 'x' has no type. (2 more)"


# -- no text that it chokes on ----------------------------------------------------------------------------------

TOKENS = [
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ":",
    ",",
    ".",
    '"',
    "'",
    "'''",
    "`",
    "//",
    "/*",
    "*/",
    "\\",
    "\n",
    "\r",
    "<",
    "-",
    "?",
    "~",
    "#",
    "Table ",
    "Ref",
    "indexes {",
    "checks {",
    "Note",
    " pk ",
    "ref:",
    "\x00",
    "\ud800",
    "1",
    '""',
    '"\\u0000"',
    '"\\ud800"',
    "list<",
    "struct{",
    "[]",
    "enum:",
    "native:",
    "Metadata Table ",
    "Project",
    '{"a":',
    "[[",
    "null",
    "wb_partitioning: '",
    "wb_domain: '.'",
    "default: ",
    "as x ",
    "~base",
    "delete: x",
]


@st.composite
def broken(draw):
    """A valid text, cut, spliced and strewn with what has a meaning somewhere."""
    text = draw(st.sampled_from([EVERYTHING, SHOP]))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 30))
        what = draw(st.sampled_from(TOKENS) | st.just("") | st.text(max_size=3))
        text = text[:at] + what * draw(st.sampled_from([1, 1, 1, 40])) + text[at + cut :]
    return text


def read(text):
    """Read a text; what is wrong with it is an error that shows itself in one line with its place."""
    document = Document.of(text)
    assert document.text == text
    try:
        return document.model
    except DbmlError as error:
        lines = text.count("\n") + 1
        for diagnostic in error.diagnostics:
            assert 1 <= diagnostic.line <= lines
            assert diagnostic.column >= 1
            assert "\n" not in str(diagnostic)
        return None


@given(broken())
def test_a_broken_text_raises_its_own_error_and_no_other(text):
    read(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    read(data.decode("utf-8", "replace"))
    read(data.decode("latin-1"))
    read("Table t { a int [note: '" + data.decode("utf-16", "surrogatepass") + "'] }" if len(data) % 2 == 0 else "")


@pytest.mark.parametrize("size", [100, 5_000])
@pytest.mark.parametrize(
    "text",
    ["[", "{", "(", "'", "`", "/*", "Table ", 'Table "', "Ref: ", "a[", "Table t { a int[][]", 'Table t { a "list<',
     "Table t [a: '", "Project { a: ", "Table t { a int [ref: ", "Ref: a.(", "~", "\\", "}"],
)  # fmt: skip
def test_deep_and_long_texts_end_soon(text, size):
    for tail in (1, 2, 5):
        read(text * size + text[-tail:] * size)


@pytest.mark.parametrize("body", ["list<{}>", "struct{{a:{}}}", "{}[]"])
def test_a_type_may_be_as_deep_as_its_author_likes_without_harm(body):
    kind = "int"
    for _ in range(3_000):
        kind = body.format(kind)
    model = read(f'Table t {{ a "{kind}" }}')
    assert model.attribute("t", "a").type.name == kind  # not understood, and kept


@pytest.mark.parametrize("value", ["[" * 5_000, '{"a":' * 5_000])
@pytest.mark.parametrize("text", ["Table t [wb_partitioning: '{}'] {{ a int }}", "Project {{ wb_view_x: '{}' }}"])
def test_json_may_be_as_deep_as_its_author_likes_without_harm(text, value):
    assert read(text.format(value)) is None
