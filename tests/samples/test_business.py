"""The files as a whole, read by DuckDB: every promise is kept, every fault is there, and nothing else is wrong."""

import pytest

from workbench.samples import TABLES
from workbench.samples.business import Business
from workbench.samples.schema import REFERENCES

pytestmark = pytest.mark.slow  # runs whole programs, or on all of the sample data


def _columns(names):
    return ", ".join(names)


# --- what real data hold: the list of promises -------------------------------------------------------------------


def test_there_are_sixteen_tables_in_three_formats(truth):
    endings = [table.file.rpartition(".")[2] for table in truth.tables.values()]
    assert (endings.count("csv"), endings.count("parquet"), endings.count("jsonl")) == (12, 3, 1)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_rows_are_counted_right(truth, number, name):
    assert number(f"SELECT count(*) FROM raw_{name}") == truth.table(name).rows


def test_one_table_is_large(truth):
    assert truth.table("stock_movements").rows >= 300_000


def test_composite_keys_and_a_junction(truth):
    assert truth.table("order_lines").primary_key == ("order_id", "line_no")
    assert truth.table("product_suppliers").primary_key == ("product_code", "supplier_id")
    columns = {
        one.columns: one.references for one in truth.references if one.table == "product_suppliers" and not one.implied
    }
    assert columns == {("product_code",): "products", ("supplier_id",): "suppliers"}


def test_codes_keep_their_leading_zeros(number):
    assert number("SELECT count(*) FROM raw_stores WHERE NOT regexp_full_match(store_code, '0[0-9]{3}')") == 0
    assert number("SELECT count(*) FROM raw_products WHERE NOT regexp_full_match(product_code, '0[0-9]{7}')") == 0
    assert number("SELECT count(*) FROM raw_addresses WHERE postal_code LIKE '0%'") > 50


def test_one_column_holds_dates_in_two_styles(rows):
    styles = rows(r"""
        SELECT carrier, regexp_replace(shipped_on, '\d', '9', 'g') AS style, count(*) FROM raw_shipments GROUP BY ALL
    """)
    assert {(carrier, style) for carrier, style, _ in styles} == {
        ("Alpenkurier", "99.99.9999"),
        ("Nordpaket", "9999-99-99"),
        ("RapidGo", "9999-99-99"),
        ("Velobote", "9999-99-99"),
    }
    assert all(count > 300 for _, _, count in styles)


def test_booleans_are_written_as_yes_and_no(rows):
    assert rows("SELECT DISTINCT newsletter FROM raw_customers ORDER BY 1") == [("N",), ("Y",)]


def test_one_file_has_semicolons_decimal_commas_and_thousands_points(folder, number):
    assert (folder / "product_suppliers.csv").read_text(encoding="utf-8").startswith("product_code;supplier_id;cost;")
    pattern = r"\d{1,3}(\.\d{3})*,\d{2}"
    assert number(f"SELECT count(*) FROM raw_product_suppliers WHERE NOT regexp_full_match(cost, '{pattern}')") == 0
    assert number("SELECT count(*) FROM raw_product_suppliers WHERE cost LIKE '%.%,%'") >= 5
    # Read right, goods cost about half of their list price.
    assert (
        number(
            "SELECT count(*) FROM product_suppliers JOIN products USING (product_code)"
            " WHERE cost / list_price NOT BETWEEN 0.4 AND 0.62"
        )
        == 0
    )


def test_nulls_are_spelled_in_three_ways(rows):
    spelled = rows("""
        SELECT DISTINCT value FROM (UNPIVOT raw_customers ON phone, birth_date, email, loyalty_tier)
        WHERE value IN ('', '-', 'NA') ORDER BY 1
    """)
    assert spelled == [("",), ("-",), ("NA",)]


def test_one_column_is_always_null(number):
    assert number("SELECT count(*) FROM raw_customers WHERE fax <> ''") == 0


def test_there_is_text_beyond_ascii_in_several_scripts(number):
    assert number(r"SELECT count(*) FROM customers WHERE regexp_matches(last_name, '[^\x00-\x7F]')") > 300
    assert number(r"SELECT count(*) FROM suppliers WHERE regexp_matches(name, '\p{Han}|\p{Katakana}')") >= 2
    assert number(r"SELECT count(*) FROM suppliers WHERE regexp_matches(name, '[ěščřžýůłśćąę]')") >= 2


def test_personal_data_is_marked(truth):
    classes = {facts.personal for table in truth.tables.values() for facts in table.columns.values()} - {None}
    assert classes == {"address", "birth_date", "email", "iban", "name", "phone", "salary", "tax_id"}


