"""Personal data by name and by value; and names that only sound so."""

from __future__ import annotations

import pytest

from tests.advise.tables import Data, entity
from workbench.advise.privacy.personal import judge
from workbench.model import Model

CASES = [
    # column, type, values, class
    ("contact", "text", ["a@b.de", "c@d.com"], "email"),
    ("email", "text", ["none", "hidden"], "email"),
    ("account", "text", ["DE89 3704 0044 0532 0130 00"], "iban"),
    ("phone", "text", ["+49 30 1234567", "(555) 123-4567"], "phone"),
    ("HomePhone", "text", ["555 123 4567"], "phone"),
    ("first_name", "text", ["Ann"], "name"),
    ("ContactName", "text", ["Ann Lee"], "name"),
    ("birth_date", "date", ["1990-01-01"], "birth date"),
    ("date_of_birth", "date", ["1990-01-01"], "birth date"),
    ("street", "text", ["High Street 1"], "address"),
    ("PostalCode", "text", ["12345"], "address"),
    ("vat_id", "text", ["DE123456789"], "tax id"),
    ("ssn", "text", ["123-45-6789"], "tax id"),
    ("salary", "decimal(10,2)", ["1000.00"], "salary"),
    ("phone", "text", ["iPhone", "Pixel"], None),
    ("phone_type", "text", ["mobile"], None),
    ("BillToPostalAddressId", "int32", ["1"], None),
    ("email_count", "int32", ["1"], None),
    ("ip_address", "text", ["10.0.0.1"], "ip address"),
    ("client_ip", "text", ["10.0.0.1"], "ip address"),
    ("shipment", "text", ["x"], None),
    ("name", "text", ["Widget"], None),
    ("product_name", "text", ["Widget"], None),
    ("created_on", "date", ["2024-01-01"], None),
    ("vorname", "text", ["Änne"], "name"),
    ("Geburtsdatum", "date", ["1990-01-01"], "birth date"),
    ("straße", "text", ["Hauptstraße 1"], "address"),
    ("code_postal", "text", ["75001"], "address"),
    ("note", "text", ["call back ann@example.org at noon", "is happy"], "free text"),
    ("remark", "text", ["rang from +49 30 1234567 today"], "free text"),
    ("sales_rep", "text", ["Björn Wolf", "Müller, Greta", "Jan van der Berg"], "name"),
    ("manager", "text", ["Team A12", "none"], None),
    ("owner", "text", ["sales", "marketing"], None),
    ("diagnosis", "text", ["J45"], "health"),
    ("card_number", "text", ["4111111111111111"], "card number"),
    ("tel", "text", ["030 1234567"], "phone"),
    ("note", "text", ["order 12345678 came late", "see page 4"], None),
]


@pytest.mark.parametrize(("column", "kind", "values", "expected"), CASES)
def test_class(column, kind, values, expected):
    found = list(Data(t={column: values * 3}).findings(judge, entity("t", f"{column} {kind}")))
    assert [dict(f.edits[0].values)["personal"] for f in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("table", "column", "expected"),
    [
        ("employees", "name", ["name"]),
        ("Mitarbeiter", "Name", ["name"]),
        ("hr_people", "full_name", ["name"]),
        ("customers", "customer_name", ["name"]),
        ("employees", "department_name", []),
        ("products", "name", []),
        ("employee_types", "name", []),
    ],
)
def test_a_name_is_personal_where_the_table_is_of_people(table, column, expected):
    found = Data(**{table: {column: ["Ann", "Bob", "Cid"]}}).findings(judge, entity(table, f"{column} text"))
    assert [dict(f.edits[0].values)["personal"] for f in found] == expected


