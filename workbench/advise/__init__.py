"""Advisors: pure functions from facts and a model to findings and questions; one question of judgement per file.

An advisor never measures. What it must know and does not, it asks for with a question; the caller has it answered
and lets the advisor judge again. Each says only what is not so in the model already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, update_wrapper
from typing import TypeAlias

from workbench.facts import Answer, Facts, Question
from workbench.findings import Finding, Findings
from workbench.model.model import Model

Judge: TypeAlias = Callable[[Facts, Model], Iterable[Finding | Question]]
Part: TypeAlias = Callable[[Facts], Iterable[Finding | Question]]
Answering: TypeAlias = Callable[[list[Question]], Mapping[Question, Answer]]

# A judge that asks something new after this many rounds is asking in circles.
ROUNDS = 60


class in_parts:  # noqa: N801 - a decorator
    """Judge in parts, each of which rests on nothing but the facts at the start and the answers that it asks for.

    A part that has no question left is not judged again while others have some, and what it works out once from the
    facts at the start it may keep. Called like any judge it says all that its parts say.

    Parameters
    ----------
    parts
        Gives the parts for the facts at the start and the model.
    """

    def __init__(self, parts: Callable[[Facts, Model], Iterable[Part]]) -> None:
        self.parts = parts
        update_wrapper(self, parts)

    def __call__(self, facts: Facts, model: Model) -> Iterator[Finding | Question]:
        """Say what all parts say."""
        for part in self.parts(facts, model):
            yield from part(facts)


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
    parts: list[Part] = []
    whole: set[int] = set()  # places of judges without parts: they may look at answers that others asked for
    for judge in judges:
        if isinstance(judge, in_parts):
            parts += judge.parts(facts, model)
        else:
            whole.add(len(parts))
            parts.append(partial(_whole, judge, model))
    said: list[list[Finding | Question]] = [[] for _ in parts]
    waiting: Iterable[int] = range(len(parts))
    for _ in range(ROUNDS):
        asked: dict[Question, None] = {}
        asking = set(whole)
        for place in waiting:
            said[place] = list(parts[place](facts))
            fresh = [item for item in said[place] if not isinstance(item, Finding) and item not in facts]
            if fresh:
                asked.update(dict.fromkeys(fresh))
                asking.add(place)
        if not asked:
            return Findings(item for items in said for item in items if isinstance(item, Finding)), facts
        waiting = sorted(asking)
        facts = facts.answered(answering(list(asked)))
    raise AssertionError(f"Advisors still ask after {ROUNDS} rounds: {list(asked)[:3]}")


def _whole(judge: Judge, model: Model, facts: Facts) -> Iterable[Finding | Question]:
    return judge(facts, model)