def test_mail_addresses_use_reserved_domains(number):
    reserved = r"[a-z0-9._]+@([a-z0-9-]+\.example|example\.(com|net|org))"
    for table, column in (("customers", "email"), ("employees", "email"), ("suppliers", "contact_email")):
        assert number(f"SELECT count(*) FROM {table} WHERE NOT regexp_full_match({column}, '{reserved}')") == 0


def test_json_stands_inside_a_column_and_nested_in_lines(number):
    assert number("SELECT count(*) FROM raw_products WHERE json_valid(attributes)") == 720
    assert number("SELECT count(DISTINCT json_keys(attributes)) FROM products") > 30
    assert number("SELECT count(DISTINCT json_keys(details)) FROM payments") == 6


def test_the_export_is_wide_and_has_no_single_key(truth, number):
    export = truth.table("sales_export")
    assert len(export.columns) >= 25
    assert 2000 < export.rows < 6000
    for column in export.columns:
        assert number(f"SELECT count(DISTINCT {column}) FROM sales_export") < export.rows


def test_numbers_of_different_tables_start_apart_but_for_the_traps(rows):
    starts = rows("""
        SELECT (SELECT min(employee_id) FROM employees), (SELECT min(customer_id) FROM customers),
               (SELECT min(address_id) FROM addresses), (SELECT min(order_id) FROM orders),
               (SELECT min(shipment_id) FROM shipments), (SELECT min(return_id) FROM returns),
               (SELECT min(movement_id) FROM stock_movements)
    """)
    assert starts == [(101, 10001, 30001, 500001, 700001, 80001, 4000001)]
    assert rows("SELECT min(category_id), max(category_id), count(*) FROM categories") == [(1, 40, 40)]
    assert rows("SELECT min(line_no) FROM order_lines") == [(1,)]


def test_trade_has_seasons_and_favourites(number):
    def orders(months):
        return number(f"SELECT count(*) FROM orders WHERE month(ordered_at) IN ({months})")

    assert orders("11, 12") > 1.6 * orders("1, 2")
    assert number("SELECT count(*) FROM orders WHERE year(ordered_at) = 2024") > 1.15 * number(
        "SELECT count(*) FROM orders WHERE year(ordered_at) = 2022"
    )
    top_tenth = "SELECT count(*) AS lines FROM order_lines GROUP BY product_code ORDER BY lines DESC LIMIT 72"
    assert number(f"SELECT sum(lines) FROM ({top_tenth})") > 0.4 * number("SELECT count(*) FROM order_lines")


# --- faults: each counted again, independently -------------------------------------------------------------------


@pytest.fixture
def fault(truth):
    def find(kind, table):
        (only,) = truth.faults_of(kind, table)
        return only

    return find


def test_the_list_of_faults(truth):
    assert [(one.kind, one.table, one.columns, one.count) for one in truth.faults] == [
        ("all_null", "customers", ("fax",), 3183),
        ("duplicate_key", "customers", ("customer_id",), 3),
        ("duplicate_key", "shipments", ("shipment_id",), 2),
        ("misfit", "customers", ("birth_date",), 2),
        ("order", "shipments", ("shipped_on", "delivered_on"), 2),
        ("orphan", "order_lines", ("product_code",), 4),
        ("orphan", "orders", ("sales_rep_id",), 3),
        ("orphan", "payments", ("order_id",), 2),
    ]


@pytest.mark.parametrize(
    "reference", REFERENCES, ids=lambda one: f"{one.table}.{'+'.join(one.columns)}-{one.references}"
)
def test_references_are_complete_but_for_the_orphans(truth, rows, reference):
    key = truth.table(reference.table).primary_key
    pairs = list(zip(reference.columns, reference.referenced_columns, strict=True))
    match = " AND ".join(f"child.{child} = parent.{parent}" for child, parent in pairs)
    present = " AND ".join(f"child.{child} IS NOT NULL" for child, _ in pairs)
    shown = _columns(f"child.{column}::VARCHAR" for column in (*key, reference.columns[0]))
    orphans = rows(f"""
        SELECT {shown} FROM {reference.table} AS child
        WHERE {present} AND NOT EXISTS (SELECT 1 FROM {reference.references} AS parent WHERE {match})
    """)
    expected = [
        (*row, value)
        for fault in truth.faults_of("orphan", reference.table)
        if (fault.columns, fault.references) == (reference.columns, reference.references)
        for row, value in zip(fault.rows, fault.values, strict=True)
    ]
    assert sorted(orphans) == sorted(expected)


