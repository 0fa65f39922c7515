"""Periods: what is understood, their days, their months and weeks, the instants they are cut at."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.period import Period, day_text, month_name


@pytest.mark.parametrize(("text", "start", "end", "before"), [
    ("2026", "2026-01-01", "2026-12-31", "2025"), ("2026-H1", "2026-01-01", "2026-06-30", "2025-H2"),
    ("2026-h2", "2026-07-01", "2026-12-31", "2026-H1"), ("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q3"),
    ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4"), ("2024-02", "2024-02-01", "2024-02-29", "2024-01"),
    (" 2026-12 ", "2026-12-01", "2026-12-31", "2026-11"), ("2026-W01", "2025-12-29", "2026-01-04", "2025-W52"),
    ("2020-W53", "2020-12-28", "2021-01-03", "2020-W52")])
def test_parse_days_and_previous(text: str, start: str, end: str, before: str) -> None:
    period = Period.parse(text)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert str(period) == text.strip().upper()
    assert str(period.previous()) == before
    assert period.previous().end.toordinal() + 1 == period.start.toordinal()
    assert period.holds(period.start) and period.holds(period.end)
    assert not period.holds(period.previous().end)


@pytest.mark.parametrize("text", [
    "", "x", "2026-13", "2026-00", "2026-Q5", "2026-H3", "2026-W54", "2026-W00", "2021-W53", "26", "2026-1", "2026-10-01",
    "0000", "0000-W01", "9999-W60", "２０２６", "2026-W1", "2026\n-10", "=cmd", "y" * 9999])
def test_what_is_no_period_is_a_problem(text: str) -> None:
    with pytest.raises(Problem) as caught:
        Period.parse(text)
    assert len(caught.value.sentence) < 200


def test_the_ends_of_time_are_problems_too() -> None:
    with pytest.raises(Problem):
        Period.parse("0001").previous()
    with pytest.raises(Problem):
        Period.parse("9999-12")


def test_titles() -> None:
    with i18n.using("en"):
        assert [Period.parse(t).title() for t in ("2026", "2026-H1", "2026-Q4", "2026-10", "2026-W47")] == [
            "Year 2026", "First half of 2026", "Quarter 4 of 2026", "October 2026", "Week 47 of 2026"]
        assert Period.parse("2026-10").span() == "1 Oct to 31 Oct 2026"
        assert Period.parse("2026-W01").span() == "29 Dec 2025 to 4 Jan 2026"
        assert month_name(10) == "Oct"
    with i18n.using("zh_CN"):
        assert Period.parse("2026-10").title() == "2026年10月"
        assert Period.parse("2026-10").span() == "2026年10月1日至10月31日"
        assert day_text(date(2026, 11, 19)) == "2026年11月19日"
        assert month_name(10) == "10月"


def test_months_and_weeks_inside() -> None:
    assert [str(m) for m in Period.parse("2026-Q4").months()] == ["2026-10", "2026-11", "2026-12"]
    assert len(Period.parse("2026").months()) == 12
    assert [str(m) for m in Period.parse("2026-W01").months()] == ["2026-01"]
    assert [str(w) for w in Period.parse("2026-02").weeks()] == [f"2026-W{n:02}" for n in range(5, 10)]


def test_instants_are_cut_in_the_offices_zone() -> None:
    period = Period.parse("2026-10")
    assert period.instants(ZoneInfo("Asia/Shanghai")) == ("2026-09-30T16:00:00Z", "2026-10-31T16:00:00Z")
    assert period.instants(ZoneInfo("America/New_York")) == ("2026-10-01T04:00:00Z", "2026-11-01T04:00:00Z")
    autumn = Period.parse("2026-11").instants(ZoneInfo("America/New_York"))
    assert autumn == ("2026-11-01T04:00:00Z", "2026-12-01T05:00:00Z")


def test_of_a_day() -> None:
    day = date(2026, 8, 15)
    kinds = ("year", "half", "quarter", "month", "week")
    assert [str(Period.of(day, kind)) for kind in kinds] == ["2026", "2026-H2", "2026-Q3", "2026-08", "2026-W33"]


def test_the_latest_of_a_kind_go_over_the_year() -> None:
    assert [str(p) for p in Period.parse("2026-02").latest(4)] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [str(p) for p in Period.parse("2026-Q1").latest(2)] == ["2025-Q4", "2026-Q1"]
