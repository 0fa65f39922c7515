"""Sensitive values: sealed to their place, readable only with the second key."""

from __future__ import annotations

import json

import pytest

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store.ring import Keys, Ring, add_user, new_ring, unlock
from crm_desktop.kit.store.sealing import open_value, seal_value

FIRST, SECOND = "six green kettles hum", "nine brown ferries sing"


@pytest.fixture
def made() -> tuple[Ring, bytes, str]:
    return new_ring("王秀英", FIRST)


def _keys(made: tuple[Ring, bytes, str]) -> Keys:
    return unlock(made[0], "王秀英", FIRST)


@pytest.mark.parametrize("text", ["110101199003070775", "", "张" * 10_000, "\0", "\ud800", '{"$s":"x"}'])
def test_a_sealed_value_comes_back(made: tuple[Ring, bytes, str], text: str) -> None:
    keys = _keys(made)
    sealed = seal_value(keys, "customers", "id_number", "a1", text)
    assert not text.strip() or text not in sealed
    assert list(json.loads(sealed)) == ["$s"]
    assert open_value(keys, "customers", "id_number", "a1", sealed) == text
    assert seal_value(keys, "customers", "id_number", "a1", text) != sealed


@pytest.mark.parametrize("place", [
    ("contacts", "id_number", "a1"), ("customers", "bank", "a1"), ("customers", "id_number", "a2"),
    ("customersid_number", "", "a1"),
])
def test_a_sealed_value_can_not_be_moved(made: tuple[Ring, bytes, str], place: tuple[str, str, str]) -> None:
    keys = _keys(made)
    sealed = seal_value(keys, "customers", "id_number", "a1", "110101199003070775")
    with pytest.raises(Problem, match="changed outside the program"):
        open_value(keys, *place, sealed)


@pytest.mark.parametrize("text", ["", "{}", "plain", '{"$s":""}', '{"$s":3}', '{"$s":"!!"}', "[1]", "null"])
def test_what_was_never_sealed_is_a_sentence(made: tuple[Ring, bytes, str], text: str) -> None:
    with pytest.raises(Problem, match="changed outside the program"):
        open_value(_keys(made), "customers", "id_number", "a1", text)


def test_without_the_second_key_nothing_sensitive_is_read(made: tuple[Ring, bytes, str]) -> None:
    sealed = seal_value(_keys(made), "customers", "id_number", "a1", "110101199003070775")
    add_user(made[0], _keys(made), "李娜", SECOND)
    li = unlock(made[0], "李娜", SECOND)
    with pytest.raises(Problem, match="may not read or write sensitive fields"):
        open_value(li, "customers", "id_number", "a1", sealed)
    with pytest.raises(Problem, match="may not read or write sensitive fields"):
        seal_value(li, "customers", "id_number", "a1", "x")
