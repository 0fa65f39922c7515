"""A window over an office that can't be written: sign-in offers the newest backup, the band says what it is."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.kit import clock, paths, records
from crm_desktop.kit.store import Store, backup
from tests.conftest import NOW
from ui.kit import ask
from ui.kit.buttons import Button
from ui.kit.session import Message
from ui.shell.main_window import MainWindow
from ui.shell.sign_in import SignIn

from .conftest import PASSWORD, USER

FORM = "customer_master"


def kept(folder: Path) -> None:
    """One customer and a backup of 10:26; a second one later."""
    with clock.frozen(NOW):
        store = Store.open(folder, USER, PASSWORD)
        records.create(store, FORM, {"customer_name": "星河乳业"})
        backup.backup(store)
    records.create(store, FORM, {"customer_name": "后来的公司"})
    store.close()


@pytest.fixture
def synced(office: tuple[Path, str], tmp_path: Path) -> Path:
    """The office in a folder that a sync program copies."""
    kept(office[0])
    return Path(shutil.copytree(office[0], tmp_path / "Dropbox" / "澄屿机电.crm"))


@pytest.fixture
def later() -> Iterator[None]:
    """Fifteen hours after the backup."""
    with clock.frozen(NOW + timedelta(hours=15)):
        yield


def tree(place: Path) -> dict[str, tuple[str, int]]:
    return {str(path.relative_to(place)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in sorted(place.rglob("*")) if path.is_file()}


def copies() -> list[Path]:
    place = paths.copies_dir(make=False)
    return [path for path in place.iterdir() if path.is_dir()] if place.is_dir() else []


def sign_in(window: MainWindow, folder: Path, qtbot: QtBot) -> SignIn:
    window.start(folder)
    page = window.sign_in
    page.password.setText(PASSWORD)
    page.submit()
    qtbot.waitUntil(lambda: window.is_open() or page.go.isEnabled())
    return page


@pytest.fixture
def reading(window: MainWindow, synced: Path, later: None, qtbot: QtBot) -> MainWindow:
    """The main window over the backup of the synced office."""
    sign_in(window, synced, qtbot)
    assert window.is_open()
    return window


@pytest.mark.usefixtures("later")
def test_sign_in_offers_the_newest_backup(window: MainWindow, synced: Path, qtbot: QtBot) -> None:
    before = tree(synced)
    window.start(synced)
    page = window.sign_in
    assert page.shut.isVisible()
    assert "is copied by Dropbox" in page.shut.why.text()
    here = NOW.astimezone()
    assert page.shut.backup.text() == (f"The newest backup can be looked at, read-only: 19 Nov 2026 {here:%H:%M}, "
                                       "15 hours old.")
    assert page.go.text() == "Look at the backup"
    assert not page.forgot.isVisible()
    assert not page.shut.free.isVisible()
    assert page.user.value() == USER
    page.password.setText("wrong password")
    page.submit()
    qtbot.waitUntil(lambda: bool(page.problem.label.text()))
    assert page.problem.label.text() == "The user or the password is not right. Type both again."
    page.password.setText(PASSWORD)
    page.submit()
    qtbot.waitUntil(window.is_open)
    assert window.desk is not None
    assert window.desk.band.isVisible()
    assert window.desk.band.sentence.text() == "Read-only: backup of 19 Nov 2026 10:26, 15 hours old."
    assert window.offices.known()[0].folder == synced
    assert window.folder == synced
    assert tree(synced) == before


def test_the_band_speaks_three_languages_and_grows_older(reading: MainWindow) -> None:
    assert reading.desk is not None
    band = reading.desk.band
    for code, said in (("zh_CN", "只读：2026年11月19日 10:26 的备份，15 小时前。"),
                       ("zh_TW", "唯讀：2026年11月19日 10:26 的備份，15 小時前。")):
        reading.set_language(code)
        assert (band.sentence.text(), band.accessibleName()) == (said, said)
    reading.set_language("en")
    with clock.frozen(NOW + timedelta(days=3)):
        band.tick()
        assert band.sentence.text() == "Read-only: backup of 19 Nov 2026 10:26, 3 days old."


def test_an_office_of_ones_own_has_no_band(desk: MainWindow) -> None:
    assert desk.desk is not None
    assert not desk.desk.band.isVisible()
    assert desk.session is not None
    assert not desk.session.read_only


def test_what_writes_is_disabled_on_every_page_and_says_why(reading: MainWindow) -> None:
    """Walks through all pages: an action that writes says it does, and can't run."""
    desk, session = reading.desk, reading.session
    assert desk is not None
    assert session is not None
    writing = set()
    for page_id in list(desk.specs):
        desk.go(page_id)
        for action in desk.actions():
            if action.writes:
                writing.add(action.id)
                assert not action.enabled(), (page_id, action.id)
                assert action.why == "This is a read-only copy. To change something, open the office itself."
                assert action.trigger() is False
    assert {"new", "edit", "delete", "import", "bin_empty", "bin_restore", "bring_in"} <= writing
    assert not any(button.isEnabled() for button in desk.strip.buttons)
    assert {a.id for a in reading.everywhere.actions if a.writes and not a.enabled()} == {"undo", "redo", "back_up"}


