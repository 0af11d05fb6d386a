"""Run the benchmarks, all or those that are named, and print one table.

    python -m benchmarks [NAME …]

A benchmark is a module of this folder whose name has no leading underscore; its ``run`` yields measurements.
"""

from __future__ import annotations

import importlib
import os
import platform
import sys

from benchmarks import _measure
from workbench import targets


def main(wanted: list[str]) -> None:
    """Run and print."""
    known = targets.names("benchmarks")
    if unknown := sorted(set(wanted) - set(known)):
        raise SystemExit(f"There is no benchmark {unknown[0]!r}. Known: {', '.join(known)}.")
    measurements = []
    for name in wanted or known:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        measurements += importlib.import_module(f"benchmarks.{name}").run()
    print(
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors\n"
    )
    print(_measure.table(measurements))
    missed = [m for m in measurements if m.verdict == "MISSED"]
    print(f"\n{len(missed)} of {sum(m.goal is not None for m in measurements)} goals missed.")


if __name__ == "__main__":
    main(sys.argv[1:])
