"""The rooms of the program: what leads to each page, face, form, popup, dialog and state.

A room is a name and the function that leads there from anywhere else; `leave` takes away what it opened.
Pictures (`python -m build_spec.looks`) and tests (tests/flows/test_window_looks.py) walk the same rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from build_spec import stage
from ui.kit import specs
from ui.kit.list_acts import ListFace
from ui.reports.page import ReportsPage
from ui.shell.main_window import MainWindow

MASTER, CASE = "customer_master", "complaint_record"
PAGES = tuple(page.id for page in specs.all_pages())
CARDS = (MASTER, "staff_record", CASE, "callback_plan", "callback_record", "customer_satisfaction_survey",
         "customer_survey_plan", "improvement_action")
FORMS = (CASE, "callback_plan", "callback_record", "customer_satisfaction_survey", "staff_record",
         "customer_survey_plan", "improvement_action", "reminder", "visitor_register", "reception_record")
ACTS = ("respond", "add_step", "add_task", "solve", "record_result")
SECTIONS = ("office", "computer", "password", "backups", "rules", "about")
SPANS = ("day", "week", "month", "list")
SHEET = "客户名称,地区,联系电话\n恒岚精密机械有限公司,华东,0512-5550-0121\n,华东,1\n"
PATIENCE_MS = 60_000
Lead = Callable[[], object]


class Rooms:
    """The rooms of one open window."""

    def __init__(self, window: MainWindow, scratch: Path) -> None:
        self.window = window
        self._source = scratch / "客户.csv"
        self._source.write_text(SHEET, "utf-8")

    def all(self) -> dict[str, Lead]:
        """Every room, by name."""
        found: dict[str, Lead] = {f"page {p}": (lambda p=p: self.page(p)) for p in PAGES}
        found |= {f"card {f}": (lambda f=f: self.session.open(f, self.first(f))) for f in CARDS}
        found |= {f"form {f}": (lambda f=f: self.session.new(f, {})) for f in FORMS}
        found[f"form {MASTER}"] = lambda: self.page("customers").show_form(MASTER, 1)
        found |= {f"act {a}": (lambda a=a: self.session.open(CASE, self.open_case(), a)) for a in ACTS}
        found |= {f"settings {s}": (lambda s=s: self.page("settings", {"section": s})) for s in SECTIONS}
        found |= {f"visits {s}": (lambda s=s: self.span(s)) for s in SPANS}
        found |= {f"hint {h.id}": (lambda n=n: self.hint(n)) for n, h in enumerate(specs.all_hints())}
        found |= {name.replace("_", " "): getattr(self, name) for name in (
            "complaints_board", "wrong_form", "nothing_found", "customers_preview", "complaints_preview",
            "list_columns", "list_condition", "import_columns", "import_rejected", "report_preparation",
            "box_empty", "box_hits", "box_no_hits", "keys", "all_keys", "messages", "bar_undo", "bar_problem",
            "read_only_band", "sample_band", "cheat_sheet", "crash")}
        return found

    def walk(self, only: str = "") -> Iterator[str]:
        """Through all rooms whose name holds `only`; each is left again."""
        for name, lead in self.all().items():
            if only in name:
                lead()
                self.settle()
                yield name
                self.leave()

    def frames(self) -> list[QWidget]:
        """What is to be looked at: the window, and what lies over it."""
        return [self.window, *stage.over(self.window)]

    def leave(self) -> None:
        """Close popups, dialogs and previews, drop what was typed."""
        self.window.desk.box.leave()
        self.window.desk.band.hide()
        if self.window.desk.bars.hints.isVisible():
            self.window.desk.bars.hints.put_away()
            self.window.desk.messages.leave()
        for face in self.window.findChildren(ListFace):
            face.sheet.hide()
            if face.list.is_filtered() and face.list.form.id == MASTER:
                face.list.clear_filter()
        for one in self.frames()[1:]:
            if isinstance(one, QDialog):
                one.reject()
            one.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()

    def settle(self) -> None:
        """Until no task is under way and what was posted has come."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        for _turn in range(4):
            QApplication.processEvents()
        while self.session.tasks or self._paper_to_come():
            assert not deadline.hasExpired(), "waited in vain for a task"
            QTest.qWait(5)
        for _turn in range(4):
            QApplication.processEvents()

    def _paper_to_come(self) -> bool:
        page = self.window.desk.current
        return isinstance(page, ReportsPage) and any(
            timer.isActive() for timer in page.findChildren(QTimer) if timer.isSingleShot())

    # What the rooms stand on

    @property
    def session(self) -> Any:
        """The session of the window."""
        return self.window.session

    def page(self, page_id: str, state: dict[str, Any] | None = None) -> Any:
        """Go to a page, to its first face."""
        assert self.window.go(page_id, state)
        page = self.window.desk.pages[page_id]
        if state is None and hasattr(page, "show_list") and hasattr(page, "LISTS"):
            page.show_list(next(iter(page.LISTS)))
        QApplication.processEvents()
        return page

    def first(self, form: str) -> int:
        """The first record of a form."""
        from crm_desktop.kit.query import Query
        return Query(form, sort=("id",)).run(self.session.store).ids(0, 1)[0]

    def open_case(self) -> int:
        """A complaint still open and not yet answered; a small office gets one."""
        from crm_desktop.complaints import clocks
        from crm_desktop.kit import records
        from crm_desktop.kit.query import Query
        store = self.session.store
        found = Query(CASE, where=clocks.still_open(), sort=("id",)).run(store).ids(0, 99)
        new = next((n for n in found if not records.get(store, CASE, n)["first_response_at"]), 0)
        return new or int(records.create(store, CASE, {"customer": 1, "content": "空压机半小时又响，停机后重新开机。"}))

    def span(self, name: str) -> None:
        """A span of the scheduler."""
        self.page("visits").view(name)

    # States

    def complaints_board(self) -> None:
        """The closed loop."""
        self.page("complaints").show_board()

    def hint(self, number: int) -> None:
        """A hint of the first days, with all its buttons."""
        self.page("customers")
        hints = self.window.desk.bars.hints
        hints.again()
        for _before in range(number):
            hints.next()

    def wrong_form(self) -> None:
        """A form saved with nothing in it."""
        self.session.new(MASTER, {})
        QApplication.processEvents()
        form = self.window.desk.current.form
        form.editor.save()

    def nothing_found(self) -> None:
        """A filter that nothing fits."""
        self.page("customers").list.search("没有这样的客户")

    def customers_preview(self) -> None:
        """A list with the preview of its first row."""
        self._preview("customers")

    def complaints_preview(self) -> None:
        """The same with clocks."""
        self._preview("complaints")

    def _preview(self, page_id: str) -> None:
        page = self.page(page_id)
        page.list.table.choose_row(0)
        page.list.previewed.emit(page.list.current_id())

    def list_columns(self) -> None:
        """The columns of a list."""
        self.page("customers").list.ask_columns()

    def list_condition(self) -> None:
        """A condition of a list."""
        self.page("customers").list.filter.ask_condition()

    def import_columns(self) -> None:
        """A list on its way in."""
        page = self.page("import")
        page.load(self._source)
        deadline = QDeadlineTimer(PATIENCE_MS)
        while page.plan is None:
            assert not deadline.hasExpired(), "waited in vain for the plan"
            QTest.qWait(5)

    def import_rejected(self) -> None:
        """Its lines that cannot be read."""
        self.import_columns()
        page = self.window.desk.current
        page.panes.segments.choose("rejected")
        page.panes.show_act("rejected")

    def report_preparation(self) -> None:
        """A report of one record."""
        self.page("reports", {"report": "visit-preparation"})

    def box_empty(self) -> None:
        """Ctrl+K."""
        self.page("today")
        self.window.desk.find("")

    def box_hits(self) -> None:
        """A name in it."""
        self.page("today")
        self.window.desk.find("jc")

    def box_no_hits(self) -> None:
        """Nothing found."""
        self.page("today")
        self.window.desk.find("qqzzxx")

    def keys(self) -> None:
        """F1."""
        self.page("customers")
        self.window.everywhere.show_keys()

    def all_keys(self) -> None:
        """Shift+F1."""
        self.page("visits")
        self.window.everywhere.show_keys(everything=True)

    def messages(self) -> None:
        """What was said."""
        self.page("today")
        self.window.everywhere.show_messages()

    def bar_undo(self) -> None:
        """A change just made, with the way back."""
        from crm_desktop.kit.i18n import _
        from ui.kit.actions import Action
        self.page("customers")
        self.session.tell(_("{number} is closed.").format(number="TS-2026-0142"), "ok",
                          Action("undo", "Undo", lambda: None, key="Ctrl+Z", icon="undo-2"))

    def bar_problem(self) -> None:
        """A problem."""
        from crm_desktop.kit.i18n import _
        self.page("customers")
        self.session.tell(_("The user or the password is not right. Type both again."), "late")

    def read_only_band(self) -> None:
        """The band over a read-only copy; this office stays its own."""
        from crm_desktop.kit import clock
        from crm_desktop.kit.store.reading import Copied
        self.page("customers")
        store, band = self.session.store, self.window.desk.band
        store.copied = Copied(store.folder, store.folder, clock.now() - timedelta(hours=15), passed_over=1)
        band.tick()
        store.copied = None
        band.show()

    def sample_band(self) -> None:
        """The band over a sample office."""
        self.page("customers")
        self.window.desk.band.say_sample()
        self.window.desk.band.show()

    def cheat_sheet(self) -> None:
        """The keys on paper."""
        self.window.everywhere.show_cheat_sheet()

    def crash(self) -> None:
        """After a bug."""
        from ui.shell.crash_dialog import CrashDialog
        self.page("today")
        CrashDialog(Path("~/.local/state/crm-desktop/crm-desktop.log"), "ValueError", self.window).show()
