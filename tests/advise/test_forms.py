"""Forms: standards' codes and addresses are told from what only looks like them."""

from __future__ import annotations

import re

import duckdb
import pytest
from babel import Locale

from workbench.advise._forms import FORMS, IP, form_of
from workbench.reading import INET_PATTERN

EXAMPLES = {
    "email addresses": ["ann@example.org", "a.b+c@sub.example.co.uk"],
    "URLs": ["https://example.org", "http://example.org/a?b=c#d", "www.example.org/x"],
    "IBANs": ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"],
    "MAC addresses": ["00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7"],
    "colours as hexadecimal digits": ["#ff00aa", "#FF00AA80"],
    "telephone numbers": ["+49 30 1234567", "+1 (555) 010-9999"],
}

ADDRESSES = [
    "192.0.2.1",
    "2001:db8::1",
    "::1",
    "::",
    "::ffff:192.0.2.1",
    "192.0.2.0/24",
    "fe80::1:2:3:4",
    "1:2:3:4:5:6:7:8",
]
NO_ADDRESSES = [
    "12:30:05",
    "12:30",
    "256.0.0.1",
    "1.2.3",
    "00:1B:44:11:3A:B7",
    "beef",
    "1:2:3:4:5:6:7:8:9",
    "1.2.3.4.5",
]


def test_internet_addresses():
    assert [text for text in [*ADDRESSES, *NO_ADDRESSES] if IP.fits(text)] == ADDRESSES


@pytest.mark.parametrize(("title", "values"), EXAMPLES.items())
def test_the_shape_alone_tells(title, values):
    found = form_of("x", [(value, 1) for value in values])
    assert found is not None
    assert found.title == title


@pytest.mark.parametrize(
    ("column", "values", "title"),
    [
        ("country_code", ["DE", "FR"], "country codes (ISO 3166-1 alpha-2)"),
        ("noc", ["DEU", "FRA"], "country codes (ISO 3166-1 alpha-3)"),
        ("currency", ["EUR", "USD"], "currency codes (ISO 4217)"),
        ("language", ["de", "en-GB", "zh-Hant-TW"], "language tags (BCP 47)"),
        ("fax", ["030/1234567", "(555) 010-9999"], "telephone numbers"),
        ("state", ["CA", "DE"], None),  # California and Delaware
        ("size", ["XXL", "XL"], None),
        ("country", ["Germany", "France"], None),
        ("version", ["1.2.3", "10.0.1"], None),
        ("note", ["see a@b.org", "nothing"], None),
        ("time", ["12:30", "08:15"], None),
        ("empty", [], None),
    ],
)
def test_codes_need_a_name_that_says_so(column, values, title):
    found = form_of(column, [(value, 1) for value in values])
    assert (found.title if found else None) == title


def test_a_tenth_may_be_other_than_the_rest():
    mails = [(f"a{i}@example.org", 1) for i in range(9)]
    assert form_of("x", [*mails, ("none yet", 1)]) is not None
    assert form_of("x", [*mails, ("none yet", 2)]) is None


def codes(title):
    return {form.title: set(form.pattern.split("|")) for form in FORMS}[title]


def test_countries_are_those_of_the_locale_data():
    """Babel's data (Unicode CLDR) has withdrawn, grouped and user-assigned codes besides."""
    known = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    ours = codes("country codes (ISO 3166-1 alpha-2)")
    assert ours <= known
    assert known - ours <= {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
    assert len(codes("country codes (ISO 3166-1 alpha-3)")) == len(ours) == 249


def test_currencies_are_known_to_the_locale_data():
    assert codes("currency codes (ISO 4217)") <= set(Locale("en").currencies)


def test_patterns_mean_the_same_in_duckdb():
    values = [value for listed in EXAMPLES.values() for value in listed] + [
        "DE",
        "EUR",
        "",
        "x y",
        "1.2.3",
        "300.1.1.1",
    ]
    con = duckdb.connect()
    for pattern in [*(form.pattern for form in FORMS), INET_PATTERN]:
        for value in values:
            (found,) = con.execute("SELECT regexp_full_match(?, ?)", [value, pattern]).fetchone()
            assert found == bool(re.fullmatch(pattern, value)), (pattern, value)
