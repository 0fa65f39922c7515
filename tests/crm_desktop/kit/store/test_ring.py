"""Passwords open the ring, nothing else does, and nobody changes it unseen."""

from __future__ import annotations

import copy
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import ring
from crm_desktop.kit.store.ring import (
    RECOVERY,
    Keys,
    Ring,
    RingChanged,
    WrongPassword,
    add_user,
    new_recovery_code,
    new_ring,
    set_password,
    unlock,
)

SHIPPED = dict(ring.KDF)  # before a fixture lowers it
FIRST, SECOND = "six green kettles hum", "nine brown ferries sing"


@pytest.fixture
def made() -> tuple[Ring, bytes, str]:
    return new_ring("王秀英", FIRST)


def _keys(made: tuple[Ring, bytes, str]) -> Keys:
    return unlock(made[0], "王秀英", FIRST)


def test_the_shipped_parameters_are_above_the_asvs_minimum() -> None:
    assert SHIPPED["m"] >= 47_104  # KiB, at one round
    assert SHIPPED["t"] >= 3
    assert SHIPPED["p"] >= 1


def test_the_password_opens_it(made: tuple[Ring, bytes, str]) -> None:
    keys = _keys(made)
    assert keys.dek == made[1]
    assert len(keys.dek) == 32
    assert keys.secret is not None
    assert keys.secret != keys.dek
    assert keys.uid == "u1"
    assert keys.name == "王秀英"
    assert len({keys.audit, keys.ring, keys.manifest, keys.dek}) == 4


@pytest.mark.parametrize(("user", "password"), [
    ("王秀英", "six green kettles hun"), ("王秀英", ""), ("nobody", FIRST), ("", ""), ("u9", FIRST), ("王秀英", FIRST + "\0"),
    (RECOVERY, FIRST),
])
def test_wrong_name_and_wrong_password_say_the_same(made: tuple[Ring, bytes, str], user: str, password: str) -> None:
    with pytest.raises(WrongPassword) as caught:
        unlock(made[0], user, password)
    assert caught.value.sentence == "The user or the password is not right. Type both again."


def test_a_password_is_the_same_however_the_input_method_composes_it() -> None:
    made, _dek, _code = new_ring("Ana", "caf\u00e9 ２０ kettles 茶")
    assert unlock(made, "ANA ", "cafe\u0301 20 kettles 茶").uid == "u1"


def test_the_recovery_code_opens_it_however_it_is_typed(made: tuple[Ring, bytes, str]) -> None:
    new, dek, code = made
    assert len(code.replace("-", "")) * 5 == 160
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5, 5, 5, 2]
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f"  {code}\n",
                  code.replace("0", "O").replace("1", "l"), code.replace("0", "o").replace("1", "I")):
        assert unlock(new, RECOVERY, typed).dek == dek
    wrong = ("X" if code[0] != "X" else "Y") + code[1:]
    with pytest.raises(WrongPassword):
        unlock(new, RECOVERY, wrong)


def test_recovery_sets_a_new_password_for_everybody(made: tuple[Ring, bytes, str]) -> None:
    new, dek, code = made
    set_password(new, unlock(new, RECOVERY, code), "王秀英", SECOND)
    keys = unlock(new, "王秀英", SECOND)
    assert keys.dek == dek
    assert keys.secret is not None
    with pytest.raises(WrongPassword):
        unlock(new, "王秀英", FIRST)


def test_a_new_recovery_code_closes_the_old_one(made: tuple[Ring, bytes, str]) -> None:
    new, _dek, code = made
    fresh = new_recovery_code(new, _keys(made))
    assert unlock(new, RECOVERY, fresh)
    with pytest.raises(WrongPassword):
        unlock(new, RECOVERY, code)


def test_own_password_keeps_the_key_pair(made: tuple[Ring, bytes, str]) -> None:
    new, dek, _code = made
    before = copy.deepcopy(new.users["u1"])
    set_password(new, _keys(made), "u1", SECOND)
    assert new.users["u1"]["pub"] == before["pub"]
    assert new.users["u1"]["keys"] == before["keys"]
    assert new.users["u1"]["kdf"]["salt"] != before["kdf"]["salt"]
    assert unlock(new, "u1", SECOND).dek == dek
    with pytest.raises(WrongPassword):
        unlock(new, "u1", FIRST)


def test_users_come_and_go(made: tuple[Ring, bytes, str]) -> None:
    new, dek, _code = made
    keys = _keys(made)
    uid = add_user(new, keys, "李娜", SECOND)
    assert new.names() == {"u1": "王秀英", uid: "李娜"}
    li = unlock(new, "李娜", SECOND)
    assert li.dek == dek
    assert li.secret is None
    del new.users[uid]
    new.sign(keys)
    with pytest.raises(WrongPassword):
        unlock(new, "李娜", SECOND)
    assert add_user(new, keys, "李娜", SECOND) != uid  # an id is never used again


@pytest.mark.parametrize("name", ["", "  ", "王秀英", " 王秀英 ", "Recovery", "ｒecovery", "u1", "a\nb", "a\0b", "x" * 101])
def test_names_that_no_account_gets(made: tuple[Ring, bytes, str], name: str) -> None:
    with pytest.raises(Problem) as caught:
        add_user(made[0], _keys(made), name, SECOND)
    assert caught.value.field == "user"


