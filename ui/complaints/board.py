"""The closed loop at a glance: a column for each step of a case, the tightest limits first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QListView, QWidget

from crm_desktop.kit.i18n import N_
from ui.complaints.board_cards import RECORD, STEPS, BoardModel, BoardStep, CardDelegate
from ui.kit import theme, words
from ui.kit.editors.base import is_enter
from ui.kit.theme import px
from ui.kit.while_seen import WhileSeen
from ui.kit.widgets import Button, Label, Sheet, column, row

if TYPE_CHECKING:
    from ui.kit.session import Session

FOUR_FROM = 720  # effective width from which on four columns have room for a clock each
Index = QModelIndex | QPersistentModelIndex


class BoardColumn(Sheet):
    """One step: its name, how many, the cards. `opened` a card; `sideways` the arrow keys left and right."""

    opened = Signal(int)
    sideways = Signal(int)
    all_asked = Signal(object)  # Query

    def __init__(self, session: Session, step: BoardStep) -> None:
        super().__init__(role="sunken", margin=10)
        title = step.title
        words.put_name(self, title)
        head, self.count = Label(bold=True, wrap=True), Label(tone="second")
        words.put(head, title)
        line = row(spacing=8)
        line.addWidget(head, 1)
        line.addWidget(self.count)
        self.box.addLayout(line)
        self.cards = BoardModel(session, step)
        self.list = CardList(title)
        self.list.setModel(self.cards)
        self.list.opened.connect(self.opened)
        self.list.sideways.connect(self.sideways)
        self.box.addWidget(self.list, 1)
        self.more = Button(kind="link")
        self.more.clicked.connect(lambda: self.all_asked.emit(self.cards.query()))
        self.box.addWidget(self.more)

    def read(self) -> None:
        """Read the cards anew; the current one stays current."""
        here = self.list.currentIndex().data(RECORD)
        self.cards.read()
        self.count.setText(f"{self.cards.count:,}")
        rest = self.cards.count - len(self.cards.lines)
        self.more.setVisible(rest > 0)
        words.put(self.more, N_("{count} more"), count=f"{rest:,}")
        place = next((n for n, c in enumerate(self.cards.lines) if c.row["id"] == here), 0)
        self.list.setCurrentIndex(self.cards.index(place, 0))


class CardList(QListView):
    """The cards of a column; Enter opens, left and right go to the next column."""

    opened = Signal(int)
    sideways = Signal(int)

    def __init__(self, name: words.Message) -> None:
        super().__init__()
        self.setProperty("bare", True)
        self.setItemDelegate(CardDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setProperty("role", "sunken")
        words.put_name(self, name)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, arrows go about."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if is_enter(event):
            self._open(self.currentIndex())
        elif step:
            self.sideways.emit(step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keyboard is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.viewport().update()

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(index.data(RECORD))


class Board(QWidget):
    """All columns. `opened` a case; `all_asked` the list of all cases of a column."""

    opened = Signal(int)
    all_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        words.put_name(self, N_("Closed loop"))
        box = column(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(px(12))
        box.addLayout(self._grid, 1)
        self._across = 0
        self.columns = [BoardColumn(session, step) for step in STEPS]
        for n, one in enumerate(self.columns):
            one.opened.connect(self.opened)
            one.all_asked.connect(self.all_asked)
            one.sideways.connect(lambda by, n=n: self.go(n, by))
        self._place(len(self.columns))
        WhileSeen(self, self.tick)

    def read(self) -> None:
        """Every column anew."""
        for one in self.columns:
            one.read()

    def tick(self) -> None:
        """The clocks at this moment."""
        for one in self.columns:
            one.cards.tick()

    def forget(self) -> None:
        """Drop all text."""
        for one in self.columns:
            one.cards.clear()
            one.count.setText("")

    def retranslate(self) -> None:
        """The clocks in the language in force."""
        self.tick()

    def first_focus(self) -> QWidget:
        """The first column that has a card."""
        return next((c.list for c in self.columns if c.cards.count), self.columns[0].list)

    def current_id(self) -> int:
        """The case the keyboard is at, 0 for none."""
        found = next((c.list for c in self.columns if c.list.hasFocus()), None)
        return int(found.currentIndex().data(RECORD) or 0) if found is not None else 0

    def go(self, at: int, by: int) -> None:
        """The keyboard goes from a column to the next that has cards, at the same height."""
        height = self.columns[at].list.currentIndex().row()
        ways = self.columns[at + 1:] if by > 0 else self.columns[:at][::-1]
        if one := next((c for c in ways if c.cards.lines), None):
            one.list.setCurrentIndex(one.cards.index(min(max(height, 0), len(one.cards.lines) - 1), 0))
            one.list.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Two and two where four side by side would cut the clocks."""
        super().resizeEvent(event)
        self._place(2 if event.size().width() / theme.look().factor < FOUR_FROM else len(self.columns))

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for n, one in enumerate(self.columns):
            self._grid.addWidget(one, n // across, n % across)
            self._grid.setColumnStretch(n, 1 if n < across else 0)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """What wraps in it scrolls or folds in it: the page stays as high as the window."""
        return False

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Small: the columns scroll."""
        return QSize(px(320), px(240) * (len(self.columns) // self._across))
