from decimal import Decimal

import pytest

from workbench.samples.rows import euros


@pytest.mark.parametrize(("cents", "amount"), [(8990, "89.90"), (5, "0.05"), (0, "0.00"), (100_000, "1000.00")])
def test_amounts_always_have_two_places(cents, amount):
    assert str(euros(cents)) == amount
    assert euros(cents) == Decimal(amount)
