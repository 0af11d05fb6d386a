"""Primary keys: small tables whose key is plain to people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.advise.measured import found as measured
from tests.advise.measured import model
from tests.advise.tables import Data, entity
from workbench.advise.keys import _search
from workbench.advise.keys.primary import judge
from workbench.facts import Unique
from workbench.model import Key, Model, Subject
from workbench.model.edits import SetPrimaryKey

N = 40
NUMBERS = [str(i) for i in range(N)]


def proposed(findings):
    """Attributes of the primary key that is proposed, and how sure it is."""
    found = [f for f in findings if f.code == "KEY-001-primary-key"]
    assert len(found) <= 1
    return (found[0].edits[0].key.attributes, found[0].confidence) if found else None


def alternates(findings):
    return {f.subject.attributes for f in findings if f.code == "KEY-002-alternate-key"}


def test_the_name_decides_between_columns_that_both_identify():
    data = Data(orders={"total": NUMBERS, "order_id": NUMBERS})
    found = data.findings(judge, entity("orders", "total int32", "order_id int32"))
    assert proposed(found) == (("order_id",), 0.99)
    assert alternates(found) == set()  # amounts differ by accident
    (finding,) = (f for f in found if f.code == "KEY-001-primary-key")
    assert finding.edits == (SetPrimaryKey(finding.subject.name, Key(attributes=("order_id",))),)
    figures = {figure.name: figure.value for figure in finding.evidence.figures}
    assert figures == {"rows": 40, "distinct": 40, "surplus": 0, "nulls": 0}


@pytest.mark.parametrize(
    ("rows", "names", "confidence"),
    [
        (3, ("order_id",), 0.99),  # its name alone says enough
        (40, ("user",), 0.96),
        (3, ("user",), 0.85),  # few rows and half a name
    ],
)
def test_how_sure(rows, names, confidence):
    table = "orders" if names == ("order_id",) else "users"
    data = Data(**{table: {"x": ["a"] * rows, names[0]: NUMBERS[:rows]}})
    assert proposed(data.findings(judge, entity(table, "x text(9)", f"{names[0]} int32"))) == (names, confidence)


def test_optional_repeated_or_measured_columns_are_no_keys():
    data = Data(t={"id": [*NUMBERS[1:], None], "weight": [f"{i}.5" for i in range(N)], "note": NUMBERS})
    found = data.findings(judge, entity("t", "id int32?", "weight float64", "note text"))
    assert list(found) == []


def test_a_junction_is_identified_by_both_of_its_ends():
    data = Data(
        album={"album_id": NUMBERS},
        song={"song_id": NUMBERS},
        album_song={"album_id": NUMBERS, "song_id": [str(i // 2) for i in range(N)], "rank": ["1"] * N},
    )
    found = data.findings(
        judge,
        entity("album", "album_id int32", key="album_id"),
        entity("song", "song_id int32", key="song_id"),
        entity("album_song", "album_id int32", "song_id int32", "rank int32"),
    )
    # album_id alone differs in every row, but only because there are so few.
    assert proposed(found) == (("album_id", "song_id"), 0.96)


def test_a_composite_key_of_parts_that_look_like_keys():
    data = Data(
        order_lines={
            "order_id": [str(i // 4) for i in range(N)],
            "line_no": [str(i % 4) for i in range(N)],
            "quantity": [str(i % 3) for i in range(N)],
        }
    )
    found = data.findings(judge, entity("order_lines", "order_id int32", "line_no int32", "quantity int32"))
    assert proposed(found) == (("order_id", "line_no"), 0.96)


@pytest.mark.parametrize("line_no", ["counts", "repeats"])
def test_of_a_large_table_a_part_refutes_a_key_before_all_of_it_is_counted(line_no, monkeypatch):
    monkeypatch.setattr(_search, "_LARGE", 1_000)
    # Each 300th order has the same product twice; the lines of an order are numbered, or two of them are alike.
    rows = [(i // 4, i % 4 if (i // 4) % 300 or i % 4 != 1 else 0) for i in range(40_000)]
    lines = [i % 4 if line_no == "counts" or (i // 4) % 2 else 0 for i in range(40_000)]
    asked = []
    columns = {"order_id": [r[0] for r in rows], "product_id": [r[1] for r in rows], "line_no": lines}
    kinds = [f"{column} int32" for column in columns]
    both = model(
        entity("orders", "order_id int32"), entity("products", "product_id int32"), entity("order_lines", *kinds)
    )
    known = {"orders": {"order_id": range(10_000)}, "products": {"product_id": range(4)}, "order_lines": columns}
    findings = [f for f in measured(judge, both, asked, **known) if str(f.subject.name) == "order_lines"]
    pairs = [q for questions in asked for q in questions if q.attributes[:1] == ("order_id",) and len(q.attributes) > 1]
    first = Unique("order_lines", ("order_id", "product_id"), part=16)
    if line_no == "counts":
        assert proposed(findings) == (("order_id", "line_no"), 0.96)
        assert pairs == [first, Unique("order_lines", ("order_id", "line_no"))]
    else:
        assert proposed(findings) == (("order_id", "product_id"), 0.93)  # some rows repeat it
        assert pairs[-1] == replace(first, part=1)


def test_amounts_that_differ_in_every_row_identify_nothing():
    data = Data(sales={"note": ["x"] * N, "amount": [f"{i}.50" for i in range(N)]})
    assert proposed(data.findings(judge, entity("sales", "note text", "amount decimal(9,2)"))) is None


def test_a_composite_key_of_three():
    data = Data(
        stock={
            "store_id": [str(i // 20) for i in range(N)],
            "product_id": [str(i // 4 % 5) for i in range(N)],
            "on": [f"2024-01-0{i % 4 + 1}" for i in range(N)],
        }
    )
    found = data.findings(judge, entity("stock", "store_id int32", "product_id int32", "on date"))
    assert proposed(found) == (("store_id", "product_id", "on"), 0.94)


def test_a_key_is_minimal():
    # Every pair with `serial` is unique too, but only because `serial` is.
    data = Data(t={"kind_id": [str(i % 3) for i in range(N)], "serial": NUMBERS, "a": ["x"] * N})
    found = data.findings(judge, entity("t", "kind_id int32", "serial int32", "a text(9)"))
    assert proposed(found) == (("serial",), 0.8)


def test_some_rows_that_repeat_a_key_are_faults_and_the_key_stands():
    ids = [str(i) for i in range(1000)]
    data = Data(orders={"order_id": [*ids, "7", "8"]})
    found = data.findings(judge, entity("orders", "order_id int32"))
    assert proposed(found) == (("order_id",), 0.96)
    (fault,) = found.where(code="DATA-001")
    assert (fault.severity, fault.message) == (
        "warning", "2 rows repeat the order_id of another row. Take out those that are wrong.",
    )  # fmt: skip
    assert fault.evidence.sql == 'SELECT * FROM "orders" QUALIFY count(*) OVER (PARTITION BY "order_id") > 1'
    # Of 1010 rows 0.5 % may repeat; ten are too many.
    many = Data(orders={"order_id": [*ids, *ids[:10]], "placed": [str(n % 365) for n in range(1010)]})
    chosen = proposed(many.findings(judge, entity("orders", "order_id int32", "placed text(3)")))
    assert chosen is None or chosen[0] != ("order_id",)


@pytest.mark.parametrize(("name", "key"), [("order_id", ("order_id",)), ("total", None)])
def test_rows_that_are_there_twice_in_every_column_are_no_fault_of_the_key(name, key):
    ids = [str(i) for i in range(200)]
    data = Data(orders={name: [*ids, *ids[:20]], "placed": [f"d{n % 200 % 31}" for n in range(220)]})
    found = data.findings(judge, entity("orders", f"{name} int32", "placed text(3)"))
    assert (None if proposed(found) is None else proposed(found)[0]) == key
    if key:
        (fault,) = found.where(code="DATA-001")
        assert fault.message.startswith("20 rows repeat the order_id of another row.")


def test_a_key_that_the_model_has_is_checked_and_never_replaced():
    data = Data(t={"id": NUMBERS, "a": ["x", "x", *NUMBERS[2:]]})
    found = data.findings(judge, entity("t", "id int32", "a text(9)", key="a"))
    assert {f.code for f in found} == {"DATA-001-duplicate-key", "KEY-002-alternate-key"}
    assert alternates(found) == {("id",)}


def test_an_alternate_key_that_the_model_has_is_not_proposed_again():
    data = Data(t={"id": NUMBERS, "email": NUMBERS})
    one = entity("t", "id int32", "email text(80)", key="id")
    (finding,) = data.findings(judge, one)
    assert (finding.subject, finding.confidence) == (Subject.key("t", ("email",)), 0.75)
    assert list(data.findings(judge, model=finding.edits[0].apply(Model(entities=(one,))))) == []


def test_without_rows_the_names_alone_say_the_key():
    data = Data(t={"id": []}, order_lines={"order_id": [], "line_no": [], "price": []}, notes={"text": []})
    found = data.findings(
        judge,
        entity("t", "id text"),
        entity("order_lines", "order_id text", "line_no text", "price text"),
        entity("notes", "text text"),
        entity("orders", "id int32"),  # no data
    )
    one, two = found.where(code="KEY-001")
    assert str(one.subject) == "key:t(id)"
    assert one.message == "id identifies a row of t by its name; there are no rows to see it in."
    assert one.evidence.status == "not tried: there are no rows"
    assert str(two.subject) == "key:order_lines(order_id, line_no)"
    assert data.asked == []


@pytest.mark.parametrize(("again", "key"), [(False, "part_id"), (True, "line_number")])
def test_a_number_inside_a_parent_tells_two_lines_of_the_same_part_apart(again, key):
    """Where the first columns nearly identify, that is no fault of the data."""
    orders = [str(i // 4) for i in range(4_000)]
    parts = [str(i % 80) for i in range(4_000)]
    if again:
        parts[1] = parts[0]
    data = Data(
        orders={"order_id": [str(i) for i in range(1_000)]},
        part={"part_id": [str(i) for i in range(80)]},
        lines={"order_id": orders, "part_id": parts, "line_number": [str(i % 4) for i in range(4_000)]},
    )
    tables = (
        entity("orders", "order_id int32"),
        entity("part", "part_id int32"),
        entity("lines", "order_id int32", "part_id int32", "line_number int32"),
    )
    found = [f for f in data.findings(judge, *tables) if f.subject.name.name == "lines"]
    assert proposed(found) == (("order_id", key), 0.96)


def test_what_replication_adds_is_no_key():
    guids = [f"a2e5{i:04d}-eff3-4a65-8401-9cd8cfa0bef4" for i in range(5)]
    data = Data(nations={"iso": ["DE", "FR", "IT", "ES", "PL"], "rowguid": guids})
    assert proposed(data.findings(judge, entity("nations", "iso char(2)", "rowguid uuid")))[0] == ("iso",)


def test_a_pair_that_nearly_all_combinations_occur_of_and_none_twice_is_a_key():
    def key(clinic, floor):
        kinds = {"clinic": "int32", "floor": "int32", "opened": "date", "closed": "date"}
        days = [dt.date(2026, 1, 1 if i % 59 else 2) for i in range(60)]
        ward = {"clinic": clinic, "floor": floor, "opened": days, "closed": days}
        return proposed(Data(ward=ward).findings(judge, entity("ward", *(f"{n} {kinds[n]}" for n in kinds))))

    # 60 of 64 combinations of a clinic and its floor: with rows thrown at random some would be there twice.
    assert key([i % 16 for i in range(60)], [i // 16 for i in range(60)]) == (("clinic", "floor"), 0.92)
    # 60 of 3,127 combinations may all differ by chance.
    assert key([i % 59 for i in range(60)], [i % 53 for i in range(60)]) is None


def test_a_first_column_that_other_tables_have_too_is_the_key_whatever_it_is_short_for():
    rows = {"lob_key": NUMBERS, "code": NUMBERS}
    line = entity("product", "lob_key int32", "code text(9)")
    policy = entity("policy", "policy_key text", "lob_key text", key="policy_key")
    data = Data(product=rows, policy={"policy_key": [], "lob_key": []})
    assert proposed(data.findings(judge, line, policy))[0] == ("lob_key",)
    assert proposed(Data(product=rows).findings(judge, line))[0] == ("code",)


def test_a_key_named_like_its_table_counts_nothing_inside_it():
    rows = {"prdct_line_key": NUMBERS, "code": NUMBERS}
    found = Data(product_line=rows).findings(judge, entity("product_line", "prdct_line_key int32", "code text(9)"))
    assert proposed(found)[0] == ("prdct_line_key",)


@pytest.mark.parametrize(("carried", "key"), [("building_id", ("building_id", "room_no")), ("floor", ("room_no",))])
def test_a_number_is_counted_inside_what_other_tables_carry_with_it(carried, key):
    data = Data(
        building={"building_id": ["1", "2"]},
        room={"building_id": [str(1 + i % 2) for i in range(6)], "room_no": [str(100 + 7 * i) for i in range(6)]},
        section={carried: [], "room_no": []},
    )
    found = data.findings(
        judge,
        entity("building", "building_id int32", key="building_id"),
        entity("room", "building_id int32", "room_no int32"),
        entity("section", f"{carried} text", "room_no text", key="room_no"),
    )
    assert proposed(found)[0] == key


def test_empty_tables_whose_parts_carry_both_first_columns_have_both_as_their_key():
    def key(line):
        amounts = ("gross", "net", "tax")
        data = Data(
            employee={"employee_id": []},
            period={"period_id": []},
            payslip={name: [] for name in ("employee_id", "period_id", *amounts)},
            payslip_line={line: [], "period_id": []},
        )
        found = data.findings(
            judge,
            entity("employee", "employee_id text", key="employee_id"),
            entity("period", "period_id text", key="period_id"),
            entity("payslip", "employee_id text", "period_id text", *(f"{name} text" for name in amounts)),
            entity("payslip_line", f"{line} text", "period_id text", key="period_id"),
        )
        return proposed(found)[0]

    assert key("employee_id") == ("employee_id", "period_id")
    assert key("amount") == ("employee_id",)


def test_the_one_row_of_a_table_is_named_by_what_other_tables_have_too():
    def sure(*others):
        data = Data(club={"short_name": ["BFC"], "name": ["B"]}, **{name: {"short_name": []} for name in others})
        tables = [entity(name, "short_name text", key="short_name") for name in others]
        return proposed(data.findings(judge, entity("club", "short_name text(3)", "name text(9)"), *tables))

    assert sure("squad", "spell") == (("short_name",), 0.91)
    assert sure("squad") == (("short_name",), 0.6)


def test_a_number_that_counts_inside_the_first_part_beats_a_pair_with_faults():
    # Order 1 has the article 5 twice: (order_id, article_id) nearly tells rows apart, (order_id, running) does.
    rows = [(order, number, (order * 7 + number) % 90) for order in range(1, 401) for number in range(1, 4)]
    rows[1] = (1, 2, rows[0][2])
    data = Data(
        orders={"order_id": list(range(1, 401))},
        articles={"article_id": list(range(90))},
        bought={
            "order_id": [r[0] for r in rows], "running": [r[1] for r in rows], "article_id": [r[2] for r in rows],
        },
    )  # fmt: skip
    tables = (
        entity("orders", "order_id int32", key="order_id"),
        entity("articles", "article_id int32", key="article_id"),
        entity("bought", "order_id int32", "running int32", "article_id int32"),
    )
    found = [f for f in data.findings(judge, *tables) if f.subject.name.name == "bought"]
    assert proposed(found)[0] == ("order_id", "running")


def test_measurements_that_differ_by_chance_are_no_key():
    # 50 of 1,000 numbers differ with a chance of a third; 50 of 1 to 50 do not.
    drawn = [(i * 389) % 1000 for i in range(50)]
    measured = entity("readings", "pressure int32", "humidity int32")
    humid = [(i * 171) % 997 for i in range(50)]
    assert proposed(Data(readings={"pressure": drawn, "humidity": humid}).findings(judge, measured))[1] == 0.6
    found = Data(readings={"pressure": list(range(1, 51)), "humidity": humid}).findings(judge, measured)
    assert proposed(found)[1] >= 0.9
