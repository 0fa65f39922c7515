"""Settings, recycle bin, crash, one window, languages, the smoke: the small rooms of the shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit import feature, i18n, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.feature import Setting
from crm_desktop.reminders import service as reminders
from ui.kit import ask, theme
from ui.kit.session import Message, Session
from ui.shell import app, language, smoke
from ui.shell.bin_page import BinPage
from ui.shell.crash_dialog import CrashDialog
from ui.shell.history import History
from ui.shell.main_window import MainWindow
from ui.shell.new_password import PasswordPair
from ui.shell.setting_sections import field_for
from ui.shell.settings_page import SettingsPage
from ui.shell.single import Doorbell, call_first

from .conftest import PASSWORD

FORM = "customer_master"


@pytest.fixture
def settings_page(desk: MainWindow) -> SettingsPage:
    desk.go("settings")
    assert desk.desk is not None
    page = desk.desk.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page


def test_every_declared_setting_is_drawn_and_saved(settings_page: SettingsPage, desk: MainWindow) -> None:
    rules: Any = settings_page.section("rules")
    declared = [s for f in feature.all_features() for s in f.settings]
    assert set(rules.fields) == {s.id for s in declared}
    store = settings_page.session.store
    for name, (setting, _widget, get, _put) in rules.fields.items():
        assert get() == store.setting(name), setting
    number = next(s for s in declared if s.kind == "int")
    rules.fields[number.id][3](int(number.default) - 1)
    settings_page.show_section("rules")
    settings_page.current_actions()[0].trigger()
    assert store.setting(number.id) == int(number.default) - 1


@pytest.mark.parametrize(("kind", "value"), [("bool", True), ("int", 7), ("percent", 12.5), ("text", "上午"),
                                             ("time", "12:15")])
def test_a_setting_of_each_kind(kind: str, value: object, qtbot: QtBot) -> None:
    _widget, get, put = field_for(Setting("a", "A", kind, value))
    put(value)
    assert get() == value


@pytest.mark.parametrize(("name", "value"), [("visits.lunch_end", "11:00"), ("visits.day_end", 8)])
def test_what_ends_before_it_begins_is_answered_and_nothing_saved(settings_page: SettingsPage, desk: MainWindow,
                                                                  name: str, value: object) -> None:
    rules: Any = settings_page.section("rules")
    settings_page.show_section("rules")
    told: list[str] = []
    settings_page.session.told.connect(lambda message: told.append(message.sentence))
    rules.fields["improvement.days"][3](12)
    rules.fields[name][3](value)
    settings_page.current_actions()[0].trigger()
    setting = rules.fields[name][0]
    assert setting.label in told[0]
    assert settings_page.session.store.setting(name) == setting.default
    assert settings_page.session.store.setting("improvement.days") == 30
    assert rules.fields[name][2]() == value, "what was typed stays"


def test_a_setting_with_choices(qtbot: QtBot) -> None:
    _widget, get, put = field_for(Setting("a", "A", "choice", "x", choices=(("x", "X"), ("y", "Y"))))
    put("y")
    assert get() == "y"


def test_the_office_changes_its_address(settings_page: SettingsPage, desk: MainWindow) -> None:
    settings_page.show_section("office")
    section: Any = settings_page.section("office")
    section.fields.address.setText("苏州市相城区望亭路 88 号")
    settings_page.current_actions()[0].trigger()
    assert settings_page.session.store.office.address == "苏州市相城区望亭路 88 号"
    section.fields.name.setText("")
    told: list[Message] = []
    settings_page.session.told.connect(told.append)
    settings_page.current_actions()[0].trigger()
    assert told[-1].sentence == "Enter the name of the office."


def test_what_is_typed_and_not_saved_stays_where_something_else_is_saved(settings_page: SettingsPage,
                                                                         desk: MainWindow) -> None:
    settings_page.show_section("office")
    office: Any = settings_page.section("office")
    rules: Any = settings_page.section("rules")
    office.fields.address.setText("苏州市相城区望亭路 88 号")
    rules.fields["improvement.days"][3](12)
    settings_page.session.store.set_setting("surveys.threshold", 77)
    settings_page.refresh(None)
    assert office.fields.address.text() == "苏州市相城区望亭路 88 号"
    assert (rules.fields["improvement.days"][2](), rules.fields["surveys.threshold"][2]()) == (12, 77)
    settings_page.current_actions()[0].trigger()
    settings_page.show_section("rules")
    settings_page.current_actions()[0].trigger()
    assert settings_page.session.store.setting("improvement.days") == 12
    settings_page.session.store.set_setting("improvement.days", 14)
    settings_page.refresh(None)
    assert rules.fields["improvement.days"][2]() == 14, "saved, and no longer what is typed"


NEW = "purple lamp river 93 stone"


@pytest.fixture
def password(settings_page: SettingsPage) -> Any:
    """The section of the password, with a new one typed twice."""
    settings_page.show_section("password")
    section: Any = settings_page.section("password")
    for box in (section.pair.first, section.pair.again):
        box.setText(NEW)
    return section


def test_a_new_password(settings_page: SettingsPage, password: Any, desk: MainWindow, office: tuple[Path, str],
                        qtbot: QtBot) -> None:
    assert desk.focusWidget() is password.present, "she types at once"
    qtbot.keyClicks(password.present, PASSWORD)
    settings_page.current_actions()[0].trigger()
    qtbot.waitUntil(lambda: password.pair.password() == "" and not settings_page.session.tasks, timeout=10_000)
    assert password.present.text() == ""
    desk.lock()
    with pytest.raises(Problem):
        desk.offices.open(office[0], "林晓梅", PASSWORD)
    desk.offices.open(office[0], "林晓梅", NEW).close()
    desk.offices.release()


@pytest.mark.parametrize(("typed", "said"), [
    ("", "Type your present password first."),
    ("some other words 27", "This is not your present password. Type it again.")])
def test_nobody_who_passes_by_changes_the_password(settings_page: SettingsPage, password: Any, desk: MainWindow,
                                                   office: tuple[Path, str], qtbot: QtBot, typed: str,
                                                   said: str) -> None:
    password.present.setText(typed)
    qtbot.keyClick(password.pair.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not settings_page.session.tasks, timeout=10_000)
    assert password.present_row.problem.label.text() == said
    assert password.pair.password() == NEW, "nothing typed is lost"
    desk.lock()
    assert password.present.text() == ""
    desk.offices.open(office[0], "林晓梅", PASSWORD).close()
    desk.offices.release()


def test_a_backup_at_once_is_told_with_name_and_size(settings_page: SettingsPage, desk: MainWindow, tmp_path: Path,
                                                     office: tuple[Path, str], qtbot: QtBot) -> None:
    told, session = list[Message](), settings_page.session
    session.told.connect(told.append)
    settings_page.show_section("backups")
    section: Any = settings_page.section("backups")
    assert section.last.text() == "No backup was made yet."
    section.now.click()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    made = next((office[0] / "backups").iterdir())
    size = sum(file.stat().st_size for file in made.iterdir())
    assert made.name in told[0].sentence and f"{size / 1e6:,.1f} MB" in told[0].sentence
    assert told[0].kind == "ok" and told[0].action is not None
    assert "made just now" in section.last.text() and section.place.text().startswith("1 backup in")
    stick = tmp_path / "stick"
    stick.mkdir()
    with ask.answers(stick):
        section.elsewhere.click()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    assert [path.name for path in stick.iterdir()] == [told[1].sentence.split(": ")[1].split(",")[0]]
    assert f" to {stick}: " in told[1].sentence, "where she took it is said"


def test_a_backup_that_cannot_be_written_is_one_sentence(settings_page: SettingsPage, desk: MainWindow,
                                                         tmp_path: Path, qtbot: QtBot) -> None:
    told, wrong = list[Message](), tmp_path / "a file"
    wrong.write_text("no folder")
    settings_page.session.told.connect(told.append)
    desk.backups.make(wrong)
    desk.backups.make(wrong)
    qtbot.waitUntil(lambda: bool(told) and not settings_page.session.tasks, timeout=20_000)
    assert [message.kind for message in told] == ["late"], "asked for twice, it is made once"
    assert "Choose a folder for the backups." in told[0].sentence


def test_a_backup_can_be_cancelled_and_leaves_nothing(desk: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    assert desk.session is not None
    told: list[Message] = []
    desk.session.told.connect(told.append)
    desk.backups.make()
    desk.session.tasks[0].cancel()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].sentence == "Cancelled. No backup was made."
    assert list((office[0] / "backups").glob("*")) == []


def test_what_is_wrong_with_a_password_goes_when_she_types_on(qtbot: QtBot) -> None:
    pair = PasswordPair()
    qtbot.addWidget(pair)
    pair.first.setText("short")
    assert pair.problem() and pair.first_row.problem.label.text()
    qtbot.keyClicks(pair.first, "er")
    assert not pair.first_row.problem.label.text()


def test_this_computer_changes_at_once(settings_page: SettingsPage, desk: MainWindow) -> None:
    section: Any = settings_page.section("computer")
    section.theme.setCurrentIndex(2)
    section.theme.activated.emit(2)
    assert theme.look().name == "dark"
    desk.set_look(wish="light")
    assert section.theme.value() == "light"
    section.idle.setCurrentIndex(0)
    section.idle.activated.emit(0)
    assert desk.idle.minutes == 1
    section.still.setChecked(True)
    assert theme.look().still


def test_about_shows_the_licences(settings_page: SettingsPage) -> None:
    about: Any = settings_page.section("about")
    text = about.licences.toPlainText()
    assert "SIL OPEN FONT LICENSE" in text.upper()
    assert "ISC" in text


def test_the_bin_gives_back(session: Session, qtbot: QtBot) -> None:
    one = records.create(session.store, FORM, {"customer_name": "恒岚精密机械"})
    records.delete(session.store, FORM, [one])
    page = BinPage(session)
    qtbot.addWidget(page)
    page.update_head()
    assert [r.name for r in page.model.rows] == ["恒岚精密机械"]
    assert page.status() == "1 chosen", "the newest is chosen at once"
    page.bring_back()
    assert records.get(session.store, FORM, one)["deleted_at"] is None
    page.refresh(None)
    assert page.model.rows == []
    assert page.stack.currentIndex() == 1


def test_the_bin_is_emptied_only_after_the_count_was_typed(session: Session, qtbot: QtBot) -> None:
    one = records.create(session.store, FORM, {"customer_name": "恒岚精密机械"})
    records.delete(session.store, FORM, [one])
    page = BinPage(session)
    qtbot.addWidget(page)
    with ask.answers(False):
        page.empty()
    assert len(records.bin_rows(session.store)) == 1
    with ask.answers(True):
        page.empty()
    assert records.bin_rows(session.store) == []
    page.forget()
    assert page.model.rowCount() == 0


def test_what_has_to_stay_in_the_bin_is_said(session: Session, qtbot: QtBot) -> None:
    one, two = (records.create(session.store, FORM, {"customer_name": name}) for name in ("恒岚精密机械", "乙公司"))
    with session.store.change("test") as change:
        reminders.remind(change, what="call", due_on="2026-12-01", customer=one)
    records.delete(session.store, FORM, [one, two])
    page, told = BinPage(session), list[Message]()
    qtbot.addWidget(page)
    session.told.connect(told.append)
    with ask.answers(True):
        page.empty()
    assert [row.id for row in records.bin_rows(session.store)] == [one]
    assert told[0].sentence == "Gone for good: 1. Still in the bin, because other records name them: 1."


def test_the_crash_dialog_names_the_log_only(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = CrashDialog(tmp_path / "bugs.log", "KeyError")
    qtbot.addWidget(dialog)
    assert dialog.path.text() == str(tmp_path / "bugs.log")
    dialog.show()
    dialog.go_on.click()
    assert dialog.isHidden()


def test_the_last_resort_tells_a_problem_and_logs_a_bug(desk: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[Path, str]] = []

    class Quiet:
        def __init__(self, path: Path, kind: str, _parent: object) -> None:
            shown.append((path, kind))

        def exec(self) -> int:
            return 0

    monkeypatch.setattr("ui.shell.crash_dialog.CrashDialog", Quiet)
    last = app.LastResort(desk)
    last(Problem, Problem("Choose a customer first."), None)
    assert desk.desk is not None
    assert desk.desk.messages.sentence.text() == "Choose a customer first."
    assert shown == []
    try:
        raise ValueError("沈知远 138-0000-4127")
    except ValueError as error:
        last(ValueError, error, error.__traceback__)
    path, kind = shown[0]
    assert kind == "ValueError"
    text = path.read_text("utf-8")
    assert "ValueError" in text
    assert "沈知远" not in text


def test_the_last_resort_tells_a_problem_also_where_no_office_is_open(desk: MainWindow) -> None:
    desk.lock()
    with ask.answers(0) as asked:
        app.LastResort(desk)(Problem, Problem("Choose another folder."), None)
    assert asked == ["Choose another folder."]


def test_a_page_that_is_not_left_keeps_its_place_in_the_history(desk: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = desk.desk
    assert frame is not None
    frame.go("customers")
    frame.go("complaints")
    assert frame.current is not None
    monkeypatch.setattr(frame.current, "leave", lambda: False)
    frame.step(-1)
    assert frame.current.spec.id == "complaints"
    monkeypatch.undo()
    frame.step(-1)
    assert frame.current.spec.id == "customers"


def test_a_second_start_rings_at_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    bell = Doorbell()
    assert not call_first(tmp_path)
    bell.hang(tmp_path)
    with qtbot.waitSignal(bell.rung):
        assert call_first(tmp_path)
    bell.take_down()
    assert not call_first(tmp_path)


def test_history_forgets_what_was_ahead() -> None:
    history = History()
    for number in range(3):
        history.push("cards", {"record": number})
    assert history.step(-1) == ("cards", {"record": 1})
    history.push("other", {})
    assert history.step(1) is None
    assert history.step(-1) == ("cards", {"record": 1})
    assert history.moves("cards", {"record": 9})
    assert not history.moves("other", {})


@pytest.mark.parametrize(("system", "ours"), [("zh_CN.UTF-8", "zh_CN"), ("zh_TW.UTF-8", "zh_TW"), ("zh_HK", "zh_TW"),
                                              ("de_DE.UTF-8", "en"), ("zh_Hans_SG", "zh_CN")])
def test_the_first_language_is_the_systems(system: str, ours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert language.of_system() == ours


def test_qts_own_dialogs_speak_the_language(qtbot: QtBot) -> None:
    language.speak("zh_CN")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "查找范围(&L)：", "ours, where Qt has none"
    assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert QCoreApplication.translate("Anywhere", "no such text") == "no such text"
    language.speak("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Look in:"


def test_the_smoke_opens_every_page(settings: Any, office: tuple[Path, str], tmp_path: Path, qtbot: QtBot,
                                    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import sys
    hook = sys.excepthook
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", PASSWORD)
    monkeypatch.setenv("CRM_DESKTOP_PICTURES", str(tmp_path / "pictures"))
    assert smoke.run(MainWindow(settings), office[0]) == 0
    sys.excepthook = hook
    assert "smoke: ok" in capsys.readouterr().out
    assert (tmp_path / "pictures" / "settings-dark.png").is_file()
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", "wrong")
    assert smoke.run(MainWindow(settings), office[0]) == 1
    sys.excepthook = hook


@pytest.mark.parametrize("code", i18n.LANGUAGES)
@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_no_word_is_clipped(desk: MainWindow, code: str, factor: float) -> None:
    """Each page of the shell and the sign-in, in three languages and sizes."""
    language.speak(code)
    theme.look().set(factor=factor)
    desk.resize(1366, 690)
    assert desk.desk is not None
    for page in ("settings", "bin"):
        desk.go(page)
        desk.desk.retranslate()
        QCoreApplication.processEvents()
        assert clipped(desk.desk) == []
    desk.lock()
    QCoreApplication.processEvents()
    assert clipped(desk.sign_in) == []
    language.speak("en")


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons that got less room than they asked for."""
    short = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
            continue
        if hasattr(widget, "whole") or type(widget).__name__ in ("RailItem", "CommandLine"):
            continue  # those elide, with the whole text in the tooltip
        need = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.height() + 1 < widget.heightForWidth(widget.width()):
                short.append(widget.text())
        elif widget.width() + 1 < need.width() or widget.height() + 1 < need.height():
            short.append(widget.text())
    return short


def test_every_control_has_a_name(desk: MainWindow) -> None:
    assert desk.desk is not None
    for page in ("settings", "bin"):
        desk.go(page)
    desk.show_wizard()
    controls = (QAbstractButton, QLineEdit, QComboBox, QCheckBox)
    nameless = [f"{type(w).__name__} {w.objectName()}" for w in desk.findChildren(QWidget)
                if isinstance(w, controls) and not w.accessibleName() and not (getattr(w, "text", str)() or "")
                and not w.objectName().startswith("qt_")]
    assert nameless == []


def test_names_are_free_of_key_hints(desk: MainWindow) -> None:
    assert desk.desk is not None
    assert all("Ctrl+" not in b.text() for b in desk.desk.findChildren(QAbstractButton))
