"""Evidence: what speaks for and against a reference, as numbers from 0 to 1, and how sure they make it.

The weights are those of a logistic regression over the references of made-up databases with known keys
(``scripts/train_references.py``), so that of the references proposed at 0.9 about nine in ten are true.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from workbench.advise._domain import Domain
from workbench.advise._naming import ColumnName
from workbench.advise.references._chance import chance
from workbench.advise.references._names import NameMatch
from workbench.facts import InclusionFact


@dataclass(frozen=True)
class Ends:
    """What is known of both ends of a possible reference before and after it was measured.

    Parameters
    ----------
    name, column
        How the names match, and the words of the child's column.
    role
        How the role that the name speaks of fits the parent: 1 well, 0 unknown, -1 badly.
    child, parent
        Values at both ends.
    fact
        The measured inclusion; None where the child has no value.
    integers
        Whether the values are whole numbers.
    identifies, same_table
        Whether the column is the key of its own table; whether both ends are in one table.
    own
        Whether the name is of a number that the table gives itself.
    beside
        Whether the column is the key of its table, and another column names the parent clearly.
    first
        Whether the column is the first of its table.
    """

    name: NameMatch
    column: ColumnName
    role: float
    child: Domain
    parent: Domain
    fact: InclusionFact | None
    integers: bool
    identifies: bool
    same_table: bool
    first: bool
    own: bool = False
    beside: bool = False

    @property
    def orphan_share(self) -> float:
        """Share of the child's rows without a parent (0..1)."""
        return self.fact.orphans / self.fact.rows if self.fact is not None and self.fact.rows else 0.0

    @property
    def chance_level(self) -> float:
        """How easily an unrelated column would be included as well (0..1)."""
        return 0.5 if self.fact is None else chance(self.fact, self.parent, integers=self.integers)

    @property
    def reach(self) -> float:
        """How far up the parent's values the child's go (0..1); 1 where there is no order to tell."""
        span, own = self.parent.span, self.child.span
        if not self.integers or span is None or own is None:
            return 1.0
        return max(0.0, min(1.0, (own[1] - span[0] + 1) / (span[1] - span[0] + 1)))


def signs(ends: Ends, rivals: list[Ends]) -> dict[str, float]:
    """Signs by name, each from 0 to 1 (`role` from -1).

    Parameters
    ----------
    ends
        The possible reference.
    rivals
        The other possible parents of the same column that hold its values as well.
    """
    fact = ends.fact
    score = ends.name.score
    accident = ends.chance_level
    found = 0 if fact is None else fact.child_distinct - fact.orphan_values
    better = max((r.name.score for r in rivals), default=0.0)
    # One that the name's role does not fit is no match for one that it does.
    alike = [r for r in rivals if r.name.score >= score - 0.12 and (r.role >= ends.role or r.name.score > 0.0)]
    # Of two parents that hold the same values the smaller is the likelier: each further value would have had more
    # room to miss it.
    looser = max((_separation(ends.parent, r.parent, found) for r in alike), default=0.0)
    tighter = min((_separation(r.parent, ends.parent, found) for r in alike), default=1.0)
    covered = 0.0 if fact is None or not fact.parent_distinct else fact.parents_with_child / fact.parent_distinct
    expected = found / (found + 1.0)
    # Who plays a role that several tables may play is one of them.
    players = sum(r.role > 0.0 for r in rivals)
    sole = 1.0 / (1 + players) if ends.role > 0.0 and score < 0.65 else 0.0
    # Of parents that fit as well in every way, each is as likely.
    twins = sum(
        abs(r.name.score - score) < 0.05
        and r.role == ends.role
        and max(_separation(ends.parent, r.parent, found), _separation(r.parent, ends.parent, found)) < 0.5
        for r in rivals
    )
    return {
        "name": score,
        "exact": float(score >= 0.97),
        "strong": float(score >= 0.85),
        "weak": float(0.0 < score < 0.65),
        "nameless": float(score == 0.0),
        "refers": float(ends.column.refers),
        "nameless refers": float(score == 0.0 and ends.column.refers),
        "measures": float(ends.column.measures),
        "measures, no key word": float(ends.column.measures and not ends.column.tail),
        "role": ends.role,
        "nameless role": ends.role if score < 0.65 else 0.0,
        "only role": sole,
        "twins": 1.0 - 1.0 / (1 + twins),
        "nameless, alone": float(score == 0.0 and ends.column.refers and not rivals),
        "better named": max(0.0, better - score),
        "chance": accident,
        "chance, weak name": accident * (1.0 - score),
        "orphans": min(1.0, ends.orphan_share * 20),
        "orphans, weak name": min(1.0, ends.orphan_share * 20) * (1.0 - score),
        "short reach": max(0.0, expected - ends.reach) * (1.0 - score),
        "covered": covered,
        "covered, weak name": covered * (1.0 - score),
        "looser": looser,
        "looser, strong name": looser * float(score >= 0.85),
        "tighter": tighter if alike else 0.0,
        "alone": float(not rivals),
        "strong, best named": float(score >= 0.85 and better <= score),
        "strong, only name": float(score >= 0.85 and better < 0.6),
        "many values": min(1.0, math.log10(max(1, found)) / 3),
        "many values, weak name": min(1.0, math.log10(max(1, found)) / 3) * (1.0 - score),
        "few values": float(0 < found <= 2),
        "one parent row": float(ends.parent.distinct <= 1),
        "unmeasured": float(fact is None),
        "unmeasured, weak name": float(fact is None) * (1.0 - score),
        "unmeasured, only name": float(fact is None and score >= 0.85 and better < 0.6),
        "unmeasured, not refers": float(fact is None and not ends.column.refers),
        "own": float(ends.own),
        "own, weak name": float(ends.own and score < 0.85),
        "text": float(not ends.integers),
        "identifies": float(ends.identifies),
        "identifies, with gaps": float(ends.identifies and (not ends.integers or ends.child.density < 0.9)),
        "identifies, dense": float(ends.identifies and ends.integers and ends.child.density >= 0.9 and score < 0.5),
        "identifies, named beside": float(ends.beside),
        "identifies, a part": float(ends.identifies and 0.0 < score < 0.75),
        "identifies, a kind": float(ends.identifies and score == 0.75 and not ends.beside),
        "same table": float(ends.same_table),
        "same table, nameless": float(ends.same_table and score == 0.0),
        "identifies, unmeasured": float(ends.identifies and fact is None and score < 0.97),
        "first column": float(ends.first),
    }


def _separation(large: Domain, small: Domain, values: int) -> float:
    """How surely values are drawn from the small and not the large one of two sets that hold them (0..1)."""
    if small.distinct >= large.distinct or not values:
        return 0.0
    chance_of_it = (max(1, small.distinct) / large.distinct) ** min(values, 500)
    # Half of a set holds a handful of its values by accident more often than people think.
    return max(0.0, 1.0 - chance_of_it * 50)


def confidence(found: Mapping[str, float]) -> float:
    """Probability that a reference with these signs is true (0..1)."""
    weights = _weights()
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    text = resources.files("workbench.advise.references").joinpath("weights.json").read_text(encoding="utf-8")
    return {str(name): float(value) for name, value in json.loads(text)["weights"].items()}
