"""Several accounts in one office: each opens it by its own password; who is switched off does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from crm_desktop.kit import feature, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Office, Store, accounts, audit, backup, office, reading, ring
from crm_desktop.kit.store.ring import Ring, WrongPassword

PASSWORD, SECOND = "six green kettles hum", "another brown teapot sings"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "a.crm"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    made, _code = office.found(place, Office("秘书处"), "王秀英", PASSWORD)
    yield made
    made.close()


def names(store: Store) -> list[str]:
    return [account.name for account in accounts.every(store)]


def acts(store: Store) -> list[tuple[str, str]]:
    rows = store.db.execute("SELECT act, who FROM audit WHERE form = 'user' ORDER BY seq").fetchall()
    return [tuple(row) for row in rows]


def test_a_second_user_works_under_an_own_name(store: Store, place: Path) -> None:
    accounts.add(store, "  李小龙 ", SECOND)
    assert names(store) == ["王秀英", "李小龙"]
    other = Store.open(place, "李小龙", SECOND)
    try:
        assert other.user.name == "李小龙"
        assert records.name_of(other, "staff_record", other.user.staff or 0) == "李小龙"
        records.create(other, "customer_master", {"customer_name": "星河乳业"})
        assert [(a.name, a.own, bool(a.changed)) for a in accounts.every(other)] == [
            ("王秀英", False, True), ("李小龙", True, True)]
        with pytest.raises(Problem, match="nothing to undo"):
            store.undo()  # hers, not his
        assert other.check() == []
    finally:
        other.close()
    assert acts(store) == [("enroll", "u1"), ("enroll", "u1")]
    assert audit.verify(store.db.conn, store.keys.audit) == []


def test_who_is_switched_off_comes_in_no_more_and_leaves_the_name(store: Store, place: Path, tmp_path: Path) -> None:
    accounts.add(store, "李小龙", SECOND)
    other = Store.open(place, "李小龙", SECOND)
    record = records.create(other, "customer_master", {"customer_name": "星河乳业"})
    other.close()
    kept = backup.backup(store, tmp_path / "stick")
    accounts.switch_off(store, "u2")
    assert names(store) == ["王秀英"]
    with pytest.raises(WrongPassword):
        Store.open(place, "李小龙", SECOND)
    assert store.check() == []
    assert acts(store)[-1] == ("switch_off", "u1")
    assert store.value("SELECT name FROM users WHERE uid = 'u2'") == "李小龙"
    assert store.raw("customer_master", record)["customer_name"] == "星河乳业"  # type: ignore[index]
    assert "李小龙" in Ring.load(kept / "ring.json").names().values(), "as the question says"
    with pytest.raises(Problem, match="switched off already"):
        accounts.switch_off(store, "u2")
    Store.open(place, "王秀英", PASSWORD).close()


def test_the_same_name_again_is_the_same_person_in_the_register(store: Store) -> None:
    accounts.add(store, "李小龙", SECOND)
    accounts.switch_off(store, "u2")
    accounts.add(store, "李小龙", SECOND)
    staff = dict(store.db.execute("SELECT uid, staff FROM users").fetchall())
    assert staff["u2"] == staff["u3"]
    assert store.value(f"SELECT count(*) FROM {feature.entity('staff_record').table} WHERE name = '李小龙'") == 1


def test_a_member_of_the_register_gets_the_account(store: Store) -> None:
    known = records.create(store, "staff_record", {"name": "赵敏", "active": True})
    accounts.add(store, "赵敏", SECOND)
    assert store.value("SELECT staff FROM users WHERE name = '赵敏'") == known


@pytest.mark.parametrize(("name", "password", "field"), [
    ("", SECOND, "user"), ("王秀英", SECOND, "user"), ("recovery", SECOND, "user"), ("x" * 101, SECOND, "user"),
    ("a\nb", SECOND, "user"), ("李小龙", "short", "password"), ("李小龙", "秘书处秘书处秘书处秘书处", "password")])
def test_what_cannot_be_an_account(store: Store, place: Path, name: str, password: str, field: str) -> None:
    before = (place / "ring.json").read_bytes()
    with pytest.raises(Problem) as caught:
        accounts.add(store, name, password)
    assert caught.value.field == field
    assert (place / "ring.json").read_bytes() == before
    assert names(store) == ["王秀英"]


def test_nobody_switches_the_own_account_off_nor_the_recovery_sheet(store: Store) -> None:
    for uid in ("u1", "recovery", "nobody"):
        with pytest.raises(Problem):
            accounts.switch_off(store, uid)
    assert names(store) == ["王秀英"]


def test_a_full_disk_leaves_the_accounts_as_they_were(store: Store, place: Path) -> None:
    accounts.add(store, "李小龙", SECOND)
    before = (place / "ring.json").read_bytes()
    store.db.conn.execute("PRAGMA query_only=ON")
    for act in (lambda: accounts.add(store, "赵敏", SECOND), lambda: accounts.switch_off(store, "u2")):
        with pytest.raises(Problem):
            act()
    store.db.conn.execute("PRAGMA query_only=OFF")
    assert (place / "ring.json").read_bytes() == before
    assert not (place / "ring.next.json").exists()
    accounts.add(store, "赵敏", SECOND)
    assert names(store) == ["王秀英", "李小龙", "赵敏"]


def test_an_account_lost_between_file_and_ring_can_be_made_again(store: Store, place: Path) -> None:
    before = (place / "ring.json").read_bytes()
    accounts.add(store, "李小龙", SECOND)
    (place / "ring.json").write_bytes(before)  # as a kill between the commit and the rename leaves it
    accounts.add(store, "赵敏", SECOND)
    assert names(store) == ["王秀英", "赵敏"]
    Store.open(place, "赵敏", SECOND).close()


def test_a_copy_that_is_only_looked_at_takes_no_account(store: Store, place: Path) -> None:
    backup.backup(store)
    copy = reading.look(place, "王秀英", PASSWORD)
    try:
        assert names(copy) == ["王秀英"]
        with pytest.raises(Problem):
            accounts.add(copy, "李小龙", SECOND)
    finally:
        copy.close()


def test_who_is_switched_off_while_another_is_added_stays_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add(store, "李小龙", SECOND)
    plain, others = ring.add_user, list[Thread]()

    def switch_off() -> None:
        twin = store.clone()
        accounts.switch_off(twin, "u2")
        twin.close()

    def slow(*told: Any, **said: Any) -> str:
        others.append(Thread(target=switch_off))
        others[0].start()
        others[0].join(0.5)  # it would be through by then, but has to wait for the keys
        return plain(*told, **said)

    monkeypatch.setattr(ring, "add_user", slow)
    accounts.add(store, "赵六", SECOND)
    others[0].join()
    assert names(store) == ["王秀英", "赵六"]
    assert store.check() == []
