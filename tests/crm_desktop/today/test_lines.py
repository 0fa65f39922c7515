"""The lines of Today in words, and the morning sheet."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest

from crm_desktop.kit import clock, due, i18n, records, report
from crm_desktop.kit.due import Due, Moment
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store
from crm_desktop.reminders import service
from crm_desktop.today import lines
from tests.conftest import NOW, SHANGHAI

AT = Moment("2026-11-19T02:26:00Z", date(2026, 11, 19), SHANGHAI)  # Thursday 10:26
pytestmark = pytest.mark.usefixtures("frozen_clock")


def line(store: Store, when: str, kind: str = "clock", state: str = "", **more: object) -> lines.Line:
    one = Due(kind, "reminder", 1, when, state or AT.state(when), "what", "Done", **more)  # type: ignore[arg-type]
    found, = lines.in_words(store, AT, [one])
    return found


@pytest.mark.parametrize(("kind", "when", "state", "group", "shape", "mark", "shown"), [
    ("clock", "2026-11-19T01:10:00Z", "", "late", "late", "1 h 16 min late", "Today 09:10"),
    ("clock", "2026-11-17T01:10:00Z", "", "late", "late", "2 days late", "11-17 Tue"),
    ("promise", "2026-11-18", "", "late", "late", "1 day late", "11-18 Wed"),
    ("promise", "2025-11-18", "", "late", "late", "366 days late", "2025-11-18"),
    ("clock", "2026-11-19T02:41:00Z", "near", "today", "near", "15 min left", "10:41"),
    ("survey", "2026-11-20", "near", "today", "near", "soon over", "11-20 Fri"),
    ("clock", "2026-11-19T07:00:00Z", "", "today", "running", "4 h 34 min left", "15:00"),
    ("visit", "2026-11-19T06:00:00Z", "", "today", "running", "At 14:00", "14:00"),
    ("visit", "2026-11-19T02:00:00Z", "due", "today", "running", "Since 10:00", "10:00"),
    ("task", "2026-11-19", "", "today", "running", "Today", "Today"),
    ("callback", "2026-11-20T01:30:00Z", "", "soon", "running", "Tomorrow 09:30", "11-20 Fri"),
    ("reminder", "2026-11-22", "", "soon", "running", "in 3 days", "11-22 Sun"),
])
def test_every_state_in_words(store: Store, kind: str, when: str, state: str, group: str, shape: str, mark: str,
                              shown: str) -> None:
    found = line(store, when, kind, state)
    assert (found.group, found.shape, found.mark, found.when) == (group, shape, mark, shown)


def test_whose_it_is_and_what_it_is_about(store: Store) -> None:
    customer = records.create(store, "customer_master", {"customer_name": "棠溪湾酒店"})
    one = Due("promise", "reminder", 1, "2026-11-18", "late", "棠溪湾酒店 · 寄发票", "Done", customer=customer,
              person=store.user.staff)
    found, = lines.in_words(store, AT, [one])
    assert (found.customer, found.what, found.person, found.verb) == ("棠溪湾酒店", "寄发票", "tester", "Done")
    assert found.sentence() == "1 day late, 11-18 Wed, Promise, 棠溪湾酒店, 寄发票, tester"


def test_an_unknown_kind_is_called_like_its_form(store: Store) -> None:
    found = line(store, "2026-11-19", "something new")
    assert (found.kind, found.icon) == ("Reminder or task", "bell")


def test_one_person_sees_her_own_and_nobodys(store: Store) -> None:
    other = records.create(store, "staff_record", {"name": "何敏"})
    with store.change("x") as change:
        service.remind(change, what="mine", due_on="2026-11-19")
        service.remind(change, what="hers", due_on="2026-11-18", owner=other)
    assert [found.what for found in lines.read(store)] == ["hers", "mine"]
    assert [found.what for found in lines.read(store, person=store.user.staff)] == ["mine"]
    assert lines.counts(store) == (1, 1)
    assert lines.counts(store, store.user.staff) == (0, 1)


def text_of(store: Store, name: str) -> str:
    from pypdf import PdfReader
    out = BytesIO()
    report.make(store, name, Options(language=i18n.language()), out)
    return "".join(page.extract_text() for page in PdfReader(out).pages)


def test_the_morning_sheet_has_a_box_for_every_line(store: Store) -> None:
    other = records.create(store, "staff_record", {"name": "何敏"})
    with store.change("x") as change:
        for number in range(60):
            service.remind(change, what=f"Reminder {number:02}", due_on="2026-11-19",
                           owner=other if number % 2 else None)
        service.remind(change, what="Late one", due_on="2026-11-17", due_time="09:00")
    whole, own = text_of(store, "today"), text_of(store, "today-own")
    assert whole.count("□") == 61 and own.count("□") == 31
    assert "Late one" in whole and "Reminder 59" in whole and "Reminder 59" not in own
    assert "61 lines" in whole and "2 days late" in whole


def test_the_morning_sheet_counts_what_it_does_not_name(store: Store) -> None:
    with store.change("x") as change:
        for number in range(180):
            service.remind(change, what=f"Old {number}", due_on="2026-11-02")
        service.remind(change, what="Of today", due_on="2026-11-19")
    whole = text_of(store, "today")
    assert "181 lines" in whole and "Of today" in whole and f"{180 - due.MOST[due.LATE]} more lines" in whole
    assert whole.count("□") == due.MOST[due.LATE] + 1


def test_an_empty_day_says_so_on_paper(store: Store) -> None:
    assert "Nothing is due until 22 Nov 2026." in text_of(store, "today")


def test_a_clock_set_back_loses_and_repeats_no_line(store: Store) -> None:
    with store.change("x") as change:
        for day in range(15, 25):
            service.remind(change, what=f"on {day}", due_on=f"2026-11-{day}", due_time="10:00")
    now = [found.key for found in lines.read(store)]
    for back in (timedelta(hours=5), timedelta(days=3)):
        with clock.frozen(NOW - back):
            before = [found.key for found in lines.read(store)]
            assert len(set(before)) == len(before)
            last = due.moment(store).last.isoformat()
            assert len(before) == store.value("SELECT count(*) FROM reminders WHERE due_on <= ?", (last,))
    assert [found.key for found in lines.read(store)] == now
