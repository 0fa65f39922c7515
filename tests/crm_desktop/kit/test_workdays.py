"""Weekends, holidays, and the weekend days that are worked instead."""

from __future__ import annotations

from datetime import date

import pytest

from crm_desktop.kit import i18n, workdays


@pytest.mark.parametrize(("home", "day", "works"), [
    ("CN", date(2026, 11, 19), True), ("CN", date(2026, 11, 21), False), ("CN", date(2026, 1, 1), False),
    ("CN", date(2026, 1, 4), True), ("CN", date(2026, 2, 14), True), ("TW", date(2026, 2, 14), False),
    ("TW", date(2026, 2, 27), False), ("CN", date(2026, 2, 27), True), ("TW", date(2026, 1, 2), True)])
def test_who_works_when(home: str, day: date, works: bool) -> None:
    assert workdays.is_workday(home, day) == works


def test_holidays_have_names_and_weekends_none() -> None:
    found = workdays.days_off("CN", [date(2026, 1, n) for n in range(1, 6)])
    assert set(found) == {date(2026, 1, n) for n in (1, 2, 3)}
    assert found[date(2026, 1, 1)]
    assert found[date(2026, 1, 3)] == ""


@pytest.mark.parametrize(("language", "china", "taiwan"), [
    ("zh_CN", "国庆节", "国庆日（补假）"), ("zh_TW", "國慶節", "國慶日（補假）"), ("en", "National Day", "National Day (observed)")])
def test_holidays_are_named_in_the_language_of_the_window(language: str, china: str, taiwan: str) -> None:
    with i18n.using(language):
        assert workdays.holidays_of("CN", 2026)[date(2026, 10, 1)] == china
        assert workdays.holidays_of("TW", 2026)[date(2026, 10, 9)] == taiwan
        assert workdays.is_workday("CN", date(2026, 1, 4))
