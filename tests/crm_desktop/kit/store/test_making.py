"""A new office is whole or none: what a killed program left is known, said, and gives way; nothing else does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Office, Store, office
from crm_desktop.kit.store.folder import half_made, is_office, office_problem

PASSWORD = "six green kettles hum"


def make(place: Path) -> None:
    store, _code = office.found(place, Office("秘书处"), "王秀英", PASSWORD)
    store.close()


def killed(place: Path, *, late: bool) -> None:
    """As a kill leaves it: in the middle, or between the database and the key ring taking their places."""
    make(place)
    (place / "making").mkdir()
    os.replace(place / "ring.json", place / "making" / "ring.json")
    (place / "anchor.json").unlink()
    (place / "crm.db-journal").unlink(missing_ok=True)
    if not late:
        os.replace(place / "crm.db", place / "making" / "crm.db")


def names(place: Path) -> list[str]:
    return sorted(p.name for p in place.iterdir())


def test_an_office_that_is_made_has_nothing_left_of_its_making(tmp_path: Path) -> None:
    make(tmp_path / "a.crm")
    assert {"making", ".try"}.isdisjoint(names(tmp_path / "a.crm"))
    assert is_office(tmp_path / "a.crm")
    assert not half_made(tmp_path / "a.crm")


@pytest.mark.parametrize("late", [False, True])
def test_what_a_kill_left_is_no_office_is_said_and_gives_way(tmp_path: Path, late: bool) -> None:
    place = tmp_path / "a.crm"
    killed(place, late=late)
    assert half_made(place)
    assert not is_office(place)
    assert office_problem(place) == f"The office in {place} was not made to the end. Make it again in the same folder."
    make(place)
    store = Store.open(place, "王秀英", PASSWORD)
    assert store.check() == []
    store.close()


def test_the_first_traces_give_way_too(tmp_path: Path) -> None:
    place = tmp_path / "a.crm"
    (place / "backups").mkdir(parents=True)
    (place / ".try").touch()
    assert half_made(place)
    make(place)


@pytest.mark.parametrize("kept", ["note.txt", "crm.db", "ring.json", "backups/2026-11-22"])
def test_what_may_be_somebodys_stays(tmp_path: Path, kept: str) -> None:
    place = tmp_path / "a.crm"
    (place / "making").mkdir(parents=True)
    (place / kept).parent.mkdir(exist_ok=True)
    (place / kept).write_text("mine")
    assert not half_made(place)
    with pytest.raises(Problem, match="already holds something"):
        make(place)
    assert (place / kept).read_text() == "mine"


def test_an_office_that_is_just_being_made_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "a.crm"
    seen: list[str] = []

    def meanwhile(_store: Store) -> None:
        assert not is_office(place)
        with pytest.raises(Problem, match="Another program is making an office"):
            make(place)
        seen.extend(names(place / "making"))

    store, _code = office.found(place, Office("秘书处"), "王秀英", PASSWORD, fill=meanwhile)
    store.close()
    assert {"crm.db", "ring.json"} <= set(seen)
    assert is_office(place)


def test_a_failure_leaves_nothing_and_lets_the_next_in(tmp_path: Path) -> None:
    def full(_store: Store) -> None:
        raise Problem("full")

    with pytest.raises(Problem, match="full"):
        office.found(tmp_path / "a.crm", Office("秘书处"), "王秀英", PASSWORD, fill=full)
    assert not (tmp_path / "a.crm").exists()
    make(tmp_path / "a.crm")


def test_a_folder_of_the_same_name_that_is_hers_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "film"
    for hers in ("making/rushes.mov", "making/lock/key.txt"):
        (place / hers).parent.mkdir(parents=True, exist_ok=True)
        (place / hers).write_text("hers")
        assert not half_made(place)
        with pytest.raises(Problem, match="already holds something"):
            make(place)
        assert (place / hers).read_text() == "hers"
        (place / hers).unlink()
