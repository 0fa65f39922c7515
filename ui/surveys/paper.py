"""The returned sheet on the screen, item below item as printed; digits answer, and the mouse does too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crm_desktop.kit import forms
from crm_desktop.kit.forms import Group
from crm_desktop.kit.i18n import N_, pick
from crm_desktop.surveys import model
from crm_desktop.surveys.keying import Keying
from ui.kit import spoken, words
from ui.kit.theme import px
from ui.kit.widgets import Label, column
from ui.surveys.boxes import WIDEST, ItemRow
from ui.surveys.question import Question

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Paper(QScrollArea):
    """All items of one sheet. It has the keyboard as a whole, so single keys act; no input method listens.

    `changed`: something was keyed, or another item is in hand. `ended`: the last item is done. `asked(what)`: save,
    invalid, customer, stop; up: above the first item.
    """

    changed = Signal()
    ended = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keying = Keying()
        self.question: Question | None = None  # while it stands above, digits answer it
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.put_name(self, N_("Answers of the sheet"))
        inner = QWidget()
        inner.setProperty("role", "page")
        box = column(inner, spacing=0)
        form, group = forms.get(model.FORM), ""
        self.rows: dict[str, ItemRow] = {}
        for number, item in enumerate(model.ITEMS, 1):
            field = form.by_id[item]
            if field.group != group:
                group = field.group or ""
                box.addWidget(_band(next(g for g in form.groups if g.id == group)))
            made = self.rows[item] = ItemRow(number, field)
            made.ticked.connect(self._ticked)
            made.pointed.connect(self.go)
            box.addWidget(made)
        box.addStretch(1)
        self.setWidget(inner)
        self._inner = box
        self.show_keying(self.keying)

    # What the page asks

    def show_keying(self, keying: Keying) -> None:
        """Another sheet."""
        self.keying = keying
        for item in self.rows:
            self._show(item)
        self._stand()

    def digit(self, number: int) -> None:
        """Answer the question above, or the item in hand, as the key does."""
        if self.question is not None and self.question.isVisible():
            self.question.digit(number)
            return
        item = self.keying.item
        if item is None:
            return
        sentence = self.keying.digit(number)
        if sentence:
            self.rows[item].say(sentence)
            spoken.announce(self, sentence)
            self.ensureWidgetVisible(self.rows[item], 0, px(40))
            return
        self._after(item)

    def go(self, item: str) -> None:
        """To that item."""
        self.keying.at = model.ITEMS.index(item)
        self._stand()
        self.setFocus()
        self.changed.emit()

    def back_to_items(self) -> None:
        """From the written answers to the last item."""
        self.go(model.ITEMS[-1])

    def say(self, item: str, sentence: str) -> None:
        """A problem found when saving: at its item."""
        self.go(item)
        self.rows[item].say(sentence)

    def current_row(self) -> ItemRow | None:
        """The row in hand."""
        return self.rows[self.keying.item] if self.keying.item is not None else None

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """One key, one act."""
        if event.modifiers() not in _PLAIN and event.key() != Qt.Key.Key_Asterisk:
            super().keyPressEvent(event)
            return
        key, text = event.key(), event.text()
        if len(text) == 1 and text in "0123456789":
            self.digit(int(text))
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Minus):
            self._move(-1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(model.ITEMS[0 if key == Qt.Key.Key_Home else -1])
        elif key in _ASKS:
            self.asked.emit(_ASKS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard comes along."""
        self.setFocus()
        super().mousePressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few items; the rest of the room is given by the page, and it scrolls."""
        return QSize(px(560), px(150))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The columns share the width."""
        super().resizeEvent(event)
        self._columns()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font: other columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self._columns()

    def retranslate(self) -> None:
        """Words of other length."""
        self._columns()

    def focusInEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Say where the keyboard is."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self._stand()

    # Inside

    def _move(self, by: int) -> None:
        if by < 0 and self.keying.at == 0:
            self.asked.emit("up")
            return
        self.keying.move(by)
        self._stood()

    def _ticked(self, item: str, answer: str) -> None:
        self.keying.tick(item, answer)
        self.setFocus()
        self._after(item)

    def _after(self, item: str) -> None:
        self._show(item)
        self._stood()

    def _stood(self) -> None:
        self._stand()
        self.changed.emit()
        if self.keying.item is None:
            self.ended.emit()

    def _show(self, item: str) -> None:
        row = self.rows[item]
        before = row.open_mark.text()
        row.show_answer(self.keying.answers.get(item), item in self.keying.blank)
        if row.open_mark.text() != before:
            self._columns()

    def _stand(self) -> None:
        for item, each in self.rows.items():
            each.set_current(item == self.keying.item)
        if (row := self.current_row()) is not None:
            self._inner.activate()
            self.ensureWidgetVisible(row, 0, px(80))
            words.put_about(self, row.spoken)
            if self.hasFocus():
                spoken.announce(self, row.spoken())

    def _columns(self) -> None:
        room = self.viewport().width() - px(12 + 26 + 8)
        most, rows = max(len(r.boxes) for r in self.rows.values()), self.rows.values()
        wish, large, least = (max(r.natural() for r in rows), max(r.least(large=True) for r in rows),
                              max(r.least(large=False) for r in rows))
        label = max(px(152), min(px(230), room - most * min(wish, px(WIDEST))))
        stacked = label + most * large > room
        across = most if not stacked or most * least <= room else max(1, min(-(-most // 2), room // least))
        free = (room if stacked else room - label) - max(r.mark_room(across) for r in rows)
        box = min(wish, px(WIDEST) if not stacked else room, free // across)
        for row in rows:
            row.set_widths(room if stacked else label, max(px(60), box), stacked=stacked, across=across)


_ASKS = {Qt.Key.Key_Return: "save", Qt.Key.Key_Enter: "save", Qt.Key.Key_Asterisk: "invalid",
         Qt.Key.Key_Slash: "customer", Qt.Key.Key_Escape: "stop"}


def _band(group: Group) -> QWidget:
    """The name of a part of the sheet."""
    band = QFrame()
    band.setProperty("role", "band")
    box = column(band)
    box.setContentsMargins(px(12), px(2), px(12), px(2))
    label = Label(bold=True, size="dense")
    words.put(label, lambda: pick(group.label))
    box.addWidget(label)
    return band
