"""Growth: what a larger box would cover gives way, and nothing else moves."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.layout import PlacedBox, Placement
from workbench.layout.growth import pushed
from workbench.layout.quality import overlaps


def grid(columns, rows):
    """Boxes of 100 by 50, 40 apart."""
    return [PlacedBox(f"{c}.{r}", c * 140.0, r * 90.0, 100, 50) for c in range(columns) for r in range(rows)]


def by_corner(boxes):
    return {(box.x, box.y): box for box in boxes}


def after(boxes, moved):
    return [PlacedBox(b.name, *moved.get(b.name, (b.x, b.y)), b.width, b.height) for b in boxes]


def test_a_taller_box_pushes_the_whole_column_under_it():
    before = grid(2, 3)
    now = [PlacedBox("0.0", 0, 0, 100, 100) if b.name == "0.0" else b for b in before]
    assert pushed(now, by_corner(before)) == {"0.1": (0, 140), "0.2": (0, 230)}


def test_a_wider_box_pushes_what_stands_on_its_right():
    before = grid(3, 1)
    now = [PlacedBox("0.0", 0, 0, 135, 50) if b.name == "0.0" else b for b in before]
    assert pushed(now, by_corner(before)) == {"1.0": (175, 0), "2.0": (315, 0)}


def test_what_has_room_and_what_a_person_has_put_on_another_box_stays():
    before = [PlacedBox("a", 0, 0, 100, 50), PlacedBox("b", 50, 20, 100, 50), PlacedBox("c", 0, 400, 100, 50)]
    now = [PlacedBox("a", 0, 0, 100, 90), *before[1:]]
    assert pushed(now, by_corner(before)) == {}
    assert pushed(before, {}) == {}, "new boxes push nothing"


@given(st.dictionaries(st.sampled_from([b.name for b in grid(4, 4)]), st.tuples(st.floats(0, 300), st.floats(0, 300))))
def test_nothing_overlaps_after_any_growth(growth):
    before = grid(4, 4)
    now = [
        PlacedBox(b.name, b.x, b.y, b.width + growth.get(b.name, (0, 0))[0], b.height + growth.get(b.name, (0, 0))[1])
        for b in before
    ]
    assert overlaps(Placement(tuple(after(now, pushed(now, by_corner(before)))))) == []