def test_what_comes_another_way_is_one_sentence(reading: MainWindow, qtbot: QtBot) -> None:
    """Double clicks, links, drops: what no action stands for is refused by the page or the store."""
    desk, session = reading.desk, reading.session
    assert desk is not None
    assert session is not None
    said: list[Message] = []
    session.told.connect(said.append)
    session.new(FORM, {})
    session.attempt(lambda: records.create(session.store, FORM, {"customer_name": "新公司"}))
    session.attempt(session.undo)
    page = desk.pages["customers"]
    session.attempt(lambda: page.show_form(FORM, 1))  # type: ignore[attr-defined]
    assert [m.sentence for m in said] == ["This is a read-only copy. To change something, open the office itself."] * 4
    assert all(m.kind == "late" for m in said)
    session.open(FORM, 1)
    assert page.title() == "星河乳业"
    card = page.cards[FORM]  # type: ignore[attr-defined]
    assert not card.timeline.note.isVisible()
    assert not [b for b in card.findChildren(Button) if b.isVisible() and b.accessibleName() in (
        "Add a contact person", "Enter a purchase")]


def test_finding_and_exporting_work(reading: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    desk, session = reading.desk, reading.session
    assert desk is not None
    assert session is not None
    desk.go("customers")
    page = desk.pages["customers"]
    assert {a.id: a.enabled() for a in page.current_actions() if a.id in ("export", "print")} == {
        "export": True, "print": True}
    out = tmp_path / "a.csv"
    with ask.answers(out):
        next(a for a in page.current_actions() if a.id == "export").trigger()
        qtbot.waitUntil(lambda: not session.tasks)
    assert "星河乳业" in out.read_text("utf-8-sig")
    assert "后来的公司" not in out.read_text("utf-8-sig")
    desk.find("xhry")
    hit = desk.box.current()
    assert hit is not None and hit.text == "星河乳业"
    desk.box.leave()


def test_lock_and_close_take_the_copy_away(reading: MainWindow, synced: Path, qtbot: QtBot) -> None:
    assert len(copies()) == 1
    reading.lock()
    assert not reading.is_open()
    assert copies() == []
    page = reading.sign_in
    assert page.go.text() == "Look at the backup"
    assert page.path.toolTip() == str(synced) or str(synced) in page.path.whole()
    page.password.setText(PASSWORD)
    page.submit()
    qtbot.waitUntil(reading.is_open)
    assert len(copies()) == 1
    assert reading.idle.running()
    reading.idle.idle.emit()
    assert not reading.is_open()
    page.password.setText(PASSWORD)
    page.submit()
    qtbot.waitUntil(reading.is_open)
    reading.close()
    assert copies() == []


def test_there_is_no_backup(window: MainWindow, office: tuple[Path, str], tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "a.crm"
    shutil.copytree(office[0], place)
    shutil.rmtree(place / "backups")
    window.start(place)
    page = window.sign_in
    assert "is copied by Dropbox" in page.shut.why.text()
    assert not page.shut.backup.isVisible()
    assert page.problem.label.text().startswith("There is no backup of this office that could be looked at.")


def test_a_newer_damaged_backup_is_told(window: MainWindow, synced: Path, later: None, qtbot: QtBot) -> None:
    newest = sorted((synced / "backups").iterdir())[-1]
    made = Path(shutil.copytree(newest, newest.with_name("crm-20261119-112600")))
    manifest = json.loads((made / "manifest.json").read_bytes())
    (made / "manifest.json").write_text(json.dumps({**manifest, "at": "2026-11-19T03:26:00Z"}))
    sign_in(window, synced, qtbot)
    assert window.desk is not None
    assert window.desk.band.sentence.text() == ("Read-only: backup of 19 Nov 2026 10:26, 15 hours old. "
                                                "A newer backup is not sound and was passed over.")


_WINDOW = """
import sys
from pathlib import Path
from crm_desktop.kit.store.lock import OfficeLock
lock = OfficeLock(Path(sys.argv[1]))
lock.acquire(sys.argv[2], "anna")
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def other_window(folder: Path, host: str) -> Iterator[None]:
    """A window in another process, which is killed in the end: its note stays."""
    process = subprocess.Popen([sys.executable, "-c", _WINDOW, str(folder), host], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield
        process.kill()


def test_another_machine_has_it_open_until_the_user_says_it_has_not(window: MainWindow, office: tuple[Path, str],
                                                                    qtbot: QtBot) -> None:
    kept(office[0])
    with other_window(office[0], "PC-9"):
        pass
    before = tree(office[0])
    page = sign_in(window, office[0], qtbot)
    assert "anna has the office open on another machine, PC-9, since " in page.shut.why.text()
    assert window.desk is not None
    assert window.desk.band.isVisible()
    assert tree(office[0]) == before
    window.lock()
    assert page.shut.free.isVisible()
    with ask.answers(1):
        page.shut.free.click()
    assert page.shut.isVisible()
    assert tree(office[0]) == before
    with ask.answers(0) as asked:
        page.shut.free.click()
    assert "only if nobody has it open on PC-9" in asked[0]
    assert not page.shut.isVisible()
    assert page.go.text() == "Unlock"
    page.password.setText(PASSWORD)
    page.submit()
    qtbot.waitUntil(window.is_open)
    assert window.session is not None
    assert not window.session.read_only
    assert not window.desk.band.isVisible()


def test_a_window_of_somebody_else_on_this_machine(window: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    kept(office[0])
    with other_window(office[0], platform.node()):
        page = sign_in(window, office[0], qtbot)
        assert not window.is_open()
        assert "anna has the office open on" in page.shut.why.text()
        assert page.go.text() == "Look at the backup"
        assert page.password.text() == PASSWORD
        page.submit()
        qtbot.waitUntil(window.is_open)
        assert window.session is not None
        assert window.session.read_only
        window.lock()
        page.password.setText(PASSWORD)
        page.submit()
        qtbot.waitUntil(page.shut.free.isVisible)
    page.shut.free.click()
    assert not page.shut.isVisible()
    page.password.setText(PASSWORD)
    page.submit()
    qtbot.waitUntil(window.is_open)
    assert window.session is not None
    assert not window.session.read_only


def test_a_folder_with_the_note_of_this_machine_is_no_copy(window: MainWindow, office: tuple[Path, str],
                                                           qtbot: QtBot) -> None:
    (office[0] / "lock.json").write_text(json.dumps(
        {"host": platform.node(), "user": "anna", "since": "2026-11-19T00:00:00Z", "pid": 7}))
    sign_in(window, office[0], qtbot)
    assert window.session is not None
    assert not window.session.read_only
