"""The clocks of a case on the screen: mark, bar of the share used, limit, and how the limit is worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from crm_desktop.complaints import clocks, model
from crm_desktop.complaints.model import Clock
from crm_desktop.kit.clock import stamp
from crm_desktop.kit.i18n import N_, _
from ui.kit import style, words
from ui.kit.days import day_text, parts
from ui.kit.editors.flow import FlowBox
from ui.kit.theme import color, px
from ui.kit.widgets import HLine, Label, Mark, column, empty_out, row

if TYPE_CHECKING:
    from crm_desktop.kit.values import Context

# What a clock is worked out of: columns of a complaint.
NEEDS = ("received_at", "first_response_at", "resolved_at", "reopened_at", "status", "response_limit_min",
         "solution_limit_min")
CLOCKS: dict[str, Callable[[dict[str, Any], str], Clock | None]] = {model.RESPONSE: model.response_clock,
                                                                    model.SOLUTION: model.solution_clock}
STATES = {model.RUN: "running", model.NEAR: "near", model.LATE: "late", model.DONE: "done",
          model.DONE_LATE: "missed"}
TOKENS = {model.RUN: "text2", model.NEAR: "near", model.LATE: "late", model.DONE: "ok", model.DONE_LATE: "late"}
TITLES = {model.RESPONSE: N_("Response"), model.SOLUTION: N_("Solution")}
HOWS = {model.RESPONSE: N_("How the limit of the response is worked out"),
        model.SOLUTION: N_("How the limit of the solution is worked out")}
_WHAT = {"used": N_("counted"), "over": N_("over"), "ahead": N_("to come")}


def mark_of(clock: Clock | None) -> tuple[str, str] | None:
    """The mark of a clock: shape and word."""
    return None if clock is None else (STATES[clock.state], clocks.words(clock) or "")


def clocks_of(row: dict[str, Any]) -> dict[str, Clock | None]:
    """Both clocks of a complaint at this moment; `row` holds NEEDS."""
    now = stamp()
    return {kind: ask(row, now) for kind, ask in CLOCKS.items()}


def tightest(both: dict[str, Clock | None]) -> Clock | None:
    """The running clock with the earliest limit."""
    running = [c for c in both.values() if c is not None and c.running]
    return min(running, key=lambda c: c.limit_at) if running else None


def moment(at: str, ctx: Context) -> str:
    """An instant as a card says it."""
    day, time = parts(at, ctx)
    return " ".join(filter(None, (day_text(day, ctx), time)))


def hours(minutes: int) -> str:
    """44:56, as ledgers say it."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def bar_height() -> int:
    """How high the bar is."""
    return px(4)


def paint_bar(painter: QPainter, rect: QRect, clock: Clock) -> None:
    """The share of the limit used; full when it is over."""
    painter.fillRect(rect, color("line"))
    used = round(rect.width() * min(1.0, max(0.0, clock.share)))
    if used:
        painter.fillRect(QRect(rect.left(), rect.top(), max(used, 2), rect.height()), color(TOKENS[clock.state]))


class Bar(QWidget):
    """The bar of one clock."""

    def __init__(self) -> None:
        super().__init__()
        self._clock: Clock | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_clock(self, clock: Clock | None) -> None:
        """Another share."""
        self._clock = clock
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as it is painted elsewhere."""
        return QSize(px(80), bar_height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """What is used, on what there is."""
        if self._clock is not None:
            paint_bar(QPainter(self), self.rect(), self._clock)


class ClockLine(QWidget):
    """One clock: what it is, its mark, its bar, its limit."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        box, line = column(self, spacing=4), row(spacing=8)
        name = Label(tone="second", size="dense")
        words.put(name, TITLES[kind])
        self.mark, self.bar, self.limit = Mark(), Bar(), Label(tone="second", size="small", wrap=True)
        line.addWidget(name)
        line.addStretch(1)
        line.addWidget(self.mark)
        box.addLayout(line)
        box.addWidget(self.bar)
        box.addWidget(self.limit)

    def show_clock(self, clock: Clock | None, ctx: Context) -> None:
        """As it stands now."""
        self.bar.show_clock(clock)
        self.bar.setVisible(clock is not None)
        state, text = mark_of(clock) or ("draft", "—")
        self.mark.set(state, text)
        self.limit.setText("" if clock is None else _("Limit {length}, by {time}").format(
            length=hours(clock.limit), time=moment(clock.limit_at, ctx)))


