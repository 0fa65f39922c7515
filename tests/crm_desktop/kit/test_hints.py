"""The hints of the first days: once to an account of an office that offers them, and never again by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.kit import hints
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Office, Store
from crm_desktop.kit.store.acts import User
from crm_desktop.kit.store.office import found
from crm_desktop.kit.store.reading import Copied
from tests.conftest import NOW

EVERY = ("today", "find", "keys")
PASSWORD = "correct horse battery 27"


@pytest.fixture
def offering(store: Store) -> Store:
    """An office that offers the hints."""
    hints.offer(store)
    return store


def test_an_office_that_was_there_before_disturbs_nobody(store: Store) -> None:
    assert hints.left(store, EVERY) == ()


def test_one_after_the_other_and_then_no_more(offering: Store) -> None:
    seen = []
    while still := hints.left(offering, EVERY):
        seen.append(still[0])
        hints.keep(offering, still[1:])
    assert tuple(seen) == EVERY
    hints.offer(offering)
    assert hints.left(offering, EVERY) == ()


def test_each_user_has_her_own(offering: Store) -> None:
    hints.keep(offering, ())
    first, offering.user = offering.user, User("u2", "陈静")
    assert hints.left(offering, EVERY) == EVERY
    hints.keep(offering, ("keys",))
    offering.user = first
    assert hints.left(offering, EVERY) == ()


def test_they_can_be_had_again_on_purpose(store: Store) -> None:
    hints.keep(store, EVERY)
    assert hints.left(store, EVERY) == EVERY


def test_a_later_version_brings_no_more_to_who_is_through(offering: Store) -> None:
    hints.keep(offering, ("keys",))
    assert hints.left(offering, ("today", "new one", "keys")) == ("keys",)
    assert hints.left(offering, ("today", "new one")) == ()


def test_a_recovery_code_is_no_user(offering: Store) -> None:
    offering.user = User("recovery", "recovery")
    assert hints.left(offering, EVERY) == ()


def test_a_read_only_copy_has_none_and_keeps_nothing(offering: Store) -> None:
    offering.copied = Copied(offering.folder, offering.folder, NOW)
    try:
        assert hints.left(offering, EVERY) == ()
        with pytest.raises(Problem):
            hints.keep(offering, EVERY)
    finally:
        offering.copied = None
    assert hints.left(offering, EVERY) == EVERY


def test_it_is_no_change_that_undo_takes_back(offering: Store) -> None:
    hints.keep(offering, ())
    with pytest.raises(Problem, match="nothing to undo"):
        offering.undo()


@pytest.mark.parametrize("asked", [True, False])
def test_an_office_offers_them_when_it_is_founded_so(tmp_path: Path, asked: bool) -> None:
    store, _code = found(tmp_path / "a.crm", Office("秘书处"), "王秀英", PASSWORD, hints=asked)
    store.close()
    again = Store.open(tmp_path / "a.crm", "王秀英", PASSWORD)
    assert hints.left(again, EVERY) == (EVERY if asked else ())
    again.close()
