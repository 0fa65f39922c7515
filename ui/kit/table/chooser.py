"""Which columns a list shows, in which order: a checklist with search, up and down, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import theme, words
from ui.kit.buttons import Button, IconButton
from ui.kit.fields import SearchBox
from ui.kit.table.model import Column
from ui.kit.theme import px
from ui.kit.widgets import Label, column, row

_ID = Qt.ItemDataRole.UserRole


class Popup(QFrame):
    """A small window over the page that closes by itself; the keyboard goes back to where it came from."""

    def __init__(self, owner: QWidget, name: words.Message) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        words.put_name(self, name)
        self.owner = owner
        self.box = column(self, margin=12, spacing=8)

    def show_below(self) -> None:
        """Open under the button that asked, on its screen."""
        self.adjustSize()
        at = self.owner.mapToGlobal(QPoint(0, self.owner.height() + 2))
        room = self.owner.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.move(at)
        self.show()

    def event(self, event: QEvent) -> bool:
        """Esc is the popup's: a card below, which it leaves too, would be the first to get it."""
        if (event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
                and event.key() == Qt.Key.Key_Escape):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def roomy(items: QListWidget) -> None:
    """Rows as high as those of a list: easy to hit, and nothing clips at larger fonts."""
    for place in range(items.count()):
        items.item(place).setSizeHint(QSize(px(80), theme.line_height() + px(10)))


class ColumnsPopup(Popup):
    """The columns of a list. `changed` carries the ids shown, in order; `restored` asks for the first set."""

    changed = Signal(list)
    restored = Signal()

    def __init__(self, owner: QWidget, columns: Sequence[Column], shown: Sequence[str]) -> None:
        super().__init__(owner, N_("Columns"))
        title = Label(bold=True)
        words.put(title, N_("Columns"))
        self.search = SearchBox(N_("Find a column"))
        self.search.searched.connect(self._filter)
        self.list = QListWidget()
        words.put_name(self.list, N_("Columns"))
        words.put_about(self.list, N_("Space shows or hides a column, Alt+Up and Alt+Down move it"))
        self.list.setMinimumSize(px(280), px(300))
        self.list.itemChanged.connect(self._tell)
        self._fill(columns, shown)
        self.box.addWidget(title)
        self.box.addWidget(self.search)
        self.box.addWidget(self.list, 1)
        line = row(spacing=4)
        self.up, self.down = IconButton("arrow-up", N_("Move the column up")), IconButton(
            "arrow-down", N_("Move the column down"))
        self.up.clicked.connect(lambda: self.shift(-1))
        self.down.clicked.connect(lambda: self.shift(1))
        restore = Button(kind="link")
        words.put(restore, N_("Restore"))
        restore.clicked.connect(self._restore)
        for part in (self.up, self.down):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(restore)
        self.box.addLayout(line)
        self.search.setFocus()

    def shown(self) -> list[str]:
        """The ids ticked, in order."""
        items = (self.list.item(i) for i in range(self.list.count()))
        return [str(i.data(_ID)) for i in items if i.checkState() == Qt.CheckState.Checked]

    def shift(self, by: int) -> None:
        """Move the current column."""
        place = self.list.currentRow()
        if place < 0 or not 0 <= place + by < self.list.count():
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(place)
        self.list.insertItem(place + by, item)
        self.list.setCurrentRow(place + by)
        self.list.blockSignals(False)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up, Alt+Down move the column."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _fill(self, columns: Sequence[Column], shown: Sequence[str]) -> None:
        by_id = {c.id: c for c in columns}
        order = [*(s for s in shown if s in by_id), *(c.id for c in columns if c.id not in shown)]
        self.list.blockSignals(True)
        self.list.clear()
        for name in order:
            item = QListWidgetItem(by_id[name].head())
            item.setData(_ID, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        roomy(self.list)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def _filter(self, text: str) -> None:
        from crm_desktop.kit import hanzi
        wanted = hanzi.fold(text.strip())
        for place in range(self.list.count()):
            item = self.list.item(place)
            title = item.text()
            fits = not wanted or wanted in hanzi.fold(title) or wanted in hanzi.initials(title)
            item.setHidden(not fits)

    def _tell(self) -> None:
        if shown := self.shown():
            self.changed.emit(shown)

    def _restore(self) -> None:
        self.restored.emit()
        self.close()
