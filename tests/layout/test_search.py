"""The choice among layouts."""

import pytest

from tests.layout.graphs import assert_readable, chain, randomly
from workbench.layout import columns, layered, quality, search


def test_the_best_of_several_is_not_worse_than_the_first():
    graph = randomly(5, 12)
    part = max(search_components(graph), key=lambda g: len(g.boxes))
    first = layered.lay_out(part, columns.whole(part, columns.separated(part, columns.longest_paths(part))), None)
    assert quality(search.lay_out(part)).cost <= quality(first).cost


def search_components(graph):
    from workbench.layout.packing import components

    return components(graph)


def test_two_boxes_are_joined_straight():
    found = quality(search.lay_out(chain(2)))
    assert (found.crossings, found.bends) == (0, 0)


@pytest.mark.slow
def test_a_large_graph_is_laid_out_in_the_shape_of_a_page():
    graph = max(search_components(randomly(2, 320)), key=lambda g: len(g.boxes))
    placed = search.lay_out(graph)
    assert_readable(graph, placed, lines_apart=False)
    assert 0.4 < placed.width / placed.height < 3