@pytest.mark.parametrize(
    "reference", REFERENCES, ids=lambda one: f"{one.table}.{'+'.join(one.columns)}-{one.references}"
)
def test_cardinalities_are_as_measured(truth, number, reference):
    (stated,) = [
        one
        for one in truth.references
        if (one.table, one.columns, one.references) == (reference.table, reference.columns, reference.references)
    ]
    child = _columns(reference.columns)
    absent = " OR ".join(f"{column} IS NULL" for column in reference.columns)
    missing = number(f"SELECT count(*) FROM {reference.table} WHERE {absent}")
    assert stated.parent == ("0..1" if missing else "1")
    match = " AND ".join(
        f"c.{one} = p.{other}" for one, other in zip(reference.columns, reference.referenced_columns, strict=True)
    )
    childless = number(f"""
        SELECT count(*) FROM {reference.references} AS p
        WHERE NOT EXISTS (SELECT 1 FROM {reference.table} AS c WHERE {match})
    """)
    several = number(f"""
        SELECT count(*) FROM (
            SELECT {child} FROM {reference.table} WHERE NOT ({absent}) GROUP BY {child} HAVING count(*) > 1)
    """)
    least, most = ("0" if childless else "1"), ("*" if several else "1")
    assert stated.child == ("1" if least == most else f"{least}..{most}")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_keys_are_unique_but_for_the_duplicates(truth, rows, name):
    table = truth.table(name)
    key = _columns(table.primary_key)
    shown = _columns(f"{column}::VARCHAR" for column in table.primary_key)
    surplus = rows(f"SELECT {shown}, count(*) - 1 FROM {name} GROUP BY {key} HAVING count(*) > 1 ORDER BY {key}")
    expected = [(*row, 1) for fault in truth.faults_of("duplicate_key", name) for row in sorted(fault.rows)]
    assert surplus == expected
    assert rows(f"SELECT count(*) FROM {name} WHERE {' OR '.join(f'{c} IS NULL' for c in table.primary_key)}") == [(0,)]


def test_duplicates_are_of_two_sorts(fault, number):
    def distinct(table, key, rows):
        keys = ", ".join(f"'{value}'" for (value,) in rows)
        return number(f"SELECT count(*) FROM (SELECT DISTINCT * FROM raw_{table} WHERE {key} IN ({keys}))")

    assert distinct("customers", "customer_id", fault("duplicate_key", "customers").rows) == 3
    assert distinct("shipments", "shipment_id", fault("duplicate_key", "shipments").rows) == 4


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name in sorted(TABLES) for key in TABLES[name].candidate_keys]
)
def test_candidate_keys_hold(number, truth, name, key):
    assert number(f"SELECT count(*) FROM (SELECT DISTINCT {_columns(key)} FROM {name})") == truth.table(name).rows


def test_misfits_are_all_values_that_cannot_be_read(truth, rows):
    """A value is a misfit where it is neither read as its type nor a token for null."""
    found = []
    for name, table in truth.tables.items():
        for column, facts in table.columns.items():
            tokens = _columns(repr(token) for token in facts.null_tokens) or "NULL"
            key = table.primary_key[0]
            found += [
                (name, column, *row)
                for row in rows(f"""
                    SELECT typed.{key}::VARCHAR, raw.{column}::VARCHAR
                    FROM (SELECT *, row_number() OVER () AS n FROM {name}) AS typed
                    JOIN (SELECT *, row_number() OVER () AS n FROM raw_{name}) AS raw USING (n)
                    WHERE typed.{column} IS NULL AND raw.{column} IS NOT NULL
                      AND coalesce(raw.{column}::VARCHAR NOT IN ({tokens}), true)
                    ORDER BY n
                """)
            ]
    (fault,) = truth.faults_of("misfit")
    assert found == [
        (fault.table, *fault.columns, *row, value) for row, value in zip(fault.rows, fault.values, strict=True)
    ]


def test_nullable_says_whether_there_are_nulls(truth, number):
    misfits = {(fault.table, column) for fault in truth.faults_of("misfit") for column in fault.columns}
    for name, table in truth.tables.items():
        for column, facts in table.columns.items():
            nulls = number(f"SELECT count(*) FROM {name} WHERE {column} IS NULL")
            assert facts.nullable == bool(nulls), (name, column)
            assert facts.nullable or (name, column) not in misfits
            for token in facts.null_tokens:
                assert number(f"SELECT count(*) FROM raw_{name} WHERE {column} = '{token}'"), (name, column, token)


def test_only_one_column_is_without_values(truth, number):
    empty = [
        (name, (column,), table.rows)
        for name, table in truth.tables.items()
        for column in table.columns
        if not number(f"SELECT count({column}) FROM {name}")
    ]
    assert empty == [(fault.table, fault.columns, fault.count) for fault in truth.faults_of("all_null")]


