"""Small faults of lines, mended."""

from workbench.layout import Placement, Route
from workbench.layout.mend import apart, straight
from workbench.layout.quality import merges


def test_a_small_step_is_straightened_where_the_end_may_move():
    step = ((0, 10), (50, 10), (50, 14), (100, 14))
    alone = Route("l", step, source_gap=14, target_gap=28)
    assert straight([alone])[0].points == ((0, 10), (100, 10)), "the target, alone at its row, moves"
    crowded = Route("l", step, source_gap=14, target_gap=14)
    assert straight([crowded])[0].points == step
    neighbour = Route("m", ((60, 6), (200, 6)))
    assert straight([alone, neighbour])[0].points == step, "it would come too close to another line"


def test_lines_from_both_sides_at_one_level_are_taken_apart():
    left = Route("left", ((0, 50), (60, 50), (60, 0), (100, 0)))
    right = Route("right", ((100, 50), (40, 50), (40, 90), (0, 90)))
    assert merges(Placement(routes=(left, right))) == [("left", "right")]
    mended = apart((left, right))
    assert merges(Placement(routes=mended)) == []
    assert [route.points[0] for route in mended] == [(0, 50), (100, 50)], "they leave from where they left"


def test_lines_that_are_apart_stay_as_they_are():
    routes = (Route("a", ((0, 0), (50, 0))), Route("b", ((0, 20), (50, 20))))
    assert apart(routes) == routes
