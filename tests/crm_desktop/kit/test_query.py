"""Lists: conditions, order, search, and reading only what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from tests.command import PASSWORD

FORM = "customer_master"


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = Store.memory()
    rows = [("重庆长江机电有限公司", "西南", "key_account", "a"), ("北京阿尔法电子有限公司", "华北", "general", "b"),
            ("上海曾氏食品有限公司", None, "general", None), ("苏州中恒机械有限公司", "华东", None, "c")]
    lin = records.create(store, "staff_record", {"name": "林晓梅"})
    chen = records.create(store, "staff_record", {"name": "陈立安"})
    for at, (name, region, kind, grade) in enumerate(rows):
        records.create(store, FORM, {"customer_name": name, "region": region, "customer_class": kind,
                                     "customer_grade": grade, "account_manager": (lin, chen, None, lin)[at]})
    yield store
    store.close()


def names(store: Store, query: Query) -> list[str]:
    listing = query.run(store)
    return [r["customer_name"][:4] for r in listing.rows(0, listing.count, ["customer_name"])]


def test_all_by_number(office: Store) -> None:
    assert names(office, Query(FORM)) == ["重庆长江", "北京阿尔", "上海曾氏", "苏州中恒"]
    assert names(office, Query(FORM, sort=("-customer_no",)))[0] == "苏州中恒"


def test_chinese_names_by_pinyin(office: Store) -> None:
    assert names(office, Query(FORM, sort=("customer_name",))) == ["北京阿尔", "重庆长江", "上海曾氏", "苏州中恒"]


def test_unknown_values_come_last_both_ways(office: Store) -> None:
    assert names(office, Query(FORM, sort=("region",)))[-1] == "上海曾氏"
    assert names(office, Query(FORM, sort=("-region",)))[-1] == "上海曾氏"


def test_references_sort_by_name_and_choices_in_declared_order(office: Store) -> None:
    assert names(office, Query(FORM, sort=("account_manager", "customer_no"))) == [
        "北京阿尔", "重庆长江", "苏州中恒", "上海曾氏"]
    assert names(office, Query(FORM, sort=("customer_grade",)))[:3] == ["重庆长江", "北京阿尔", "苏州中恒"]


@pytest.mark.parametrize(("condition", "expected"), [
    (Condition("customer_class", "in", ["key_account"]), ["重庆长江"]),
    (Condition("customer_class", "in", ["key_account", None]), ["重庆长江", "苏州中恒"]),
    (Condition("region", "empty"), ["上海曾氏"]),
    (Condition("region", "filled"), ["重庆长江", "北京阿尔", "苏州中恒"]),
    (Condition("customer_name", "contains", "机"), ["重庆长江", "苏州中恒"]),
    (Condition("customer_no", "between", ("KH-0002", None)), ["北京阿尔", "上海曾氏", "苏州中恒"]),
    (Condition("customer_no", "between", ("KH-0002", "KH-0003")), ["北京阿尔", "上海曾氏"]),
    (Condition("record_completeness", "lt", 27), ["上海曾氏", "苏州中恒"]),
    (Condition("record_completeness", "gt", 27), ["重庆长江", "北京阿尔"]),
])
def test_conditions(office: Store, condition: Condition, expected: list[str]) -> None:
    assert names(office, Query(FORM, where=(condition,))) == expected


def test_text_and_condition_together(office: Store) -> None:
    assert names(office, Query(FORM, text="jixie")) == ["苏州中恒"]
    assert names(office, Query(FORM, text="有限公司", where=(Condition("region", "in", ["华北"]),))) == ["北京阿尔"]
    assert names(office, Query(FORM, text="没有这家")) == []


def test_rows_are_read_in_stretches_with_computed_fields(office: Store) -> None:
    listing = Query(FORM).run(office)
    rows = listing.rows(1, 2, ["customer_no", "open_complaints", "record_completeness", "last_contact_at"])
    assert [r["customer_no"] for r in rows] == ["KH-0002", "KH-0003"]
    assert rows[0]["open_complaints"] == 0
    assert rows[0].get("last_contact_at") is None
    assert listing.index_of(listing.ids()[2]) == 2
    assert listing.index_of(999) == -1


def test_what_lies_in_the_recycle_bin_is_neither_listed_nor_found(store: Store) -> None:
    gone, left = (records.create(store, FORM, {"customer_name": name}) for name in ("去向不明", "去向分明"))
    assert Query(FORM, text="去向").run(store).ids() == [gone, left]
    records.delete(store, FORM, [gone])
    for query in (Query(FORM), Query(FORM, text="去向"), Query(FORM, where=(Condition("customer_name", "contains", "向"),))):
        assert query.run(store).ids() == [left]


def test_many_hits_are_capped_in_lists_and_whole_for_paper(store: Store) -> None:
    with store.change("bulk") as change:
        change.insert_many(FORM, [{"customer_name": f"同名{n}公司", "customer_status": "active"} for n in range(1100)])
    listing = Query(FORM, text="公司").run(store)
    assert (listing.count, listing.capped) == (1000, True)
    assert Query(FORM, text="公司").run(store, full=True).count == 1100


@pytest.mark.parametrize("query", [
    Query(FORM), Query(FORM, text="公司"), Query(FORM, where=(Condition("region", "filled"),)),
    Query(FORM, where=(Condition("customer_class", "in", ["general", None]),), sort=("account_manager",))])
def test_counting_alone_gives_as_many(office: Store, query: Query) -> None:
    assert query.count(office) == query.run(office).count == len(query.run(office).ids())


def test_a_count_is_kept_until_something_is_written(store: Store) -> None:
    def counted() -> tuple[int, int]:
        asked: list[str] = []
        store.db.conn.set_trace_callback(asked.append)
        count = Query(FORM).run(store).count
        store.db.conn.set_trace_callback(None)
        return count, sum("count(*)" in s for s in asked)

    before = counted()[0]
    assert counted() == (before, 0)
    made = records.create(store, FORM, {"customer_name": "新的公司"})
    assert counted() == (before + 1, 0)  # it is known how many came
    records.delete(store, FORM, [made])
    assert counted() == (before, 0)
    with pytest.raises(RuntimeError), store.change("bulk") as change:
        change.insert(FORM, {"customer_name": "又一家公司", "customer_status": "active"})
        assert counted()[0] == before + 1
        raise RuntimeError
    assert counted()[0] == before


def test_a_count_knows_what_another_place_wrote(demo_office: Path) -> None:
    one = Store.open(demo_office, "demo", PASSWORD)
    before = Query(FORM).count(one)
    two = one.clone()
    records.create(two, FORM, {"customer_name": "隔壁的公司"})
    assert Query(FORM).count(one) == before + 1
    two.close()
    one.close()


def test_hits_are_put_in_order_without_reading_the_customers(office: Store) -> None:
    asked: list[str] = []
    office.db.conn.set_trace_callback(asked.append)
    listing = Query(FORM, text="公司").run(office)
    office.db.conn.set_trace_callback(None)
    (sorting,) = [s for s in asked if 'FROM "customers"' in s]
    plan = [row["detail"] for row in office.rows(f"EXPLAIN QUERY PLAN {sorting}")]
    assert "SEARCH customers USING COVERING INDEX customers_at_hand (id=? AND deleted_at=?)" in plan
    by_name = Query(FORM, text="公司", sort=("customer_name",)).run(office)
    assert sorted(listing.ids()) == sorted(by_name.ids()) != []


def test_hostile_text_is_only_text(office: Store) -> None:
    for text in ("' OR 1=1 --", '"', "*", "NEAR(", "%", "\\", "🙂", "\u202e", " "):
        names(office, Query(FORM, text=text))
        names(office, Query(FORM, where=(Condition("customer_name", "contains", text.strip() or "x"),)))


@pytest.fixture
def numbered(store: Store) -> Store:
    """Customers past KH-9999, and four of one name."""
    with store.change("x") as change:
        change.insert_many(FORM, [{"customer_no": n, "customer_name": name, "customer_status": "active", "region": region}
                                  for n, name, region in (
            ("KH-10000", "恒岚", "华东"), ("KH-2000", "恒岚", "华东"), ("A-17", "恒岚", "华北"), ("A-2", "恒岚", "华东"),
            ("KH-9999", "阿尔法", "华北"), ("KH-10001", "曾氏", None))])
    return store


def numbers(store: Store, query: Query) -> list[str]:
    listing = query.run(store)
    assert [listing.index_of(i) for i in listing.ids()] == list(range(listing.count))
    return [r["customer_no"] for r in listing.rows(0, listing.count, ["customer_no"])]


EAST = (Condition("region", "in", ["华东"]),)


@pytest.mark.parametrize(("query", "expected"), [
    (Query(FORM), "A-2 A-17 KH-2000 KH-9999 KH-10000 KH-10001"),
    (Query(FORM, sort=("-customer_no",)), "KH-10001 KH-10000 KH-9999 KH-2000 A-17 A-2"),
    (Query(FORM, where=EAST), "A-2 KH-2000 KH-10000"),
    (Query(FORM, text="恒岚"), "A-2 A-17 KH-2000 KH-10000"),
    (Query(FORM, text="恒岚", sort=("-customer_no",)), "KH-10000 KH-2000 A-17 A-2"),
    (Query(FORM, sort=("customer_name",)), "KH-9999 A-2 A-17 KH-2000 KH-10000 KH-10001"),
    (Query(FORM, sort=("customer_name", "customer_no")), "KH-9999 A-2 A-17 KH-2000 KH-10000 KH-10001"),
    (Query(FORM, sort=("customer_name", "-customer_no")), "KH-9999 KH-10000 KH-2000 A-17 A-2 KH-10001"),
    (Query(FORM, sort=("-customer_name",)), "KH-10001 KH-10000 KH-2000 A-17 A-2 KH-9999"),
    (Query(FORM, sort=("customer_name",), where=EAST), "A-2 KH-2000 KH-10000"),
    (Query(FORM, sort=("-customer_name",), where=EAST), "KH-10000 KH-2000 A-2"),
    (Query(FORM, sort=("region", "customer_no")), "A-17 KH-9999 A-2 KH-2000 KH-10000 KH-10001"),
    (Query(FORM, where=(Condition("customer_no", "between", ("KH-2000", "KH-10000")),)), "KH-2000 KH-9999 KH-10000"),
    (Query(FORM, where=(Condition("customer_no", "between", ("KH-9999", None)),)), "KH-9999 KH-10000 KH-10001"),
    (Query(FORM, where=(Condition("customer_no", "gt", "KH-9999"),)), "KH-10000 KH-10001"),
    (Query(FORM, where=(Condition("customer_no", "lt", "A-17"),)), "A-2"),
])
def test_numbers_sort_by_value_and_break_the_ties_of_names(numbered: Store, query: Query, expected: str) -> None:
    assert numbers(numbered, query) == expected.split()


def test_unknown_dates_come_last_both_ways(store: Store) -> None:
    with store.change("x") as change:
        one = change.insert(FORM, {"customer_name": "恒岚", "customer_status": "active"})
        change.insert_many("customer_satisfaction_survey", [
            {"employer": one, "name": "王伟", "answered_on": day} for day in ("2026-03-01", None, "2026-01-01")])
    for where in ((), (Condition("employer", "is", one),)):
        for sort, expected in (("answered_on", [3, 1, 2]), ("-answered_on", [1, 3, 2])):
            assert Query("customer_satisfaction_survey", sort=(sort,), where=where).run(store).ids() == expected