def test_two_parcels_arrive_before_they_leave(fault, rows):
    early = rows("SELECT shipment_id::VARCHAR FROM shipments WHERE delivered_on < shipped_on ORDER BY 1")
    assert early == sorted(fault("order", "shipments").rows)


# --- nothing else is wrong ---------------------------------------------------------------------------------------


def test_the_subtype_is_exact(rows):
    assert rows("SELECT customer_id FROM business_customers ORDER BY 1") == rows(
        "SELECT DISTINCT customer_id FROM customers WHERE kind = 'business' ORDER BY 1"
    )


def test_enums_list_what_occurs(truth, rows):
    for enum in truth.enums:
        found = set()
        for place in enum.used_by:
            table, column = place.split(".")
            found |= {value for (value,) in rows(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")}
            assert truth.table(table).columns[column].type == f"enum:{enum.name}"
        assert sorted(found) == list(enum.values)


def test_dependencies_hold(truth, number):
    for one in truth.dependencies:
        for dependent in one.dependent:
            groups = number(f"SELECT count(*) FROM (SELECT DISTINCT {_columns(one.determinant)} FROM {one.table})")
            pairs = number(
                f"SELECT count(*) FROM (SELECT DISTINCT {_columns((*one.determinant, dependent))} FROM {one.table})"
            )
            assert groups == pairs, (one.determinant, dependent)


def test_texts_fit_their_declared_length(truth, number):
    for name, table in truth.tables.items():
        for column, facts in table.columns.items():
            if facts.type.startswith("char("):
                size = facts.type[5:-1]
                assert number(f"SELECT count(*) FROM {name} WHERE length({column}) <> {size}") == 0, (name, column)


def test_decimals_keep_every_place(truth, number):
    """Reading a decimal as its declared type rounds nothing."""
    for name, table in truth.tables.items():
        for column, facts in table.columns.items():
            if facts.family == "decimal" and not facts.decimal_mark:
                exact = f"raw_{name} WHERE try_cast({column} AS DECIMAL(18,6)) <> try_cast({column} AS {facts.type})"
                assert number(f"SELECT count(*) FROM {exact}") == 0, (name, column)


@pytest.mark.parametrize(
    "wrong",
    [
        "orders JOIN (SELECT DISTINCT * FROM customers) USING (customer_id) WHERE ordered_at < signed_up_on",
        "customers WHERE birth_date + INTERVAL 18 YEAR > signed_up_on",
        "shipments JOIN orders USING (order_id) WHERE shipped_on < ordered_at::DATE",
        "payments JOIN orders USING (order_id) WHERE paid_at < ordered_at",
        "returns JOIN orders USING (order_id) WHERE returned_on < ordered_at::DATE",
        """order_lines JOIN products USING (product_code) JOIN orders USING (order_id)
           WHERE discontinued_on < ordered_at::DATE""",
        "orders JOIN employees ON employee_id = sales_rep_id WHERE hired_on > ordered_at::DATE",
        "orders JOIN stores USING (store_code) WHERE opened_on > ordered_at::DATE",
    ],
)
def test_days_follow_each_other(number, wrong):
    assert number(f"SELECT count(*) FROM {wrong}") == 0


def test_both_addresses_of_an_order_are_its_customers(number):
    for role in ("billing", "shipping"):
        assert (
            number(f"""
                SELECT count(*) FROM orders AS o JOIN addresses AS a ON a.address_id = o.{role}_address_id
                WHERE a.customer_id <> o.customer_id
            """)
            == 0
        )


def test_the_export_says_what_the_tables_say(number):
    assert number("""
            SELECT count(*) FROM sales_export AS e
            JOIN order_lines AS l ON l.order_id = e.order_id AND l.line_no = e.line_no
            JOIN orders AS o ON o.order_id = e.order_id
            JOIN products AS p ON p.product_code = e.product_code
            JOIN categories AS c ON c.category_id = p.category_id
            JOIN categories AS d ON d.category_id = c.parent_category_id
            WHERE (l.product_code, l.quantity, l.unit_price, l.discount, o.ordered_at, o.status, o.customer_id)
                = (e.product_code, e.quantity, e.unit_price, e.discount, e.ordered_at, e.order_status, e.customer_id)
              AND (p.name, p.list_price, c.name, d.name)
                = (e.product_name, e.list_price, e.category_name, e.department)
              AND o.store_code IS NOT DISTINCT FROM e.store_code AND o.promo_code IS NOT DISTINCT FROM e.promo_code
        """) == number("SELECT count(*) FROM sales_export")


def test_tables_are_named_like_the_fields():
    assert list(Business.__dataclass_fields__) == list(TABLES)
