"""The cards of a step on the board of the closed loop: which complaints, what a card says, how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crm_desktop.complaints import clocks, model
from crm_desktop.complaints.model import Clock
from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _, listed
from crm_desktop.kit.query import Condition, Query
from ui.complaints.case_clocks import NEEDS, bar_height, clocks_of, mark_of, paint_bar, tightest
from ui.kit import style, theme, words
from ui.kit.days import day_text, parts
from ui.kit.theme import color, px
from ui.kit.widgets import paint_mark, state_said

if TYPE_CHECKING:
    from ui.kit.session import Session

MOST = 60  # cards in a column
Index = QModelIndex | QPersistentModelIndex
CARD, RECORD = (Qt.ItemDataRole.UserRole + n for n in range(2))
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_OPEN = clocks.still_open()


class BoardStep(NamedTuple):
    """A column of the board: its name, which complaints stand in it, in which order."""

    title: words.Message
    where: tuple[Condition, ...]
    sort: tuple[str, ...]


STEPS = (
    BoardStep(N_("To answer"), (*_OPEN, Condition("first_response_at", "empty")), ("next_limit_at",)),
    BoardStep(N_("In progress"), (*_OPEN, Condition("first_response_at", "filled")), ("next_limit_at",)),
    BoardStep(N_("Solved: to call back"), (Condition("status", "is", "resolved"),),
              ("callback_due_on", "-received_at")),
    BoardStep(N_("Called back: to close"), (Condition("status", "is", "called_back"),), ("-received_at",)))
_COLUMNS = ("complaint_no", "customer", "content", "callback_due_on", *NEEDS)


class CaseLine(NamedTuple):
    """A card of the board: the record, its customer's name, and the clock that is shown on it."""

    row: dict[str, Any]
    name: str
    clock: Clock | None
    mark: tuple[str, str]


class BoardModel(QAbstractListModel):
    """The cards of one step, at most MOST; `count` is how many there are."""

    def __init__(self, session: Session, step: BoardStep) -> None:
        super().__init__()
        self.session, self._step = session, step
        self.lines: list[CaseLine] = []
        self.count = 0

    def query(self) -> Query:
        """Which complaints stand at this step."""
        return Query(model.FORM, where=self._step.where, sort=self._step.sort)

    def read(self) -> None:
        """Read them anew."""
        store = self.session.store
        listing = self.query().run(store)
        rows = listing.rows(0, MOST, _COLUMNS)
        names = records.names(store, "customer_master", {r["customer"] for r in rows if r["customer"]})
        self.beginResetModel()
        self.count = listing.count
        self.lines = [self._card(r, names.get(r["customer"], "")) for r in rows]
        self.endResetModel()

    def tick(self) -> None:
        """The clocks at this moment."""
        self.lines = [self._card(c.row, c.name) for c in self.lines]
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))

    def clear(self) -> None:
        """Drop all text."""
        self.beginResetModel()
        self.lines, self.count = [], 0
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many cards there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A card; as one sentence for a screen reader."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        card = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return listed(card.row["complaint_no"], card.name, state_said(*card.mark))
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.plain_tip(str(card.row["content"])[:300])
        return card if role == CARD else card.row["id"] if role == RECORD else None

    def _card(self, row: dict[str, Any], name: str) -> CaseLine:
        one = tightest(clocks_of(row))
        if one is not None:
            return CaseLine(row, name, one, mark_of(one) or ("draft", ""))
        due, ctx = row["callback_due_on"], self.session.store.context()
        if not due:
            return CaseLine(row, name, None, ("done", _("Called back")))
        day, _time = parts(due, ctx)
        late = day is not None and day < ctx.today
        return CaseLine(row, name, None, ("late" if late else "near" if day == ctx.today else "running",
                                          day_text(day, ctx)))


class CardDelegate(QStyledItemDelegate):
    """How a card of the board looks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's name
        """Three lines, the bar, and air."""
        return QSize(px(160), 2 * theme.line_height() + theme.line_height("small") + px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A small sheet: number, customer, clock."""
        card: CaseLine = index.data(CARD)
        state = option.state
        focus = bool(state & QStyle.StateFlag.State_Selected) and option.widget.hasFocus()
        rect = option.rect.adjusted(px(2), px(3), -px(3), -px(3))
        painter.save()
        painter.setPen(color("line"))
        painter.setBrush(color("select" if focus else "hover" if state & QStyle.StateFlag.State_MouseOver
                               else "surface"))
        painter.drawRoundedRect(rect, px(6), px(6))
        left, room, top = rect.left() + px(10), rect.width() - px(20), rect.top() + px(6)
        first, second, ink = theme.line_height(), theme.line_height("small"), "on_select" if focus else "text"
        _text(painter, QRect(left, top, room, first), card.name or card.row["complaint_no"], "body", ink)
        under = f"{card.row['complaint_no']}  {' '.join(str(card.row['content']).split())[:100]}"
        _text(painter, QRect(left, top + first, room, second), under, "small", "text2")
        at = top + first + second + px(2)
        paint_mark(painter, QRect(left, at, room, first), *card.mark)
        if card.clock is not None:
            paint_bar(painter, QRect(left, at + first + px(2), room, bar_height()), card.clock)
        painter.restore()
        if focus:
            style.focus_ring(painter, rect, radius=6)


def _text(painter: QPainter, rect: QRect, text: str, role: str, token: str) -> None:
    painter.setFont(theme.font(role))
    painter.setPen(color(token))
    painter.drawText(rect, _LINE, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))