class Ledger(QWidget):
    """How a limit is worked out: from, to, minutes, their sum; then limit minus sum."""

    def __init__(self) -> None:
        super().__init__()
        box = column(self, spacing=6)
        self.head = Label(bold=True, wrap=True)
        self.rule = Label(tone="second", size="small", wrap=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(8))
        self.grid.setVerticalSpacing(px(4))
        self.grid.setColumnStretch(0, 1)
        soft = QFrame()
        soft.setProperty("role", "soft")
        self.soft = soft
        line = row(soft, spacing=8)
        line.setContentsMargins(px(10), px(6), px(10), px(6))
        self.mark, self.sum = Mark(), Label(size="dense", bold=True)
        both = FlowBox(gap=16)  # the sum goes below where both have no room side by side
        both.flow.addWidget(self.mark)
        both.flow.addWidget(self.sum)
        line.addWidget(both, 1)
        box.addWidget(self.head)
        box.addWidget(self.rule)
        box.addLayout(self.grid)
        box.addWidget(soft)

    def show_clock(self, clock: Clock, ctx: Context) -> None:
        """Its ledger."""
        self.clear()
        self.head.setText(_(HOWS[clock.kind]))
        self.rule.setText(_("Limit {length} hours, every hour counts.").format(length=hours(clock.limit)))
        self._row(0, (_("From – to"), "", _("Time"), _("Sum")), "second")
        at, nth = 1, 1
        for one in clock.ledger:
            if one.round != nth:
                nth = one.round
                self._row(at, (_("Reopened"), "", "", ""), "second")
                at += 1
            span = _span(one.start, one.end, ctx, now=clock.running and one.end == clock.now)
            self._row(at, (span, _(_WHAT[one.what]), hours(one.minutes), hours(one.total)),
                      "late" if one.what == "over" else "third" if one.what == "ahead" else "")
            at += 1
        self.grid.addWidget(HLine(), at, 0, 1, 4)
        state, text = mark_of(clock) or ("draft", "")
        self.mark.set(state, text)
        style.mark(self.soft, state={"done": "ok", "near": "near", "late": "late"}.get(state, ""))
        rest = f"{hours(clock.limit)} − {hours(clock.used)} = {'−' if clock.left < 0 else ''}{hours(abs(clock.left))}"
        self.sum.setText(rest)

    def clear(self) -> None:
        """Empty."""
        empty_out(self.grid)
        for label in (self.head, self.rule, self.sum):
            label.setText("")

    def _row(self, at: int, cells: tuple[str, str, str, str], tone: str) -> None:
        for place, text in enumerate(cells):
            label = Label(text, size="dense", tone=tone, wrap=place == 0)
            if not place:
                label.setMinimumWidth(px(72))  # it wraps before the numbers clip
            side = Qt.AlignmentFlag.AlignRight if place > 1 else Qt.AlignmentFlag.AlignLeft
            self.grid.addWidget(label, at, place, side | Qt.AlignmentFlag.AlignVCenter if place
                                else Qt.AlignmentFlag.AlignVCenter)


def _span(start: str, end: str, ctx: Context, *, now: bool) -> str:
    """11-18 Wed 09:20 – 14:00; the day once where it is the same."""
    (first, begun), (last, ended) = parts(start, ctx), parts(end, ctx)
    text = f"{day_text(first, ctx)} {begun}–{'' if last == first else day_text(last, ctx) + ' '}{ended}"
    return _("{span}, until now").format(span=text) if now else text
