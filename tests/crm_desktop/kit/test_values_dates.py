"""Days, instants and lengths of time in the notations of offices."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.kit import clock, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import using
from tests.crm_desktop.kit.values_office import OFFICE, TAIWAN, TODAY, field

DAY = field("date")
BIRTHDAY = field("date", "birthday")
MOMENT = field("datetime")
LENGTH = field("duration")


@pytest.mark.parametrize("text", [
    "2026-11-19", "2026/11/19", "2026.11.19", "20261119", "2026年11月19日", "2026 年 11 月 19 号", "11-19", "11.19", "11/19",
    "1119", "11月19日", "26-11-19", "261119", "19 Nov 2026", "19-Nov-26", "Nov 19, 2026", "19th November 2026", "19 nov",
    "November 19", "今天", "今日", "today", "Today", "+0", "２０２６－１１－１９", "２０２６／１１／１９", "2026–11–19",
    "2026-11-19（四）", "2026-11-19 周四", "11月19日星期四", "Thu, 19 Nov 2026", "11/19/2026", "19/11/2026",
    "2026-11-19 00:00:00", "2026-11-19T00:00:00Z", "民國115年11月19日", "民国115年11月19日", "中華民國115年11月19日",
    "民國115/11/19", "\u200e2026-11-19\u200f", "  2026-11-19  "])
def test_one_day_in_many_notations(text: str) -> None:
    assert values.read(DAY, text, OFFICE) == "2026-11-19"


@pytest.mark.parametrize(("text", "day"), [
    ("昨天", "2026-11-18"), ("昨日", "2026-11-18"), ("前天", "2026-11-17"), ("明天", "2026-11-20"), ("后天", "2026-11-21"),
    ("+3", "2026-11-22"), ("-2", "2026-11-17"), ("+ 10 天", "2026-11-29"), ("+3d", "2026-11-22"), ("3/5", "2026-03-05"),
    ("2028-2-29", "2028-02-29"), ("85-3-2", "1985-03-02"), ("46-1-1", "2046-01-01"), ("47-1-1", "1947-01-01"),
    ("民國元年1月1日", "1912-01-01")])
def test_other_days(text: str, day: str) -> None:
    assert values.read(DAY, text, OFFICE) == day


@pytest.mark.parametrize(("text", "day"), [
    ("115/11/19", "2026-11-19"), ("115.11.19", "2026-11-19"), ("1151119", "2026-11-19"), ("85/3/2", "1996-03-02"),
    ("2026/11/19", "2026-11-19"), ("11/19", "2026-11-19")])
def test_taiwan_counts_years_its_own_way(text: str, day: str) -> None:
    with using("zh_TW"):
        assert values.read(DAY, text, TAIWAN) == day


@pytest.mark.parametrize(("text", "sentence"), [
    ("115/11/19", "The year 115 is out of range."), ("2027-2-29", "2027 has no 29 February."),
    ("2-29", "2026 has no 29 February."), ("2026-02-30", "2026-02-30 is not a date."),
    ("13-13", "13-13 is not a date."),
    ("11/12/2026", "11/12/2026 is not a date."), ("1151119", "1151119 is not a date."), ("soon", "soon is not a date."),
    ("1e5", "1e5 is not a date."), ("+99999", "+99999 is not a date."), ("2026-11", "2026-11 is not a date."),
    ("19 Foo 2026", "19 Foo 2026 is not a date."), ("3026-1-1", "The year 3026 is out of range."),
    ("民國115", "民國115 is not a date."), ("1" * 101, "Some field takes at most 100 characters; this has 101.")])
def test_what_is_no_day(text: str, sentence: str) -> None:
    with using("en"), pytest.raises(Problem) as caught:
        values.read(DAY, text, OFFICE)
    assert caught.value.sentence.startswith(sentence) and caught.value.field == "some"


@pytest.mark.parametrize(("text", "day"), [
    ("11-19", "--11-19"), ("1119", "--11-19"), ("11月19日", "--11-19"), ("--11-19", "--11-19"), ("2-29", "--02-29"),
    ("1990-2-3", "1990-02-03"), ("19 Nov", "--11-19")])
def test_a_birthday_needs_no_year(text: str, day: str) -> None:
    assert values.read(BIRTHDAY, text, OFFICE) == day
    assert values.read(BIRTHDAY, values.show(BIRTHDAY, day, OFFICE), OFFICE) == day
    assert values.read_cell(BIRTHDAY, values.plain(BIRTHDAY, day, OFFICE), OFFICE) == day


def test_days_on_screen_and_paper() -> None:
    assert values.show(DAY, "2026-11-19", OFFICE) == "2026-11-19"
    assert values.show(DAY, "2026-11-19", OFFICE, near=True) == "11-19"
    assert values.show(DAY, "2025-11-19", OFFICE, near=True) == "2025-11-19"
    with using("zh_CN"):
        assert values.paper(DAY, "2026-11-09", OFFICE) == "2026年11月9日"
        assert values.paper(BIRTHDAY, "--11-19", OFFICE) == "11月19日"
        assert values.paper(MOMENT, "2026-11-19T01:20:00Z", OFFICE) == "2026年11月19日 09:20"
    with using("en"):
        assert values.paper(DAY, "2026-11-09", OFFICE) == "9 Nov 2026"
        assert values.paper(BIRTHDAY, "--11-19", OFFICE) == "19 Nov"
    assert values.show(DAY, None, OFFICE) == values.paper(DAY, None, OFFICE) == ""


@pytest.mark.parametrize(("cell", "day"), [
    (46345, "2026-11-19"), (46345.75, "2026-11-19"), (20261119, "2026-11-19"), (20261119.0, "2026-11-19"),
    (1119, "2026-11-19"), (305, "2026-03-05"), (date(2026, 11, 19), "2026-11-19"),
    (datetime(2026, 11, 19, 14, 30), "2026-11-19"), (datetime(2026, 11, 18, 17, tzinfo=UTC), "2026-11-19"),
    ("2026年11月19日", "2026-11-19"), ("-", None), ("无", None), ("N/A", None), ("", None), (None, None)])
def test_day_cells(cell: object, day: str | None) -> None:
    assert values.read_cell(DAY, cell, OFFICE) == day


@pytest.mark.parametrize("cell", [11.19, 5, float("nan"), float("inf"), 1e300, -46345, True, "#REF!"])
def test_cells_that_are_no_day(cell: object) -> None:
    with pytest.raises(Problem) as caught:
        values.read_cell(DAY, cell, OFFICE)
    assert caught.value.field == "some"


@pytest.mark.parametrize("text", [
    "9:20", "09:20", "0920", "920", "9点20", "9点20分", "9时20分", "9點20分", "上午9:20", "9:20 am", "9:20AM", "9:20 a.m.",
    "今天 9:20", "今天9:20", "11-19 9:20", "11-19 0920", "2026-11-19 09:20", "2026-11-19T09:20", "2026/11/19 9:20:00",
    "2026年11月19日9点20分", "2026年11月19日上午9时20分", "20261119 0920", "202611190920", "20261119092000",
    "2026-11-19T01:20:00Z", "2026-11-19 09:20:00+08:00", "2026-11-18T20:20-05:00", "19 Nov 2026 9:20",
    "Nov 19, 2026 9:20",
    "１１－１９　９：２０"])
def test_one_instant_in_many_notations(text: str) -> None:
    assert values.read(MOMENT, text, OFFICE) == "2026-11-19T01:20:00Z"


@pytest.mark.parametrize(("text", "local"), [
    ("14:30", "2026-11-19 14:30"), ("下午2:30", "2026-11-19 14:30"), ("下午2点半", "2026-11-19 14:30"),
    ("2pm", "2026-11-19 14:00"), ("晚上8点", "2026-11-19 20:00"), ("中午12点", "2026-11-19 12:00"),
    ("中午1点", "2026-11-19 13:00"), ("下午12:30", "2026-11-19 12:30"), ("12:30 am", "2026-11-19 00:30"),
    ("12:30 pm", "2026-11-19 12:30"), ("凌晨1点一刻", "2026-11-19 01:15"), ("昨天 14:30", "2026-11-18 14:30"),
    ("9:20:05", "2026-11-19 09:20:05"), ("19 Nov 2026", "2026-11-19 00:00"), ("2026-11-19", "2026-11-19 00:00"),
    ("oct 3 9:20", "2026-10-03 09:20"), ("12-14", "2026-12-14 00:00")])
def test_other_instants(text: str, local: str) -> None:
    stored = values.read(MOMENT, text, OFFICE)
    assert values.show(MOMENT, stored, OFFICE) == local
    assert values.read(MOMENT, local, OFFICE) == stored


@pytest.mark.parametrize("text", ["24:00", "2026-11-19 25:00", "9:75", "晚上12点", "2026-13-01 9:20", "abc 9:20", "noon",
                                  "0001-01-01T00:00:00Z", "2026-02-30T09:20:00Z", "9999"])
def test_what_is_no_instant(text: str) -> None:
    with pytest.raises(Problem):
        values.read(MOMENT, text, OFFICE)


def test_the_office_zone_counts() -> None:
    berlin = values.Context(ZoneInfo("Europe/Berlin"), TODAY)
    assert values.read(MOMENT, "2026-07-01 09:00", berlin) == "2026-07-01T07:00:00Z"
    assert values.show(MOMENT, "2026-11-18T23:30:00Z", berlin, near=True) == "11-19 00:30"
    assert values.plain(MOMENT, "2026-11-18T23:30:00Z", berlin) == datetime(2026, 11, 19, 0, 30)


@pytest.mark.parametrize(("cell", "stored"), [
    (46345.5, "2026-11-19T04:00:00Z"), (datetime(2026, 11, 19, 9, 20), "2026-11-19T01:20:00Z"),
    (datetime(2026, 11, 19, 9, 20, tzinfo=UTC), "2026-11-19T09:20:00Z"), (date(2026, 11, 19), "2026-11-18T16:00:00Z"),
    (time(9, 20), "2026-11-19T01:20:00Z"), ("11-19 9:20", "2026-11-19T01:20:00Z")])
def test_instant_cells(cell: object, stored: str) -> None:
    assert values.read_cell(MOMENT, cell, OFFICE) == stored


def test_a_start_time_has_one_notation() -> None:
    start = field("text", "start_time")
    for text in ("9:20", "0920", "9点20", "上午9:20"):
        assert values.read(start, text, OFFICE) == "09:20"
    assert values.read_cell(start, time(9, 20), OFFICE) == "09:20"
    with pytest.raises(Problem):
        values.read(start, "昨天 9:20", OFFICE)


@pytest.mark.parametrize(("text", "minutes"), [
    ("90", 90), ("90分钟", 90), ("90 min", 90), ("1:30", 90), ("1:30:20", 90), ("1小时30分", 90), ("1小時30分鐘", 90),
    ("1.5h", 90), ("1.5小时", 90), ("1h30", 90), ("1 h 30 min", 90), ("1 hour 30 minutes", 90), ("1个半小时", 90),
    ("1小时半", 90), ("半小时", 30), ("2天", 2880), ("1天2小时", 1560), ("1小时06分", 66), ("0", 0), ("１：３０", 90), ("48:00", 2880)])
def test_lengths_of_time(text: str, minutes: int) -> None:
    assert values.read(LENGTH, text, OFFICE) == minutes


@pytest.mark.parametrize("text", ["abc", "1:75", "-5", "h", "99999999", "1:2:3:4", "9" * 90])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(Problem):
        values.read(LENGTH, text, OFFICE)


@pytest.mark.parametrize(("cell", "minutes"), [
    (90, 90), (90.0, 90), (timedelta(hours=1, minutes=30), 90), (time(1, 30), 90), ("1小时30分", 90), ("—", None)])
def test_length_cells(cell: object, minutes: int | None) -> None:
    assert values.read_cell(LENGTH, cell, OFFICE) == minutes


def test_lengths_on_the_screen() -> None:
    with using("en"):
        assert [values.length_text(m) for m in (6, 60, 66, 2880)] == ["6 min", "1 h", "1 h 06 min", "48 h"]


def test_what_a_new_record_begins_with() -> None:
    with clock.frozen(datetime(2026, 11, 19, 2, 26, 45, tzinfo=UTC)):
        assert values.default(field("datetime", default="now"), OFFICE, 3) == "2026-11-19T02:26:00Z"
    assert values.default(field("date", default="today"), OFFICE, 3) == "2026-11-19"
    assert values.default(field("user_ref", default="current_user"), OFFICE, 3) == 3
    assert values.default(field("user_ref", default="current_user"), OFFICE, None) is None
    assert values.default(field("user_ref", default="current_user", multiple=True), OFFICE, 3) == [3]
    assert values.default(field("text", default="auto_number"), OFFICE, 3) is None
    assert values.default(field("bool", default=True), OFFICE, 3) == 1
    assert values.default(field("choice", default="active"), OFFICE, 3) == "active"
    assert values.default(field("duration", default=60), OFFICE, 3) == 60
    assert values.default(field("text"), OFFICE, 3) is None
