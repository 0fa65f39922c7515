"""Signing in: right and wrong passwords, the pause, and rings left by a crash."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import anchor, ring
from crm_desktop.kit.store.cipher import Damaged
from crm_desktop.kit.store.door import sign_in
from crm_desktop.kit.store.passwords import Wait
from crm_desktop.kit.store.ring import RECOVERY, Ring, WrongPassword

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def test_name_id_and_recovery_code_sign_in(desk: Any, password: str) -> None:
    assert sign_in(desk.folder, "王秀英", password).dek == desk.keys.dek
    assert sign_in(desk.folder, "u1", password).uid == "u1"
    assert sign_in(desk.folder, RECOVERY, desk.code).uid == RECOVERY
    assert not (desk.folder / "attempts.json").exists()


def test_the_third_wrong_password_makes_wait_even_the_right_one(desk: Any, password: str) -> None:
    with clock.frozen(NOON):
        for _ in range(3):
            with pytest.raises(WrongPassword):
                sign_in(desk.folder, "王秀英", "wrong")
        with pytest.raises(Wait) as caught:
            sign_in(desk.folder, "王秀英", password)
        assert caught.value.seconds == 1
    with clock.frozen(NOON + timedelta(seconds=1)):
        assert sign_in(desk.folder, "王秀英", password)
        assert not (desk.folder / "attempts.json").exists()


def test_a_clock_that_was_put_right_keeps_nobody_out_for_a_year(desk: Any, password: str) -> None:
    with clock.frozen(NOON + timedelta(days=365)):
        for _ in range(3):
            with pytest.raises(WrongPassword):
                sign_in(desk.folder, "王秀英", "wrong")
    with clock.frozen(NOON), pytest.raises(Wait):
        sign_in(desk.folder, "王秀英", password)
    with clock.frozen(NOON + timedelta(seconds=1)):
        assert sign_in(desk.folder, "王秀英", password)


def test_a_folder_that_is_no_office(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no folder"):
        sign_in(tmp_path / "none.crm", "a", "b")
    (tmp_path / "empty.crm").mkdir()
    with pytest.raises(Problem, match=r"crm\.db is missing"):
        sign_in(tmp_path / "empty.crm", "a", "b")
    (tmp_path / "file.crm").write_text("x")
    with pytest.raises(Problem, match="is a file"):
        sign_in(tmp_path / "file.crm", "a", "b")


def test_damage_is_told_apart_from_a_wrong_password(desk: Any, password: str) -> None:
    desk.db.close()
    file = desk.folder / "crm.db"
    data = file.read_bytes()
    file.write_bytes(bytes(100) + data[100:])
    with pytest.raises(Damaged):
        sign_in(desk.folder, "王秀英", password)
    assert not (desk.folder / "attempts.json").exists()
    with pytest.raises(WrongPassword):
        sign_in(desk.folder, "王秀英", "wrong")


def test_an_emptied_database_is_not_taken_for_a_new_one(desk: Any, password: str) -> None:
    anchor.write(desk)
    desk.db.close()
    (desk.folder / "crm.db").write_bytes(b"")
    with pytest.raises(Damaged, match=r"crm\.db is empty"):
        sign_in(desk.folder, "王秀英", password)


def test_a_damaged_ring_is_named(desk: Any, password: str) -> None:
    (desk.folder / "ring.json").write_bytes(b"{")
    with pytest.raises(Problem, match=r"ring\.json is damaged"):
        sign_in(desk.folder, "王秀英", password)


def test_the_next_ring_wins_when_it_opens_the_database(desk: Any, password: str) -> None:
    """New keys: the crash came after the database had them and before the ring was renamed."""
    other, _dek, _code = ring.new_ring("王秀英", password)
    (desk.folder / "ring.json").rename(desk.folder / "ring.next.json")
    other.save(desk.folder / "ring.json")
    assert sign_in(desk.folder, "王秀英", password).dek == desk.keys.dek
    assert not (desk.folder / "ring.next.json").exists()
    assert Ring.load(desk.folder / "ring.json") == desk.ring


def test_a_next_ring_that_opens_nothing_goes(desk: Any, password: str) -> None:
    """New keys: the crash came before the database had them."""
    other, _dek, _code = ring.new_ring("王秀英", "another good password")
    other.save(desk.folder / "ring.next.json")
    with pytest.raises(WrongPassword):
        sign_in(desk.folder, "王秀英", "one more good password")
    with pytest.raises(WrongPassword):
        sign_in(desk.folder, "王秀英", "another good password")
    assert (desk.folder / "ring.next.json").exists()
    assert sign_in(desk.folder, "王秀英", password).dek == desk.keys.dek
    assert not (desk.folder / "ring.next.json").exists()


def test_only_the_next_ring_is_left(desk: Any, password: str) -> None:
    (desk.folder / "ring.json").rename(desk.folder / "ring.next.json")
    assert sign_in(desk.folder, "王秀英", password)
    assert (desk.folder / "ring.json").exists()
