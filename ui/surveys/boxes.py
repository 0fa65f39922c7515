"""The boxes of the returned sheet: one answer each, the key that ticks it inside; and the row of one item."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from crm_desktop.kit.forms import Choice, Field
from crm_desktop.kit.i18n import N_, listed
from ui.kit import style, theme, words
from ui.kit.theme import color, px
from ui.kit.widgets import Label, column

_WORDS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
WIDEST = 150  # a column of answers is never wider than this; longer words wrap


class Box(QRadioButton):
    """One answer: a square with its digit, a tick when chosen, the word beside it."""

    def __init__(self, item: Field, choice: Choice, digit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice, self.digit, self.current, self.room = choice, digit, False, px(112)
        self.plain = False  # not enlarged where there is little room
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        words.put(self, choice.text)
        words.put_name(self, lambda: words.said(N_("{item}: {digit} {answer}"), item=item.text(), digit=str(digit),
                                                answer=choice.text()))

    def natural(self) -> int:
        """The width on which the word stands in one line."""
        return self._side() + px(8) + self._metrics().horizontalAdvance(self.text()) + px(10)

    def least(self, *, large: bool) -> int:
        """The width below which a word would be cut, also when `large`; Chinese breaks anywhere."""
        words_ = self.text().split() if self.text().isascii() else [self.text()[:3]]
        metrics = QFontMetrics(theme.font("lead" if large else "body", bold=True))
        side = max(px(24 if large else 20), theme.line_height("dense"))
        return side + px(12) + max(metrics.horizontalAdvance(w) for w in words_)

    def is_large(self) -> bool:
        """Whether it stands out as the current one."""
        return self.current and not self.plain

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the column, as high as the words need."""
        height = self._metrics().boundingRect(QRect(0, 0, self._words_room(), 999), _WORDS, self.text()).height()
        return QSize(self.room, max(height, self._side()) + px(8))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never clipped."""
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:  # noqa: N802 - Qt's name
        """The whole box answers to the mouse."""
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Square and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, on = self._side(), self.isChecked()
        square = QRectF(0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        edge = "accent" if on or self.current or self.underMouse() else "edge"
        painter.setPen(QPen(color(edge), 2 if self.current and not on else 1))
        painter.setBrush(color("accent" if on else "surface"))
        painter.drawRoundedRect(square, px(4), px(4))
        if on:
            painter.setPen(QPen(color("on_accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline([square.topLeft() + QPointF(side * x, side * y)
                                  for x, y in ((0.24, 0.50), (0.43, 0.69), (0.75, 0.28))])
        else:
            painter.setFont(theme.font("body" if self.current else "dense", bold=self.current))
            painter.setPen(color("on_select" if self.current else "text2"))
            painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), str(self.digit))
        painter.setFont(theme.font(self._role(), bold=on))
        painter.setPen(color("on_select" if self.current else "text" if on else "text2"))
        painter.drawText(QRect(side + px(8), 0, self._words_room(), self.height()), _WORDS, self.text())

    def _role(self) -> str:
        return "lead" if self.is_large() else "body"

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font(self._role(), bold=True))

    def _side(self) -> int:
        return max(px(24 if self.is_large() else 20), theme.line_height("dense"))

    def _words_room(self) -> int:
        return max(px(20), self.room - self._side() - px(10))


class ItemRow(QWidget):
    """One item of the sheet: number, words, its boxes; the current one is larger and tinted."""

    ticked = Signal(str, str)   # item, answer
    pointed = Signal(str)       # item: the mouse went there

    def __init__(self, number: int, item: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item, self.current = item, False
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._fit()
        box = column(self, spacing=0)
        box.setContentsMargins(px(12), 0, px(8), 0)
        whole, self._line, self._across = QHBoxLayout(), QGridLayout(), 0
        self._turn = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for part in (whole, self._line, self._turn):
            part.setSpacing(0)
        self.number, self.words = Label(str(number), tone="second"), Label(wrap=True)
        self.number.setFixedWidth(px(26))
        words.put(self.words, item.text)
        whole.addWidget(self.number)
        self._turn.addWidget(self.words)
        self._group = QButtonGroup(self)
        self.boxes = [Box(item, c, n, self) for n, c in enumerate(item.choices, 1)]
        for one in self.boxes:
            self._group.addButton(one)
            one.clicked.connect(lambda _on=False, a=one.choice.id: self.ticked.emit(item.id, a))
        self.open_mark = Label(tone="third", size="small")
        self.open_mark.hide()  # an empty label has a width too
        self._spread(len(self.boxes))
        self._turn.addLayout(self._line, 1)
        whole.addLayout(self._turn, 1)
        box.addLayout(whole, 1)
        self.problem = Label(tone="late", size="dense", wrap=True)
        self.problem.setContentsMargins(px(26), 0, 0, px(6))
        self.problem.hide()
        box.addWidget(self.problem)

    def natural(self) -> int:
        """The width its answers would like."""
        return max(b.natural() for b in self.boxes)

    def least(self, *, large: bool) -> int:
        """The width its answers need; `large` as the current one."""
        return max(b.least(large=large) for b in self.boxes)

    def mark_room(self, across: int) -> int:
        """The width that "no answer" needs behind its boxes; none where the last column stays free."""
        if not self.open_mark.text() or len(self.boxes) < across:
            return 0
        return self.open_mark.sizeHint().width() + px(6)

    def set_widths(self, label: int, box: int, *, stacked: bool, across: int) -> None:
        """The columns all rows share; `stacked`: the boxes below the words, so many of them `across`."""
        self._spread(min(across, len(self.boxes)))
        ways = QBoxLayout.Direction
        self._turn.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self.words.setFixedWidth(label)
        for one in self.boxes:
            one.room, one.plain = box, stacked
            one.updateGeometry()

    def _spread(self, across: int) -> None:
        if across == self._across:
            return
        self._line.setColumnStretch(self._across + 1, 0)
        self._line.setColumnStretch(across + 1, 1)
        self._across = across
        for place, one in enumerate(self.boxes):
            self._line.addWidget(one, *divmod(place, across))
        self._line.addWidget(self.open_mark, 0, across)

    def show_answer(self, answer: str | None, blank: bool) -> None:
        """What is ticked; "no answer" where it was left open on purpose."""
        self._group.setExclusive(False)
        for one in self.boxes:
            one.setChecked(one.choice.id == answer)
        self._group.setExclusive(True)
        if blank:
            words.put(self.open_mark, N_("no answer"))
        else:
            words.drop(self.open_mark)
            self.open_mark.setText("")
        self.open_mark.setVisible(blank)

    def set_current(self, on: bool) -> None:
        """The keyboard is here, or no longer."""
        if not on:
            self.say("")
        if on == self.current:
            return
        self.current = on
        self._fit()
        style.mark(self.words, scale="lead" if on else "body", strong=on, tone="select" if on else "")
        for one in self.boxes:
            one.current = on
            one.updateGeometry()
            one.update()
        self.update()

    def say(self, sentence: str) -> None:
        """A short sentence below the item; "" takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def spoken(self) -> str:
        """The item as a screen reader says it."""
        ticked = next((b.choice.text() for b in self.boxes if b.isChecked()), "")
        steps = listed(*(f"{b.digit} {b.choice.text()}" for b in self.boxes))
        return words.said(N_("{label}: {value}"), label=f"{self.number.text()} {self.item.text()}",
                          value=listed(ticked or words.said(N_("no answer")), steps))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click beside the boxes goes to the item."""
        self.pointed.emit(self.item.id)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font: other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "problem"):
            self._fit()

    def _fit(self) -> None:
        """The current one is taller."""
        self.setMinimumHeight(px(40 if self.current else 31))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Tinted with an accent edge where the keyboard is; a hairline below."""
        painter = QPainter(self)
        if self.current:
            painter.fillRect(self.rect(), color("select"))
            painter.fillRect(QRect(0, 0, px(3), self.height()), color("accent"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), color("line"))
