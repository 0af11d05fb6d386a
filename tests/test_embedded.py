"""Embedded: one server for all who ask, and nothing left of it."""

import threading
from pathlib import Path

from workbench import connect, embedded


def test_the_embedded_postgresql_is_shared_and_gone_afterwards(monkeypatch):
    monkeypatch.setattr(embedded, "_EMBEDDED", embedded._Embedded())  # other tests may hold that of the process
    with embedded.postgresql() as outer:
        folder = outer.partition("host=")[2]
        with embedded.postgresql() as inner:
            assert inner == outer
        with connect.open_database(outer) as database:
            assert database.version.startswith("18")
            assert database.value("SHOW listen_addresses") == ""
        assert Path(folder).exists()
    assert not Path(folder).exists()


def test_the_embedded_postgresql_is_shared_by_threads():
    seen = []

    def use():
        with embedded.postgresql() as url, connect.open_database(url) as database:
            seen.append((url, database.value("SELECT 1")))

    with embedded.postgresql() as url:
        threads = [threading.Thread(target=use) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == [(url, 1)] * 3
