"""Inference on TPC-H beside DuckDB's own SUMMARIZE of the same eight tables, each in a process of its own.

The data are made by tpchgen-cli at scale factor 1 (`WORKBENCH_BENCH_SF` chooses another) into a temporary folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks._measure import Measurement, child

_SUMMARIZE = """
import sys, duckdb, pathlib
con = duckdb.connect()
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.parquet")):
    con.execute(f"SUMMARIZE SELECT * FROM read_parquet('{file}')").fetchall()
"""
_INFER = """
import sys
from workbench.inference import infer
from workbench.session import Session
from workbench.sources import open_source
session = Session()
with open_source(sys.argv[1]) as source:
    infer(session, source)
keys = sum(entity.primary_key is not None for entity in session.model.entities)
print(keys, len(session.model.references))
"""


def run() -> Iterator[Measurement]:
    """Measure both."""
    scale = os.environ.get("WORKBENCH_BENCH_SF", "1")
    with tempfile.TemporaryDirectory(prefix="workbench-tpch-") as folder:
        tool = Path(sys.executable).with_name("tpchgen-cli")
        if not tool.exists():
            yield Measurement("infer", "TPC-H", 0, "", None, "not measured: tpchgen-cli is not installed (extra bench)")
            return
        subprocess.run([tool, "parquet", "-s", scale, "--output-dir", folder], check=True, capture_output=True)
        summarize = child("-c", _SUMMARIZE, folder)
        ours = child("-c", _INFER, folder)
    where = f"TPC-H SF {scale} Parquet"
    yield Measurement("infer", f"SUMMARIZE, {where}", summarize.cpu_s, "CPU s")
    yield Measurement("infer", f"infer, {where}", ours.cpu_s, "CPU s", None, f"keys, references: {ours.output.strip()}")
    yield Measurement("infer", "infer / SUMMARIZE", ours.cpu_s / summarize.cpu_s, "×")
    yield Measurement("infer", "peak memory of SUMMARIZE", summarize.peak_bytes / 1e6, "MB")
    yield Measurement("infer", "peak memory of infer", ours.peak_bytes / 1e6, "MB")
    yield Measurement("infer", "peak memory, infer / SUMMARIZE", ours.peak_bytes / summarize.peak_bytes, "×")
