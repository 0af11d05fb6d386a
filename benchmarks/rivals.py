"""Other tools on the same data: Desbordante's Spider for inclusion dependencies, ydata-profiling for one table.

Each is installed into an environment of its own below ``build/rivals``, since neither can live beside the other or this
package: Desbordante is under the AGPL, ydata-profiling wants an older pandas. Both are used from outside, as a process.
"""

from __future__ import annotations

import subprocess
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from benchmarks._measure import ROOT, Measurement, Run, child
from benchmarks.infer import _INFER, tpch

_PLACE = ROOT / "build" / "rivals"
_SPIDER = """
import pathlib, sys
import desbordante
tables = [(str(path), ",", True) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv"))]
spider = desbordante.ind.algorithms.Spider()
spider.load_data(tables=tables)
spider.execute()
print(len(spider.get_inds()))
"""
_YDATA = """
import sys
import pandas
from ydata_profiling import ProfileReport
frame = pandas.read_csv(sys.argv[1])
ProfileReport(frame, minimal=True, progress_bar=False).to_file(sys.argv[2])
print(len(frame))
"""
_SHEET = """
import sys
from workbench.cli import main
sys.exit(main(["profile", sys.argv[1], "--no-cache", "--quiet", "--format", "html", "-o", sys.argv[2]]))
"""


def installed(name: str, *packages: str) -> Path | None:
    """Python of an environment with some packages; None where they cannot be had."""
    folder = _PLACE / name
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        venv.create(folder, clear=True, with_pip=True)
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], capture_output=True, check=False)
        if done.returncode:
            return None
        (folder / "complete").touch()
    return python


def run() -> Iterator[Measurement]:
    """Measure both, where they can be installed."""
    with tempfile.TemporaryDirectory(prefix="workbench-tpch-") as folder:
        if not tpch("csv", "0.1", folder):
            yield _not_measured("rivals", "tpchgen-cli is not installed (extra bench)")
            return
        yield from _spider(folder)
        yield from _ydata(Path(folder) / "lineitem.csv", folder)


def _not_measured(what: str, why: str) -> Measurement:
    return Measurement("rivals", what, 0, "", None, f"not measured: {why}")


def _spider(folder: str) -> Iterator[Measurement]:
    python = installed("desbordante", "desbordante")
    if python is None:
        yield _not_measured("Desbordante", "it cannot be installed here")
        return
    theirs, ours = _as(python, _SPIDER, folder), child("-c", _INFER, folder)
    many = theirs.output.split()[-1]
    remark = f"TPC-H SF 0.1 CSV: {theirs.cpu_s:.2f} CPU s for {many} inclusions, {ours.cpu_s:.2f} for a whole model"
    yield Measurement("rivals", "infer / Desbordante's Spider", ours.cpu_s / theirs.cpu_s, "×", 0.25, remark)


def _ydata(table: Path, folder: str) -> Iterator[Measurement]:
    python = installed("ydata", "ydata-profiling", "setuptools<81")
    if python is None:
        yield _not_measured("ydata-profiling", "it cannot be installed here")
        return
    report, sheet = Path(folder) / "report.html", Path(folder) / "sheet.html"
    theirs = _as(python, _YDATA, str(table), str(report))
    ours = child("-c", _SHEET, str(table), str(sheet))
    rows = int(theirs.output.split()[-1])
    remark = f"{rows:,} rows of {table.name}: {theirs.cpu_s:.1f} CPU s (minimal) and {ours.cpu_s:.2f}"
    yield Measurement("rivals", "fact sheet / ydata-profiling", ours.cpu_s / theirs.cpu_s, "×", 0.02, remark)
    sizes = sheet.stat().st_size, report.stat().st_size
    remark = f"{sizes[0]:,} and {sizes[1]:,} bytes of HTML"
    yield Measurement("rivals", "size, fact sheet / ydata-profiling", sizes[0] / sizes[1], "×", 0.05, remark)


def _as(python: Path, code: str, *arguments: str) -> Run:
    """Cost of some code in another Python; its start and imports count, as ours do."""
    starting = "import os, sys; os.execv(sys.argv[1], sys.argv[1:])"
    return child("-c", starting, str(python), "-c", code, *arguments)
