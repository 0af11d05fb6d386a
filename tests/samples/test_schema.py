import pytest

from workbench.samples import rows as row_types
from workbench.samples.schema import DEPENDENCIES, DOTTED_DATES, REFERENCES, SUBTYPES, TABLES
from workbench.samples.truth import FAMILIES

ROWS = {
    "stores": "Store", "employees": "Employee", "categories": "Category", "suppliers": "Supplier",
    "products": "Product",
    "product_suppliers": "ProductSupplier", "customers": "Customer", "business_customers": "BusinessCustomer",
    "addresses": "Address", "orders": "Order", "order_lines": "OrderLine", "shipments": "Shipment",
    "payments": "Payment", "returns": "Return", "stock_movements": "StockMovement", "sales_export": "SalesExportRow",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TABLES))
def test_columns_are_the_fields_of_the_rows(name):
    assert tuple(TABLES[name].columns) == getattr(row_types, ROWS[name])._fields


@pytest.mark.parametrize("name", sorted(TABLES))
def test_keys_name_columns(name):
    table = TABLES[name]
    for key in (table.primary_key, *table.candidate_keys):
        assert set(key) <= set(table.columns)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_columns_say_how_they_are_written(name):
    table = TABLES[name]
    for facts in table.columns.values():
        assert facts.family in FAMILIES
        if table.file.endswith(".csv"):
            assert facts.nullable == bool(facts.null_tokens)
            assert bool(facts.true_words) == (facts.family == "boolean")
        else:
            assert facts.null_tokens == facts.true_words == facts.date_formats == ()


def test_references_join_columns_of_one_type():
    for reference in REFERENCES:
        child, parent = TABLES[reference.table], TABLES[reference.references]
        assert len(reference.columns) == len(reference.referenced_columns)
        for column, referenced in zip(reference.columns, reference.referenced_columns, strict=True):
            assert child.columns[column].type == parent.columns[referenced].type
        assert reference.referenced_columns in {parent.primary_key, *parent.candidate_keys}


def test_references_stand_once_and_in_order():
    assert list(REFERENCES) == sorted(REFERENCES)
    assert len(set(REFERENCES)) == len(REFERENCES)


def test_dependencies_and_subtypes_name_columns():
    for one in DEPENDENCIES:
        assert set(one.determinant) | set(one.dependent) <= set(TABLES[one.table].columns)
    for one in SUBTYPES:
        assert one.discriminator in TABLES[one.parent].columns
        assert TABLES[one.child].primary_key == TABLES[one.parent].primary_key


def test_the_column_that_decides_on_dates_is_that_of_one_table():
    tables = [name for name, table in TABLES.items() if DOTTED_DATES[0] in table.columns]
    dotted = {
        name
        for name, table in TABLES.items()
        if any("%d.%m.%Y" in facts.date_formats for facts in table.columns.values())
    }
    assert tables == ["shipments"]
    assert dotted == {"shipments"}
