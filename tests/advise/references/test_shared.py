"""Tables that share their key: each part refers to the whole, in no circle."""

from __future__ import annotations

from tests.advise.tables import Data, entity
from workbench.advise.references.inclusion import judge

IDS = list(range(7, 307))


def ends(findings):
    return {str(f.subject).partition(":")[2] for f in findings.where(code="REF-001")}


def test_parts_refer_to_the_whole_and_not_to_each_other():
    tables = ("user_settings", "users", "user_profiles")
    data = Data(**{table: {"user_id": IDS} for table in tables})
    found = data.findings(judge, *(entity(table, "user_id int32", key="user_id") for table in tables))
    assert ends(found) == {"user_profiles(user_id)->users(user_id)", "user_settings(user_id)->users(user_id)"}


def test_a_copy_refers_to_the_table_that_others_name():
    tables = {"shop": {"shop_id": IDS}, "shop_old": {"shop_id": IDS}}
    orders = {"order_id": list(range(600)), "shop_id": [7 + i % 300 for i in range(600)]}
    entities = [entity(table, "shop_id int32", key="shop_id") for table in tables]
    order = entity("orders", "order_id int32", "shop_id int32", key="order_id")
    found = Data(**tables, orders=orders).findings(judge, *entities, order)
    assert ends(found) == {"shop_old(shop_id)->shop(shop_id)", "orders(shop_id)->shop(shop_id)"}


def test_keys_that_only_overlap_keep_their_own_ways():
    vip = {"customer_id": IDS[:40]}
    entities = [entity(table, "customer_id int32", key="customer_id") for table in ("customers", "vip_customers")]
    found = Data(customers={"customer_id": IDS}, vip_customers=vip).findings(judge, *entities)
    assert ends(found) == {"vip_customers(customer_id)->customers(customer_id)"}


def test_a_part_of_nearly_all_rows_is_a_part_and_no_circle_arises():
    tables = {"people": IDS, "employees": IDS[:290], "drivers": IDS[:280], "pilots": IDS[:275]}
    data = Data(**{table: {"person_id": ids} for table, ids in tables.items()})
    found = data.findings(judge, *(entity(table, "person_id int32", key="person_id") for table in tables))
    assert ends(found) == {f"{table}(person_id)->people(person_id)" for table in ("employees", "drivers", "pilots")}


def test_the_whole_is_what_holds_the_others_whatever_the_names_say():
    tables = {"badge": IDS[:290], "worker": IDS}
    data = Data(**{table: {"badge_id": ids} for table, ids in tables.items()})
    found = data.findings(judge, *(entity(table, "badge_id int32", key="badge_id") for table in tables))
    assert ends(found) <= {"badge(badge_id)->worker(badge_id)"}
