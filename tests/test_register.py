"""Register: numbers that stay, and what is said where a number, a code or a confidence is none."""

from __future__ import annotations

import pytest

from workbench.errors import UnknownNameError, UsageError
from workbench.findings import Finding
from workbench.model.edits import Drop
from workbench.model.subjects import Subject
from workbench.register import Register, acceptable, chosen, numbered


def finding(code, confidence=None):
    return Finding(code, "advice", Subject.model(), "Do it.", confidence=confidence)


A, B, C = finding("A-001-a", 0.9), finding("A-002-b", 0.5), finding("B-001-c")


def test_a_number_is_given_once():
    register = Register()
    assert register.number([A, B]) == {0: A, 1: B}
    assert register.number([C, B]) == {2: C, 1: B}
    assert register.number([A, C]) == {0: A, 2: C}


def test_two_findings_of_one_code_and_subject_have_two_numbers():
    other = finding("A-001-a", 0.1)
    assert Register().number([A, other]) == {0: A, 1: other}


def test_what_is_chosen():
    waiting = {0: A, 1: B, 7: C}
    assert chosen(waiting, code="A") == [A, B]
    assert chosen(waiting, above=0.5) == [A, B]
    assert chosen(waiting, above=0.6, code="A-00") == [A]
    assert chosen(waiting, code="A", able=lambda f: f is B) == [B]
    assert numbered(waiting, 7) is C


@pytest.mark.parametrize("above", [-0.1, 1.5, "0.8", True])
def test_a_confidence_lies_between_0_and_1(above):
    with pytest.raises(UsageError, match=r"is no confidence\. Give a number from 0 to 1"):
        chosen({0: A}, above=above)


def test_an_unknown_code_comes_with_those_that_there_are():
    with pytest.raises(UnknownNameError, match=r"There is no finding with the code 'ENUM'\. Known: A-001-a\."):
        chosen({0: A}, code="ENUM")


def test_nothing_said_is_told():
    with pytest.raises(UsageError, match="Say which finding"):
        chosen({0: A})


@pytest.mark.parametrize(
    ("waiting", "number", "said"),
    [
        ({0: A, 1: B}, 2, "They are numbered 0 to 1."),
        ({1: A, 7: B}, 0, "Their numbers are 1, 7."),
        ({}, 0, "None waits."),
        (
            dict.fromkeys(range(1, 99, 2), A),
            0,
            ", ".join(map(str, range(1, 41, 2))) + " and 29 more.",
        ),
        (dict.fromkeys(range(1, 31), A), 0, "Their numbers are 1 to 30."),
        ({0: A}, "0", "'0' is no finding."),
        ({0: A}, True, "True is no finding."),
    ],
)
def test_a_number_that_there_is_not(waiting, number, said):
    with pytest.raises(UsageError) as caught:
        numbered(waiting, number)
    assert said in str(caught.value)


def test_only_what_proposes_a_change_is_acceptable():
    change = Finding("C-001-d", "advice", Subject.entity("t"), "Do it.", edits=(Drop(Subject.entity("t")),))
    assert change.drops
    assert acceptable({0: A, 4: change}, 4) is change
    with pytest.raises(UsageError, match=r"Finding 0 \(A-001-a on .*\) proposes no change.* accepted: 4\."):
        acceptable({0: A, 4: change}, 0)
    with pytest.raises(UsageError, match="None that waits can be accepted"):
        acceptable({0: A}, 0)
    with pytest.raises(UsageError, match="Their numbers are 0, 1;"):
        chosen({0: A, 1: B, 2: C}, code="A", able=lambda f: f is C)
