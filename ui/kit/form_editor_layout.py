"""How a form lies on the screen: labels and fields in paper order, in one or two columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStyle, QVBoxLayout, QWidget

from crm_desktop.kit import i18n
from crm_desktop.kit.forms import Field, Form, Group
from ui.kit import icons, spoken, theme, words
from ui.kit.editors import Surroundings, make_editor
from ui.kit.theme import color, px
from ui.kit.widgets import HLine, Label, row

TWO_COLUMNS_FROM = 760
LABEL_MIN, LABEL_MAX, LONG_LATIN = 88, 160, 22
LABEL_STEP = 24  # the fields of two sections stand below each other, or clearly apart
_STAR, _STAR_GAP = 9, 3  # the width of a star, and how far it stands from the last word


class NoteLine(QWidget):
    """A sentence below a field: shape and words; it wraps."""

    def __init__(self, state: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        line = row(self, spacing=6)
        self.label = Label(tone=state, size="small", wrap=True, parent=self)
        line.addSpacing(px(20))
        line.addWidget(self.label, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence, or (with "") go away. A screen reader hears it."""
        if sentence == self.label.text():
            return
        self.label.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence and self.isVisible():
            spoken.announce(self, sentence)

    def text(self) -> str:
        """The sentence shown."""
        return self.label.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shape at the left."""
        name, token = icons.state_icon(self._state)
        side = px(14)
        icons.paint(QPainter(self), QRect(0, (theme.line_height("small") - side) // 2 + 1, side, side), name, token)


class Note:
    """What is said below a field. Most have nothing to say: its line is made with the first sentence."""

    def __init__(self, state: str, box: QWidget, place: Callable[[NoteLine], object]) -> None:
        self._state, self._box, self._place = state, box, place
        self.line: NoteLine | None = None

    def say(self, sentence: str) -> None:
        """Show the sentence, or (with "") go away."""
        if self.line is None and sentence:
            self.line = NoteLine(self._state, self._box)
            self._place(self.line)
        if self.line is not None:
            self.line.say(sentence)

    def text(self) -> str:
        """The sentence shown."""
        return self.line.text() if self.line is not None else ""

    def isVisible(self) -> bool:  # noqa: N802 - as a widget's
        """Whether it is seen."""
        return self.line is not None and self.line.isVisible()


class FieldLabel(Label):
    """What a field is called. The red star of one that is needed stands right after the last word, in the last line."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self._needed = field.required and field.stored
        super().__init__(tone="second", wrap=True, parent=parent)
        words.put(self, field.text)
        self._fit()

    def need(self, needed: bool) -> None:
        """With a star, or without."""
        self._needed = needed
        self._fit()
        self.update()

    def width_wanted(self) -> int:
        """How wide it is in one line."""
        return self.fontMetrics().horizontalAdvance(self.text()) + self.contentsMargins().right() + 2

    def star_place(self) -> QRect:
        """Where the star stands."""
        room = self.contentsRect()
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        ends = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room.width())
            ends.append(line.naturalTextRect().right())
        layout.endLayout()
        high = self.fontMetrics().lineSpacing()
        lines = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, self.alignment(), QSize(1, high * len(ends)), room)
        return QRect(room.left() + ceil(ends[-1]) + px(_STAR_GAP), lines.bottom() + 1 - high, px(_STAR), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and the star."""
        super().paintEvent(event)
        if self._needed and self.text():
            painter = QPainter(self)
            painter.setFont(theme.font(bold=True))
            painter.setPen(color("late"))
            painter.drawText(self.star_place(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), "*")

    def changeEvent(self, event: QEvent) -> None:
        """Another font: another room for the star."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setContentsMargins(0, 0, px(_STAR_GAP) + px(_STAR) if self._needed else 0, 0)


class FieldBox(QWidget):
    """One field: its label, its editor, and below it what is wrong or worth knowing."""

    def __init__(self, field: Field, around: Surroundings, locked: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.label = FieldLabel(field, self)
        self.holder = QWidget(self)
        # from the outside in: each widget that is moved with what stands in it is styled once more, and all of that
        self.editor = make_editor(field, around, self.holder)
        self.label.setBuddy(self.editor.focus_widget())
        hold = row(self.holder, spacing=0)
        hold.addWidget(self.editor, 1)
        if self.editor.width_limit():
            hold.addStretch(0)
        self._above = False
        self._below: dict[int, QWidget] = {0: self.holder}  # the field and what stands below it, by place
        self.problem = Note("late", self, partial(self._put_below, 1))
        self.near = Note("near", self, partial(self._put_below, 2))
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setVerticalSpacing(px(3))
        if locked:
            self.why = Label(locked, size="small", tone="second", wrap=True, parent=self)
            self._below[3] = self.why
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def need(self, needed: bool) -> None:
        """It can't be left empty here, or can again: its star says so, and a screen reader."""
        if needed != self.editor.field.required:
            self.editor.field = replace(self.editor.field, required=needed)
            self.label.need(needed)
            words.retranslate(self.editor)

    def arrange(self, label_width: int) -> None:
        """The label left of the field in that width; 0 puts it above."""
        for part in (self.label, *self._below.values()):
            self.grid.removeWidget(part)
        self._above = above = label_width == 0
        vertical = Qt.AlignmentFlag.AlignBottom if above else Qt.AlignmentFlag.AlignVCenter
        self.label.setAlignment(vertical | (Qt.AlignmentFlag.AlignLeft if above else Qt.AlignmentFlag.AlignRight))
        self.grid.setHorizontalSpacing(px(12))
        self.grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._size_label(label_width)
        for place, part in self._below.items():
            self._put_below(place, part)
        self.grid.setColumnStretch(0 if above else 1, 1)
        if above:
            self.grid.setColumnStretch(1, 0)
        self._limit()

    def _put_below(self, place: int, part: QWidget) -> None:
        self._below[place] = part
        self.grid.addWidget(part, place + self._above, 0 if self._above else 1)

    def _size_label(self, width: int) -> None:
        if width:
            self.label.setFixedWidth(width)
            self.label.setMinimumHeight(0)  # what it needed when it was narrower would count as needed now
            self.label.setMinimumHeight(max(theme.field_height(), self.label.heightForWidth(width)))
        else:
            self.label.setMinimumSize(0, theme.line_height() + px(2))
            self.label.setMaximumWidth(16777215)

    def _limit(self) -> None:
        limit = self.editor.width_limit()
        if limit:
            self.editor.setMaximumWidth(max(limit, self.editor.minimumSizeHint().width()))


def in_rows(boxes: Sequence[FieldBox], columns: int) -> list[list[FieldBox]]:
    """The fields in paper order, side by side where there is room; wide ones alone in their row."""
    rows: list[list[FieldBox]] = []
    for box in boxes:
        wide = columns == 1 or box.editor.is_wide()
        if wide or not rows or len(rows[-1]) == columns or rows[-1][-1].editor.is_wide():
            rows.append([box])
        else:
            rows[-1].append(box)
    return rows


class Section(QWidget):
    """A part of the form under its own head."""

    def __init__(self, title: words.Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[FieldBox] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        if title:
            head = row(spacing=12)
            self.head = Label(bold=True, parent=self)
            words.put(self.head, title)
            head.addWidget(self.head)
            head.addWidget(HLine(self), 1)
            outer.addLayout(head)
            words.put_name(self, title)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(16))
        self.grid.setVerticalSpacing(px(8))
        outer.addLayout(self.grid)

    def arrange(self, columns: int, *, above: bool = False) -> None:
        """Lay the fields out again: for another width, font or language; `above` puts all labels above."""
        for box in self.boxes:
            self.grid.removeWidget(box)
        beside = 0 if above else self._label_width()
        for line, boxes in enumerate(in_rows(self.boxes, columns)):
            for place, box in enumerate(boxes):
                wide = columns > 1 and box.editor.is_wide()
                self.grid.addWidget(box, line, place, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
                box.arrange(beside)
        for place in range(2):
            self.grid.setColumnStretch(place, 1 if place < columns else 0)

    def cramped(self, columns: int) -> bool:
        """Whether labels have no room beside their fields."""
        latin = i18n.language() == "en" and any(len(box.label.text()) > LONG_LATIN for box in self.boxes)
        return latin or columns == 1 and self.width() < px(420)

    def _label_width(self) -> int:
        """How wide the labels beside their fields are."""
        longest = max((box.label.width_wanted() for box in self.boxes), default=0)
        return min(px(LABEL_MAX), ceil(max(px(LABEL_MIN), longest) / px(LABEL_STEP)) * px(LABEL_STEP))


def sections_of(form: Form, fields: Sequence[Field], cuts: Sequence[str] = ()
                ) -> list[tuple[Group | None, list[Field]]]:
    """The fields by the form's sections, in the order in which they come; at the fields of `cuts` a new one begins."""
    groups = {g.id: g for g in form.groups}
    found: list[tuple[Group | None, list[Field]]] = []
    for field in fields:
        group = groups.get(field.group or "")
        if found and found[-1][0] == group and field.id not in cuts:
            found[-1][1].append(field)
        else:
            found.append((group, [field]))
    return found
