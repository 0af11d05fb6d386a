"""Measuring: CPU seconds and peak memory, and the table that shows them beside their goals.

CPU seconds repeat within a few percent on a machine that others use too; wall times do not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


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


def child(*arguments: str) -> Run:
    """Run this Python with some arguments as a process of its own, and measure all of it."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    output, errors = _both(process)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}:\n{errors}")
    # ru_maxrss counts KiB on Linux and bytes on macOS (getrusage(2) of each).
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, peak, output + errors)


def _both(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Read both outputs to their ends without collecting the process, whose usage is asked for afterwards."""
    assert process.stdout is not None
    assert process.stderr is not None
    # One after the other is enough: what these children write to stderr fits the pipe's buffer.
    with process.stdout, process.stderr:
        return process.stdout.read(), process.stderr.read()


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
