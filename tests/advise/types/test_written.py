"""Written: what people would say that a column of texts holds."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pytest

from workbench.advise.types._written import (
    _CLOCK_FORMATS,
    _DATE_FORMATS,
    _TIME_FORMATS,
    _ZONE_FORMATS,
    _reads,
    guesses,
    leading_zeros,
    month_first,
    null_tokens,
)


def counted(*values, times=10):
    return tuple((value, times) for value in values)


def best(*values, times=10):
    """Type, and what differs from plain reading, of the best guess."""
    found = guesses(counted(*values, times=times))
    if not found:
        return None
    binding = found[0].binding
    given = {name: getattr(binding, name) for name in binding.__dataclass_fields__ if getattr(binding, name)}
    return str(found[0].type), given


CASES = [
    (("1", "-2", "+3", "0"), ("int64", {})),
    (("1", "2", "NA"), ("int64", {"null_tokens": ("NA",)})),
    (("1", "2", " - ", ""), ("int64", {"null_tokens": ("", "-")})),
    (("007", "012", "100"), None),  # codes
    (("0", "1"), ("int64", {})),  # not booleans: they may count
    (("1.50", "2.25"), ("decimal", {})),
    (("1", "2.5"), ("decimal", {})),
    ((".5", "-3."), ("decimal", {})),
    (("01.50", "2.25"), ("decimal", {})),  # a leading zero before a point is no code
    (("1,5", "12,75"), ("decimal", {"decimal_mark": ","})),
    (("1.234,50", "12,75"), ("decimal", {"decimal_mark": ",", "thousands_mark": "."})),
    (("1,234", "12,345", "7"), ("decimal", {"thousands_mark": ","})),
    (("1,234", "12,345", "0,125"), ("decimal", {"decimal_mark": ","})),
    (("1,234", "12,345", "1500"), ("decimal", {"decimal_mark": ","})),
    (("1,234", "12,345"), ("decimal", {"decimal_mark": ","})),
    (("1 234", "12 345 678", "7"), ("decimal", {"thousands_mark": " "})),
    (("1\u00a0234,50", "12,75"), ("decimal", {"thousands_mark": "\u00a0", "decimal_mark": ","})),
    (("1'234.50", "12.75"), ("decimal", {"thousands_mark": "'"})),
    (("123 456", "1 234", "12 34"), None),  # no groups of three
    (("$1,003.62", "-$7.50", "$0.99"), ("decimal", {"thousands_mark": ",", "unit_mark": "$"})),
    (("5%", "12.5 %", "100%"), ("decimal", {"unit_mark": "%"})),
    (("12,50 €", "1.300,00 €"), ("decimal", {"decimal_mark": ",", "thousands_mark": ".", "unit_mark": "€"})),
    (("EUR 12.50", "EUR 7"), ("decimal", {"unit_mark": "EUR"})),
    (("12 kg", "0.5 kg", "TBD"), ("decimal", {"unit_mark": "kg", "null_tokens": ("TBD",)})),
    (("12.50 EUR", "7.00 USD"), None),  # what is to be one number is in two units
    (("12A", "7B", "3"), None),  # numbers of houses
    (("12A", "7A", "3A"), None),
    (("INV-17", "INV-18"), None),  # a code, and no minus
    (("EUR1", "EUR2"), None),
    (("A-1", "A-2"), None),
    (("SKU 1", "SKU 2"), None),
    (("-$5.50", "$-7.25"), ("decimal", {"unit_mark": "$"})),
    (("EUR -5.00", "EUR 7.00"), ("decimal", {"unit_mark": "EUR"})),
    (("5 m", "12 m"), ("decimal", {"unit_mark": "m"})),
    (("1", "2", "unknown", "Unbekannt"), ("int64", {"null_tokens": ("Unbekannt", "unknown")})),
    (("2024-02-29", "missing", "NA"), ("date", {"null_tokens": ("NA", "missing")})),
    (("red", "blue", "unknown"), None),
    (("unknown", "tbd"), None),
    (("1,234.50", "12,345.00", "7.25"), ("decimal", {"thousands_mark": ","})),
    (("1.23456789", "2.5"), ("float64", {})),
    (("1e5", "2.5E-3"), ("float64", {})),
    (("Y", "N"), ("boolean", {"true_words": ("Y",), "false_words": ("N",)})),
    (("yes", "no", "YES"), ("boolean", {"true_words": ("YES", "yes"), "false_words": ("no",)})),
    (("true",), ("boolean", {"true_words": ("true",)})),
    (("Ja", "Nein", "-"), ("boolean", {"true_words": ("Ja",), "false_words": ("Nein",), "null_tokens": ("-",)})),
    (("Y",), None),
    (("Y", "N", "X"), None),
    (("2024-02-29", "1999-12-31"), ("date", {})),
    (("29.02.2024", "31.12.1999"), ("date", {"formats": ("%d.%m.%Y",)})),
    (("29/02/2024", "01/02/2024"), ("date", {"formats": ("%d/%m/%Y",)})),
    (("02/29/2024", "01/02/2024"), ("date", {"formats": ("%m/%d/%Y",)})),
    (("29 Feb 2024", "01 Jan 2024"), ("date", {"formats": ("%d %b %Y",)})),
    (("Feb 29, 2024", "Jan 1, 2024"), ("date", {"formats": ("%b %d, %Y",)})),
    (("20240229", "19991231"), ("date", {"formats": ("%Y%m%d",)})),
    (("12345678", "87654321"), ("int64", {})),  # eight digits, but no times of ours
    (("2024-02-29 13:05:00", "1999-12-31 00:00:00"), ("timestamp", {})),
    (("2024-02-29T13:05:00", "1999-12-31T00:00:00"), ("timestamp", {"formats": ("%Y-%m-%dT%H:%M:%S",)})),
    (("2024-02-29T13:05:00Z", "1999-12-31T00:00:00Z"), ("timestamptz", {"formats": ("%Y-%m-%dT%H:%M:%SZ",)})),
    (
        ("2024-02-29T13:05:00+01:00", "1999-12-31T00:00:00Z"),
        ("timestamptz", {"formats": ("%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%SZ")}),
    ),
    (("12/31/2024 11:59 PM", "1/2/2024 1:05 AM"), ("timestamp", {"formats": ("%m/%d/%Y %I:%M %p",)})),
    (("31.12.24", "01.02.99"), ("date", {"formats": ("%d.%m.%y",)})),
    (("11:59 PM", "1:05 AM"), ("time", {"formats": ("%I:%M %p",)})),
    (("13:05:00", "00:00:01"), ("time", {})),
    (("13:05", "23:59"), ("time", {"formats": ("%H:%M",)})),
    (("6f1e5a5e-0c8a-4b39-9a53-1f0d8d2b7c11", "6F1E5A5E-0C8A-4B39-9A53-1F0D8D2B7C11"), ("uuid", {})),
    (('{"a": 1}', "[1, 2]"), ("json", {})),
    (("{a}", "[b"), None),
    (("abc", "12"), None),
    (("NA", ""), None),
    ((), None),
]


@pytest.mark.parametrize(("values", "expected"), CASES)
def test_best_guess(values, expected):
    assert best(*values) == expected


def test_dates_in_two_styles_are_one_reading_with_two_formats():
    iso, day_first = [f"2024-01-{d:02}" for d in range(1, 29)], [f"{d:02}/02/2023" for d in range(1, 29)]
    assert best(*iso, *day_first) == ("date", {"formats": ("%Y-%m-%d", "%d/%m/%Y")})


def test_one_value_among_thousands_is_a_slip_and_no_style():
    iso = [f"20{y:02}-01-{d:02}" for y in range(10) for d in range(1, 29)]
    assert best(*iso, "31.12.1999") == ("date", {})


def test_na_among_codes_of_two_letters_is_namibia():
    assert null_tokens(counted("DE", "FR", "NA", "US")) == ()
    assert null_tokens(counted("DE", "FR", "NA", "-")) == ("-",)
    assert null_tokens(counted("Berlin", "Paris", "NA")) == ("NA",)
    assert null_tokens(counted("1", "2", "NA")) == ("NA",)


def test_null_tokens_stand_beside_values_or_are_none():
    assert null_tokens(counted("NA", "-")) == ()
    assert null_tokens(counted("a", "NA ", "null", "#N/A", "?")) == ("#N/A", "?", "NA", "null")
    assert null_tokens(counted("a", "none", "Na")) == ()  # words as well


@pytest.mark.parametrize(
    ("values", "count"), [(("007", "12"), 1), (("0", "10"), 0), (("0.5", "01.5"), 0), (("00", "01"), 2)]
)
def test_leading_zeros(values, count):
    assert leading_zeros(counted(*values)) == count


def test_declared_texts_may_be_dates_but_no_numbers():
    assert guesses(counted("1", "2"), declared=True) == ()
    assert str(guesses(counted("2024-01-01"), declared=True)[0].type) == "date"


MOMENT = datetime(2024, 3, 29, 13, 5, 7, 250_000, tzinfo=UTC)


@pytest.mark.parametrize("form", [*_DATE_FORMATS, *_TIME_FORMATS, *_ZONE_FORMATS, *_CLOCK_FORMATS])
def test_duckdb_reads_each_format_as_python_writes_it(form):
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    text = MOMENT.strftime(form)
    assert _reads(text, form) or form.endswith("%z")
    (found,) = con.execute("SELECT CAST(CAST(try_strptime(?, [?]) AS TIMESTAMPTZ) AS VARCHAR)", [text, form]).fetchone()
    expected = datetime.strptime(text, form).replace(tzinfo=None)  # noqa: DTZ007 - UTC, or none
    assert found is not None
    assert datetime.fromisoformat(found).replace(tzinfo=None) == expected


@pytest.mark.parametrize(
    ("values", "formats", "other"),
    [
        (("01/02/2024", "12/11/2023"), ("%d/%m/%Y",), "%m/%d/%Y"),
        (("01/02/2024", "12/11/2023"), ("%m/%d/%Y",), "%d/%m/%Y"),
        (("01/02/2024", "13/11/2023"), ("%d/%m/%Y",), None),
        (("01.02.2024",), ("%d.%m.%Y",), None),  # with points the day comes first
        (("2024-01-02",), ("%Y-%m-%d",), None),
        (("01/02/2024 10:00", "12/11/2023 11:00"), ("%d/%m/%Y %H:%M",), "%m/%d/%Y %H:%M"),
        (("01/02/2024", "2024-01-02"), ("%d/%m/%Y", "%Y-%m-%d"), None),
    ],
)
def test_day_and_month_that_could_be_exchanged(values, formats, other):
    assert month_first(tuple((value, 1) for value in values), formats) == other
