"""Hard schemas: what the generator calls true must be so in the rows that it writes."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from benchmarks._hard.blueprint import domains, read
from benchmarks._hard.calibration import Bin, bins, svg
from benchmarks._hard.score import compare, database, names
from workbench.session import Session


def test_a_line_says_what_an_entity_is():
    line = "stay of hotel 3: booked_by -> guest?, code!, nights:qty"
    (concept,) = read(line)
    assert (concept.name, concept.owner, concept.rows) == ("stay", "hotel", 3)
    assert [(x.role, x.entity, x.optional) for x in concept.links] == [("booked_by", "guest", True)]
    assert [(x.name, x.kind, x.unique) for x in concept.fields] == [("code", "code", True), ("nights", "qty", False)]
    with pytest.raises(ValueError, match="not a line of a domain"):
        read("what is this")


def test_there_are_at_least_200_and_half_of_the_domains_are_held_back():
    tuned, held = names("tuned"), names("held")
    assert len(tuned) + len(held) >= 200
    assert len(domains("tuned")) >= len(domains("held")) >= 8
    assert not set(domains("tuned")) & set(domains("held"))


@pytest.mark.parametrize("name", [f"{half}/{d}/{i}" for half in ("tuned", "held") for i, d in enumerate(domains(half))])
def test_keys_are_unique_and_references_hold_but_for_orphans(name):
    made = database(name)
    tables = {table.name: table for table in made.tables.values()}
    assert len(tables) == len(made.concepts)
    for table in tables.values():
        rows = list(zip(*(table.columns[c] for c in table.key), strict=True))
        assert len(set(rows)) == len(rows) == table.rows
        assert all(len(values) == table.rows for values in table.columns.values())
    for child, columns, parent, key in made.references():
        rows = list(zip(*(tables[child].columns[c] for c in columns), strict=True))
        there = set(zip(*(tables[parent].columns[c] for c in key), strict=True))
        filled = [row for row in rows if None not in row]
        orphans = sum(row not in there for row in filled)
        assert orphans <= max(3, 0.1 * len(filled))


def test_a_score_counts_what_was_accepted_and_what_is_true():
    session = Session.of_text("Table a { id int [pk] }\nTable b { id int [pk]\n a int [ref: > a.id]\n x int }")
    true = frozenset({("b", ("a",), "a", ("id",)), ("b", ("x",), "a", ("id",))})
    found = compare("n", session, [], {"a": ("id",), "b": ("x",)}, true)
    assert (found.precision, found.recall, found.key_share) == (1.0, 0.5, 0.5)
    assert found.f1 == pytest.approx(2 / 3)


def test_confidences_are_put_into_bins_with_the_share_that_is_true():
    marks = [(0.95, True), (0.91, True), (0.99, False), (1.0, True), (0.5, True), (0.54, False)]
    (low, high) = bins(marks)
    assert low == Bin(0.5, 2, pytest.approx(0.52), 0.5)
    assert high == Bin(0.9, 4, pytest.approx(0.9625), 0.75)


def test_the_plot_has_a_dot_for_each_bin_at_its_place():
    drawn = ET.fromstring(svg([("tuned", "#4477aa", [Bin(0.5, 36, 0.5, 0.25), Bin(0.9, 4, 1.0, 1.0)])]))
    dots = [element for element in drawn if element.tag.endswith("circle")]
    # 320 pixels from 0 to 1 inside an edge of 40: half way, and a quarter up from below.
    assert [(dot.get("cx"), dot.get("cy")) for dot in dots] == [("200.0", "280.0"), ("360.0", "40.0")]
