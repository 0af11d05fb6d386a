"""The engine itself: one context, threads, errors."""

import subprocess
import sys
import threading

import pytest

from workbench.layout import elk
from workbench.layout.elk import LayoutError

PAIR = {
    "id": "root",
    "layoutOptions": {"elk.algorithm": "layered", "elk.direction": "RIGHT"},
    "children": [{"id": "a", "width": 10, "height": 10}, {"id": "b", "width": 10, "height": 10}],
    "edges": [{"id": "e", "sources": ["a"], "targets": ["b"]}],
}


def test_boxes_of_a_line_stand_beside_each_other():
    laid = elk.run(PAIR)
    a, b = laid["children"]
    assert a["x"] + 10 < b["x"]
    assert laid["edges"][0]["sections"][0]["startPoint"]["x"] == a["x"] + 10


def test_threads_take_turns():
    results, failures = [], []

    def work():
        try:
            results.extend(elk.run(PAIR)["children"][1]["x"] for _ in range(5))
        except Exception as error:  # noqa: BLE001  shown below
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(results) == 20
    assert len(set(results)) == 1


def test_threads_take_turns_where_an_event_loop_runs_as_in_a_notebook():
    code = """
import asyncio, threading
from workbench.layout import elk
GRAPH = {"id": "root", "children": [{"id": "a", "width": 9, "height": 9}]}
async def main():
    elk.run(GRAPH)
    other = threading.Thread(target=elk.run, args=(GRAPH,), daemon=True)
    other.start()
    other.join(20)  # the loop stands still meanwhile, as while a cell runs
    print("stuck" if other.is_alive() else "done")
asyncio.run(main())
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (result.stdout, result.stderr) == ("done\n", "")


def test_a_refused_graph_is_one_clear_error_and_the_engine_goes_on():
    with pytest.raises(LayoutError, match=r"The layout engine gave no layout: .*nowhere"):
        elk.run(PAIR | {"edges": [{"id": "e", "sources": ["nowhere"], "targets": ["b"]}]})
    assert elk.run(PAIR)["children"][1]["x"] > 10


def test_an_engine_that_was_not_built_names_the_next_step(monkeypatch):
    monkeypatch.setattr(elk, "_context", None)
    monkeypatch.setattr(elk, "_ASSET", "absent.js")
    with pytest.raises(LayoutError) as caught:
        elk.run(PAIR)
    assert str(caught.value) == (
        "workbench/layout/static: The layout engine (absent.js) has not been built. "
        "Run `make setup` in the checkout, or install the wheel."
    )


@pytest.mark.parametrize("attempt", range(4))
def test_a_process_that_has_laid_something_out_ends(attempt):
    """Without an explicit end of the engine, about every third process hung for ever."""
    code = "from workbench.layout import elk; print(elk.run({'id': 'root', 'children': []})['id'])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "root\n", "")
