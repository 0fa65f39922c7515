"""Fields with a caption: the choices of settings and of the first start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.kit import i18n
from ui.kit.caption import Captioned, Choice

ZONES = [("sh", "Asia/Shanghai"), ("tp", "Asia/Taipei"), ("be", "Europe/Berlin")]


@pytest.fixture
def zones(qtbot: QtBot) -> Choice:
    made = Choice(ZONES, search=True)
    qtbot.addWidget(made)
    made.choose("tp")
    made.show()
    made.setFocus()
    return made


def test_the_wheel_never_changes_a_choice(zones: Choice) -> None:
    none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    turned = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), button, none,
                         Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(zones, turned)
    assert zones.value() == "tp"
    assert not turned.isAccepted(), "the page scrolls"


@pytest.mark.parametrize(("typed", "value", "shown"), [
    ("Europe/Berlin", "be", "Europe/Berlin"), ("nowhere", "tp", "Asia/Taipei")])
def test_what_is_shown_is_what_is_chosen(zones: Choice, qtbot: QtBot, typed: str, value: str, shown: str) -> None:
    zones.lineEdit().selectAll()
    qtbot.keyClicks(zones.lineEdit(), typed)
    zones.lineEdit().editingFinished.emit()
    assert (zones.value(), zones.currentText()) == (value, shown)


def test_the_choice_stays_in_another_language(zones: Choice) -> None:
    i18n.set_language("zh_CN")
    zones.retranslate()
    assert (zones.value(), zones.currentText()) == ("tp", "Asia/Taipei")


def test_a_problem_is_said_below_and_to_the_reader(qtbot: QtBot) -> None:
    zones = Choice(ZONES)
    row = Captioned("Time zone", zones)
    qtbot.addWidget(row)
    row.show()
    assert zones.accessibleName() == "Time zone"
    for sentence in ("Choose a time zone.", ""):
        row.say(sentence)
        assert (row.problem.label.text(), row.problem.isHidden()) == (sentence, not sentence)
        assert zones.accessibleDescription() == sentence
