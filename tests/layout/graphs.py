"""Graphs for the tests of layout: hand-made small ones and random ones of any size."""

import random

from workbench.layout import Box, Graph, Line, Port


def box(name, rows=2, width=120.0, group=None):
    return Box(name, width, 30.0, (24.0,) * rows, 4.0, group)


def line(name, source, target):
    """A line between ``"box.row"`` texts; without a row it ends at the header."""
    return Line(name, port(source), port(target))


def port(text):
    name, _, rows = text.partition(".")
    return Port(name, tuple(int(row) for row in rows.split(",")) if rows else ())


def chain(count):
    boxes = tuple(box(f"b{n}") for n in range(count))
    return Graph(boxes, tuple(line(f"l{n}", f"b{n}.0", f"b{n + 1}.1") for n in range(count - 1)))


def randomly(seed, count, *, groups=0):
    """Boxes that refer to earlier ones, some twice, to themselves, by several rows, or to nothing."""
    rnd = random.Random(seed)
    boxes = tuple(
        Box(
            f"b{n}",
            rnd.randint(120, 280),
            34.0,
            (24.0,) * rnd.randint(1, 14),
            5.0,
            f"g{n % groups}" if groups else None,
        )
        for n in range(count)
    )
    lines = []
    for n in range(count):
        for k in range(rnd.choice([0, 1, 1, 2, 3])):
            other = n if rnd.random() < 0.1 else rnd.randrange(max(1, n))
            rows = rnd.sample(range(len(boxes[n].rows)), min(len(boxes[n].rows), rnd.choice([1, 1, 1, 2])))
            lines.append(Line(f"l{n}_{k}", Port(f"b{other}", (0,)), Port(f"b{n}", tuple(sorted(rows)))))
    return Graph(boxes, tuple(lines))


def assert_readable(graph, placed, *, lines_apart=True):
    """No box overlaps another, no line strikes a box or follows another, and each ends at a row of its boxes."""
    from workbench.layout.quality import merges, overlaps, segments, strikes

    assert overlaps(placed) == []
    assert strikes(placed) == []
    if lines_apart:
        assert merges(placed) == []
    assert [b.name for b in placed.boxes] == [b.name for b in graph.boxes]
    assert [r.name for r in placed.routes] == [r.name for r in graph.lines]
    for wanted, route in zip(graph.lines, placed.routes, strict=True):
        assert all(x1 == x2 or y1 == y2 for x1, y1, x2, y2 in segments(route.points))
        for end, point in ((wanted.source, route.points[0]), (wanted.target, route.points[-1])):
            assert_at_row(placed.box_by_name[end.box], end.rows, point)
    for b in placed.boxes:
        assert b.x >= 0
        assert b.y >= 0
        assert b.right <= placed.width
        assert b.bottom <= placed.height


def assert_at_row(placed, rows, point):
    x, y = point
    assert min(abs(x - placed.x), abs(x - placed.right)) < 0.01
    if rows:
        spans = [placed.rows[row] for row in rows]
        assert any(placed.y + top <= y <= placed.y + top + height for top, height in spans)
    else:
        assert placed.y <= y <= placed.y + (placed.rows[0][0] if placed.rows else placed.height)
