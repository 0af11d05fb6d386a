"""Advisors: pure functions from facts and a model to findings and questions; one question of judgement per file.

An advisor never measures. What it must know and does not, it asks for with a question; the caller has it answered
and lets the advisor judge again. Each says only what is not so in the model already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from workbench.facts import Answer, Facts, Question
from workbench.findings import Finding, Findings
from workbench.model.model import Model

Judge: TypeAlias = Callable[[Facts, Model], Iterable[Finding | Question]]
Answering: TypeAlias = Callable[[list[Question]], Mapping[Question, Answer]]

# A judge that asks something new after this many rounds is asking in circles.
ROUNDS = 60


def settle(judges: Iterable[Judge], facts: Facts, model: Model, answering: Answering) -> tuple[Findings, Facts]:
    """Let advisors judge until none of them has a question left.

    Parameters
    ----------
    judges
        Advisors.
    facts
        What is known at the start.
    model
        What is judged.
    answering
        Measures what is asked, for example :func:`workbench.profile.answer` on a source.

    Returns
    -------
    findings, facts
        What was found, and all that is known by now.
    """
    advisors = list(judges)
    for _ in range(ROUNDS):
        said = [item for judge in advisors for item in judge(facts, model)]
        questions = [item for item in said if not isinstance(item, Finding)]
        fresh = list(dict.fromkeys(question for question in questions if question not in facts))
        if not fresh:
            return Findings(item for item in said if isinstance(item, Finding)), facts
        facts = facts.answered(answering(fresh))
    raise AssertionError(f"Advisors still ask after {ROUNDS} rounds: {fresh[:3]}")
