"""One embedded PostgreSQL for all proofs: each makes databases of its own on it."""

import pytest

from workbench import embedded


@pytest.fixture(scope="session", autouse=True)
def _one_server_for_all_tests():
    with embedded.postgresql():
        yield
