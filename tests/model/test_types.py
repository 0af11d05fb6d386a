"""Logical types: a closed set that reads what other tools write."""

import pytest
from hypothesis import given

from tests.strategies import types
from workbench.errors import TextError, UnknownNameError, WorkbenchError
from workbench.model.names import QualifiedName
from workbench.model.types import (
    ALIASES,
    MAX_DEPTH,
    SIMPLE,
    Char,
    Decimal,
    EnumOf,
    ListOf,
    Native,
    Struct,
    Text,
    family,
    parse_type,
    split_top,
)

ODD_ENUMS = (QualifiedName("a b", "x.y"), QualifiedName(">"), QualifiedName("a,b"), QualifiedName("x[]"))


@given(types(ODD_ENUMS))
def test_the_text_of_a_type_is_read_as_the_same_type(kind):
    assert parse_type(str(kind)) == kind


def test_the_set_is_the_one_of_the_specification():
    said = (
        "boolean int16 int32 int64 float32 float64 date time timestamp timestamptz interval uuid json binary inet"
    ).split()
    assert set(SIMPLE) == set(said)
    assert all(str(parse_type(name)) == name for name in said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("decimal(10,2)", Decimal(10, 2)),
        ("NUMERIC ( 10 , 2 )", Decimal(10, 2)),
        ("decimal(8)", Decimal(8, 0)),  # SQL: a scale left out is 0
        ("decimal", Decimal()),
        ("text(40)", Text(40)),
        ("character varying(40)", Text(40)),
        ("varchar", Text()),
        ("char", Char(1)),  # SQL: a length left out is 1
        ("char(3)", Char(3)),
        ("enum:sales.status", EnumOf(QualifiedName("status", "sales"))),
        ("list<list<int32>>", ListOf(ListOf(SIMPLE["int32"]))),
        ("int[][]", ListOf(ListOf(SIMPLE["int32"]))),
        ("struct{}", Struct(())),
        ('struct{"a: b, c": text, d: struct{e: int64}}', None),
        ("native:geometry(Point, 4326)", Native("geometry(Point, 4326)")),
    ],
)
def test_types_with_parameters(text, expected):
    if expected is None:
        expected = Struct((("a: b, c", Text()), ("d", Struct((("e", SIMPLE["int64"]),)))))
    assert parse_type(text) == expected


@pytest.mark.parametrize(
    ("written", "logical"),
    [
        # PostgreSQL 18, chapter 8
        *[("bigserial", "int64"), ("double precision", "float64"), ("real", "float32"), ("bytea", "binary")],
        *[("timestamp without time zone", "timestamp"), ("timestamp with time zone", "timestamptz")],
        *[
            ("timestamp(6)", "timestamp"),
            ("bpchar(3)", "char(3)"),
            ("jsonb", "json"),
            ("cidr", "inet"),
            ("int2", "int16"),
        ],
        # MariaDB 11, data types
        *[("int(11)", "int32"), ("tinyint", "int16"), ("mediumint", "int32"), ("datetime", "timestamp")],
        *[("longtext", "text"), ("longblob", "binary"), ("double", "float64")],
        # DuckDB 2, data types
        *[("HUGEINT", "int64"), ("VARCHAR", "text"), ("BOOLEAN", "boolean"), ("INTEGER[]", "list<int32>")],
        # SQL Server
        *[("uniqueidentifier", "uuid"), ("nvarchar(50)", "text(50)"), ("bit", "boolean")],
    ],
)
def test_what_other_tools_write_is_read(written, logical):
    assert str(parse_type(written)) == logical


def test_every_alias_leads_to_a_known_type():
    assert {name: str(parse_type(name)).partition("(")[0] for name in ALIASES} == ALIASES


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("intt", "There is no type 'intt'. Did you mean 'int'? Known: bigint, bigserial,"),
        ("decimal(70,2)", "'decimal(70,2)': precision is 1 to 65 digits, and scale not more than precision."),
        ("decimal(0)", "'decimal(0)': precision is 1 to 65 digits"),
        ("decimal(4,5)", "'decimal(4,5)': precision is 1 to 65 digits, and scale not more than precision."),
        ("text(1,2)", "'text(1,2)': only decimal takes two parameters."),
        ("text(a)", "'text(a)' is not a type. Write for example text, decimal(10,2) or list<int32>."),
        ("", "'' is not a type."),
        ("native: ", "The type 'native:' has no name. Write it as native:NAME."),
        ("struct{a}", "'struct{a}': a field of a struct is written name: type, not 'a'."),
        ("list<intt>", "There is no type 'intt'."),
        ("enum:", "'' is not a name."),
    ],
)
def test_what_is_no_type_is_an_error_that_shows_it(text, error):
    with pytest.raises((TextError, UnknownNameError)) as caught:
        parse_type(text)
    assert str(caught.value).startswith(error)


@pytest.mark.parametrize("text", ["list<{}>", "struct{{a: {}}}", "{}[]"])
def test_types_nest_only_so_deep(text):
    kind = "int32"
    for _ in range(MAX_DEPTH - 1):
        kind = text.format(kind)
    assert str(parse_type(kind)).count("int32") == 1
    for _ in range(2000):
        kind = text.format(kind)
    with pytest.raises(TextError, match=rf"A type is nested more than {MAX_DEPTH} deep\. Use json"):
        parse_type(kind)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        *[("int16", "integer"), ("int64", "integer"), ("float32", "float"), ("decimal(3,1)", "decimal")],
        *[("text", "text"), ("char(2)", "text"), ("timestamptz", "timestamp"), ("date", "date"), ("enum:e", "enum")],
        *[("list<text>", "list"), ("struct{a: text}", "struct"), ("native:x", "native"), ("uuid", "uuid")],
    ],
)
def test_the_family_of_a_type_is_what_its_values_compare_with(text, group):
    assert family(parse_type(text)) == group


def test_splitting_stops_at_the_outermost_level():
    assert split_top('a: list<x,y>, "b,c": d(1,2), e[,]', ",") == ["a: list<x,y>", ' "b,c": d(1,2)', " e[,]"]
    assert split_top("a:b:c", ":", most=1) == ["a", "b:c"]
    assert split_top("", ",") == [""]


def test_a_failed_reading_is_not_remembered_as_a_type():
    for _ in range(2):
        with pytest.raises(WorkbenchError):
            parse_type("no such type")
