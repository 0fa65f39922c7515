"""The scheduler by keyboard: choosing, moving, stretching, planning, other spans; conflicts; undo."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from crm_desktop.kit import i18n, records
from crm_desktop.kit.query import Condition, Query
from crm_desktop.visits import agenda
from crm_desktop.visits.model import PLAN
from tests.ui.desk_office import CTRL, Office
from ui.kit import theme, words
from ui.visits.hours import between_hours
from ui.visits.lanes import Spot, side_by_side, stops
from ui.visits.scheduled import SCHEDULE
from ui.visits.scheduler import RECEPTION
from ui.visits.spans import Span

Key = Qt.Key


def planned(office: Office, day: str = "2026-11-19", start: str | None = "14:00", minutes: int = 60,
            customer: int = 2, **more: object) -> int:
    values = {"planned_customer": customer, "planned_date": day, "start_time": start, "duration": minutes,
              "purpose": "second phase", "callback_mode": ["face_to_face"], "callback_specialist": 1, **more}
    return records.create(office.store, PLAN, {k: v for k, v in values.items() if v is not None})


def kept(office: Office, plan: int) -> tuple[str, str | None, int]:
    found = records.get(office.store, PLAN, plan)
    return found["planned_date"], found["start_time"], found["duration"]


@pytest.fixture
def calm(office: Office) -> Office:
    """Nothing planned by the sample in the week of the tests."""
    store = office.store
    with store.change("clear") as change:
        for row in agenda.agenda(store, "2026-10-01", "2027-02-28"):
            change.delete(row.form, row.id)
    office.session.settings.set("visits.people", [])
    return office


def chosen(office: Office, plan: int):
    page = office.page("visits")
    assert page.scheduler.board.choose((PLAN, plan))
    office.settle()
    return page


def test_the_page_begins_with_the_week_and_its_first_focus_is_the_board(calm: Office) -> None:
    page = calm.page("visits")
    assert page.mode == SCHEDULE
    assert page.scheduler.span.first == date(2026, 11, 16)
    board = page.scheduler.board
    assert board.hasFocus()
    assert board.at == Spot("2026-11-19", 10 * 60)
    assert "Today 10:00" in page.status()


def test_arrows_walk_slots_and_blocks(calm: Office) -> None:
    plan = planned(calm, start="10:30")
    page = calm.page("visits")
    board = page.scheduler.board
    calm.press(Key.Key_Down)
    assert board.at.key == (PLAN, plan)
    block = board.block((PLAN, plan))
    assert isinstance(block, QAbstractButton)
    assert block.hasFocus()
    calm.press(Key.Key_Down)
    assert board.at == Spot("2026-11-19", 11 * 60 + 30)
    calm.press(Key.Key_Right)
    assert board.at == Spot("2026-11-20", 11 * 60 + 30)
    calm.press(Key.Key_Left)
    calm.press(Key.Key_Up)
    assert board.at.key == (PLAN, plan)


def test_past_the_last_day_comes_the_next_week(calm: Office) -> None:
    page = calm.page("visits")
    for _n in range(4):
        calm.press(Key.Key_Right)
    assert page.scheduler.span.first == date(2026, 11, 23)
    assert page.scheduler.board.at.day == "2026-11-23"


def test_control_and_arrows_move_and_undo_takes_it_back(calm: Office) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    calm.press(Key.Key_Down, CTRL)
    assert kept(calm, plan) == ("2026-11-19", "14:15", 60)
    calm.press(Key.Key_Right, CTRL)
    assert kept(calm, plan) == ("2026-11-20", "14:15", 60)
    assert page.scheduler.board.at == Spot("2026-11-20", 14 * 60 + 15, (PLAN, plan))
    assert calm.said[-1].endswith("11-20 Fri 14:15–15:15.")
    calm.undo()
    calm.undo()
    assert kept(calm, plan) == ("2026-11-19", "14:00", 60)


def test_brackets_make_it_longer_and_shorter(calm: Office) -> None:
    plan = planned(calm)
    chosen(calm, plan)
    calm.press(Key.Key_BracketRight)
    assert kept(calm, plan)[2] == 75
    calm.press(Key.Key_BracketLeft)
    calm.press(Key.Key_BracketLeft)
    assert kept(calm, plan)[2] == 45


def test_a_done_one_and_a_walk_in_stay_where_they_are(calm: Office) -> None:
    plan = planned(calm, state="done")
    page = chosen(calm, plan)
    calm.press(Key.Key_Down, CTRL)
    assert kept(calm, plan) == ("2026-11-19", "14:00", 60)
    contact = Query("contact_person", where=(Condition("customer", "is", 2),)).run(calm.store).ids()[0]
    walk_in = records.create(calm.store, RECEPTION, {"customer_name": contact, "organisation": 2,
                                                     "received_at": "2026-11-19T01:00:00Z"})
    calm.settle()
    assert page.scheduler.board.choose((RECEPTION, walk_in))
    before = calm.store.raw(RECEPTION, walk_in)
    calm.press(Key.Key_Down, CTRL)
    calm.press(Key.Key_BracketRight)
    assert calm.store.raw(RECEPTION, walk_in) == before


def test_a_conflict_is_said_with_a_way_out(calm: Office) -> None:
    planned(calm, start="15:00", minutes=30)
    plan = planned(calm, start="14:00", customer=3)
    page = chosen(calm, plan)
    calm.press(Key.Key_Down, CTRL)
    assert "already has a call-back from 15:00 to 15:30" in calm.said[-1]
    assert all(r.clash for r in page.scheduler.rows)
    calm.press(Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    assert kept(calm, plan) == ("2026-11-19", "15:30", 60)
    assert not any(r.clash for r in page.scheduler.rows)


def test_enter_on_a_free_place_plans_there_and_enter_on_a_block_opens(calm: Office) -> None:
    plan = planned(calm)
    page = calm.page("visits")
    calm.press(Key.Key_Return)
    assert (page.form.value("planned_date"), page.form.value("start_time")) == ("2026-11-19", "10:00")
    calm.press(Key.Key_Escape)
    assert page.mode == SCHEDULE
    page.scheduler.board.choose((PLAN, plan))
    calm.press(Key.Key_Return)
    assert (page.mode, page.record) == ("card", plan)
    calm.press(Key.Key_Escape)
    assert page.mode == SCHEDULE
    assert page.scheduler.board.at.key == (PLAN, plan)


def test_letters_choose_the_view(calm: Office) -> None:
    page = calm.page("visits")
    for key, kind in ((Key.Key_D, "day"), (Key.Key_M, "month"), (Key.Key_W, "week")):
        calm.press(key)
        assert page.scheduler.span.kind == kind
        assert page.scheduler.board.isVisible()
    calm.press(Key.Key_PageDown)
    assert page.scheduler.span.first == date(2026, 11, 23)
    calm.press(Key.Key_T)
    assert page.scheduler.span.first == date(2026, 11, 16)
    calm.press(Key.Key_L)
    assert page.mode == "list"
    calm.press(Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert page.mode == SCHEDULE


def test_the_keys_printed_on_the_views_work_where_they_are_printed(calm: Office) -> None:
    page = calm.page("visits")
    printed = lambda: {k: b._key for k, b in page.tools.segments.items()}  # noqa: E731
    assert printed() == {"day": "D", "week": "W", "month": "M", "list": "L"}
    calm.press(Key.Key_L)
    assert printed() == {"day": "Alt+D", "week": "Alt+W", "month": "Alt+M", "list": ""}
    keys = {a.id: a.key for a in page.current_actions()}
    assert {k: keys[f"view_{k}"] for k in ("day", "week", "month")} == {
        "day": "Alt+D", "week": "Alt+W", "month": "Alt+M"}
    calm.press(Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert (page.mode, page.scheduler.span.kind) == (SCHEDULE, "day")
    assert printed()["week"] == "W"


def test_the_month_shows_three_and_counts_the_rest(calm: Office) -> None:
    for n in range(5):
        planned(calm, start=f"{9 + n:02d}:00", customer=2 + n)
    page = calm.page("visits")
    calm.press(Key.Key_M)
    board = page.scheduler.month
    shown = [b for b in board.blocks() if b.isVisible()]
    assert len(shown) == 3
    assert [b.text() for b in board._buttons.values()] == ["2 more"]
    board._buttons["2026-11-19"].click()
    calm.settle()
    assert (page.scheduler.span.kind, page.scheduler.span.day) == ("day", date(2026, 11, 19))


def test_only_the_span_is_read_and_other_notices_leave_it(calm: Office) -> None:
    page = calm.page("visits")
    reads: list[int] = []
    page.scheduler.changed.connect(lambda: reads.append(1))
    planned(calm, day="2026-12-24")
    calm.settle()
    assert not reads
    plan = planned(calm, day="2026-11-17")
    calm.settle()
    assert reads
    assert [r.id for r in page.scheduler.rows if r.form == PLAN] == [plan]


def test_a_block_says_everything_in_its_name(calm: Office) -> None:
    plan = planned(calm, place="Nanjing")
    page = calm.page("visits")
    name = page.scheduler.board.block((PLAN, plan)).accessibleName()
    for part in ("Today 14:00–15:00", "Visit", "Planned", "Nanjing", "second phase"):
        assert part in name


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_three_languages_at_150_percent(calm: Office, language: str) -> None:
    planned(calm, minutes=15)
    planned(calm, start=None, customer=4)
    page = calm.page("visits")
    with i18n.using(language):
        theme.look().set(factor=1.5)
        words.retranslate(calm.desk)
        calm.desk.retranslate()
        calm.settle()
        for block in page.scheduler.board.blocks():
            assert block.height() >= theme.line_height("dense")
            assert block.width() > 20
        assert page.tools.views.width() >= page.tools.views.sizeHint().width()


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_the_title_stays_in_the_smallest_window_with_the_largest_font(calm: Office, language: str) -> None:
    page = calm.page("visits")
    with i18n.using(language):
        theme.look().set(factor=2.0)
        calm.desk.resize(1280, 720)
        words.retranslate(calm.desk)
        calm.desk.retranslate()
        calm.settle()
        for key, kind in ((Key.Key_W, "week"), (Key.Key_M, "month"), (Key.Key_D, "day")):
            calm.press(key)
            assert page.header.title.text() == page.title()
            assert page.tools.segments[kind].isVisible(), "the view in force is never left out"


def test_people_choose_whose_call_backs_are_shown(calm: Office) -> None:
    mine, other = planned(calm), planned(calm, customer=3, callback_specialist=2)
    page = calm.page("visits")
    ids = lambda: {r.id for r in page.scheduler.rows if r.form == PLAN}  # noqa: E731
    assert ids() == {mine, other}
    page.scheduler.side.who.choose({2})
    assert ids() == {other}
    page.scheduler.side.who.choose({1, 2})
    assert ids() == {mine, other}


def test_lanes_and_stops() -> None:
    def row(number: int, start: str, minutes: int) -> agenda.Row:
        return agenda.Row(PLAN, number, "2026-11-19", start, minutes, 1, "x", "phone", "", "planned", 1, "")

    one, two, three, later = row(1, "09:00", 60), row(2, "09:30", 60), row(3, "10:00", 30), row(4, "12:00", 15)
    placed = {p.row.id: (p.lane, p.lanes) for p in side_by_side([one, two, three, later], 30)}
    assert placed == {1: (0, 2), 2: (1, 2), 3: (0, 2), 4: (0, 1)}
    found = stops("2026-11-19", [one, later], 9 * 60, 13 * 60)
    assert [(s.minute, s.key and s.key[1]) for s in found] == [
        (None, None), (540, 1), (600, None), (630, None), (660, None), (690, None), (720, 4), (750, None)]


def test_the_keyboard_stays_on_the_board_when_its_entry_goes(calm: Office) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    calm.press(Key.Key_Delete)
    board = page.scheduler.board
    assert board.hasFocus()
    assert board.at == Spot("2026-11-19", 14 * 60)
    calm.press(Key.Key_Right)
    assert board.at.day == "2026-11-20"


def test_the_small_month_names_the_month_the_arrows_came_to(calm: Office) -> None:
    month = calm.page("visits").scheduler.side.month
    calm.press(Key.Key_S)
    assert month.title.text() == "November 2026"
    for _week in range(2):
        calm.press(Key.Key_Down)
    assert month.days.at == date(2026, 12, 3)
    assert month.title.text() == "December 2026"


def test_the_small_month_grows_with_the_font(calm: Office) -> None:
    days = calm.page("visits").scheduler.side.month.days
    before = days.height()
    theme.look().set(factor=1.5)
    calm.settle()
    assert days.height() > before * 1.3


@pytest.mark.parametrize("name", ["<b>何敏</b>", "R&D"])
def test_a_name_stands_as_it_is(calm: Office, name: str) -> None:
    person = records.create(calm.store, "staff_record", {"name": name})
    who = calm.page("visits").scheduler.side.who
    assert who._boxes[person].text() == name.replace("&", "&&")


def test_who_left_is_no_longer_looked_for(calm: Office) -> None:
    mine, other = planned(calm), planned(calm, customer=3, callback_specialist=2)
    page = calm.page("visits")
    page.scheduler.side.who.choose({2})
    records.save(calm.store, "staff_record", 2, {"active": False})
    calm.settle()
    assert page.scheduler.side.people() == [None]
    assert {r.id for r in page.scheduler.rows if r.form == PLAN} == {mine, other}


def test_a_large_office_shows_those_who_are_ticked(calm: Office) -> None:
    with calm.store.change("x") as change:
        for number in range(70):
            change.insert("staff_record", {"name": f"A{number:02d}", "active": True})
    last = records.create(calm.store, "staff_record", {"name": "Zhou"})
    calm.session.settings.set("visits.people", [last])
    who = calm.page("visits").scheduler.side.who
    assert list(who._boxes)[:2] == [calm.store.user.staff, last]


def test_the_language_of_the_scheduler_changes_under_a_card(calm: Office) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    calm.press(Key.Key_Return)
    with i18n.using("zh_CN"):
        words.retranslate(calm.desk)
        calm.desk.retranslate()
        calm.press(Key.Key_Escape)
        assert "今天" in page.scheduler.board.block((PLAN, plan)).accessibleName()


def test_spans() -> None:
    assert len(Span("month", date(2026, 11, 19)).days) == 42
    assert Span("month", date(2026, 1, 31)).step(1).day == date(2026, 2, 1)
    assert len(Span("month", date(2027, 2, 3)).days) == 28
    assert Span("week", date(2026, 11, 19)).step(-1).first == date(2026, 11, 9)
    assert Span("week", date(2026, 11, 19)).text() == "2026-11-16 to 11-22 · week 47"
    short = [Span(kind, date(2026, 11, 19)).text(short=True) for kind in ("day", "week", "month")]
    assert short == ["11-19", "11-16–11-22", "2026-11"]


def plan_by_keys(office: Office, day: str | None = None) -> int:
    """What Enter on a free place begins, saved; its card is in view."""
    page = office.page("visits")
    office.press(Key.Key_Return)
    page.form.editor.put("planned_customer", 2)
    page.form.editor.put("purpose", "second phase")
    if day:
        page.form.editor.put("planned_date", day)
    office.press(Key.Key_S, CTRL)
    assert page.mode == "card"
    return page.record


def test_back_from_a_plan_just_made_the_keyboard_is_on_it(calm: Office) -> None:
    page = calm.page("visits")
    plan = plan_by_keys(calm)
    calm.press(Key.Key_Escape)
    board = page.scheduler.board
    assert (page.mode, board.at.key) == (SCHEDULE, (PLAN, plan))
    assert board.block((PLAN, plan)).hasFocus()
    calm.press(Key.Key_Return)
    assert (page.mode, page.record) == ("card", plan)


def test_a_plan_made_for_another_week_is_shown_there(calm: Office) -> None:
    page = calm.page("visits")
    plan = plan_by_keys(calm, "2026-12-08")
    calm.desk.step(-1)
    calm.settle()
    assert page.mode == SCHEDULE
    page.open(PLAN, plan)
    calm.press(Key.Key_Escape)
    assert page.scheduler.board.at.key is None, "a card only opened leaves the week in view"
    plan = plan_by_keys(calm, "2026-12-09")
    calm.press(Key.Key_Escape)
    assert page.scheduler.span.holds(date(2026, 12, 9))
    assert page.scheduler.board.at.key == (PLAN, plan)


def test_a_day_of_the_week_says_how_many_more_there_are_and_the_day_draws_all(calm: Office) -> None:
    for n in range(20):
        planned(calm, start=f"{9 + n // 2:02d}:{n % 2 * 30:02d}", minutes=30, customer=2 + n % 9)
    page = calm.page("visits")
    board = page.scheduler.hours
    drawn = lambda: [b for b in board.blocks() if b.isVisible()]  # noqa: E731
    assert len(drawn()) == 16
    more = board.more_links.buttons["2026-11-19"]
    assert (more.isVisible(), more.text()) == (True, "4 more")
    assert not more.geometry().intersects(QRect(board.hours.column(date(2026, 11, 19))[0], 0,
                                                board.heads.name_width(date(2026, 11, 19)), 40))
    more.click()
    calm.settle()
    assert (page.scheduler.span.kind, page.scheduler.span.day) == ("day", date(2026, 11, 19))
    assert len(drawn()) == 20
    assert not board.more_links.buttons


def test_a_day_alone_draws_all_however_many_they_are(calm: Office) -> None:
    plans = [planned(calm, start="10:00", minutes=60, customer=2 + n % 9) for n in range(90)]
    whole = [planned(calm, start=None, customer=2 + n % 9) for n in range(25)]
    page = calm.page("visits")
    calm.press(Key.Key_D)
    board = page.scheduler.hours
    for plan in (*plans, *whole):
        assert board.block((PLAN, plan)).isVisible()
    assert len({(b.x(), b.y()) for b in board.blocks() if b.isVisible() and b.parent() is board.ground}) == 90
    assert all(board.heads.rect().contains(board.block((PLAN, p)).geometry()) for p in whole)
    last = max((board.block((PLAN, p)) for p in plans), key=lambda b: b.x())
    board.choose(last.key)
    calm.settle()
    assert board.area.viewport().rect().contains(board.area.viewport().mapFromGlobal(last.mapToGlobal(QPoint(5, 5))))


def test_lunch_follows_the_rules_of_the_office(calm: Office) -> None:
    page = calm.page("visits")
    board = page.scheduler.hours
    assert board.hours.lunch == (12 * 60, 13 * 60 + 30)
    calm.store.set_setting("visits.lunch_start", "11:30")
    calm.settle()
    assert board.hours.lunch == (11 * 60 + 30, 13 * 60 + 30)


def test_in_a_narrow_window_the_side_unfolds_by_key_and_by_button(calm: Office) -> None:
    page = calm.page("visits")
    side, button = page.scheduler.side, page.tools.side
    assert side.isVisible()
    assert button.isHidden()
    calm.press(Key.Key_S)
    assert side.month.days.hasFocus()
    calm.press(Key.Key_Escape)
    assert page.scheduler.board.hasFocus()
    calm.desk.resize(900, 700)
    calm.settle()
    assert side.isHidden()
    assert button.isVisible()
    calm.press(Key.Key_S)
    assert side.isVisible()
    assert side.month.days.hasFocus()
    calm.press(Key.Key_Escape)
    assert side.isHidden()
    assert page.scheduler.board.hasFocus()
    calm.press(Key.Key_G)
    assert side.suggested.list.hasFocus()
    calm.press(Key.Key_Escape)
    for shown in (True, False):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        calm.settle()
        assert side.isVisible() == shown
    calm.desk.resize(1366, 768)
    calm.settle()
    assert side.isVisible()
    assert button.isHidden()


def test_where_the_keyboard_is_comes_into_view_when_it_opens(calm: Office) -> None:
    planned(calm, start="05:00")
    calm.desk.resize(1366, 420)
    page = calm.page("visits")
    board = page.scheduler.board
    assert board.area.verticalScrollBar().maximum() > 0
    top = board.ground.mapTo(board.area.viewport(), QPoint(0, board.hours.y(board.at.minute))).y()
    assert 0 <= top < board.area.viewport().height()


@pytest.mark.parametrize(("lunch", "at"), [((720, 810), 750), ((690, 810), 750), ((720, 740), 730), ((660, 690), 675)])
def test_the_word_of_lunch_stands_between_the_hours(lunch: tuple[int, int], at: int) -> None:
    assert between_hours(*lunch) == at
