import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from workbench.samples.files import csv_bytes, json_lines_bytes, plain_csv_text, plain_text
from workbench.samples.rows import Category, Customer, Payment, ProductSupplier, Shipment
from workbench.samples.schema import TABLES


def _lines(name, *rows):
    return csv_bytes(TABLES[name], rows).decode("utf-8").splitlines()


def test_the_header_names_the_columns():
    assert _lines("categories") == ["category_id,name,parent_category_id"]


def test_text_with_a_comma_or_a_quote_is_quoted():
    assert _lines("categories", Category(1, "Bags, small", None), Category(2, '22" Shoes', 1))[1:] == [
        '1,"Bags, small",',
        '2,"22"" Shoes",1',
    ]


def test_lines_end_with_a_line_feed_and_text_is_utf8():
    assert csv_bytes(TABLES["categories"], [Category(1, "Zürich 雪", None)]).endswith("\n1,Zürich 雪,\n".encode())


@pytest.mark.parametrize(
    ("cost", "written"),
    [("1234.50", "1.234,50"), ("0.99", "0,99"), ("1000000.00", "1.000.000,00"), ("999.00", "999,00")],
)
def test_decimal_commas_and_thousands_points(cost, written):
    row = ProductSupplier("00010477", "S-0001", Decimal(cost), 7, 10, is_preferred=True)
    assert _lines("product_suppliers", row)[1] == f"00010477;S-0001;{written};7;10;Y"


def test_the_carrier_decides_how_dates_are_written():
    day = date(2024, 3, 5)
    rows = [Shipment(1, 2, "Alpenkurier", day, None), Shipment(2, 2, "RapidGo", day, day)]
    assert _lines("shipments", *rows)[1:] == ["1,2,Alpenkurier,05.03.2024,", "2,2,RapidGo,2024-03-05,2024-03-05"]


def _customer(number, **values):
    nothing = dict.fromkeys(("email", "phone", "fax", "birth_date", "loyalty_tier"))
    known = {"kind": "person", "first_name": "A", "last_name": "B", "newsletter": False}
    return Customer(**{"customer_id": number, "signed_up_on": date(2024, 1, 2), **nothing, **known, **values})


def test_nulls_are_spelled_with_the_tokens_of_their_column_and_alike_for_one_key():
    lines = _lines("customers", *(_customer(number) for number in range(100)))[1:]
    phones = {line.split(",")[5] for line in lines}
    assert phones == {"", "NA"}
    assert {line.split(",")[4] for line in lines} == {"-"}
    again = _lines("customers", *(_customer(number) for number in range(100)))[1:]
    assert again == lines


def test_a_value_that_does_not_fit_is_written_as_it_stands():
    line = _lines("customers", _customer(1, birth_date="31/02/1990"))[1]
    assert line.split(",")[7:] == ["31/02/1990", "N", "NA", "2024-01-02"]


def test_json_lines_keep_the_places_of_decimals():
    row = Payment(
        "pay_1", 7, "card", Decimal("12.50"), datetime.fromisoformat("2024-03-05T17:30"), {"last4": "0042", "till": 3}
    )
    line = json_lines_bytes(TABLES["payments"], [row]).decode()
    assert line == (
        '{"payment_id": "pay_1", "order_id": 7, "method": "card", "amount": 12.50, '
        '"paid_at": "2024-03-05T17:30:00", "details": {"last4": "0042", "till": 3}}\n'
    )
    assert json.loads(line)["amount"] == 12.5


def test_plain_text_is_what_every_reader_takes():
    assert plain_text({"ü": [1, "a"]}) == '{"ü": [1, "a"]}'
    assert plain_text(date(2024, 3, 5)) == "2024-03-05"
    assert plain_text(0.125) == "0.125"


def test_plain_csv_leaves_nulls_empty():
    assert plain_csv_text(["a", "b", "c"], [Category(1, "x", None)]) == "a,b,c\n1,x,\n"
