"""The message bar: newest first, undo, leaves by itself, problems stay."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import message_bar
from ui.kit.actions import Action
from ui.kit.buttons import Button
from ui.kit.message_bar import MessageBar, ProgressPanel
from ui.kit.session import Message
from ui.kit.tasks import Task


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[MessageBar]:
    """A bar in a window of its own, which lives until nothing is painted any more."""
    window = QWidget()
    qtbot.addWidget(window)
    made = MessageBar()
    QVBoxLayout(window).addWidget(made)
    window.show()
    yield made
    window.hide()


def test_a_message_shows_and_leaves(bar: MessageBar, qtbot: QtBot) -> None:
    assert bar.isHidden()
    bar.show_message(Message("Registered TS-2026-0142."))
    assert not bar.isHidden()
    assert bar.accessibleName() == "Registered TS-2026-0142."
    bar._timer.setInterval(0)
    bar._timer.start()
    qtbot.waitUntil(bar.isHidden)
    assert [m.sentence for m in bar.history] == ["Registered TS-2026-0142."]


def test_problems_stay(bar: MessageBar) -> None:
    bar.show_message(Message("The printer is off.", "late"))
    assert not bar._timer.isActive()
    bar.close_button.click()
    assert bar.isHidden()


def test_it_waits_while_the_keyboard_is_in_it(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_message(Message("Saved."))
    bar.close_button.setFocus()
    qtbot.waitUntil(lambda: bar.window().focusWidget() is bar.close_button)
    bar._time_is_up()
    assert not bar.isHidden()


def test_the_action_runs_once_and_closes(bar: MessageBar) -> None:
    done: list[object] = []
    bar.show_message(Message("Saved.", "ok", Action("undo", "Undo", lambda: done.append(1), key="Ctrl+Z")))
    button = next(b for b in bar.findChildren(Button) if b.text() == "Undo")
    button.click()
    assert done == [1]
    assert bar.isHidden()


def test_what_the_act_says_stays_to_be_read(bar: MessageBar) -> None:
    bar.show_message(Message("Saved.", "ok", Action("undo", "Undo", lambda: bar.show_message(Message("Undone.")))))
    next(b for b in bar.findChildren(Button) if b.text() == "Undo").click()
    assert bar.sentence.text() == "Undone." and not bar.isHidden()


def test_a_message_that_stays_comes_back_until_it_is_answered(bar: MessageBar) -> None:
    done: list[object] = []
    later = Action("later", "In 10 minutes", lambda: done.append("later"))
    stays = Message("14:00 Call them.", "near", Action("done", "Done", lambda: done.append("done")), (later,), True)
    bar.show_message(stays)
    assert not bar._timer.isActive()
    bar.show_message(Message("Saved."))
    bar._time_is_up()
    assert bar.sentence.text() == "14:00 Call them."
    assert [m.sentence for m in bar.history] == ["14:00 Call them.", "Saved."]
    next(b for b in bar.findChildren(Button) if b.text() == "In 10 minutes").click()
    assert done == ["later"] and bar.isHidden()


def test_a_message_that_is_no_longer_so_is_taken_back(bar: MessageBar) -> None:
    stays = Message("14:00 Call them.", "near", stays=True)
    for covered in (False, True):
        bar.show_message(stays)
        if covered:
            bar.show_message(Message("Saved."))
        bar.take_back(stays)
        assert bar.isHidden() is not covered
        bar.leave()
        assert bar.isHidden()


def test_newest_replaces_older_and_a_hundred_are_kept(bar: MessageBar) -> None:
    for number in range(message_bar.KEPT + 5):
        bar.show_message(Message(f"Message {number}"))
    assert bar.sentence.text() == f"Message {message_bar.KEPT + 4}"
    assert len(bar.history) == message_bar.KEPT
    bar.forget()
    assert (bar.history, bar.sentence.text(), bar.accessibleName()) == ([], "", "")


def test_a_customer_called_like_markup(bar: MessageBar) -> None:
    bar.show_message(Message("<h1>王</h1>"))
    assert bar.sentence.text() == "<h1>王</h1>"
    assert bar.sentence.sizeHint().height() < 40


def test_the_progress_panel_counts_and_cancels(qtbot: QtBot) -> None:
    task = Task(lambda _store, _job: None, None, "Importing customers.xlsx")
    panel = ProgressPanel(task)
    qtbot.addWidget(panel)
    task.progressed.emit(12400, 100000)
    assert panel.count.text() == "12,400 / 100,000"
    assert panel.bar.maximum() == 100000
    panel.cancel.click()
    assert task.job.cancelled
    assert panel.cancel.text() == "Taking back…"
    assert not panel.cancel.isEnabled()
