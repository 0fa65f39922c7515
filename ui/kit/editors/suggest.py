"""A line that finds records while typing: a fragment, a list below, Enter takes the first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from crm_desktop.kit import forms
from crm_desktop.kit.i18n import N_, _, listed
from crm_desktop.kit.values.text import NAME_LIMIT
from ui.kit import spoken, theme, words
from ui.kit.editors.base import MOST_SHOWN, Suggestion, Surroundings, is_enter
from ui.kit.editors.lines import Line
from ui.kit.theme import color, px

SHOWN_ROWS = 8
_NOTE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class _Rows(QStyledItemDelegate):
    """Name at the left, number and note at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One suggestion."""
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = index.row() == self.parent().currentRow()  # type: ignore[union-attr]
        if chosen:
            painter.fillRect(rect, color("select"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color("accent"))
        inner = rect.adjusted(px(12), 0, -px(12), 0)
        note = str(index.data(_NOTE) or "")
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setFont(theme.font("dense"))
        width = min(painter.fontMetrics().horizontalAdvance(note) + 2, inner.width() // 2)
        painter.setPen(color("text2"))
        painter.drawText(inner, flags | int(Qt.AlignmentFlag.AlignRight),
                         painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, width))
        painter.setFont(theme.font("body"))
        painter.setPen(color("on_select" if chosen else "text"))
        room = inner.adjusted(0, 0, -(width + px(12) if note else 0), 0)
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of a list."""
        return QSize(px(200), theme.row_height())


class SuggestList(QFrame):
    """The list below a line. It lies over the window, so the keyboard (and input method) stay in the line."""

    picked = Signal(int)   # place in the list

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line.window())
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line = line
        self.list = QListWidget()
        self.list.setProperty("bare", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.put_name(self.list, N_("Suggestions"))
        self.list.itemClicked.connect(lambda item: self.picked.emit(self.list.row(item)))
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 2, 2, 2)
        box.addWidget(self.list)
        self.hide()

    def fill(self, rows: list[tuple[str, str]], more: str = "") -> None:
        """Show these (name, note), the first chosen; `more` is a line that can't be chosen."""
        self.list.clear()
        for name, note in rows:
            item = QListWidgetItem(name)
            item.setData(_NOTE, note)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, listed(name, note))
            self.list.addItem(item)
        if more:
            item = QListWidgetItem(more)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        if not self.list.count():
            self.hide()
            return
        self.list.setCurrentRow(0)
        self._place()
        self.show()
        self.raise_()
        self._say()

    def move_by(self, step: int) -> None:
        """Another row, staying inside the list."""
        last = self.list.count() - 1
        if last >= 0 and not self.list.item(last).flags() & Qt.ItemFlag.ItemIsEnabled:
            last -= 1
        self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
        self.list.viewport().update()
        self._say()

    def _say(self) -> None:
        """The keyboard stays in the line, so the chosen row is told."""
        chosen = self.list.currentItem()
        spoken.announce(self.line, str(chosen.data(Qt.ItemDataRole.AccessibleTextRole) or chosen.text()))

    def _place(self) -> None:
        window, line = self.line.window(), self.line
        rows = min(self.list.count(), SHOWN_ROWS)
        height = rows * theme.row_height() + 10
        width = max(line.width(), px(360))
        below = line.mapTo(window, QPoint(0, line.height() + 2))
        above = line.mapTo(window, QPoint(0, -2))
        room_below = window.height() - below.y() - px(4)
        if height <= room_below or room_below >= above.y():
            top, height = below.y(), min(height, max(room_below, theme.row_height() + 4))
        else:
            height = min(height, above.y())
            top = above.y() - height
        left = max(0, min(below.x(), window.width() - width - px(4)))
        self.setGeometry(left, top, min(width, window.width()), height)


class Suggester(QObject):
    """Joins a line with the list: types, shows, chooses."""

    chosen = Signal(object)   # Suggestion
    create_asked = Signal(str)

    def __init__(self, line: Line, kind: str, around: Surroundings) -> None:
        super().__init__(line)
        self.line, self.kind, self.around = line, kind, around
        self.popup: SuggestList | None = None
        self._found: list[Suggestion] = []
        self._new = ""
        line.textEdited.connect(self.look)
        line.installEventFilter(self)

    def showing(self) -> bool:
        """Whether the list is open."""
        return self.popup is not None and self.popup.isVisible()

    def look(self, text: str, *, everything: bool = False) -> None:
        """Show what fits the text; nothing for an empty one unless asked for."""
        text = text.strip()
        if not text and not everything:
            self.close()
            return
        found = self.around.suggest(self.kind, text)
        self._found = found[:MOST_SHOWN]
        may_create = self.around.create is not None and self.kind in self.around.creates
        self._new = text if may_create and len(text) <= NAME_LIMIT else ""
        rows = [(name, "  ".join(filter(None, (number, self._about(note))))) for _id, number, name, note in self._found]
        if self._new:
            rows.append((_('New: "{name}"').format(name=self._new), ""))
        more = _("There are more. Type on to narrow them down.") if len(found) > MOST_SHOWN else ""
        if not rows and text:
            more = _("Nothing found")
        if self.popup is None or self.popup.parentWidget() is not self.line.window():
            self._make_popup()
        assert self.popup is not None
        self.popup.fill(rows, more)

    def close(self) -> None:
        """Take the list away."""
        if self.popup is not None:
            self.popup.hide()

    def forget(self) -> None:
        """Drop the names shown."""
        self.close()
        self._found, self._new = [], ""
        if self.popup is not None:
            self.popup.list.clear()

    def take(self) -> bool:
        """Choose the row in the list; says whether there was one."""
        if not self.showing() or self.popup is None:
            return False
        place = self.popup.list.currentRow()
        if place < 0:
            return False
        self._pick(place)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter belong to the list while it is open, unless something is being composed."""
        if event.type() == QEvent.Type.FocusOut:
            self.close()
        elif event.type() == QEvent.Type.ShortcutOverride and self.showing():
            if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and not self.line.composing() \
                and self._key(event):  # type: ignore[arg-type]
            return True
        elif event.type() == QEvent.Type.InputMethod:
            preedit = event.preeditString()  # type: ignore[attr-defined]
            letters = "".join(c for c in preedit if c not in "' ")
            if letters:
                self.look(self.line.text() + letters)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if not self.showing():
            if self.line.isReadOnly():
                return False
            if event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and alt):
                self.look(self.line.text(), everything=True)
                return True
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN_ROWS, Qt.Key.Key_PageUp: -SHOWN_ROWS}
        key = Qt.Key(event.key())
        if key in steps and self.popup is not None:
            self.popup.move_by(steps[key])
            return True
        if is_enter(event):
            return self.take()
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        return False

    def _about(self, note: str) -> str:
        # Where any form will do, the note is the id of the form: shown by its title.
        return note if self.kind or note not in forms.ids() else forms.get(note).text()

    def _make_popup(self) -> None:
        if self.popup is not None:
            self.popup.deleteLater()
        self.popup = SuggestList(self.line)
        self.popup.picked.connect(self._pick)
        self.line.destroyed.connect(self.popup.deleteLater)

    def _pick(self, place: int) -> None:
        found, new = self._found, self._new
        self.close()
        if place < len(found):
            self.chosen.emit(found[place])
        elif new and place == len(found):  # what stands below is no choice
            self.create_asked.emit(new)
