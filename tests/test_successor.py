import pytest

from workbench.successor import successor


@pytest.mark.parametrize(
    ("value", "before", "after", "expected"),
    [
        ("a", "abc", "cba", "a"),
        ("b", "abc", "acx", "x"),  # one gone, one come: renamed, wherever it stands now
        ("b", "abc", "xyz", "y"),  # all renamed: the same place
        ("b", "abc", "ac", None),  # dropped
        ("b", "abc", "acdx", None),  # dropped, and others added
        ("z", "abc", "abd", None),  # was never there
    ],
)
def test_a_rename_is_successor_and_a_drop_is_not(value, before, after, expected):
    assert successor(value, before, after) == expected
