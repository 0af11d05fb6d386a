"""Inference on TPC-H beside DuckDB's own SUMMARIZE of the same eight tables, each in a process of its own.

The data are made by tpchgen-cli at scale factor 1 (`WORKBENCH_BENCH_SF` chooses another) into a temporary folder. All
processes have two threads. Files of text are beside SUMMARIZE of the same files of text.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks._measure import MB, Measurement, child

_SUMMARIZE = """
import sys, duckdb, pathlib
con = duckdb.connect(config={"threads": 2})
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    con.execute(f"SUMMARIZE SELECT * FROM '{file}'").fetchall()
"""
_FACTS = """
import sys
from workbench.profile import measure
from workbench.sources import open_source
with open_source(sys.argv[1]) as source:
    source.cursor().execute("SET threads = 2")
    facts = measure(source)
print(sum(len(table.columns) for table in facts.tables.values()))
"""
_INFER = """
import sys
from workbench.inference import infer
from workbench.session import Session
from workbench.sources import open_source
session = Session()
with open_source(sys.argv[1]) as source:
    source.cursor().execute("SET threads = 2")
    infer(session, source)
keys = sum(entity.primary_key is not None for entity in session.model.entities)
print(keys, len(session.model.references))
"""


def tpch(kind: str, scale: str, folder: str) -> bool:
    """Write the eight tables; False where the generator is not installed."""
    tool = Path(sys.executable).with_name("tpchgen-cli")
    if not tool.exists():
        return False
    subprocess.run([tool, kind, "-s", scale, "--output-dir", folder], check=True, capture_output=True)
    return True


def run() -> Iterator[Measurement]:
    """Measure both, from Parquet and from CSV."""
    scale = os.environ.get("WORKBENCH_BENCH_SF", "1")
    child("-c", "import duckdb, workbench.inference, workbench.profile, workbench.sources")  # compiles what is new
    for kind, goal in (("parquet", 0.40), ("csv", 0.75)):
        with tempfile.TemporaryDirectory(prefix="workbench-tpch-") as folder:
            if not tpch(kind, scale, folder):
                remark = "not measured: tpchgen-cli is not installed (extra bench)"
                yield Measurement("infer", "TPC-H", 0, "", None, remark)
                return
            summarize = child("-c", _SUMMARIZE, folder)
            facts = child("-c", _FACTS, folder) if kind == "parquet" else None
            ours = child("-c", _INFER, folder)
        where = f"TPC-H SF {scale} {kind}"
        yield Measurement("infer", f"SUMMARIZE, {where}", summarize.cpu_s, "CPU s")
        if facts is not None:
            remark = f"{facts.cpu_s:.2f} CPU s, {facts.output.strip()} columns"
            share = facts.cpu_s / summarize.cpu_s
            yield Measurement("infer", f"column facts / SUMMARIZE, {kind}", share, "×", 0.25, remark)
        remark = f"{ours.cpu_s:.2f} CPU s; keys, references: {ours.output.strip()}"
        yield Measurement("infer", f"infer / SUMMARIZE, {kind}", ours.cpu_s / summarize.cpu_s, "×", goal, remark)
        yield Measurement("infer", f"peak memory of SUMMARIZE, {kind}", summarize.peak_bytes / MB, "MB")
        limit = 1000.0 if kind == "csv" and scale == "1" else None
        yield Measurement("infer", f"peak memory of infer, {kind}", ours.peak_bytes / MB, "MB", limit)
