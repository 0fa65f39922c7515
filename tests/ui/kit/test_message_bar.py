"""The message bar: newest first, undo, leaves by itself, problems stay."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import message_bar
from ui.kit.actions import Action
from ui.kit.buttons import Button
from ui.kit.message_bar import MessageBar, ProgressPanel
from ui.kit.session import Message
from ui.kit.tasks import Task


def bar_in_window(qtbot: QtBot) -> MessageBar:
    window = QWidget()
    qtbot.addWidget(window)
    bar = MessageBar()
    QVBoxLayout(window).addWidget(bar)
    window.show()
    bar.keep = window  # type: ignore[attr-defined]
    return bar


def test_a_message_shows_and_leaves(qtbot: QtBot) -> None:
    bar = bar_in_window(qtbot)
    assert bar.isHidden()
    bar.show_message(Message("Registered TS-2026-0142."))
    assert not bar.isHidden()
    assert bar.accessibleName() == "Registered TS-2026-0142."
    bar._timer.setInterval(0)
    bar._timer.start()
    qtbot.waitUntil(bar.isHidden)
    assert [m.sentence for m in bar.history] == ["Registered TS-2026-0142."]


def test_problems_stay(qtbot: QtBot) -> None:
    bar = bar_in_window(qtbot)
    bar.show_message(Message("The printer is off.", "late"))
    assert not bar._timer.isActive()
    bar.close_button.click()
    assert bar.isHidden()


def test_it_waits_while_the_keyboard_is_in_it(qtbot: QtBot) -> None:
    bar = bar_in_window(qtbot)
    bar.show_message(Message("Saved."))
    bar.close_button.setFocus()
    qtbot.waitUntil(lambda: bar.window().focusWidget() is bar.close_button)
    bar._time_is_up()
    assert not bar.isHidden()


def test_the_action_runs_once_and_closes(qtbot: QtBot) -> None:
    bar, done = bar_in_window(qtbot), []
    bar.show_message(Message("Saved.", "ok", Action("undo", "Undo", lambda: done.append(1), key="Ctrl+Z")))
    button = next(b for b in bar.findChildren(Button) if b.text() == "Undo")
    button.click()
    assert done == [1]
    assert bar.isHidden()


def test_newest_replaces_older_and_a_hundred_are_kept(qtbot: QtBot) -> None:
    bar = bar_in_window(qtbot)
    for number in range(message_bar.KEPT + 5):
        bar.show_message(Message(f"Message {number}"))
    assert bar.sentence.text() == f"Message {message_bar.KEPT + 4}"
    assert len(bar.history) == message_bar.KEPT
    bar.forget()
    assert (bar.history, bar.sentence.text(), bar.accessibleName()) == ([], "", "")


def test_a_customer_called_like_markup(qtbot: QtBot) -> None:
    bar = bar_in_window(qtbot)
    bar.show_message(Message("<h1>王</h1>"))
    assert bar.sentence.text() == "<h1>王</h1>"
    assert bar.sentence.sizeHint().height() < 40


def test_the_progress_panel_counts_and_cancels(qtbot: QtBot) -> None:
    task = Task(lambda _store, _job: None, None, "Importing customers.xlsx")
    panel = ProgressPanel(task)
    qtbot.addWidget(panel)
    task.progressed.emit(12400, 100000, "")
    assert panel.count.text() == "12,400 / 100,000"
    assert panel.bar.maximum() == 100000
    panel.cancel.click()
    assert task.job.cancelled
    assert panel.cancel.text() == "Taking back…"
    assert not panel.cancel.isEnabled()
