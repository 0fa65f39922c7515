"""The list of complaints: its views, clocks at instants, preview, and that it goes on while one looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from crm_desktop.complaints import service
from crm_desktop.kit import clock, i18n, records
from tests.conftest import NOW
from tests.ui.desk_office import Office, words_of
from ui.complaints.list_badge import counts
from ui.complaints.list_columns import paint_clock
from ui.kit import theme, words
from ui.kit.table.model import MARK

FORM = "complaint_record"


def registered(office: Office, received: str, **more: Any) -> int:
    return service.register(office.store, {"customer": 4, "content": "the pump leaks oil", "channel": "phone",
                                           "received_at": received, **more})


def mark(page: Any, record: int, column: str) -> tuple[str, str]:
    place = page.list.listing.index_of(record)
    at = [c.id for c in page.list.table.rows.columns].index(column)
    return page.list.table.rows.index(place, at).data(MARK)


def test_it_opens_with_what_is_in_progress_tightest_first(office: Office) -> None:
    for received in ("2026-11-19T01:00:00Z", "2026-11-18T01:00:00Z", "2026-11-19T00:00:00Z"):
        registered(office, received)
    page = office.page("complaints")
    assert page.list.views.bar.current() == "open"
    expected = office.store.column("SELECT id FROM complaints WHERE deleted_at IS NULL AND next_limit_at IS NOT NULL"
                                   " ORDER BY next_limit_at, id")
    assert list(page.list.listing.ids()) == expected and len(expected) > 2
    assert page.list.current_id() == expected[0]


def test_each_view_counts_what_the_database_counts(office: Office) -> None:
    registered(office, "2026-11-19T00:40:00Z")   # 1 h 46 min of 2 h used
    registered(office, "2026-11-18T00:40:00Z", severity="major")
    service.solve(office.store, registered(office, "2026-11-18T00:40:00Z"), "done")
    page = office.page("complaints")
    office.bot.waitUntil(lambda: not page.list.views._uncounted)
    now, open_ = clock.stamp(NOW), "deleted_at IS NULL AND next_limit_at IS NOT NULL"
    tests = {"open": open_, "late": f"{open_} AND unixepoch(next_limit_at) + 60 <= unixepoch('{now}')",
             "near": f"{open_} AND next_near_at <= '{now}'"
                     f" AND unixepoch(next_limit_at) + 60 > unixepoch('{now}')",
             "owed": "deleted_at IS NULL AND callback_due_on IS NOT NULL",
             "closed": "deleted_at IS NULL AND status = 'closed'",
             "serious": "deleted_at IS NULL AND severity IN ('major', 'special')", "all": "deleted_at IS NULL"}
    for name, test in tests.items():
        expected = office.store.value(f"SELECT count(*) FROM complaints WHERE {test}")
        page.list.views.show_view(name)
        assert page.list.listing.count == expected, name
        assert page.list.views.bar._counts[name] == str(expected), name
    assert office.store.value(f"SELECT count(*) FROM complaints WHERE {tests['near']}")


def test_late_and_near_follow_the_clock(office: Office) -> None:
    record = registered(office, "2026-11-19T01:20:00Z")
    page = office.page("complaints")
    found = {}
    for minutes in (0, 40, 60):
        with clock.frozen(NOW + timedelta(minutes=minutes)):
            for name in ("near", "late"):
                page.list.views.show_view(name)
                found[minutes, name] = record in page.list.listing.ids()
    assert found == {(0, "near"): False, (0, "late"): False, (40, "near"): True, (40, "late"): False,
                     (60, "near"): False, (60, "late"): True}


def test_the_rail_counts_late_then_near(office: Office) -> None:
    registered(office, "2026-11-19T00:40:00Z")
    assert counts(office.store) == (0, 1)
    registered(office, "2026-11-18T23:00:00Z")
    assert counts(office.store) == (1, 1)
    with clock.frozen(NOW + timedelta(hours=1)):
        assert counts(office.store) == (2, 0)


def test_marks_at_instants_without_reading_again(office: Office) -> None:
    record = registered(office, "2026-11-19T01:20:00Z")
    page = office.page("complaints")
    page.refresh(None)
    rows, seen = [], []
    page.list.table.rows.modelAboutToBeReset.connect(lambda: rows.append(1))
    for minutes in (0, 40, 60):
        with clock.frozen(NOW + timedelta(minutes=minutes)):
            page.list.tick()
            office.settle()
            seen.append(mark(page, record, "response_clock"))
    assert seen == [("running", "54 min left"), ("near", "14 min left"), ("late", "6 min over")]
    assert rows == []
    service.respond(office.store, record, "hello", at="2026-11-19T01:46:00Z")
    office.settle()
    page.refresh(None)
    assert mark(page, record, "response_clock") == ("done", "26 min")
    assert mark(page, record, "solution_clock")[0] == "running"


def test_a_clock_cell_says_state_and_value_and_paints_its_bar(office: Office) -> None:
    from crm_desktop.complaints import clocks
    record = registered(office, "2026-11-19T01:26:00Z")
    page = office.page("complaints")
    page.refresh(None)
    at = [c.id for c in page.list.table.rows.columns].index("response_clock")
    index = page.list.table.rows.index(page.list.listing.index_of(record), at)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Response 2 h: running, 1 h left"
    image = QImage(100, 46, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    paint_clock(painter, QRect(0, 0, 100, 45), clocks.of(office.store, record)["response"])
    painter.end()
    line = next(y for y in range(20, 45) if image.pixelColor(2, y) == theme.color("text2"))
    used = sum(image.pixelColor(x, line) == theme.color("text2") for x in range(100))
    assert used == 50, "an hour of two"


def test_space_previews_the_case_and_its_button_leads_to_the_act(office: Office) -> None:
    record = registered(office, "2026-11-19T01:26:00Z")
    page = office.page("complaints")
    page.list.refresh()
    page.list.choose(record)
    page.list.table.setFocus()
    office.press(Qt.Key.Key_Space)
    face = page.faces[FORM]
    assert not face.sheet.isHidden()
    assert face.look.number.text() == records.get(office.store, FORM, record)["complaint_no"]
    assert face.look.ledger.sum.text() == "2:00 − 1:00 = 1:00"
    assert face.look.line.marks["response"].state() == "running"
    face.look.next.click()
    office.settle()
    assert page.cards[FORM].form.act.id == "respond"


def test_the_preview_is_open_where_there_is_much_room(office: Office) -> None:
    page = office.page("complaints")
    face = page.faces[FORM]
    assert face.sheet.isHidden()
    office.desk.resize(1900, 900)
    office.settle()
    assert not face.sheet.isHidden()
    face.toggle()
    office.desk.resize(1920, 900)
    office.settle()
    assert face.sheet.isHidden(), "as she wants it"


def test_the_customer_card_shows_the_clock(office: Office) -> None:
    record = registered(office, "2026-11-19T00:26:00Z")
    number = records.get(office.store, FORM, record)["complaint_no"]
    office.session.open("customer_master", 4)
    office.settle()
    panel = next(p for p in office.desk.pages["customers"].cards["customer_master"].panels
                 if type(p).__name__ == "OpenComplaints")
    assert number in words_of(panel) and "due soon, 0 min left" in words_of(panel)


def test_forgetting_leaves_nothing_in_the_preview(office: Office) -> None:
    registered(office, "2026-11-19T01:26:00Z", content="a very secret noise")
    page = office.page("complaints")
    page.faces[FORM].toggle()
    page.forget()
    assert "secret noise" not in words_of(page)


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_views_fold_where_there_is_little_room(office: Office, language: str) -> None:
    theme.look().set(factor=1.5)
    page = office.page("complaints")
    with i18n.using(language):
        words.retranslate(office.desk)
        office.settle()
        views = page.list.views
        assert page.minimumSizeHint().width() <= office.desk.width()
        for button in views.bar._buttons.values():
            assert not button.isVisible() or button.width() >= button.sizeHint().width()
        for name in list(views._hidden):
            views._take(name)
            assert views.bar.current() == name and not views.bar._buttons[name].isHidden()
