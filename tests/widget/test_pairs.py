from workbench.widget.pairs import Pairs


def test_pairs_grow_shrink_and_keep_at_least_one_row():
    pairs = Pairs()
    pairs.offer([("a", "a"), ("b", "b")], [("x", "x"), ("y", "y")])
    pairs.put([("a", "y"), ("b", "x")])
    assert pairs.value == (("a", "y"), ("b", "x"))
    pairs.fewer()
    pairs.fewer()
    assert pairs.value == (("a", "y"),)
    pairs.more()
    assert pairs.value == (("a", "y"), ("a", "x"))


def test_other_attributes_keep_what_is_chosen():
    pairs = Pairs()
    pairs.offer([("a", "a"), ("b", "b")], [("x", "x")])
    pairs.put([("b", "x")])
    pairs.offer([("b", "b"), ("c", "c")], [("z", "z")])
    assert pairs.value == (("b", "z"),)
    pairs.offer([], [])
    assert pairs.value == (("", ""),)


def test_choosing_another_attribute_of_the_child_is_told():
    heard = []
    pairs = Pairs(lambda: heard.append(1))
    pairs.offer([("a", "a"), ("b", "b")], [("x", "x")])
    heard.clear()
    pairs.rows[0][0].value = "b"
    assert heard == [1]