def test_without_the_second_key_nobody_gives_it_on(made: tuple[Ring, bytes, str]) -> None:
    new = made[0]
    add_user(new, _keys(made), "李娜", SECOND)
    li = unlock(new, "李娜", SECOND)
    with pytest.raises(Problem, match="sensitive fields"):
        set_password(new, li, "王秀英", SECOND)
    with pytest.raises(Problem, match="sensitive fields"):
        add_user(new, li, "张伟", SECOND, secret=True)
    with pytest.raises(Problem, match="no user 张伟"):
        set_password(new, li, "张伟", SECOND)


def test_save_and_load(made: tuple[Ring, bytes, str], tmp_path: Path) -> None:
    made[0].save(tmp_path / "ring.json")
    again = Ring.load(tmp_path / "ring.json")
    assert again == made[0]
    assert unlock(again, "王秀英", FIRST).dek == made[1]
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["ring.json"]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "ring.json").stat().st_mode) == 0o600


def test_the_file_holds_neither_password_nor_key(made: tuple[Ring, bytes, str], tmp_path: Path) -> None:
    made[0].save(tmp_path / "ring.json")
    text = (tmp_path / "ring.json").read_text("utf-8")
    keys = _keys(made)
    for secret in (FIRST, made[2], made[1].hex(), ring._b64(made[1]), ring._b64(keys.private)):
        assert secret not in text
    assert made[1].hex() not in repr(keys)


@pytest.mark.parametrize("data", [
    b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"v": 2}', b'{"v": 1, "db": "x"}', b"[" * 100_000,
    b'{"v":1,"db":"x","gen":1,"next":1,"mac":"","users":[]}',
    b'{"v":1,"db":"x","gen":1,"next":1,"mac":"","users":{"u1":3}}',
    b'{"v":1,"db":"x","gen":1,"next":1,"mac":"","users":{"u1":{"name":"a"}}}',
    b'{"v":1,"db":"x","gen":1e999,"next":1,"mac":"","users":{"u1":{}}}',
])
def test_a_damaged_ring_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "ring.json").write_bytes(data)
    with pytest.raises(Problem, match=r"ring\.json is damaged"):
        Ring.load(tmp_path / "ring.json")


def test_a_missing_ring_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"ring\.json can't be opened"):
        Ring.load(tmp_path / "ring.json")


@pytest.mark.parametrize(("name", "value"), [("m", 2**40), ("t", 10**9), ("p", 0), ("m", "8"), ("t", True), ("m", 7)])
def test_absurd_parameters_are_damage_not_a_hung_program(
        made: tuple[Ring, bytes, str], tmp_path: Path, name: str, value: Any) -> None:
    made[0].users["u1"]["kdf"][name] = value
    made[0].save(tmp_path / "ring.json")
    with pytest.raises(Problem, match="is damaged"):
        Ring.load(tmp_path / "ring.json")


def test_cheaper_parameters_open_nothing(made: tuple[Ring, bytes, str]) -> None:
    made[0].users["u1"]["kdf"]["t"] = 2
    with pytest.raises(WrongPassword):
        unlock(made[0], "王秀英", FIRST)


def _swap_public(new: Ring) -> None:
    new.users["u2"]["pub"] = new.users["recovery"]["pub"]


def _promote(new: Ring) -> None:
    new.users["u2"]["role"] = "admin"


def _add(new: Ring) -> None:
    new.users["u3"] = copy.deepcopy(new.users["u2"])


def _drop(new: Ring) -> None:
    del new.users["recovery"]


def _unsign(new: Ring) -> None:
    new.mac = ""


def _older(new: Ring) -> None:
    new.next_user = 1


@pytest.mark.parametrize("change", [_swap_public, _promote, _add, _drop, _unsign, _older])
def test_every_edit_is_seen(made: tuple[Ring, bytes, str], change: Any) -> None:
    new = made[0]
    add_user(new, _keys(made), "李娜", SECOND)
    change(new)
    with pytest.raises(RingChanged):
        unlock(new, "王秀英", FIRST)


def test_a_grant_copied_to_another_account_opens_nothing(made: tuple[Ring, bytes, str]) -> None:
    new = made[0]
    add_user(new, _keys(made), "李娜", SECOND)
    new.users["u2"]["keys"]["secret"] = new.users["u1"]["keys"]["secret"]
    new.sign(_keys_without_mac(new))
    with pytest.raises(RingChanged):
        unlock(new, "李娜", SECOND)


def _keys_without_mac(new: Ring) -> Keys:
    """What somebody has who holds the data key: even a rightly signed ring can't give away the second key."""
    before = copy.deepcopy(new)
    before.users["u2"]["keys"].pop("secret")
    before.mac = new.mac
    return unlock(before, "王秀英", FIRST)


def test_another_generation_or_database_opens_nothing(made: tuple[Ring, bytes, str]) -> None:
    made[0].generation = 2
    with pytest.raises(WrongPassword):
        unlock(made[0], "王秀英", FIRST)
