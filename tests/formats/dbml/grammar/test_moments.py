"""Moments: dates and times that the official parser reads, in the form in which it writes them."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle, plain, understood
from workbench.formats.dbml.grammar.moments import moment

TEXTS = """
24:00:00|24:00:01|24:00:00.000|24:00:00+02:00|2024-01-02T24:00:00|2024-12-31T24:00|2024-01-02 24:00:00|2024-01-02T24
2024-01-02T24:00:00Z|2024-01-02T24:00:01|2024-W01-2|2024W012|2024-W01|2024W01|2024-W53-7|2024-W54-1|2020-W53-7
2024-W01-8|2024-W01-0|2024-W01-2T03:04:05Z|2024-W01-2T24:00|2024-W1-2|2024-012|2024012|2024-366|2023-366|2024-000
2024-012T03:04|+002024-01-02|-000001-01-02|+012024-01-02|-002024-01-02|+002024-W01-2|1/2/0000|0000-01-02|0000-02-29
2024-01|2024|202401|20240102|20240102T030405|20240102T03:04|2024-01-02T030405|2024-1-2|2024-02-30|2/30/2024
1900-02-29|2000-02-29|9999-12-31T24:00:00|2024-01-02T03:04:05+14:00|2024-01-02T03:04:05+24:00
2024-01-02T03:04:05-00:00|2024-01-02T03:04:05.123456789|2024-01-02T03:04:05,5|2024-01-02T03:04:60
2024-01-02t03:04:05z|2024-01-02T03:04:05 Z|2024-01-02T|1 Jan 0000|Jan 1, 2024|1 jan 2024|31 Feb 2024
2024-01-02T03:04:05+1|2024-01-02T03:04:05+01:0|2024-01-02T03:04:05.|2024-01-02 03:04|2024-01-02 03:04:05.1
2024-01-02 03:04:05.123|2024-01-02 03:04:05+02|2024-01-02 03:04:05 +02:00|2024-01-02T03:04:05[Europe/Berlin]
2024-07-02T03:04:05[Europe/Berlin]|2024-01-02T03:04:05+02:00[UTC]|2024-01-02T03:04:05[Nowhere/Atall]|soon|
"""


@pytest.mark.parametrize("text", [text for line in TEXTS.strip().splitlines() for text in line.split("|")])
def test_a_moment_is_what_it_is_to_the_official_parser(text):
    row = f"Table t {{ a timestamp }}\nRecords t(a) {{\n '{text}'\n}}\n"
    errors, content = oracle().ask(row)
    assert errors == []
    assert understood(row) == plain(content)
    if text:
        said = content["records"][0]["values"][0][0]["value"]
        assert moment(text) in (said, None)
        assert moment(text) == said or said == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-W01-2", "2024-01-02T00:00:00"),  # ISO 8601: week 1 has the first Thursday of the year
        ("2020-W53-7", "2021-01-03T00:00:00"),
        ("2024-12-31T24:00", "2025-01-01T00:00:00"),
        ("2024-060", "2024-02-29T00:00:00"),
        ("1900-02-29", None),
        ("12/24/2024", "2024-12-24"),
    ],
)
def test_days_are_those_of_the_calendar(text, said):
    assert moment(text) == said
