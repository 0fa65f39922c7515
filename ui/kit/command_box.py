"""Ctrl+K: one line that finds every customer, record, form, page and action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from crm_desktop.kit.i18n import N_, _, listed, ngettext
from ui.kit import spoken, words
from ui.kit.command_hits import HitDelegate
from ui.kit.fields import SearchBox
from ui.kit.theme import px
from ui.kit.widgets import HLine, Label, column, row

Index = QModelIndex | QPersistentModelIndex
WIDTH = 720
SHOWN_ROWS = 13


@dataclass(frozen=True)
class Hit:
    """One thing found. `ranges` of `text` matched; `right` says what Enter does, or the key to learn."""

    group: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    detail: str = ""
    right: str = ""
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is looked for: `only` is "" (all), "actions" (>), "numbers" (#) or a group she narrowed to."""

    text: str
    only: str = ""


def asked(typed: str, group: str = "") -> Asked:
    """What the typed line means: > looks for actions, # for numbers."""
    for sign, only in ((">", "actions"), ("＞", "actions"), ("#", "numbers"), ("＃", "numbers")):
        if typed.startswith(sign):
            return Asked(typed[1:].strip(), only)
    return Asked(typed.strip(), group)


class Hits(QAbstractListModel):
    """Hits under their group heads. A head is a row that cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Hit | str] = []

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Replace all; hits of one group stand together."""
        self.beginResetModel()
        self.entries = []
        group = None
        for hit in hits:
            if hit.group != group:
                group = hit.group
                self.entries.append(group)
            self.entries.append(hit)
        self.endResetModel()

    def hit(self, at: int) -> Hit | None:
        """The hit in that row; None for a head."""
        entry = self.entries[at] if 0 <= at < len(self.entries) else None
        return entry if isinstance(entry, Hit) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """All rows, heads too."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry itself for the delegate; a sentence for a screen reader."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(entry, str):
                return entry
            return listed(entry.text, entry.detail, entry.right)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only hits can be chosen."""
        if self.hit(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class CommandBox(QFrame):
    """The open box. `provider(asked)` gives the hits, best first and grouped; at once, on every letter."""

    closed = Signal()

    def __init__(self, provider: Callable[[Asked], Sequence[Hit]], parent: QWidget) -> None:
        super().__init__(parent)
        self._provider, self._group = provider, ""
        self._came_from: QWidget | None = None
        self.setProperty("role", "popup")
        words.put_name(self, N_("Find anything"))
        box = column(self, spacing=0)
        box.setContentsMargins(2, 2, 2, 2)
        top = row(spacing=8)
        top.setContentsMargins(px(6), px(5), px(12), px(5))
        self.line = SearchBox(N_("Find customers, records, pages or actions"))
        self.line.setProperty("bare", True)
        self.count = Label(tone="second", size="small")
        top.addWidget(self.line, 1)
        top.addWidget(self.count)
        box.addLayout(top)
        box.addWidget(HLine())
        self.model, self.list = Hits(self), QListView()
        self._set_up_list()
        box.addWidget(self.list)
        self.nothing = Label(tone="second", wrap=True)
        words.put(self.nothing, N_("Nothing found. Type part of a name, its pinyin or initials, a number or the end of"
                                   " a telephone number; > looks for actions only."))
        self.nothing.setContentsMargins(px(14), px(8), px(14), px(8))
        box.addWidget(self.nothing)
        self._hints = self._foot()
        box.addWidget(self._hints)
        self.line.searched.connect(self.search)
        self.line.installEventFilter(self)
        self.hide()

    def open(self, typed: str = "") -> None:
        """Open over its own place, empty or with what was typed."""
        self._came_from = self.window().focusWidget()
        self._group = ""
        self.line.setText(typed)
        self.search()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close; the keyboard goes back where it came from, unless it has gone elsewhere by a click."""
        if self.isHidden():
            return
        back = self.window().focusWidget() is self.line
        self.hide()
        self.line.clear()
        self.model.set_hits(())
        if back and self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None
        self.closed.emit()

    def search(self, _text: str = "") -> None:
        """Look again for what stands in the line."""
        what = asked(self.line.wanted(), self._group)
        hits = list(self._provider(what))
        self.model.set_hits(hits)
        if what.text:
            self.count.setText(ngettext("{count} hit", "{count} hits", len(hits)).format(count=len(hits)))
        else:
            self.count.setText(_("Last places") if hits else "")
        first = next((i for i in range(self.model.rowCount()) if self.model.hit(i)), -1)
        self.list.setCurrentIndex(self.model.index(first))
        self._say()
        self._fit()

    def current(self) -> Hit | None:
        """The hit Enter would take."""
        return self.model.hit(self.list.currentIndex().row())

    def take(self) -> None:
        """Do what the chosen hit says."""
        hit = self.current()
        if hit is not None:
            self.leave()  # back to where the keyboard was: what only changes the look leaves it there
            hit.run()

    def narrow(self) -> None:
        """Only the group of the chosen hit; again: all."""
        hit = self.current()
        self._group = "" if self._group or hit is None else hit.group
        self.search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys of the line that belong to the list; none while the input method composes."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress \
                and not self.line.composing():
            return self._key(event)
        if watched is self.line and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut \
                and event.reason() == Qt.FocusReason.MouseFocusReason:
            self.leave()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key == Qt.Key.Key_Tab:
            self.narrow()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        places = [i for i in range(self.model.rowCount()) if self.model.hit(i)]
        if places:
            now = self.list.currentIndex().row()
            at = places.index(now) if now in places else -1
            self.list.setCurrentIndex(self.model.index(places[(at + by) % len(places)]))
            self._say()

    def _say(self) -> None:
        """The keyboard stays in the line, so the chosen hit is told."""
        chosen = self.list.currentIndex()
        spoken.announce(self.line, str(chosen.data()) if chosen.isValid() else
                        words.said(N_("Nothing found")) if self.line.text() else "")

    def _set_up_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("bare", True)
        words.put_name(self.list, N_("Hits"))
        self.list.clicked.connect(lambda index: (self.list.setCurrentIndex(index), self.take()))

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "band")
        line = row(foot, spacing=16)
        line.setContentsMargins(px(14), px(8), px(14), px(8))
        hints = (N_("↑ ↓ choose"), N_("Enter open"), N_("Tab only this kind"), "", N_("> actions"), N_("# numbers"))
        for hint in hints:
            if hint:
                label = Label(size="small", tone="second")
                words.put(label, hint)
                line.addWidget(label)
            else:
                line.addStretch(1)
        return foot

    def _fit(self) -> None:
        height = sum(self.list.sizeHintForRow(i) for i in range(min(self.model.rowCount(), SHOWN_ROWS)))
        taken = self.line.sizeHint().height() + self._hints.sizeHint().height() + px(32)
        room = self.parentWidget().height() - self.y() - taken
        self.list.setVisible(height > 0)
        self.nothing.setVisible(height == 0)
        self.nothing.setContentsMargins(px(14), px(8), px(14), px(8))
        self.list.setFixedHeight(max(min(height + px(8), room), px(40)))
        self.setFixedWidth(min(px(WIDTH), max(self.parentWidget().width() - self.x() - px(16), px(320))))
        self.adjustSize()
