"""The open store: reading, listening, two connections, errors that are sentences."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Notice, Office, Store
from crm_desktop.kit.store.office import found

FORM, PASSWORD = "customer_master", "six green kettles hum"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    store, _code = found(tmp_path / "a.crm", Office("秘书处"), "w", PASSWORD)
    records.create(store, FORM, {"customer_name": "澄屿机电"})
    store.close()
    return tmp_path / "a.crm"


def test_reading(store: Store) -> None:
    records.create(store, FORM, {"customer_name": "甲"})
    assert store.rows("SELECT customer_name FROM customers") == [{"customer_name": "甲"}]
    assert store.row("SELECT id FROM customers WHERE id = ?", (9,)) is None
    assert store.value("SELECT id FROM customers WHERE id = ?", (9,)) is None
    assert store.column("SELECT id FROM customers") == [1]
    assert store.raw(FORM, 9) is None


def test_a_scratch_store_leaves_nothing_behind() -> None:
    store = Store.memory()
    folder = store.folder
    assert folder.exists()
    store.close()
    assert not folder.exists()


def test_a_wrong_password_is_one_sentence(place: Path) -> None:
    for user, password in (("w", "wrong"), ("x", PASSWORD), ("w", "")):
        with pytest.raises(Problem) as caught:
            Store.open(place, user, password)
        assert "\n" not in caught.value.sentence


def test_a_session_sees_what_the_one_before_saved(place: Path) -> None:
    store = Store.open(place, "w", PASSWORD)
    assert store.findings == []
    assert store.user.name == "w"
    assert records.get(store, FORM, 1)["customer_name"] == "澄屿机电"
    store.close()


def test_two_sessions_write_in_turn(place: Path) -> None:
    one, two = (Store.open(place, "w", PASSWORD) for _n in range(2))
    for turn in range(4):
        records.create((one, two)[turn % 2], FORM, {"customer_name": f"公司{turn}"})
    assert one.column("SELECT customer_no FROM customers") == [f"KH-{n:04d}" for n in range(1, 6)]
    assert two.check() == []
    two.close()
    one.close()


def test_listening_stops(store: Store) -> None:
    heard: list[Notice] = []
    stop = store.listen(heard.append)
    records.create(store, FORM, {"customer_name": "甲"})
    stop()
    stop()
    records.create(store, FORM, {"customer_name": "乙"})
    assert len(heard) == 1


def test_a_bulk_notice_is_cut(store: Store) -> None:
    heard: list[Notice] = []
    store.listen(heard.append)
    with store.change("bulk") as change:
        change.insert_many("staff_record", [{"name": f"n{n}"} for n in range(1200)])
    assert (len(heard[0].changes), heard[0].many) == (1000, True)


def test_a_listener_that_reads_sees_the_commit(store: Store) -> None:
    seen: list[int] = []
    store.listen(lambda _n: seen.append(store.value("SELECT count(*) FROM customers")))
    records.create(store, FORM, {"customer_name": "甲"})
    assert seen == [1]


def test_an_update_of_a_name_renames_its_references_at_once(store: Store) -> None:
    made = records.create(store, FORM, {"customer_name": "甲"})
    assert store.context().name_of("customer_ref", made) == "甲"
    records.save(store, FORM, made, {"customer_name": "乙"})
    assert store.context().name_of("customer_ref", made) == "乙"
    assert store.context().find("customer_ref", "乙") == [made]


def test_a_damaged_page_met_while_reading_is_a_sentence(place: Path, tmp_path: Path) -> None:
    twin = Path(shutil.copytree(place, tmp_path / "twin.crm"))
    data = bytearray((twin / "crm.db").read_bytes())
    for at in range(8192, len(data), 4096):
        data[at + 100] ^= 255
    (twin / "crm.db").write_bytes(data)
    with pytest.raises(Problem) as caught:
        store = Store.open(twin, "w", PASSWORD)
        store.rows("SELECT * FROM customers")
    assert "\n" not in caught.value.sentence


def test_a_reference_to_nobody_is_refused_whole(store: Store) -> None:
    with pytest.raises(Problem), store.change("x") as change:
        change.insert(FORM, {"customer_name": "甲", "customer_status": "active"})
        change.insert("contact_person", {"customer": 999, "contact_name": "乙"})
    assert store.value("SELECT count(*) FROM customers") == 0
