"""The nine steps of a call-back (003/3.1.1) as one line: what is done, where it stands, what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _, listed
from crm_desktop.kit.query import Condition, Query
from crm_desktop.visits.model import PHONE, PLAN, RECORD, REPORT
from ui.kit import icons, theme, words
from ui.kit.theme import color, px
from ui.kit.widgets import Sheet, state_word

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

STEPS = (N_("Look up data"), N_("Choose whom"), N_("Plan"), N_("Agree the time"), N_("Prepare"), N_("Call back"),
         N_("Report"), N_("Review"), N_("Filing"))
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
Values = dict[str, Any]


def done(store: Store, form: str, record: int, known: Values) -> list[bool]:
    """Which of the nine steps are done. `known` is the record, or (record 0) what is typed so far."""
    plan, made, report = _papers(store, form, record, known)
    customer = any(known.get(f) for f in ("planned_customer", "customer_visited", "customer", "callback_customer"))
    carried, planned = bool(made), bool(plan) and (form != PLAN or record > 0)
    return [customer, customer, planned, planned and bool(plan.get("start_time") or plan.get("appointment")),
            planned and bool(plan.get("materials_prepared") or form != PLAN or carried), carried, bool(report),
            bool(made.get("reviewed_on") or report.get("reviewed_on")),
            bool(report and (made.get("reviewed_on") or report.get("reviewed_on")))]


def _papers(store: Store, form: str, record: int, known: Values) -> tuple[Values, Values, Values]:
    """The plan, the record and the report that belong together, as far as there are any."""
    plan, made, report = known if form == PLAN else {}, {}, known if form == REPORT else {}
    if form in (RECORD, PHONE):
        made = known if record else {}
    elif form == REPORT and known.get("callback_record"):
        made = _raw(store, RECORD, known["callback_record"])
    elif form == PLAN and record:
        made = _newest(store, RECORD, "callback_plan", record, ("reviewed_on",)) or _newest(
            store, PHONE, "callback_plan", record, ("outcome",))
    if form != PLAN:
        plan = _raw(store, PLAN, (known if form in (RECORD, PHONE) else made).get("callback_plan"))
    if form != REPORT and made.get("id") and form != PHONE:
        report = _newest(store, REPORT, "callback_record", made["id"], ("reviewed_on",))
    return plan, made, report


def _raw(store: Store, form: str, record: int | None) -> Values:
    raw = store.raw(form, record) if record else None
    return records.get(store, form, record) if record and raw and not raw["deleted_at"] else {}


def _newest(store: Store, form: str, field: str, record: int, columns: tuple[str, ...]) -> Values:
    rows = Query(form, where=(Condition(field, "is", record),), sort=("-id",)).run(store).rows(0, 1, columns)
    return dict(rows[0]) if rows else {}


class StepLine(Sheet):
    """The line; where it is short of room, only the step it stands at keeps its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self.line = _Line()
        self.box.setContentsMargins(px(12), px(6), px(12), px(6))
        self.box.addWidget(self.line)

    def show_steps(self, found: list[bool]) -> None:
        """Show them."""
        self.line.show_steps(found)
        self.setAccessibleName(self.line.accessibleName())

    def states(self) -> list[str]:
        """done, running or draft of each step."""
        return list(self.line.states)


class _Line(QWidget):
    spoken_role = QAccessible.Role.StaticText

    def __init__(self) -> None:
        super().__init__()
        self.states: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, found: list[bool]) -> None:
        """The first step after the last one done is where it stands."""
        last = max((n for n, is_done in enumerate(found) if is_done), default=-1)
        self.states = ["done" if is_done else "running" if n == last + 1 else "draft"
                       for n, is_done in enumerate(found)]
        self.retranslate()

    def retranslate(self) -> None:
        """The steps in the language in force."""
        said = [_("{label}: {value}").format(label=f"{n} {_(name)}", value=state_word(state))
                for n, (name, state) in enumerate(zip(STEPS, self.states, strict=False), 1)]
        self.setAccessibleName(listed(*said))
        self.setToolTip(words.plain_tip("\n".join(said)))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(px(300), theme.line_height() + px(4))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It gives way."""
        return QSize(px(120), theme.line_height() + px(4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Shape, number, words."""
        painter = QPainter(self)
        if not self.states:
            return
        texts = [f"{n} {_(name)}" for n, name in enumerate(STEPS, 1)]
        widths = []
        for text, state in zip(texts, self.states, strict=True):
            painter.setFont(theme.font("dense", bold=state == "running"))
            widths.append(px(19) + painter.fontMetrics().horizontalAdvance(text))
        full = sum(widths) + px(8) * 8 <= self.width()
        if not full:  # numbers only, but where it stands
            texts = [t if s == "running" else t.split(" ")[0] for t, s in zip(texts, self.states, strict=True)]
            painter.setFont(theme.font("dense"))
            widths = [px(19) + painter.fontMetrics().horizontalAdvance(t) + px(4) for t in texts]
        gap, at = max(px(4), (self.width() - sum(widths)) // 8), 0
        for text, state, wide in zip(texts, self.states, widths, strict=True):
            name, tint = icons.state_icon(state)
            icons.paint(painter, QRect(at, (self.height() - px(14)) // 2, px(14), px(14)), name, tint)
            painter.setFont(theme.font("dense", bold=state == "running"))
            painter.setPen(color({"done": "ok", "running": "text"}.get(state, "text2")))
            painter.drawText(QRect(at + px(19), 0, wide, self.height()), _LINE, text)
            at += wide + gap
