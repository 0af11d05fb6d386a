"""Columns: one line of a table to an attribute, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import attributes, qualified, types
from workbench.errors import WorkbenchError
from workbench.formats.dbml import DbmlError, read_dbml, write_dbml
from workbench.formats.dbml.columns import read_type, write_settings, write_type
from workbench.formats.dbml.parser import parse
from workbench.formats.dbml.strings import quote_name
from workbench.model import Attribute, AttributeBinding, Default, Generated, Properties, QualifiedName, parse_type
from workbench.model.types import EnumOf, ListOf, Native

STATUS = QualifiedName("status", "sales")


def column(settings="", kind="int", enums='Enum sales.status {\n  new\n  "very new"\n  ""\n}\n'):
    return read_dbml(f"{enums}Table t {{ a {kind} {settings} }}").attribute("t", "a")


@given(st.data())
def test_the_type_that_is_written_is_read_as_the_same(data):
    enums = data.draw(st.lists(qualified, max_size=2, unique=True).map(tuple))
    kind = data.draw(types(enums))
    (table,) = parse(f"Table t {{ a {write_type(kind, enums)} }}")[0]
    assert read_type(table.columns[0].type, enums) == kind


@given(attributes((), ()), st.booleans(), st.booleans())
def test_the_settings_that_are_written_are_read_as_the_same(attribute, primary, unique):
    settings = write_settings(attribute, primary=primary, unique=unique)
    text = f"Table t {{ {quote_name(attribute.name)} {write_type(attribute.type, ())} [{', '.join(settings)}] }}"
    entity = read_dbml(text).entity("t")
    (found,) = entity.attributes
    assert found == (attribute if attribute.nullable and not primary else found)
    assert (found.nullable, entity.primary_key is not None) == (attribute.nullable and not primary, primary)
    assert [key.attributes for key in entity.keys] == ([(attribute.name,)] if unique and not primary else [])


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("int", parse_type("int32")),
        ("varchar(20)", parse_type("text(20)")),
        ("int[][]", parse_type("list<list<int32>>")),
        ("sales.status", EnumOf(STATUS)),
        ("sales.status[]", ListOf(EnumOf(STATUS))),
        ("status", Native("status")),  # the enum stands in a schema
        ("tsvector", Native("tsvector")),
        ('"geometry(Point, 4326)"', Native("geometry(Point, 4326)")),
        ('"enum:nothing"', EnumOf(QualifiedName("nothing"))),
        ("decimal(99,1)", Native("decimal(99,1)")),  # more digits than any engine has, kept all the same
    ],
)
def test_types_of_columns(written, kind):
    assert column(kind=written).type == kind


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (parse_type("decimal(10,2)"), "decimal(10,2)"),
        (parse_type("list<int32>"), "int32[]"),
        (parse_type("list<list<int32>>"), '"list<list<int32>>"'),
        (parse_type("struct{a: text}"), '"struct{a: text}"'),
        (EnumOf(STATUS), "sales.status"),
        (EnumOf(QualifiedName("other")), '"enum:other"'),
        (Native("tsvector"), "tsvector"),
        (Native("int"), '"native:int"'),  # a type of that name has a meaning of its own
        (Native("UNSIGNED BIG INT"), '"native:UNSIGNED BIG INT"'),
    ],
)
def test_types_are_written_so_that_they_are_read_again(kind, written):
    assert write_type(kind, {STATUS}) == written
    assert read_type(written.strip('"'), {STATUS}) == kind


@pytest.mark.parametrize(
    ("written", "default"),
    [
        ("12", Default("12", "number")),
        ("-1.5e3", Default("-1.5e3", "number")),
        ("'it\\'s'", Default("it's", "text")),
        ("`now()`", Default("now()", "expression")),
        ("true", Default("true", "boolean")),
        ("FALSE", Default("false", "boolean")),
        ("null", Default("null", "null")),
        ("sales.status.new", Default("new", "enum")),
        ('sales.status."very new"', Default("very new", "enum")),
        ('sales.status.""', Default("", "enum")),
        ('"new"', Default("new", "enum")),
    ],
)
def test_defaults(written, default):
    assert column(f"[default: {written}]").default == default


@pytest.mark.parametrize(
    ("default", "kind", "written"),
    [
        (Default("new", "enum"), EnumOf(STATUS), "sales.status.new"),
        (Default("very new", "enum"), EnumOf(STATUS), 'sales.status."very new"'),
        (Default("new", "enum"), parse_type("text"), '"new"'),
        (Default("12", "number"), parse_type("int32"), "12"),
        (Default("twelve", "number"), parse_type("int32"), "'twelve'"),  # never a text that cannot be read
        (Default("maybe", "boolean"), parse_type("boolean"), "'maybe'"),
        (Default("null", "null"), parse_type("text"), "null"),
        (Default("a `b`", "expression"), parse_type("text"), r"`a \u0060b\u0060`"),
    ],
)
def test_defaults_are_written_so_that_the_official_parser_reads_them(default, kind, written):
    settings = write_settings(Attribute(name="a", type=kind, default=default), primary=False, unique=False)
    assert settings == [f"default: {written}"]


def test_everything_that_a_column_can_say():
    found = column(
        "[not null, increment, note: 'n', wb_generated: 'b * 2', wb_generated_stored: 'false', wb_domain: 'd', "
        "wb_unit: 'EUR', wb_personal: 'email', wb_source: 'A 1', wb_expression: 'x', wb_null: 'NA | -', "
        "wb_formats: '%d.%m.%Y', wb_decimal: ',', wb_thousands: '.', wb_true: 'Y', wb_false: '[\"N\", \"\"]', "
        "owner: 'me']"
    )
    assert found == Attribute(
        name="a",
        type=parse_type("int32"),
        nullable=False,
        identity=True,
        note="n",
        generated=Generated("b * 2", stored=False),
        domain=QualifiedName("d"),
        unit="EUR",
        personal="email",
        binding=AttributeBinding(
            column="A 1",
            expression="x",
            null_tokens=("NA", "-"),
            formats=("%d.%m.%Y",),
            decimal_mark=",",
            thousands_mark=".",
            true_words=("Y",),
            false_words=("N", ""),
        ),
        properties=Properties({"owner": "me"}),
    )


def test_a_domain_that_is_no_name_is_an_error_at_its_column():
    with pytest.raises(DbmlError) as caught:
        column("[wb_domain: 'a.b.c']", enums="")
    assert str(caught.value).startswith("DBML:1:11: The value of wb_domain does not fit. 'a.b.c' has 3 parts.")


def test_settings_come_in_one_order():
    attribute = Attribute(name="a", nullable=False, note="n", default=Default("0", "number"), unit="EUR")
    settings = write_settings(attribute, primary=False, unique=True, references=("> t.a",), checks=("a > 0",))
    assert settings == [
        "not null", "unique", "default: 0", "check: `a > 0`", "ref: > t.a", "note: 'n'", "wb_unit: 'EUR'"
    ]  # fmt: skip
    assert write_settings(attribute, primary=True, unique=False)[0] == "pk"


@pytest.mark.parametrize("text", ["list<", "struct{a}", "decimal(x)", "a.b.c", "[]", "int[", ""])
def test_what_is_no_type_is_kept_as_one_of_the_engine(text):
    assert read_type(text, ()) == Native(text)
    with pytest.raises(WorkbenchError):
        parse_type(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("- -1", "1"), ("- + -2", "2"), ("-1", "-1"), ("+ 1", "+1"), ("1.", "1."), ("- - -1.5e3", "-1.5e3")],
)
def test_a_number_with_several_signs_is_one(text, value):
    model = read_dbml(f"Table t {{\n  a int [default: {text}]\n}}\n")
    assert model.attribute("t", "a").default == Default(value, "number")
    assert read_dbml(write_dbml(model)) == model


def test_a_type_on_several_lines_is_written_on_one():
    model = read_dbml("Table t {\n  a int\n  . b\n}\n")
    assert read_dbml(write_dbml(model)) == model


def test_a_type_of_blanks_is_written_and_read_again():
    blank = read_type("  ", ())
    assert blank == Native("")
    assert read_type(write_type(blank, ()).strip('"'), ()) == blank
