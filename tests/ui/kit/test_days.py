"""Days and times as a card says them."""

from __future__ import annotations

from datetime import date

import pytest

from crm_desktop.kit import i18n
from crm_desktop.kit.store import Store
from ui.kit.days import ago, day_text, parts


@pytest.mark.usefixtures("frozen_clock")
def test_days_are_near_words_then_weekdays_then_years(store: Store) -> None:
    ctx = store.context()
    days = [date(2026, 11, 19), date(2026, 11, 18), date(2026, 11, 16), date(2025, 10, 28), None]
    assert [day_text(d, ctx) for d in days] == ["Today", "Yesterday", "11-16 Mon", "2025-10-28", ""]


@pytest.mark.usefixtures("frozen_clock")
def test_an_instant_is_cut_in_the_office(store: Store) -> None:
    assert parts("2026-11-18T16:05:00Z", store.context()) == (date(2026, 11, 19), "00:05")
    assert parts("2026-11-18", store.context()) == (date(2026, 11, 18), "")
    assert parts("", store.context()) == (None, "")


@pytest.mark.usefixtures("frozen_clock")
def test_how_long_ago(store: Store) -> None:
    ctx = store.context()
    assert [ago(date(2026, 11, d), ctx) for d in (18, 16, 19, 20, 24)] == [
        "1 day ago", "3 days ago", "Today", "in 1 day", "in 5 days"]
    i18n.set_language("zh_CN")
    assert ago(date(2026, 11, 16), ctx) == "3 天前"
