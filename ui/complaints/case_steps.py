"""Where a case stands as a line of six steps, and what was done in it as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from crm_desktop.complaints import history, model
from crm_desktop.complaints.history import Step
from crm_desktop.complaints.model import Clock
from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store import layout
from ui.complaints.case_clocks import STATES
from ui.kit import words
from ui.kit.editors.flow import FlowBox
from ui.kit.event_rows import ICON, TEXT, TITLE, UNDER, WHEN, ChangesModel, EventList, EventModel
from ui.kit.theme import px
from ui.kit.widgets import Mark, SegmentBar, Sheet, column

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session

STEPS = (("registered", N_("Registered")), ("response", N_("Response")), ("handling", N_("Handling")),
         ("solution", N_("Solved")), ("callback", N_("Call-back")), ("closed", N_("Closed")))
_ICONS = {"registered": "phone-incoming", "first_response": "phone-outgoing", "note": "notebook-pen",
          "status": "flag", "department_task": "users", "task_done": "square-check", "solution": "check",
          "result": "file-text", "call_back": "phone-outgoing", "not_reached": "phone", "closed": "archive",
          "reopened": "rotate-ccw"}


def step_states(case: dict[str, Any], both: dict[str, Clock | None]) -> dict[str, str]:
    """The mark of each of the six steps: done, the one in hand by its clock, dashed what is to come."""
    open_, responded = model.is_open(case), bool(case["first_response_at"])
    response, solution = both[model.RESPONSE], both[model.SOLUTION]
    found = dict.fromkeys((name for name, _text in STEPS), "draft")
    found["registered"] = "done"
    if responded:
        found["response"] = "done"
    else:
        found["response"] = STATES[response.state] if open_ and response is not None else "missed"
    if open_:
        found["handling"] = STATES[solution.state] if responded and solution is not None else "draft"
        return found
    found["handling"] = found["solution"] = "done"
    closed = case["status"] == "closed"
    found["callback"] = "done" if case["called_back_at"] else "missed" if closed else "running"
    found["closed"] = "done" if closed else "running" if case["called_back_at"] else "draft"
    return found


class StepLine(QFrame):
    """Registered, response, handling, solved, call-back, closed: each a shape and a word."""

    def __init__(self, *, gap: int = 18) -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        words.put_name(self, N_("Where the case stands"))
        box = column(self)
        box.setContentsMargins(px(10), px(7), px(10), px(7))
        flow = FlowBox(gap=gap, line_gap=4)
        self.marks: dict[str, Mark] = {}
        for name, text in STEPS:
            self.marks[name] = Mark("draft", "", size="dense")
            words.put(self.marks[name], text)
            flow.flow.addWidget(self.marks[name])
        box.addWidget(flow)

    def show_case(self, case: dict[str, Any], both: dict[str, Clock | None]) -> None:
        """Where this case stands."""
        for name, state in step_states(case, both).items():
            self.marks[name].set(state, self.marks[name].text())

    def forget(self) -> None:
        """No case."""
        for mark in self.marks.values():
            mark.set("draft", mark.text())


class StepsModel(EventModel):
    """What was done in a case, the newest first."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._names: dict[int, str] = {}

    def show(self, case: int) -> None:
        """The steps of that case."""
        rows = history.steps(self.store, case)[::-1]
        self._names = records.names(self.store, layout.TARGETS["user_ref"], {s.who for s in rows if s.who})
        self.put(rows)

    def part(self, row: Step, role: int) -> Any:
        """When, what kind, what was said, by whom."""
        if role == WHEN:
            return self.when(row.at)
        if role == TITLE:
            return row.word()
        lines = (" ".join(line.split()) for line in row.text.splitlines())
        known = {ICON: _ICONS.get(row.kind, "list"), TEXT: "\n".join(filter(None, lines)),
                 UNDER: self._names.get(row.who or 0, "")}
        return known.get(role)


class DoneSheet(Sheet):
    """What was done in a case: its steps, or every change of its fields."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._record = 0
        words.put_name(self, N_("What was done"))
        self.kinds = SegmentBar([("steps", N_("What was done")), ("changes", N_("Changes"))], name=N_("What was done"),
                                small=True)
        self.kinds.chosen.connect(lambda _key: self._use())
        self.box.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
        self.steps, self.changes = StepsModel(session.store), ChangesModel(session.store)
        self.list = EventList(N_("What was done"), narrow=True)
        self.box.addWidget(self.list, 1)
        self._use()

    def show_case(self, case: int) -> None:
        """Of that case; the list stays where it was when it is the same."""
        at = self.list.verticalScrollBar().value() if case == self._record else 0
        self._record = case
        self.steps.show(case)
        self.changes.show(model.FORM, case)
        self.list.verticalScrollBar().setValue(at)

    def forget(self) -> None:
        """Drop all text."""
        self._record = 0
        self.steps.clear()
        self.changes.clear()

    def _use(self) -> None:
        self.list.setModel(self.changes if self.kinds.current() == "changes" else self.steps)
