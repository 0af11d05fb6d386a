"""Measuring: CPU seconds and peak memory, and the table that shows them beside their goals.

CPU seconds repeat within a few percent on a machine that others use too; wall times do not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MB = 1_000_000
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Measurement:
    """One line of the table: what was measured, the value, its unit, the goal that it is held against, a remark."""

    area: str
    what: str
    value: float
    unit: str
    goal: float | None = None
    remark: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal was met; nothing where there is none."""
        if self.goal is None:
            return ""
        return "met" if self.value <= self.goal else "MISSED"


def cpu_s(work: Callable[[], Any], *, repeat: int = 5) -> float:
    """CPU seconds of some work in this process: the least of several runs."""
    best = float("inf")
    for _ in range(repeat):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


@dataclass(frozen=True)
class Run:
    """What a child process cost."""

    cpu_s: float
    wall_s: float
    peak_bytes: int
    output: str
    errors: str


# A process begins with the peak of the one that it was forked from (Linux keeps it over exec), so a small one goes
# between: its own memory is all that the measured process inherits.
_BETWEEN = """
import json, os, sys, time
began = time.perf_counter()
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
wall = time.perf_counter() - began
with open(sys.argv[1], "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss], file)
"""


def child(*arguments: str) -> Run:
    """Run this Python with some arguments as a process of its own, and measure all of it."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "usage.json"
        command = [sys.executable, "-S", "-c", _BETWEEN, str(result), sys.executable, *arguments]
        # Where modules are compiled anew each time, that would be most of what a small process costs.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=kept, check=True)
        status, cpu, wall, peak = json.loads(result.read_text())
    if status:
        raise SystemExit(f"{' '.join(arguments)} ended with {status}:\n{done.stderr}")
    # ru_maxrss counts KiB on Linux and bytes on macOS (getrusage(2) of each).
    return Run(cpu, wall, peak * (1 if sys.platform == "darwin" else 1024), done.stdout, done.stderr)


def table(measurements: Iterable[Measurement]) -> str:
    """All measurements as one table of fixed width."""
    rows = [("area", "measured", "value", "unit", "goal", "", "remark")]
    rows += [
        (m.area, m.what, _number(m.value), m.unit, "" if m.goal is None else _number(m.goal), m.verdict, m.remark)
        for m in measurements
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if place in {2, 4} else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
