"""Memo: nothing is worked out twice from the same, and nothing else is taken for it."""

from workbench.memo import Memo


def test_what_is_given_decides():
    memo, worked = Memo(), []

    def work():
        worked.append(1)
        return object()

    first = memo.of("a", (1, "x"), work)
    assert memo.of("a", (1, "x"), work) is first
    memo.turn()
    assert memo.of("a", (1, "x"), work) is first
    assert memo.of("b", (1, "x"), work) is not first
    assert memo.of("a", (1, "x", None), work) is not first
    assert len(worked) == 3


def test_what_a_round_has_not_asked_for_is_forgotten():
    memo = Memo()
    kept, gone = memo.of("kept", (), object), memo.of("gone", (), object)
    memo.turn()
    memo.of("kept", (), object)
    memo.turn()
    assert memo.of("kept", (), object) is kept
    assert memo.of("gone", (), object) is not gone
