"""Grain: what one row stands for."""

from __future__ import annotations

import pytest

from tests.advise.measured import model, reference
from tests.advise.tables import entity
from workbench.advise.structure.grain import grain

ORDERS = entity("orders", "id int64", key="id")
PRODUCTS = entity("products", "id int64", key="id")


@pytest.mark.parametrize(
    ("one", "references", "said"),
    [
        (entity("order_items", "order_id int64", "product_id int64", key="order_id product_id"),
         [("order_id", "orders"), ("product_id", "products")], "order and product"),
        (entity("sales", "product_id int64", "day date", "hour int64", key="product_id day hour"),
         [("product_id", "products")], "product, day and hour"),
        (entity("parts", "whole_id int64", "part_id int64", key="whole_id part_id"),
         [("whole_id", "products"), ("part_id", "products")], "whole id and part id"),
        (entity("product_texts", "product_id int64", key="product_id"), [("product_id", "products")],
         "product, where there is one"),
        (entity("categories", "category_id int64", key="category_id"), [], "category"),
        (entity("log", "at timestamp"), [], None),
    ],
)  # fmt: skip
def test_grain(one, references, said):
    ends = [reference(str(one.name), name, parent, "id") for name, parent in references]
    assert grain(model(ORDERS, PRODUCTS, one, references=ends), one) == said
