"""The vault under the real store: a session leaves nothing readable, and every act keeps the check clean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.kit import emptying, paths, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Office, Store, backup, restore
from crm_desktop.kit.store.office import found
from crm_desktop.kit.store.ring import RECOVERY

PASSWORD = "six green kettles hum"
NAME = "深圳市龙腾电子有限公司"
FORM = "customer_master"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "desk.crm"


@pytest.fixture
def office(place: Path) -> Iterator[tuple[Store, str]]:
    store, code = found(place, Office("秘书处"), "王秀英", PASSWORD)
    yield store, code
    store.close()


def _customer(store: Store, name: str = NAME) -> int:
    return records.create(store, FORM, {"customer_name": name})


def test_every_kind_of_change_keeps_the_check_clean(office: tuple[Store, str]) -> None:
    store, _code = office
    first, second, third = (_customer(store, f"{NAME}{n}") for n in range(3))
    row = records.get(store, FORM, first)
    field = next(k for k, v in row.items() if isinstance(v, str) and v.startswith(NAME))
    records.save(store, FORM, first, {**row, field: "曾国华贸易"})
    records.delete(store, FORM, [second, third])
    records.restore(store, FORM, [second])
    emptying.empty_bin(store)
    store.undo()
    assert store.check() == []


def test_a_session_leaves_nothing_readable(office: tuple[Store, str], place: Path, tmp_path: Path) -> None:
    store, code = office
    _customer(store)
    backup.backup(store, tmp_path / "stick")
    backup.backup(store)
    store.close()
    files = [p for root in (place, tmp_path / "stick", paths.config_dir()) for p in root.rglob("*") if p.is_file()]
    assert len(files) >= 9
    for path in files:
        data = path.read_bytes()
        assert not data.startswith(b"SQLite format 3")
        for text in ("龙腾", "秘书处", code, PASSWORD):
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert text.encode(encoding) not in data, (path.name, text)


def test_backup_and_restore_of_the_whole_office(office: tuple[Store, str], place: Path, tmp_path: Path) -> None:
    store, code = office
    _customer(store)
    backup.backup(store, tmp_path / "stick")
    _customer(store, "later")
    store.close()
    restore.restore(tmp_path / "stick", tmp_path / "new.crm", RECOVERY, code)
    again = Store.open(tmp_path / "new.crm", "王秀英", PASSWORD)
    assert again.check() == []
    assert again.value("SELECT count(*) FROM customers") == 1
    assert again.findings == []
    again.close()


@pytest.mark.parametrize("password", ["", "short", "password1234", "秘书处秘书处秘书处秘书处"])
def test_a_weak_password_founds_no_office(tmp_path: Path, password: str) -> None:
    with pytest.raises(Problem):
        found(tmp_path / "weak.crm", Office("秘书处"), "王秀英", password)
    assert not (tmp_path / "weak.crm").exists()


def test_a_page_that_can_not_be_read_is_a_sentence_wherever_it_is_met(office: tuple[Store, str], place: Path) -> None:
    store, _code = office
    store.close()
    file = place / "crm.db"
    data = file.read_bytes()
    for at in range(4096 + 2000, len(data), 4096 * 3):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
        with pytest.raises(Problem, match=r"crm\.db"):
            _look_at_everything(place)
    file.write_bytes(data)
    _look_at_everything(place)


def _look_at_everything(place: Path) -> None:
    store = Store.open(place, "王秀英", PASSWORD)
    try:
        found = store.check()
    finally:
        store.close()
    if found:
        raise Problem(found[0].sentence)
