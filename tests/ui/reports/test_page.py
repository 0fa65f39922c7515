"""The reports page: choose, see the real PDF, change an option, save, print, forget."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from crm_desktop.kit import empty_form, records, report
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import paper_day
from crm_desktop.remarks import service
from ui.kit import ask
from ui.kit.session import Message, Session
from ui.reports import output
from ui.reports.numbers_menu import NumbersMenu

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.reports.page import ReportsPage

Idle = Callable[[], None]


def _make(page: ReportsPage, idle: Idle) -> None:
    page.make()
    idle()


def _text(page: ReportsPage) -> str:
    return "".join(p.extract_text() for p in PdfReader(BytesIO(page.view.content())).pages)


@pytest.fixture
def told(session: Session) -> list[Message]:
    """What was said in the message bar."""
    found: list[Message] = []
    session.told.connect(found.append)
    return found


def _audit(store: Store) -> list[tuple[str, str]]:
    return [(r["act"], r["form"]) for r in store.rows("SELECT act, form FROM audit ORDER BY seq")]


def test_shows_the_month_before_as_the_first_paper(page: ReportsPage, qtbot: QtBot, idle: Idle) -> None:
    qtbot.waitUntil(lambda: page.view.pages() > 0, timeout=30_000)
    idle()
    assert page.list.current() == "monthly"
    assert page.list.names()[0] == "monthly"
    assert set(page.list.names()) == {r.name for r in (*report.all_reports(), *empty_form.reports())}
    assert page.state() == {"report": "monthly", "period": "2026-10"}
    assert "October 2026" in page.status()
    assert page.view.content().startswith(b"%PDF")


def test_one_paper_is_made_for_a_run_through_the_list(page: ReportsPage, session: Session, qtbot: QtBot,
                                                      idle: Idle) -> None:
    labels: list[str] = []
    session.task_started.connect(lambda task: labels.append(task.label))
    for _step in range(3):
        qtbot.keyClick(page.list.list, Qt.Key.Key_Down)
    assert page.list.current() == page.list.names()[3]
    qtbot.waitUntil(lambda: bool(page.view.content()), timeout=30_000)
    idle()
    assert labels == [f"Making the paper: {page.report().text()}"]


def test_the_old_paper_stays_until_the_new_one_is_ready(page: ReportsPage, idle: Idle) -> None:
    _make(page, idle)
    before = page.view.content()
    page.options.period.before.click()
    page.make()
    assert page.view.content() == before
    assert page.state()["period"] == "2026-09"
    idle()
    assert page.view.content() != before


def test_a_paper_asked_for_anew_drops_the_one_under_way(page: ReportsPage, idle: Idle, told: list[Message]) -> None:
    page.restore({"report": "customer-list"})
    page.make()
    page.restore({"report": "staff-list", "language": "en"})
    page.make()
    idle()
    assert "Staff list" in page.view.text_of(0)
    assert not told


@pytest.mark.parametrize(("kind", "period"), [("week", "2026-W47"), ("month", "2026-11"), ("quarter", "2026-Q4"),
                                              ("half", "2026-H2"), ("year", "2026")])
def test_another_kind_of_period_goes_to_the_last_whole_one(page: ReportsPage, kind: str, period: str) -> None:
    choice = page.options.period
    choice.kind.setCurrentIndex(choice.kind.findData(kind))
    choice.kind.activated.emit(choice.kind.currentIndex())
    assert str(choice.period()) != period
    choice.after.click()
    assert str(choice.period()) == period
    assert choice.choice.currentText() == choice.period().title()


def test_a_list_comes_as_it_was_filtered(page: ReportsPage, filled: Store, idle: Idle) -> None:
    region = filled.value("SELECT region FROM customers ORDER BY id LIMIT 1")
    query = Query("customer_master", where=(Condition("region", "in", [region]),))
    names = filled.column("SELECT customer_name FROM customers WHERE region = ?", (region,))
    others = filled.column("SELECT customer_name FROM customers WHERE region <> ?", (region,))
    page.restore({"report": "customer-list", "query": query, "columns": ("customer_no", "customer_name")})
    _make(page, idle)
    text = page.view.text_of(0).replace("\n", "").replace("\r", "")
    assert others and not any(name in text for name in others)
    assert all(name in text for name in names)
    assert page.state() == {"report": "customer-list", "query": query, "columns": ("customer_no", "customer_name")}
    page.options.chip.click()
    _make(page, idle)
    text = page.view.text_of(0).replace("\n", "").replace("\r", "")
    assert all(name in text for name in names + others)


def test_a_record_is_found_by_a_fragment_and_printed(page: ReportsPage, filled: Store, qtbot: QtBot,
                                                     idle: Idle) -> None:
    page.restore({"report": "customer-card"})
    _make(page, idle)
    name, number = (filled.value(f"SELECT {c} FROM customers WHERE id = 1") for c in ("customer_name", "customer_no"))
    line = page.options.record.line
    line.setFocus()
    qtbot.keyClicks(line, number)
    assert page.options.record.suggester.showing()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.options.record.record() == 1
    _make(page, idle)
    assert name in page.view.text_of(0).replace("\n", "").replace("\r", "")
    page.options.record.newest.click()
    assert page.options.record.record() is None
    assert line.text() == ""


def test_a_customer_from_another_page_gives_the_newest_record(page: ReportsPage, filled: Store) -> None:
    row = filled.row("SELECT customer, max(id) AS id FROM complaints GROUP BY customer LIMIT 1")
    assert row is not None
    page.restore({"report": "complaint-record", "customer": row["customer"]})
    assert page.state() == {"report": "complaint-record", "record": row["id"]}


def test_no_record_is_said_in_place_of_the_paper(page: ReportsPage, filled: Store, idle: Idle) -> None:
    records.delete(filled, "complaint_record", filled.column("SELECT id FROM complaints"))
    page.restore({"report": "complaint-record"})
    _make(page, idle)
    assert page.preview.currentIndex() == 1
    assert "There is no record of this form yet" in page.preview.sentence.text()
    assert not page.view.content()
    assert not any(a.enabled() for a in page.current_actions() if a.id in ("print", "save_pdf"))
    page.restore({"report": "customer-card"})
    _make(page, idle)
    assert page.preview.currentIndex() == 0


def test_a_change_of_records_makes_the_paper_again(page: ReportsPage, filled: Store, qtbot: QtBot, idle: Idle) -> None:
    page.restore({"report": "customer-card", "record": 1})
    _make(page, idle)
    before = page.view.content()
    records.save(filled, "customer_master", 1, {"address": "1 New Road"})
    assert filled.last_notice is not None
    assert page.wants(filled.last_notice)
    page.refresh(filled.last_notice)
    qtbot.waitUntil(lambda: page.view.content() != before, timeout=30_000)
    idle()


def test_saving_writes_what_is_in_view_and_is_kept_in_the_audit(page: ReportsPage, filled: Store, idle: Idle,
                                                                tmp_path: Path, told: list[Message]) -> None:
    _make(page, idle)
    with ask.answers(tmp_path / "month.pdf"):
        page.save()
    idle()
    assert (tmp_path / "month.pdf").read_bytes() == page.view.content()
    assert len(PdfReader(tmp_path / "month.pdf").pages) == page.view.pages()
    assert _audit(filled)[-1] == ("save", "monthly")
    assert told[-1].sentence == "Saved: month.pdf"
    assert output.file_name(page.paper_title()) == "Customer service summary October 2026.pdf"


@pytest.mark.parametrize(("name", "ends"), [
    ("today", "Morning sheet {day}.pdf"), ("customer-list", "{day}.pdf"), ("monthly", "October 2026.pdf"),
    ("complaint-record", "{newest}.pdf"), ("keys", "Keys at a glance.pdf"),
    ("empty-visitor-register", "Customer visitor register (empty).pdf")])
def test_the_name_proposed_says_what_it_is_and_of_when_or_whom(page: ReportsPage, filled: Store, name: str,
                                                               ends: str) -> None:
    page.list.choose(name)
    page._chosen(name)
    day = paper_day(filled.context().today.isoformat())
    newest = filled.value("SELECT complaint_no FROM complaints ORDER BY id DESC LIMIT 1")
    title = output.file_name(page.paper_title())
    if name == "complaint-record":
        assert newest in title
    else:
        assert title.endswith(ends.format(day=day, newest=newest))


def test_saving_where_nothing_can_be_written_is_one_sentence(page: ReportsPage, filled: Store, session: Session,
                                                             idle: Idle, tmp_path: Path, told: list[Message]) -> None:
    _make(page, idle)
    count = len(_audit(filled))
    with ask.answers(tmp_path / "no such folder" / "month.pdf"):
        session.attempt(page.save)
    idle()
    assert told[-1].kind == "late"
    assert "does not exist" in told[-1].sentence
    assert len(_audit(filled)) == count
    assert not list(tmp_path.iterdir())


def test_printing_sends_every_page_and_is_kept_in_the_audit(page: ReportsPage, filled: Store, idle: Idle,
                                                            tmp_path: Path, told: list[Message]) -> None:
    page.restore({"report": "complaint-list"})
    _make(page, idle)
    pages = page.view.pages()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with ask.answers(printer):
        page.print_it()
    idle()
    printed = PdfReader(tmp_path / "out.pdf")
    assert len(printed.pages) == pages
    assert [p.mediabox.width > p.mediabox.height for p in printed.pages] == [
        p.mediabox.width > p.mediabox.height for p in PdfReader(_file(page, tmp_path)).pages]
    assert _audit(filled)[-1] == ("print", "complaint-list")
    assert "sent to the printer" in told[-1].sentence


def _file(page: ReportsPage, folder: Path) -> Path:
    (folder / "view.pdf").write_bytes(page.view.content())
    return folder / "view.pdf"


def test_nothing_happens_when_the_printer_dialog_is_left(page: ReportsPage, filled: Store, idle: Idle) -> None:
    _make(page, idle)
    count = len(_audit(filled))
    with ask.answers(None, None):
        page.print_it()
        page.save()
    assert len(_audit(filled)) == count


def test_the_list_is_narrowed_by_what_is_typed(page: ReportsPage, qtbot: QtBot) -> None:
    page.list.find.setFocus()
    qtbot.keyClicks(page.list.find, "complaint")
    assert {"complaint-record", "complaint-list"} <= set(page.list.names())
    assert all("complaint" in report.get(name).text().lower() for name in page.list.names())
    qtbot.keyClicks(page.list.find, "zzz")
    assert page.list.names() == []
    assert page.list.list.count() == 1


def test_the_lock_leaves_no_customer_behind(page: ReportsPage, idle: Idle) -> None:
    page.restore({"report": "customer-card", "record": 2})
    _make(page, idle)
    page.forget()
    assert page.view.content() == b""
    assert page.view.pages() == 0
    assert page.options.record.line.text() == ""
    assert page.options.query() is None


def test_the_paper_speaks_its_own_language(page: ReportsPage, idle: Idle) -> None:
    page.restore({"report": "complaint-record", "language": "en"})
    _make(page, idle)
    english = page.view.text_of(0)
    page.restore({"report": "complaint-record", "language": "zh_TW"})
    _make(page, idle)
    assert "Customer complaint record" in english
    assert "客戶" in page.view.text_of(0)


def test_remarks_are_kept_and_printed(page: ReportsPage, session: Session, qtbot: QtBot, idle: Idle) -> None:
    _make(page, idle)
    assert page.remarks.isVisible()
    assert not page.remarks.edit.isVisible()  # an empty one takes no room
    page.remarks.open()
    qtbot.keyClicks(page.remarks.edit, "Two lines stood still")
    assert service.text(session.store, "monthly", "2026-10") == ""
    qtbot.keyClick(page.remarks.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert service.text(session.store, "monthly", "2026-10") == "Two lines stood still"
    _make(page, idle)
    assert "Two lines stood still" in _text(page)
    page.restore({"report": "monthly", "period": "2026-09"})
    _make(page, idle)
    assert page.remarks.edit.toPlainText() == ""
    page.restore({"report": "customer-list"})
    _make(page, idle)
    assert not page.remarks.isVisible()


def test_remarks_that_cannot_be_kept_stay_with_the_reason(page: ReportsPage, session: Session, idle: Idle) -> None:
    _make(page, idle)
    page.remarks.edit.setPlainText("a\x00b")
    page.remarks.keep()
    assert page.remarks.problem.text()
    assert page.remarks.edit.toPlainText() != ""
    assert service.text(session.store, "monthly", "2026-10") == ""


def test_remarks_are_forgotten_with_the_page(page: ReportsPage, session: Session, idle: Idle) -> None:
    service.keep(session.store, "monthly", "2026-10", "secret")
    _make(page, idle)
    assert page.remarks.edit.toPlainText() == "secret"
    page.forget()
    assert page.remarks.edit.toPlainText() == ""


def test_every_number_leads_to_its_rows(page: ReportsPage, session: Session, filled: Store, qtbot: QtBot,
                                        idle: Idle) -> None:
    asked: list[Query] = []
    session.go_asked.connect(lambda _place, state: asked.append(state["query"]))
    _make(page, idle)
    page.ask_numbers()
    qtbot.waitUntil(lambda: bool(page.findChildren(NumbersMenu)), timeout=30_000)
    menu = page.findChildren(NumbersMenu)[0]
    entry = next(a for a in menu.actions() if a.text().startswith("Complaints received"))
    entry.trigger()
    assert asked[0].run(filled).count == int(entry.text().split(": ")[1])
    menu.close()
