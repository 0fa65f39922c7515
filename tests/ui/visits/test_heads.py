"""The heads of the scheduler: a day off says so on every board, the days in view are never cut."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from crm_desktop.kit import i18n
from tests.ui.desk_office import Office
from tests.ui.visits.test_scheduler import calm, planned
from ui.kit import theme, words

__all__ = ["calm"]
Key = Qt.Key


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_every_day_off_has_room_to_say_so(calm: Office, language: str, factor: float) -> None:
    planned(calm, day="2026-11-29")
    page = calm.page("visits")
    with i18n.using(language):
        theme.look().set(factor=factor)
        calm.desk.resize(1280, 720)
        words.retranslate(calm.desk)
        calm.desk.retranslate()
        calm.press(Key.Key_PageDown)
        calm.settle()
        board = page.scheduler.hours
        off = [d for d in board.span.days if d in board.off]
        assert off == [date(2026, 11, 28), date(2026, 11, 29)]
        small = QFontMetrics(theme.font("small"))
        for day in off:
            room = board.hours.column(day)[1] - board.heads.name_width(day)
            assert small.horizontalAdvance(board.notes(day)[-1]) <= room
            assert board.hours.column(day)[1] <= board.hours.column(date(2026, 11, 24))[1]


def test_the_month_says_it_of_sundays_too(calm: Office) -> None:
    page = calm.page("visits")
    calm.press(Key.Key_M)
    board = page.scheduler.month
    assert board.notes(date(2026, 11, 29)) == ["off"]
    assert board.notes(date(2026, 11, 19)) == ["Today"]
    assert board.notes(date(2026, 11, 24)) == []


@pytest.mark.parametrize("wide", [1280, 1366, 1920])
@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_the_days_in_view_are_said_whole(calm: Office, language: str, factor: float, wide: int) -> None:
    page = calm.page("visits")
    with i18n.using(language):
        theme.look().set(factor=factor)
        calm.desk.resize(wide, 720)
        words.retranslate(calm.desk)
        calm.desk.retranslate()
        calm.settle()
        for key in (Key.Key_W, Key.Key_M, Key.Key_D):
            calm.press(key)
            calm.settle()
            said, whole = page.header.subtitle.text(), page.scheduler.span.text()
            assert page.header.title.text() == page.title()
            assert said in (whole, page.scheduler.span.text(short=True))
            assert said == whole or factor > 1 or (language, wide) == ("en", 1280)
            assert page.tools.before.isVisible() or page.effective_width() < 700
