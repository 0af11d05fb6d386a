import pytest

from workbench.webpage import count, plural, share, size, visible


@pytest.mark.parametrize(
    ("part", "said"),
    [(0.0, "0 %"), (1.0, "100 %"), (0.005, "<1 %"), (0.01, "1 %"), (0.126, "13 %"), (0.989, "99 %"), (0.9949, ">99 %")],
)
def test_a_share_never_hides_a_few(part, said):
    assert share(part) == said


def test_a_share_with_places():
    assert share(0.9914, places=1) == "99.1 %"
    assert share(0.0004, places=1) == "<0.1 %"


@pytest.mark.parametrize(
    ("size_bytes", "said"),
    [(1, "1 B"), (999, "999 B"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (999_951, "1.0 MB"), (5e12, "5.0 TB")],
)
def test_sizes_in_decimal_units(size_bytes, said):
    assert size(size_bytes) == said


def test_counts():
    assert count(0) == "0"
    assert count(-1234) == "-1,234"
    assert count(0.991432) == "0.9914"
    assert plural(0, "row") == "0 rows"


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ud800", "\uffff"])
def test_what_acts_unseen_becomes_visible(hidden):
    assert visible(f"a{hidden}b") == "a�b"


@pytest.mark.parametrize("kept", ["\t", "\n", "é", "שלום", "👩‍👩‍👧‍👦", "\u200d", "\u00a0", "a\u0301"])
def test_all_other_characters_are_kept(kept):
    assert visible(kept) == kept
