"""One layered layout, in columns that are given."""

from tests.layout.graphs import assert_readable, box, line
from workbench.layout import Graph, PlacedBox
from workbench.layout.columns import STRIDE
from workbench.layout.layered import lay_out


def test_columns_go_from_left_to_right_and_lines_face_each_other():
    graph = Graph(
        (box("a"), box("b"), box("c")), (line("ab", "a.0", "b.1"), line("cb", "c.0", "b.0"), line("loop", "a.0", "a.1"))
    )
    placed = lay_out(graph, {"a": 0, "b": STRIDE, "c": 2 * STRIDE}, None)
    assert_readable(graph, placed)
    a, b, c = (placed.box_by_name[name] for name in "abc")
    assert a.right < b.x < b.right < c.x
    ab, cb, loop = (placed.route_by_name[name].points for name in ("ab", "cb", "loop"))
    assert (ab[0][0], ab[-1][0]) == (a.right, b.x)
    assert (cb[0][0], cb[-1][0]) == (c.x, b.right), "a parent on the right leaves from its left side"
    assert {loop[0][0], loop[-1][0]} == {a.right}
    assert max(x for x, _ in loop) > a.right


def test_boxes_of_a_frame_stand_in_it_and_others_outside():
    graph = Graph(
        (box("a", group="g"), box("b", group="g"), box("c")), (line("ab", "a.0", "b.1"), line("bc", "b.0", "c.1"))
    )
    placed = lay_out(graph, {"a": 0, "b": 1, "c": STRIDE}, None)
    assert_readable(graph, placed)
    (frame,) = placed.frames
    inside = PlacedBox(frame.name, frame.x, frame.y, frame.width, frame.height)
    for name in "ab":
        found = placed.box_by_name[name]
        assert inside.x < found.x
        assert found.right < inside.right
        assert inside.y < found.y
        assert found.bottom < inside.bottom
    assert placed.box_by_name["c"].x > inside.right
