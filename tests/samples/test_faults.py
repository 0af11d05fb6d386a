import pytest

from workbench.samples.faults import put_faults


@pytest.fixture(scope="module")
def faulty(business):
    return put_faults(business, 1)


def test_faults_never_share_a_row(faulty):
    _, faults = faulty
    for table in {fault.table for fault in faults}:
        rows = [row for fault in faults if fault.table == table for row in fault.rows]
        assert len(set(rows)) == len(rows)


def test_counts_equal_the_rows_listed(faulty):
    business, faults = faulty
    for fault in faults:
        expected = len(business.customers) if fault.kind == "all_null" else len(fault.rows)
        assert fault.count == expected
        assert not fault.values or len(fault.values) == len(fault.rows)


def test_the_list_is_sorted(faulty):
    _, faults = faulty
    assert list(faults) == sorted(faults, key=lambda fault: (fault.kind, fault.table))


def test_all_other_rows_are_as_they_were(business, faulty):
    spoiled, faults = faulty
    for name, rows in business.tables().items():
        touched = sum(f.count for f in faults if f.table == name and f.kind in {"orphan", "misfit", "order"})
        surplus = sum(f.count for f in faults if f.table == name and f.kind == "duplicate_key")
        before, after = list(rows), list(spoiled.tables()[name])
        assert len(after) == len(before) + surplus
        if name != "payments":  # holds objects, which have no hash
            assert len(set(before) - set(after)) == touched if name != "products" else before == after
        else:
            assert sum(one != other for one, other in zip(before, after, strict=True)) == touched


def test_another_seed_spoils_other_rows(business, faulty):
    _, faults = faulty
    _, others = put_faults(business, 2)
    assert [fault.count for fault in others] == [fault.count for fault in faults]
    assert others != faults


def test_the_business_itself_is_left_alone(business, faulty):
    spoiled, _ = faulty
    assert spoiled is not business
    assert all(not isinstance(one.birth_date, str) for one in business.customers)
    assert sum(isinstance(one.birth_date, str) for one in spoiled.customers) == 2
