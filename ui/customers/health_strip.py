"""The strip of six cells over the card, and the popup that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from crm_desktop.customers import model
from crm_desktop.kit import forms
from crm_desktop.kit.i18n import N_, listed
from ui.customers.health import Health, cells
from ui.kit import icons, style, theme, words
from ui.kit.painting import one_line
from ui.kit.table.chooser import Popup
from ui.kit.theme import color, px
from ui.kit.widgets import Button, Label, Sheet, state_word

if TYPE_CHECKING:
    from ui.kit.session import Session

WIDE = 460  # of the popup that says why


class Cell(QAbstractButton):
    """Caption, mark and value, reason with a dotted line: there is more behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.health: Health | None = None
        self.first, self.below = False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, health: Health | None) -> None:
        """Show another value."""
        self.health = health
        if health is None:
            self.setAccessibleName("")
        else:
            self.setAccessibleName(listed(self.caption(), state_word(health.state), health.value, health.reason))
            self.setAccessibleDescription(words.said(health.rule))
            self.setToolTip(words.plain_tip(words.said(health.rule)))
        self.updateGeometry()
        self.update()

    def caption(self) -> str:
        """What the cell is about."""
        return forms.get(model.FORM).by_id[self.health.field].text() if self.health else ""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three lines; as wide as the longest."""
        wide = px(100)
        if self.health is not None:
            wide = max(QFontMetrics(theme.font("dense")).horizontalAdvance(self.caption()),
                       QFontMetrics(theme.font("lead", bold=True)).horizontalAdvance(self.health.value) + px(22),
                       QFontMetrics(theme.font("small")).horizontalAdvance(self.health.reason)) + px(26)
        tall = theme.line_height("dense") + theme.line_height("lead") + theme.line_height("small") + px(22)
        return QSize(wide, tall)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never clipped: the strip wraps instead."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter, as Space does; Alt+Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font: other room."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """As in the pictures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.first:
            painter.fillRect(QRect(0, px(1), 1, self.height() - px(2)), color("line"))
        if self.below:
            painter.fillRect(QRect(px(1), 0, self.width() - px(2), 1), color("line"))
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(2, 2, -2, -2), color("hover"))
        if self.health is not None:
            self._paint(painter, self.health)
        if self.hasFocus():
            style.focus_ring(painter, self.rect().adjusted(1, 1, -1, -1), radius=6)

    def _paint(self, painter: QPainter, health: Health) -> None:
        left, room, top = px(12), self.width() - px(24), px(9)
        first, second, third = (theme.line_height(r) for r in ("dense", "lead", "small"))
        one_line(painter, QRect(left, top, room, first), self.caption(), "dense", "text2")
        side, at = px(14), top + first + px(2)
        name, token = icons.state_icon(health.state)
        icons.paint(painter, QRect(left, at + (second - side) // 2 + 1, side, side), name, token)
        ink = token if health.state in ("late", "near") else "text"
        place = QRect(left + side + px(6), at, room - side - px(6), second)
        one_line(painter, place, health.value, "lead", ink, bold=True)
        below = QRect(left, at + second + px(2), room, third)
        wide = one_line(painter, below, health.reason, "small", "text2")
        painter.setPen(QPen(color("text3"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(left, below.bottom(), left + wide, below.bottom())


class HealthStrip(Sheet):
    """Six cells in one sheet; two rows of three where the window is narrow."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self.session = session
        self.customer: dict[str, Any] = {}
        words.put_name(self, N_("State of the customer"))
        self.grid = QGridLayout()
        self.grid.setSpacing(0)
        self.box.addLayout(self.grid)
        self.cells = [Cell() for _n in range(6)]
        for cell in self.cells:
            cell.clicked.connect(lambda _on=False, cell=cell: self.why(cell))
        self._per_row = 0
        self._arrange(6)

    def show_customer(self, customer: dict[str, Any]) -> None:
        """Show the health of a customer."""
        self.customer = customer
        for cell, health in zip(self.cells, cells(self.session.store, customer), strict=True):
            cell.say(health)
        self._fit()

    def forget(self) -> None:
        """Drop all customer text."""
        self.customer = {}
        for cell in self.cells:
            cell.say(None)

    def retranslate(self) -> None:
        """Values in the language in force."""
        if self.customer:
            self.show_customer(self.customer)

    def why(self, cell: Cell) -> None:
        """The rule and the rows behind a value."""
        if cell.health is not None:
            WhyPopup(cell, cell.health, self.session).show_below()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Six beside each other, or three."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three cells at least."""
        return QSize(3 * px(100), super().minimumSizeHint().height())

    def _fit(self) -> None:
        widest = max(c.sizeHint().width() for c in self.cells)
        self._arrange(6 if widest * 6 <= self.width() else 3)

    def _arrange(self, per_row: int) -> None:
        if per_row == self._per_row:
            return
        self._per_row = per_row
        for place, cell in enumerate(self.cells):
            self.grid.removeWidget(cell)
            cell.first, cell.below = place % per_row == 0, place >= per_row
            self.grid.addWidget(cell, place // per_row, place % per_row)
        for at in range(6):
            self.grid.setColumnStretch(at, 1 if at < per_row else 0)


class WhyPopup(Popup):
    """How a value came about."""

    def __init__(self, cell: Cell, health: Health, session: Session) -> None:
        super().__init__(cell, N_("How this comes about"))
        head = Label(words.said(N_("{label}: {value}"), label=cell.caption(), value=health.value), bold=True)
        self.box.addWidget(head)
        rule = Label(words.said(health.rule), tone="second", wrap=True)
        rule.setMinimumWidth(px(WIDE))
        self.box.addWidget(rule)
        for form, record, text in health.rows:
            if form == model.FORM:
                self.box.addWidget(Label(text))
                continue
            shown = QFontMetrics(theme.font()).elidedText(text, Qt.TextElideMode.ElideRight, px(WIDE))
            link = Button(shown, kind="link")
            if shown != text:
                link.setToolTip(words.plain_tip(text))
                link.setAccessibleName(text)
            link.clicked.connect(lambda _on=False, form=form, record=record: self._open(session, form, record))
            self.box.addWidget(link)
        close = Button(key="Esc", small=True)
        words.put(close, N_("Close"))
        close.clicked.connect(self.close)
        self.box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()

    def _open(self, session: Session, form: str, record: int) -> None:
        self.close()
        session.open(form, record)
