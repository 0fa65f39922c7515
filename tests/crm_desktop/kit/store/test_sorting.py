"""Stored sort keys: made with every write, given to older offices, held by the check, served by an index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.kit import feature, forms, records
from crm_desktop.kit.query import Query
from crm_desktop.kit.store import Office, Store, backup, layout, sound, undo
from crm_desktop.kit.store.office import found

FORM = "customer_master"
PASSWORD = "six green kettles hum"
MIXED = ["KH-10000", "A-17", "KH-2000", "kh-9999", "A-2", "Ａ－３", "2026-10", "2026-9", "TS-2026-10000", "TS-2027-0001",
         "TS-2026-9999"]
RIGHT = ["2026-9", "2026-10", "A-2", "Ａ－３", "A-17", "KH-2000", "kh-9999", "KH-10000", "TS-2026-9999", "TS-2026-10000",
         "TS-2027-0001"]


def made(store: Store, numbers: list[str]) -> None:
    with store.change("x") as change:
        staff = change.insert_many("staff_record", [{"number": n, "name": "王伟", "active": 1} for n in numbers])
        mine = {"customer_name": "恒岚机电", "customer_status": "active", "account_manager": staff[0]}
        customers = change.insert_many(FORM, [{"customer_no": n, **mine} for n in numbers])
        change.insert_many("complaint_record", [
            {"complaint_no": n, "customer": customers[0], "received_at": "2026-11-01T01:00:00Z", "content": "坏了",
             "status": "registered"} for n in numbers])


def listed(store: Store, form: str, *sort: str) -> list[str]:
    field = forms.get(form).number_field
    listing = Query(form, sort=sort).run(store)
    return [row[field] for row in listing.rows(0, listing.count, [field]) if row[field] != "YG-0001"]  # the user's own


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "a.crm"


@pytest.fixture
def office(place: Path) -> Iterator[Store]:
    store, _code = found(place, Office("秘书处"), "w", PASSWORD)
    yield store
    store.close()


def plans(store: Store, query: Query) -> list[str]:
    """How the database goes about the first rows of a list; the tables have no statistics, so a size changes nothing."""
    said: list[str] = []
    store.db.conn.set_trace_callback(said.append)
    query.run(store).ids(0, 60)
    store.db.conn.set_trace_callback(None)
    return [str(row["detail"]) for sql in said if "ORDER BY" in sql for row in store.rows("EXPLAIN QUERY PLAN " + sql)]


@pytest.mark.parametrize("form", feature.entities())
def test_an_index_serves_every_list_by_number_and_by_name(store: Store, form: str) -> None:
    where = layout.of(form)
    for name in where.sorted_fields:
        for sort in ((name,), (f"-{name}",), (name, where.form.number_field), (f"-{name}", f"-{where.form.number_field}")):
            wanted = f"SCAN {where.entity.table} USING INDEX {where.entity.table}_by_{name}_sort"
            assert plans(store, Query(form, sort=sort if name != sort[-1] else sort[:1])) == [wanted]


@pytest.mark.parametrize("form", ["staff_record", FORM, "complaint_record"])
def test_numbers_sort_by_their_value(store: Store, form: str) -> None:
    made(store, MIXED)
    field = forms.get(form).number_field
    assert listed(store, form, field) == RIGHT
    assert listed(store, form, f"-{field}") == RIGHT[::-1]


def test_a_changed_number_has_a_new_place_and_undo_gives_the_old_one_back(office: Store) -> None:
    made(office, ["KH-2000", "KH-10000", "KH-30000"])
    records.save(office, FORM, 1, {"customer_no": "KH-20000"})
    assert listed(office, FORM) == ["KH-10000", "KH-20000", "KH-30000"]
    assert office.check() == []
    undo.undo(office)
    assert listed(office, FORM) == ["KH-2000", "KH-10000", "KH-30000"]
    assert office.check() == []


def test_the_check_finds_a_wrong_key_and_mending_makes_it_right(office: Store) -> None:
    made(office, ["KH-2000", "KH-10000"])
    for table, field in (("customers", "customer_no"), ("staff", "number"), ("customers", "customer_name")):
        office.db.conn.execute(f'UPDATE "{table}" SET "{field}_sort" = \'x\' WHERE id = 2')
        office.db.conn.commit()
        (finding,) = office.check()
        assert finding.sentence == "1 record stands in the wrong place in the lists."
        sound.mend(office)
        assert office.check() == []
    office.db.conn.execute("UPDATE complaints SET complaint_no_sort = NULL")
    office.db.conn.commit()
    assert [f.sentence for f in office.check()] == ["2 records stand in the wrong place in the lists."]
    sound.mend(office)
    assert office.check() == []


def as_before(place: Path) -> None:
    """The office as a program without the sort keys of numbers left it."""
    store = Store.open(place, "w", PASSWORD)
    run = store.db.conn.execute
    run("DROP INDEX customers_at_hand")
    for form, entity in feature.entities().items():
        for name in layout.of(form).sort_columns:
            run(f'DROP INDEX "{entity.table}_by_{name}"')
        run(f'ALTER TABLE "{entity.table}" DROP COLUMN "{forms.get(form).number_field}_sort"')
    run("CREATE INDEX customers_at_hand ON customers (id, deleted_at, customer_no)")
    run("CREATE INDEX customers_name ON customers (customer_name_sort, id) WHERE deleted_at IS NULL")
    run("CREATE INDEX customers_number ON customers (customer_no, id) WHERE deleted_at IS NULL")
    run("DELETE FROM _sqlite_migrations WHERE migration_set = 'numbers_by_value' OR name = 'm0004_numbers_by_value'")
    store.db.conn.commit()
    store.close()


def test_an_older_office_is_backed_up_and_sorts_right(office: Store, place: Path) -> None:
    made(office, MIXED)
    records.delete(office, FORM, [3])
    tables = office.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
    office.close()
    as_before(place)
    count = len(list((place / "backups").iterdir()))
    store = Store.open(place, "w", PASSWORD)
    assert len(list((place / "backups").iterdir())) == count + 1
    assert backup.last_backup(place) is not None
    assert store.rows("SELECT name, sql FROM sqlite_master ORDER BY name") == tables
    assert listed(store, FORM) == [n for n in RIGHT if n != MIXED[2]]
    assert listed(store, "complaint_record", "complaint_no") == RIGHT
    assert store.check() == []
    records.restore(store, FORM, [3])
    assert listed(store, FORM) == RIGHT
    store.close()
