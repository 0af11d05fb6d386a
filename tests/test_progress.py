"""Progress: what is being done, how far it is, and a way to stop it from another thread."""

import threading

import pytest

from workbench import progress
from workbench.errors import CancelledError
from workbench.progress import BarProgress, Progress


@pytest.fixture(params=[Progress, BarProgress])
def work(request):
    return request.param()


def test_items_go_through_in_order(work):
    assert list(work.each(iter("abc"), "Reading")) == ["a", "b", "c"]
    assert list(work.each([], "Reading")) == []


def test_work_that_was_cancelled_before_does_not_begin(work):
    work.cancel()
    with pytest.raises(CancelledError) as caught, work.step("Reading files", 3):
        pytest.fail("the step has begun")
    assert str(caught.value) == "Stopped while reading files. Nothing was kept."


def test_work_stops_at_the_next_item_after_it_was_cancelled(work):
    seen = []

    def read() -> None:
        for item in work.each([1, 2, 3], "Reading"):
            seen.append(item)
            if item == 2:
                work.cancel()

    with pytest.raises(CancelledError):
        read()
    assert seen == [1, 2]


def test_a_step_stops_where_it_says_how_far_it_is(work):
    with work.step("Proving on SQLite", 2) as step:
        step.advance("loading")
        work.cancel()
        with pytest.raises(CancelledError, match=r"Stopped while proving on SQLite\."):
            step.advance("checking")


def test_another_thread_may_cancel(work):
    begun, seen = threading.Event(), []

    def cancel() -> None:
        begun.wait(10)
        work.cancel()

    def count() -> None:
        for item in work.each(range(1000), "Counting"):
            seen.append(item)
            begun.set()
            thread.join(10)

    thread = threading.Thread(target=cancel)
    thread.start()
    with pytest.raises(CancelledError):
        count()
    assert seen == [0]


def test_a_fault_in_the_work_is_passed_on_and_the_bar_is_closed(monkeypatch):
    bars = []

    class Bar:
        def __init__(self) -> None:
            self.done, self.closed, self.detail = 0, False, ""

        def update(self, amount: int) -> None:
            self.done += amount

        def set_postfix_str(self, text: str, *, refresh: bool) -> None:
            self.detail = text

        def close(self) -> None:
            self.closed = True

    def bar(notebook: bool, title: str, total: int) -> Bar:
        bars.append((title, total, Bar()))
        return bars[-1][2]

    monkeypatch.setattr(progress, "_bar", bar)

    def divide() -> None:
        with BarProgress().step("Dividing", 5) as step:
            step.advance("x" * 100, amount=3)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        divide()
    ((title, total, shown),) = bars
    assert (title, total) == ("Dividing", 5)
    assert (shown.done, shown.closed, shown.detail) == (3, True, "x" * 40)


def test_a_bar_goes_to_standard_error_and_is_silent_where_that_is_no_terminal(capsys):
    list(BarProgress().each(range(3), "Reading"))
    assert capsys.readouterr() == ("", "")


def test_progress_can_be_turned_off(monkeypatch):
    monkeypatch.setenv("WORKBENCH_PROGRESS", "off")
    assert type(progress.shown(notebook=True)) is Progress
    monkeypatch.delenv("WORKBENCH_PROGRESS")
    assert type(progress.shown(notebook=False)) is BarProgress


def test_a_bar_in_a_notebook_leaves_nothing_behind_that_needs_a_kernel(monkeypatch):
    shown = []

    class Handle:
        def update(self, data, raw):
            shown.append(data)

    def display(data, raw, display_id):
        shown.append(data)
        return Handle()

    monkeypatch.setattr("IPython.display.display", display)
    monkeypatch.setattr(progress, "_DELAY_S", 0.0)
    monkeypatch.setattr(progress, "_EVERY_S", -1.0)
    for title in ("Reading <b>", "Measuring"):
        list(BarProgress(notebook=True).each(range(2), title))
    assert all(data.keys() == {"text/html", "text/plain"} for data in shown)
    assert "Reading &lt;b&gt; <progress" in shown[0]["text/html"]
    assert "2 of 2" in shown[1]["text/html"]
    assert [data["text/html"] == "" for data in shown] == [False, False, True] * 2
