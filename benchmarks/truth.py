"""Truth: how right the proposed references and primary keys are on made-up databases with known keys.

Some of the domains are what the weights were trained on (with other seeds), the others never were. `make bench`
takes some seeds of each domain; `WORKBENCH_BENCH_SEEDS=14` takes all databases. How sure the references say they are,
beside the share that is true, is drawn in ``build/calibration.svg``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from benchmarks._hard.calibration import bins, svg
from benchmarks._hard.score import names, scores, summary
from benchmarks._measure import ROOT, Measurement

_GOALS = {"F1": "goal ≥ 0.95", "least F1": "goal ≥ 0.90", "precision": "goal ≥ 0.97", "primary keys": "goal ≥ 0.95"}
_PLOT = ROOT / "build" / "calibration.svg"


def run() -> Iterator[Measurement]:
    """Score both kinds of domains, and draw how well confidence and truth agree."""
    seeds = range(int(os.environ.get("WORKBENCH_BENCH_SEEDS", "2")))
    drawn = []
    for half, said, colour in (("tuned", "trained on these domains", "#4477aa"), ("held", "held back", "#cc6677")):
        wanted = names(half, seeds)
        found = list(scores(wanted))
        for title, value in summary(found).items():
            remark = "; ".join(part for part in (f"{len(wanted)} databases, {said}", _GOALS.get(title)) if part)
            yield Measurement("truth", f"{title}, {half}", value, "", None, remark)
        parts = bins((confidence, true) for score in found for _, confidence, true in score.proposed)
        for part in parts:
            remark = f"mean confidence of {part.many} references proposed at {part.low:.1f} to {part.low + 0.1:.1f}"
            yield Measurement("truth", f"true at {part.said:.2f}, {half}", part.true, "", None, remark)
        drawn.append((half, colour, parts))
    _PLOT.parent.mkdir(exist_ok=True)
    _PLOT.write_text(svg(drawn), encoding="utf-8")
