"""Start: what `import workbench` costs, since each command and each notebook begins with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from benchmarks._measure import MB, Measurement, child

GOAL_S = 0.15
RUNS = 7
_LINE = re.compile(r"import time:\s*(\d+) \|\s*(\d+) \| ( *)(\S+)")


def run() -> Iterator[Measurement]:
    """Import in processes of their own, less what an empty one costs."""
    empty = [child("-c", "pass") for _ in range(RUNS)]
    full = [child("-c", "import workbench") for _ in range(RUNS)]
    wall = median(r.wall_s for r in full) - median(r.wall_s for r in empty)
    cpu = min(r.cpu_s for r in full) - min(r.cpu_s for r in empty)
    times = _import_times(child("-X", "importtime", "-c", "import workbench").errors)
    slowest = sorted(((own, name) for name, (own, _) in times.items()), reverse=True)[:3]
    remark = "slowest: " + ", ".join(f"{name} {own / 1000:.0f} ms" for own, name in slowest)
    yield Measurement("start", "import workbench", wall, "s", GOAL_S, f"median of {RUNS}; {remark}")
    yield Measurement("start", "import workbench", cpu, "CPU s", GOAL_S, f"least of {RUNS}")
    yield Measurement("start", "peak memory", min(r.peak_bytes for r in full) / MB, "MB")


def _import_times(output: str) -> dict[str, tuple[int, int]]:
    """Microseconds of each module: its own, and with what it imports (`python -X importtime`)."""
    return {name: (int(own), int(total)) for own, total, _, name in _LINE.findall(output)}
