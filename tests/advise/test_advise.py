"""The loop of questions: an advisor asks, somebody measures, the advisor judges again."""

from __future__ import annotations

import pytest

from workbench.advise import ROUNDS, in_parts, settle
from workbench.facts import Facts, Unique, UniqueFact
from workbench.findings import Finding
from workbench.model import Model, Subject


def fact(question):
    return UniqueFact(question=question, rows=1, distinct=1, nulls=0)


def said(code):
    return Finding(code, "advice", Subject.model(), "…")


def test_a_question_is_asked_once_and_the_answer_is_judged():
    question = Unique("t", ("a",))
    asked = []

    def judge(facts, model):
        yield said("A-001-known") if question in facts else question

    def other(facts, model):
        yield question
        yield said("B-001-known")

    def answering(questions):
        asked.append(questions)
        return {q: fact(q) for q in questions}

    found, facts = settle([judge, other], Facts(), Model(), answering)
    assert asked == [[question]]  # by two advisors, answered once
    assert [f.code for f in found] == ["A-001-known", "B-001-known"]
    assert facts[question] == fact(question)


def test_a_question_may_follow_from_an_answer():
    chain = [Unique("t", (name,)) for name in "abc"]

    def judge(facts, model):
        missing = next((q for q in chain if q not in facts), None)
        yield missing if missing is not None else said("A-001-done")

    found, facts = settle([judge], Facts(), Model(), lambda questions: {q: fact(q) for q in questions})
    assert (len(found), len(facts)) == (1, 3)


def test_without_a_question_nothing_is_measured():
    found, _ = settle([lambda facts, model: [said("A-001-known")]], Facts(), Model(), lambda _: pytest.fail("asked"))
    assert len(found) == 1


def test_asking_in_circles_is_a_mistake_of_the_advisor():
    def judge(facts, model):
        yield Unique("t", (f"a{len(facts)}",))

    with pytest.raises(AssertionError, match=f"still ask after {ROUNDS} rounds"):
        settle([judge], Facts(), Model(), lambda questions: {q: fact(q) for q in questions})


def test_a_part_without_a_question_is_not_judged_again():
    chain = [Unique("t", (name,)) for name in "abc"]
    judged = []

    @in_parts
    def judge(facts, model):
        """Judge three things."""

        def part(code, wanted):
            def said_of_it(facts):
                judged.append(code)
                missing = next((q for q in wanted if q not in facts), None)
                yield said(code) if missing is None else missing

            return said_of_it

        yield from (
            part(code, wanted) for code, wanted in (("A-001-a", chain), ("B-001-b", []), ("C-001-c", chain[:1]))
        )

    found, facts = settle([judge], Facts(), Model(), lambda questions: {q: fact(q) for q in questions})
    assert [f.code for f in found] == ["A-001-a", "B-001-b", "C-001-c"]
    assert judged == ["A-001-a", "B-001-b", "C-001-c", "A-001-a", "C-001-c", "A-001-a", "A-001-a"]
    assert list(facts) == chain
    assert [f.code for f in judge(facts, Model())] == ["A-001-a", "B-001-b", "C-001-c"]
    assert judge.__doc__ == "Judge three things."
