"""elkjs (the Eclipse Layout Kernel for JavaScript) in V8: one graph in, its layout out, as dicts of ELK's JSON.

The engine speaks the protocol of a web worker: messages in by ``onmessage``, answers by ``postMessage``. Both are plain
function calls here, and its timers a queue that is worked off before an answer is read, so that nothing runs beside
the caller. The format is described at https://eclipse.dev/elk/documentation/tooldevelopers/graphdatastructure.html.
"""

from __future__ import annotations

import atexit
import json
import threading
from collections.abc import Callable
from concurrent.futures import Future
from importlib import resources
from typing import Any

from workbench.errors import WorkbenchError

_PRELUDE = """
var __queue = [], __answers = [], self = this;
var setTimeout = function (f) { return __queue.push(f); }, clearTimeout = function () {};
var setInterval = setTimeout, clearInterval = clearTimeout;
var postMessage = function (answer) { __answers.push(answer); };
"""
_SEND = """
function __send(message) {
  __answers = [];
  self.onmessage({ data: message });
  while (__queue.length) { __queue.shift()(); }
  var answer = __answers[__answers.length - 1];
  // An error holds itself in a circle of the Java exception it came from.
  return JSON.stringify(answer.error ? { error: String(answer.error.message || answer.error) } : answer);
}
"""
_ASSET = "elk-worker.min.js"

_lock = threading.Lock()
_context: Any = None


class LayoutError(WorkbenchError):
    """The layout engine is not there, or gave no layout."""


def run(graph: dict[str, Any]) -> dict[str, Any]:
    """Lay out one graph; the engine is started once per process and used by one thread at a time.

    Parameters
    ----------
    graph
        ELK's JSON: ``id``, ``children``, ``edges``, ``layoutOptions``.

    Returns
    -------
    dict
        The same graph with ``x``, ``y``, ``width``, ``height`` and the ``sections`` of the edges.

    Raises
    ------
    LayoutError
        When the engine was not built, or refuses the graph.

    Examples
    --------
    >>> a = {"id": "a", "width": 10, "height": 10}
    >>> laid = run({"id": "root", "children": [a], "layoutOptions": {"elk.padding": "[left=3, top=4]"}})
    >>> laid["children"][0]["x"], laid["children"][0]["y"]
    (3, 4)
    """
    with _lock:
        answer = json.loads(_started().call("__send", {"id": 1, "cmd": "layout", "graph": graph}))
    if "data" not in answer:
        reason = str(answer.get("error", "no reason given")).strip().splitlines()[0]
        raise LayoutError(f"The layout engine gave no layout: {reason}.", hint="Draw fewer tables, or fewer details.")
    laid: dict[str, Any] = answer["data"]
    return laid


def _started() -> Any:
    global _context  # noqa: PLW0603  one engine per process: to start it costs 0.2 s
    if _context is None:
        source = resources.files(__package__).joinpath("static", _ASSET)
        if not source.is_file():
            raise LayoutError(
                f"The layout engine ({_ASSET}) has not been built.",
                place="workbench/layout/static",
                hint="Run `make setup` in the checkout, or install the wheel.",
            )
        try:
            from py_mini_racer import MiniRacer
        except ImportError as error:
            raise LayoutError("mini-racer is not installed.", hint="Run `pip install mini-racer`.") from error
        keeper = _Keeper(MiniRacer)
        context = keeper.context
        for script in (_PRELUDE, source.read_text(encoding="utf-8"), _SEND):
            context.eval(script)
        context.call("__send", {"id": 0, "cmd": "register", "algorithms": ["layered"]})
        _context = context
        # Left to the interpreter's teardown, mini-racer waits for a thread that is no more, and the process never ends.
        atexit.register(_close, keeper)
    return _context


class _Keeper:
    """A thread that makes the engine and ends it.

    Where an event loop runs in the caller's thread (a notebook, a browser test) the engine would live in that loop, and
    wait for ever when another thread asks while this one is busy; a thread without one makes it bring its own. And on
    processors with protection keys V8 opens its memory to the thread that started it and to that thread's children
    alone: any other that ends the engine is ended itself, by a segmentation fault.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._made: Future[Any] = Future()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, args=(make,), name="layout engine", daemon=True)
        self._thread.start()
        self.context = self._made.result()

    def _keep(self, make: Callable[[], Any]) -> None:
        try:
            context = make()
        except BaseException as error:  # noqa: BLE001  it is raised where the engine was asked for
            self._made.set_exception(error)
            return
        self._made.set_result(context)
        self._over.wait()
        context.close()

    def close(self) -> None:
        """End the engine; waits until it is ended."""
        self._over.set()
        self._thread.join()


def _close(keeper: _Keeper) -> None:
    global _context  # noqa: PLW0603  as in _started
    with _lock:
        _context = None
        keeper.close()