@pytest.mark.parametrize(
    ("column", "kind", "values", "expected"),
    [
        ("kontakt", "text", ["Lena Jäger", "Uwe Weiß", "Käthe Becker"], ["name"]),
        ("assigned_to", "text", ["Becker, Anna", "Weiß, Uwe", "Zumba, Ozzo"], ["name"]),
        ("product", "text", ["Camp Stove", "Rain Jacket", "Max Pack"], []),  # a third is not enough, and no names
        ("name", "text", ["Paul Simon", "Patti Smith", "Simon Says"], []),  # of artists: the names of things
        ("city", "text", ["New York", "Los Angeles", "San José"], []),
        ("json", "json", ['{"first_name": "Ann", "n": 1}', '{"n": 2}'], ["free text"]),
        ("json", "json", ['{"colour": "red"}', '{"n": 2}'], []),
        ("card", "int64", ["4103795694824223", "5499955433555403"], ["card number"]),
        ("card", "text", ["gold", "silver"], []),
    ],
)
def test_values_tell_of_people_where_the_name_does_not(column, kind, values, expected):
    found = Data(things={column: values}).findings(judge, entity("things", f"{column} {kind}"))
    assert [dict(f.edits[0].values)["personal"] for f in found] == expected


@pytest.mark.parametrize(
    ("table", "columns", "values", "expected"),
    [
        ("utf16", "name", ["Xanthe Özil", "Mbali Zulu", "Åke Öst"], ["name"]),  # nothing says that these are things
        ("sheet1", "name", ["Ann", "Paul", "Maria"], ["name"]),
        ("dancers", "name", ["Ann", "Zoltan"], ["name"]),
        ("sheet1", "name", ["Tent", "Stove", "Lamp"], []),
        ("products", "name", ["Camp Stove", "Rain Jacket", "Dry Bag"], []),
        ("products", "name birth_date", ["Camp Stove", "Rain Jacket", "Dry Bag"], ["name"]),  # what is born has a name
        ("teams", "name", ["Blue Jays", "Red Sox", "White Sox"], []),
    ],
)
def test_a_name_is_masked_where_nothing_says_that_it_is_of_a_thing(table, columns, values, expected):
    name, *others = columns.split()
    data = Data(**{table: {name: values, **{other: ["1980-01-02"] * len(values) for other in others}}})
    found = data.findings(judge, entity(table, *(f"{column} text" for column in columns.split())))
    assert [dict(f.edits[0].values)["personal"] for f in found if f.subject.attributes == (name,)] == expected


@pytest.mark.parametrize(
    ("table", "column", "text", "expected"),
    [
        ("employees", "Notes", "Has a degree in law and speaks two languages.", ["free text"]),
        ("employees", "note", "day shift", []),  # a word or two is no text about somebody
        ("orders", "notes", "Leave it at the back door, and ring twice.", []),
        ("products", "photo", "img/17.png", ["picture"]),
    ],
)
def test_what_is_written_about_people_is_personal(table, column, text, expected):
    found = Data(**{table: {column: [f"{text}{i}" for i in range(5)]}}).findings(judge, entity(table, f"{column} text"))
    assert [dict(f.edits[0].values)["personal"] for f in found] == expected


def test_the_finding_shows_no_value():
    (finding,) = Data(t={"contact": ["a@b.de"] * 3}).findings(judge, entity("t", "contact text"))
    assert (finding.code, finding.confidence) == ("PII-001-personal", 0.97)
    assert (
        finding.message
        == "Holds personal data (email): its values look like email addresses. Its values are to be masked."
    )
    assert "a@b" not in str(finding)
    assert finding.evidence.personal


def test_what_is_classed_already_is_left_alone():
    data = Data(t={"contact": ["a@b.de"] * 3})
    (finding,) = data.findings(judge, entity("t", "contact text"))
    model = finding.edits[0].apply(Model(entities=(entity("t", "contact text"),)))
    assert list(data.findings(judge, model=model)) == []


@pytest.mark.parametrize(
    ("table", "column", "values", "expected"),
    [
        ("kunden übersicht 2024", "Name", ["Anna Groß", "Paul Thoma"], "name"),
        ("staff", "geb", ["1980-01-02", "1990-03-04"], "birth date"),
        ("staff", "born", ["02.01.1980", "04.03.1990"], "birth date"),
        ("staff", "svnr", ["12 010280 A 123", "12 010280 B 456"], "tax id"),
        ("visits", "who", ["Ann Lee", "Bob van Dyck"], "name"),
        ("product list", "name", ["Tent", "Stove"], None),
    ],
)
def test_names_that_people_give(table, column, values, expected):
    found = Data(**{table: {column: values * 10}}).findings(judge, entity(table, f"{column} text"))
    assert [dict(f.edits[0].values)["personal"] for f in found] == ([expected] if expected else [])
