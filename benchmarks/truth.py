"""Truth: how right the proposed references and primary keys are on made-up databases with known keys, both halves.

One half of the domains is what the weights were trained on (with other seeds), the other half never was. `make bench`
takes some seeds of each domain; `WORKBENCH_BENCH_SEEDS=14` takes all 224 databases.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from benchmarks._hard.score import names, scores, summary
from benchmarks._measure import Measurement

_GOALS = {"F1": "goal ≥ 0.95", "least F1": "goal ≥ 0.90", "precision": "goal ≥ 0.97", "primary keys": "goal ≥ 0.95"}


def run() -> Iterator[Measurement]:
    """Score both halves."""
    seeds = range(int(os.environ.get("WORKBENCH_BENCH_SEEDS", "2")))
    for half, said in (("tuned", "trained on these domains"), ("held", "held back")):
        wanted = names(half, seeds)
        for title, value in summary(list(scores(wanted))).items():
            remark = "; ".join(part for part in (f"{len(wanted)} databases, {said}", _GOALS.get(title)) if part)
            yield Measurement("truth", f"{title}, {half}", value, "", None, remark)
