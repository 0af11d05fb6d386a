"""Chance: how easily one column's values are among another's by accident."""

from __future__ import annotations

from workbench.advise._domain import Domain
from workbench.facts import InclusionFact


def chance(fact: InclusionFact, parent: Domain, *, integers: bool) -> float:
    """Probability that an unrelated column of the same kind would be included as well (0..1).

    Parameters
    ----------
    fact
        The measured inclusion.
    parent
        Values of the key.
    integers
        Whether the values are whole numbers.

    Notes
    -----
    Keys that count from one include every small number that counts anything: lines, quantities, years of age. What
    tells an accident from a reference is how much room there was to miss. For whole numbers that room is the span of
    the parent's keys against all numbers from zero to its end; for codes, each further value that fits makes an
    accident less likely.
    """
    values = max(1, fact.child_distinct - fact.orphan_values)
    if not integers:
        # Texts that are equal by accident are rare; one or two values may be.
        return 0.5**values if values < 7 else 0.01
    if parent.span is None or parent.span[1] <= 0:
        return 0.5
    least, most = parent.span
    density = min(1.0, fact.parent_distinct / max(1.0, most - least + 1))
    span = min(1.0, (most - max(0.0, least) + 1) / (most + 1))
    # Room taken up by keys, of all the numbers that a column of this size might hold.
    room = density * span
    start = 1.0 if least <= 2 else 0.35 if least < most / 2 else 0.12
    covered = min(1.0, fact.child_distinct / max(1, fact.parent_distinct))
    # A column that uses most of the parents is no accident: a count or a quantity uses the low ones only.
    return max(0.01, min(1.0, room if room >= 0.5 else 0.5 * room) * start * (1.0 - 0.6 * covered))
