"""Growth: how the cost of inference grows with the number of tables, on data made to be the hardest.

100, 500 and 1,000 tables of 20 columns and 200 rows, each run in a process of its own. The growth is the exponent of
the number of tables in the CPU seconds, fitted over the three (least squares of the logarithms): 1 is in proportion, 2
is quadratic. `WORKBENCH_BENCH_TABLES=100,300` chooses other numbers.
"""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks._growth import COLUMNS, ROWS, write
from benchmarks._measure import MB, Measurement, child

TABLES = (100, 500, 1_000)
GOAL_EXPONENT, GOAL_S = 1.5, 60.0
_INFER = """
import sys, time
from workbench.inference import infer
from workbench.session import Session
from workbench.sources import open_source
session = Session()
before = time.process_time()
with open_source(sys.argv[1]) as source:
    read = time.process_time()
    infer(session, source)
    done = time.process_time()
for r in session.model.references:
    print(r.child.name, *r.child_attributes, r.parent.name)
print(read - before, done - read)
"""


def run() -> Iterator[Measurement]:
    """Measure each number of tables, then the growth."""
    chosen = os.environ.get("WORKBENCH_BENCH_TABLES", "")
    counts = tuple(int(number) for number in chosen.split(",")) if chosen else TABLES
    spent = []
    for tables in counts:
        with tempfile.TemporaryDirectory(prefix="workbench-growth-") as folder:
            true = write(Path(folder), tables)
            done = child("-c", _INFER, folder)
        *lines, times = done.output.splitlines()
        found = {tuple(line.split()) for line in lines}
        reading, inferring = map(float, times.split())
        spent.append(inferring)
        size = f"{tables:,} tables"
        right = f"{len(found & true):,} of {len(true):,} references found, {len(found - true):,} wrong"
        goal = GOAL_S if tables == 1_000 else None
        yield Measurement("growth", f"infer, {size}", inferring, "CPU s", goal, f"{COLUMNS} columns, {ROWS} rows each")
        yield Measurement("growth", f"  before it: reading {size} of CSV", reading, "CPU s", None, right)
        yield Measurement("growth", f"  peak memory, {size}", done.peak_bytes / MB, "MB")
    if len(counts) > 1:
        yield Measurement("growth", "exponent of the tables in it", exponent(counts, spent), "", GOAL_EXPONENT)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Slope of the straight line through the logarithms of sizes and costs, by least squares.

    Examples
    --------
    >>> round(exponent([1, 10, 100], [3, 300, 30_000]), 6)
    2.0
    """
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
