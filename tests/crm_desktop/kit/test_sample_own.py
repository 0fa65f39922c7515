"""The sample office of this computer: whole or not there, known by its place, gone when thrown away."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm_desktop.kit import clock, i18n, paths
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.sample import make_demo, own
from crm_desktop.kit.store import Store, audit, lock
from crm_desktop.kit.store.folder import is_office


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of so few customers is made in a moment."""
    monkeypatch.setattr(own, "CUSTOMERS", 20)


def left() -> list[str]:
    """What lies where the samples lie, without the door."""
    return sorted(p.name for p in paths.samples_dir().iterdir() if p.name != "door.lock")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_it_is_made_in_her_language_and_says_what_it_is(language: str) -> None:
    folder = own.make(language)
    assert own.is_sample(folder)
    assert left() == [folder.name]
    store = Store.open(folder, own.USERS[language], own.PASSWORD)
    try:
        office = store.office
        assert (office.language, office.zone == "Asia/Taipei") == (language, language == "zh_TW")
        assert office.name == {"en": "Sample office (invented data)", "zh_CN": "示例办公室（虚构数据）",
                               "zh_TW": "範例辦公室（虛構資料）"}[language]
        assert store.value("SELECT count(*) FROM customers") == 20
        assert store.check() == []
        assert audit.verify(store.db.conn, store.keys.audit) == []
    finally:
        store.close()


def test_it_is_of_this_moment_and_nothing_in_it_lies_ahead() -> None:
    now = datetime(2027, 3, 7, 22, 5, tzinfo=UTC)
    with clock.frozen(now):
        store = Store.open(own.make("zh_CN"), "示例用户", own.PASSWORD)
        last = store.value("SELECT max(received_at) FROM complaints")
        assert last == "2027-03-07T21:31:00Z"  # the newest came 34 minutes ago
        assert store.value("SELECT count(*) FROM callback_plans WHERE planned_date = '2027-03-08'") > 0
        store.close()


def test_the_clock_of_the_program_runs_on_while_it_is_made(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from datetime import date

    from crm_desktop.kit.sample import make, office_of

    here: list[tuple[int, int]] = []
    with ThreadPoolExecutor(1) as others:
        def heard(_done: int, _steps: int) -> None:
            here.append((clock.now().year, others.submit(clock.now).result().year))

        make(tmp_path / "a.crm", office_of("en"), "demo", own.PASSWORD, 1, 1, date(1999, 5, 3), heard)
    assert {inside for inside, _outside in here[1:]} == {1999}
    assert 1999 not in {outside for _inside, outside in here}
    assert clock.now().year > 1999


def test_a_second_wish_makes_nothing_anew() -> None:
    folder = own.make("en")
    before = (folder / "crm.db").stat().st_ino
    assert own.make("en", lambda _done, _steps: pytest.fail("made again")) == folder
    assert (folder / "crm.db").stat().st_ino == before


def test_cancelled_at_any_moment_nothing_is_left() -> None:
    heard: list[tuple[int, int]] = []
    own.throw_away(own.make("en", lambda done, steps: heard.append((done, steps))))
    assert heard == sorted(heard)
    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1] - 1
    for moment in range(0, len(heard), 3):
        count = iter(range(len(heard)))

        def cancel(_done: int, _steps: int, count: object = count, moment: int = moment) -> None:
            if next(count) == moment:  # type: ignore[call-overload]
                raise Cancelled

        with pytest.raises(Cancelled):
            own.make("en", cancel)
        assert left() == [], moment


def test_what_a_killed_program_left_goes_with_the_next_wish() -> None:
    half = paths.samples_dir() / "aside-0123456789abcdef"
    half.mkdir()
    (half / "crm.db").write_bytes(b"half")
    assert left() == [half.name]
    own.make("en")
    assert left() == ["Sample office.crm"]


def test_what_a_killed_program_left_goes_at_the_next_start_unless_another_is_at_work() -> None:
    half = paths.samples_dir() / "aside-0123456789abcdef"
    half.mkdir()
    with lock.open_file(paths.samples_dir() / "door.lock") as door:
        assert lock.take(door, shared=False)
        own.tidy()
        assert left() == [half.name]
    own.tidy()
    assert left() == []
    own.tidy()


def test_what_is_no_office_gives_way() -> None:
    folder = own.place("en")
    folder.mkdir(parents=True)
    (folder / "note.txt").write_text("?")
    assert not is_office(folder)
    assert is_office(own.make("en"))
    assert not (folder / "note.txt").exists()


def test_two_at_once_are_told() -> None:
    door = lock.open_file(paths.samples_dir() / "door.lock")
    assert lock.take(door, shared=False)
    with pytest.raises(Problem, match="Another window is making the sample office"):
        own.make("en")
    door.close()
    assert is_office(own.make("en"))


def test_thrown_away_it_is_gone_but_not_while_it_is_open() -> None:
    folder = own.make("en")
    held = lock.OfficeLock(folder)
    held.acquire("here", "me")
    with pytest.raises(Problem, match="open in another window"):
        own.throw_away(folder)
    held.release()
    own.throw_away(folder)
    assert left() == []
    own.throw_away(folder)  # twice is once


def test_only_a_sample_can_be_thrown_away(tmp_path: Path) -> None:
    make_demo(tmp_path / "Sample office.crm", 1, 1, None, own.PASSWORD, "en")
    for folder in (tmp_path / "Sample office.crm", paths.samples_dir() / "other.crm"):
        assert not own.is_sample(folder)
        with pytest.raises(ValueError, match=folder.name):
            own.throw_away(folder)
    assert is_office(tmp_path / "Sample office.crm")


@pytest.mark.parametrize("turn", [1, 3, 99])
def test_where_it_cannot_be_written_it_says_so_and_nothing_is_left(turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    renames, whole = iter(range(1, 1000)), os.replace

    def refused(source: Path, target: Path) -> None:
        if next(renames) == turn or target == own.place("en"):
            raise PermissionError(13, "no", "Sample office.crm")
        whole(source, target)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(Problem, match="may not be written"):
        own.make("en")
    assert left() == []
