"""Levels: each older official parser reads what is written for it, and all that it does not say is reported."""

import pytest
from hypothesis import given

from tests.formats.dbml.changed_lines import same
from tests.formats.dbml.grammar.oracle import oracle
from tests.formats.dbml.test_homes import FULL
from tests.strategies import models
from workbench.errors import UsageError
from workbench.formats.dbml import LEVELS, Document, read_dbml, write_at, write_dbml
from workbench.formats.dbml.levels import at_level
from workbench.model.diff import diff

OLD = [level for level in LEVELS if level < 10]


@pytest.mark.parametrize("level", OLD)
@given(model=models())
def test_the_parser_of_that_level_reads_it_and_it_says_what_is_left(level, model):
    text, losses = write_at(model, level)
    reduced, _ = at_level(model, level)
    assert oracle(level).ask(text)[0] == [], text
    assert same(Document.of(text).model, reduced)
    # Nothing is lost in silence, and nothing is lost that was not there.
    assert bool(losses) == (not same(reduced, model))
    assert at_level(reduced, level)[1] == ()


@pytest.mark.parametrize("level", OLD)
def test_each_thing_that_differs_has_a_loss(level):
    model = read_dbml(write_dbml(FULL))
    text, losses = write_at(model, level)
    assert oracle(level).ask(text)[0] == []
    assert diff(read_dbml(text), model)
    assert len(losses) == len(set(losses))
    assert all("None" not in str(loss) for loss in losses)


def test_the_newest_level_loses_nothing():
    assert write_at(FULL, 10) == (write_dbml(FULL), ())


TEXT = """\
Project {
  wb_dbml: '10'
}

Enum status {
  new
}

Table shop.orders [headercolor: #fff, owner: 'me'] {
  id int [pk]
  total decimal(10,2) [default: 1e2, wb_unit: 'EUR']
  state status [default: status.new]

  indexes {
    total [type: gin]
  }

  checks {
    `total > 0`
  }
}

Table lines {
  order_id int
}

Ref: lines.order_id > shop.orders.id [inactive]
"""


@pytest.mark.parametrize(
    ("level", "lost"),
    [
        (
            8,
            [
                "shop.orders: its own settings are left out",
                "shop.orders.total: the unit EUR is left out",
                "shop.orders, index total: the method gin is left out",
                "lines(order_id) → shop.orders(id): that each parent has a child is left out",
                "lines(order_id) → shop.orders(id): whether there is a parent follows the columns",
            ],
        ),
        (
            5,
            [
                "shop.orders.total: the default 1e2 is written as an expression",
                "lines(order_id) → shop.orders(id): that it is not enforced is left out",
            ],
        ),
        (
            3,
            ["shop.orders.state: the default new is written as a text", "shop.orders, check total > 0: it is left out"],
        ),
    ],
)
def test_what_a_level_cannot_say_is_told(level, lost):
    _, losses = write_at(read_dbml(TEXT), level)
    told = [str(loss) for loss in losses]
    assert [loss for loss in told if loss in lost] == lost
    if level < 8:
        newer = OLD[OLD.index(level) + 1]
        assert {str(loss) for loss in write_at(read_dbml(TEXT), newer)[1]} | set(lost) == set(told)


@pytest.mark.parametrize("level", OLD)
def test_an_older_parser_refuses_what_is_new(level):
    assert oracle(level).ask(TEXT)[0] != []


def test_a_level_that_there_is_not():
    with pytest.raises(UsageError, match="no level 4"):
        write_at(FULL, 4)
