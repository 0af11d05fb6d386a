"""Progress of long work: what is being done, how far it is, and a way to stop it.

Work takes a :class:`Progress` and reports to it; who calls decides where it is shown. The default shows nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from workbench.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_T = TypeVar("_T")
_EVERY_S, _DELAY_S = 0.1, 0.3  # between two drawings of a bar, and before the first


class Step(Protocol):
    """One long step under way."""

    def advance(self, detail: str = "", amount: int = 1) -> None:
        """Say that `amount` more is done, and what comes now."""


class Progress:
    """Silent progress that can be cancelled; the base of those that show something.

    Examples
    --------
    >>> progress = Progress()
    >>> list(progress.each([1, 2], "Measuring"))
    [1, 2]
    >>> progress.cancel()
    >>> list(progress.each([1, 2], "Measuring"))
    Traceback (most recent call last):
    workbench.errors.CancelledError: Stopped while measuring. Nothing was kept.
    """

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at the next step; safe from any thread."""
        self._cancelled.set()

    def check(self, title: str) -> None:
        """Raise :class:`CancelledError` when the work was cancelled."""
        if self._cancelled.is_set():
            raise CancelledError(f"Stopped while {title[:1].lower()}{title[1:]}.", hint="Nothing was kept.")

    @contextlib.contextmanager
    def step(self, title: str, total: int) -> Iterator[Step]:
        """Announce a step of `total` units; advance it as it goes."""
        self.check(title)
        yield _Silent(self, title)

    def each(self, items: Iterable[_T], title: str) -> Iterator[_T]:
        """Go through items, one unit each, naming each as it is begun."""
        items = list(items)
        with self.step(title, len(items)) as step:
            for item in items:
                self.check(title)
                yield item
                step.advance()


class _Silent:
    def __init__(self, progress: Progress, title: str) -> None:
        self._progress = progress
        self._title = title

    def advance(self, detail: str = "", amount: int = 1) -> None:
        self._progress.check(self._title)


class BarProgress(Progress):
    """A tqdm bar on stderr, or one of HTML in a notebook.

    Parameters
    ----------
    notebook
        Draw HTML instead of text.
    """

    def __init__(self, *, notebook: bool = False) -> None:
        super().__init__()
        self._notebook = notebook

    @contextlib.contextmanager
    def step(self, title: str, total: int) -> Iterator[Step]:
        """Show a bar for the step; it disappears when the step is done."""
        self.check(title)
        bar = _bar(self._notebook, title, total)
        try:
            yield _Bar(self, title, bar)
        finally:
            bar.close()


def shown(*, notebook: bool) -> Progress:
    """Progress as a bar; none where ``WORKBENCH_PROGRESS=off`` asks for quiet, as in a notebook that is kept."""
    return Progress() if os.environ.get("WORKBENCH_PROGRESS") == "off" else BarProgress(notebook=notebook)


class _Bar:
    def __init__(self, progress: Progress, title: str, bar: Any) -> None:
        self._progress = progress
        self._title = title
        self._bar = bar

    def advance(self, detail: str = "", amount: int = 1) -> None:
        self._bar.update(amount)
        if detail:
            self._bar.set_postfix_str(detail[:40], refresh=False)
        self._progress.check(self._title)


class _NotebookBar:
    """A bar as HTML, which is empty when the step is done.

    A widget would leave "model not found" behind in a notebook that is kept and opened again.
    """

    _handles: ClassVar[dict[int, Any]] = {}  # of the cell that runs: one place for all its steps

    def __init__(self, title: str, total: int) -> None:
        self._title, self._total = title, max(total, 1)
        self._done, self._detail, self._drawn = 0, "", 0.0
        self._begun = time.monotonic()

    def update(self, amount: int) -> None:
        """Say that so much more is done; it is drawn some times a second."""
        self._done += amount
        now = time.monotonic()
        if now - self._drawn > _EVERY_S and now - self._begun > _DELAY_S:
            self._drawn = now
            share = f'<progress value="{self._done}" max="{self._total}" style="width:240px"></progress>'
            words = f"{escape(self._title)} {share} {self._done:,} of {self._total:,} {escape(self._detail)}"
            self._show(f'<div style="font-size:12px">{words}</div>')

    def set_postfix_str(self, text: str, *, refresh: bool = True) -> None:
        """Say what comes now."""
        self._detail = text

    def close(self) -> None:
        """Leave nothing to be seen."""
        if self._drawn:
            self._show("")

    def _show(self, html: str) -> None:
        from IPython import get_ipython
        from IPython.display import display

        cell: int = getattr(get_ipython(), "execution_count", 0)
        data = {"text/html": html, "text/plain": ""}
        handle = self._handles.get(cell)
        if handle is not None:
            handle.update(data, raw=True)
        else:
            self._handles.clear()
            self._handles[cell] = display(data, raw=True, display_id=True)  # type: ignore[no-untyped-call]


def _bar(notebook: bool, title: str, total: int) -> Any:
    """Import tqdm where it is needed: it costs a third of the time that `import workbench` may take."""
    if notebook:
        return _NotebookBar(title, total)
    from tqdm import tqdm

    return tqdm(total=total, desc=f"{title:<28}", leave=False, file=sys.stderr, ncols=100, disable=None, delay=0.3)


def in_notebook() -> bool:
    """Whether the code runs in a Jupyter kernel."""
    import sys

    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"
