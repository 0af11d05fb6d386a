"""Readers of DBML beside each other: this package, PyDBML and the official parser.

What they accept is counted on the files of the tests, each of which uses one feature of the language. PyDBML gets
them with one statement on each line, since it reads no others. Speed is that of a text which all three read.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks._measure import Measurement, cpu_s
from benchmarks._models import large
from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml import DbmlError, read_dbml, write_at
from workbench.formats.dbml.style import formatted

FILES = Path(__file__).resolve().parent.parent / "tests" / "formats" / "dbml" / "grammar" / "files"
TABLES, COLUMNS = 200, 10


def run() -> Iterator[Measurement]:
    """Count what each reader accepts, and read one text with all of them."""
    readers: dict[str, Callable[[str], bool]] = {
        "Workbench": _workbench,
        "PyDBML": _pydbml,
        "official parser": lambda text: not oracle().ask(text)[0],
    }
    right, wrong = (
        {path.stem: path.read_text(encoding="utf-8") for path in FILES.glob(f"{kind}/*.dbml")}
        for kind in ("right", "wrong")
    )
    groups = Counter(name.split("-")[0] for name in right)
    for who, accepts in readers.items():
        good = [name for name, text in right.items() if accepts(formatted(text) if who == "PyDBML" else text)]
        refused = sum(not accepts(text) for text in wrong.values())
        read = Counter(name.split("-")[0] for name in good)
        lacks = ", ".join(f"{group} {read[group]}/{n}" for group, n in sorted(groups.items()) if read[group] < n)
        yield Measurement(
            "readers", f"{who}: files read", len(good), f"of {len(right)}", remark=lacks and f"lacks: {lacks}"
        )
        yield Measurement("readers", f"{who}: wrong files refused", refused, f"of {len(wrong)}")
    yield from _speed()


def _speed() -> Iterator[Measurement]:
    import pydbml

    text, _ = write_at(large(TABLES, COLUMNS), 3)
    ours, theirs = cpu_s(partial(read_dbml, text)), cpu_s(partial(pydbml.PyDBML, text))
    official = min(_official_s(text) for _ in range(5))
    size = f"{TABLES} tables, text to model"
    yield Measurement("readers", "Workbench", ours, "CPU s", remark=size)
    yield Measurement("readers", "PyDBML / Workbench", theirs / ours, "ratio", remark=size)
    yield Measurement(
        "readers",
        "official parser / Workbench",
        official / ours,
        "ratio",
        remark=f"{size}, its answer as JSON included",
    )


def _official_s(text: str) -> float:
    start = time.perf_counter()  # of a process that is there: its CPU time cannot be asked for one answer
    assert oracle().ask(text)[0] == []
    return time.perf_counter() - start


def _workbench(text: str) -> bool:
    try:
        read_dbml(text)
    except DbmlError:
        return False
    return True


def _pydbml(text: str) -> bool:
    import pydbml

    try:
        pydbml.PyDBML(text)
    except Exception:  # noqa: BLE001 - it raises errors of its own, of its parser, and plain ones
        return False
    return True
