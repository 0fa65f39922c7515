"""Which column of the file is which field, with the first rows of the file beside it."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from crm_desktop.kit.forms import Field, Form
from crm_desktop.kit.i18n import N_, _, listed, ngettext
from crm_desktop.kit.sheets import Head, Sheet, column_name, worked_out
from ui.kit import words
from ui.kit.editors.combo import Combo
from ui.kit.theme import px
from ui.kit.widgets import Button, ElidedLabel, Label, column, row
from ui.kit.widgets import Sheet as Board

_SAMPLES = 3
_MOST = 200  # columns shown; what lies further right and is not known by its head is not read
_NAMED = 8  # columns that are not read, by name; then how many more


class ColumnsView(Board):
    """`changed` when a column was given another field; `reset_asked` for what is found by itself."""

    changed = Signal()
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, spacing=0, parent=parent)
        self.combos: dict[int, Combo] = {}
        self._form: Form | None = None
        self._counts = (0, 0)
        self._head: Head | None = None
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count = Label(tone="second", wrap=True)
        words.put(self.count, self._count_text)
        self.left = Label(wrap=True)
        words.put(self.left, self._left_text)
        told = column(spacing=2)
        told.addWidget(self.left)
        told.addWidget(self.count)
        self.reset = Button(kind="link")
        words.put(self.reset, N_("Match by the heads again"))
        self.reset.clicked.connect(self.reset_asked)
        foot = row(spacing=16)
        foot.setContentsMargins(px(12), px(4), px(12), px(6))
        foot.addLayout(told, 1)
        foot.addWidget(self.reset)
        self.box.addWidget(self.area, 1)
        self.box.addLayout(foot)

    def show_columns(self, form: Form, sheet: Sheet, head: Head, mapping: dict[int, str]) -> None:
        """One line a column: letter and head, the field, the first values."""
        self._form, self._head = form, head
        self.combos = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(px(12), px(8), px(12), px(8))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        samples = _samples(sheet, head)
        self._heads(grid, [number for number, _cells in samples])
        shown = [i for i, name in enumerate(head.names) if name or i in mapping][:_MOST]
        for line, index in enumerate(shown, 1):
            self._line(grid, line, index, head.names[index], [cells for _number, cells in samples])
        for place in range(3, 3 + _SAMPLES):
            grid.setColumnStretch(place, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnMinimumWidth(1, px(96))
        grid.setRowStretch(len(shown) + 1, 1)
        self._put(inside)
        self._counts = (0, len(shown))
        self.show_mapping(mapping)

    def show_mapping(self, mapping: dict[int, str]) -> None:
        """Which field each column has."""
        for index, combo in self.combos.items():
            combo.setCurrentIndex(max(0, combo.findData(mapping.get(index))))
        self._counted()

    def mapping(self) -> dict[int, str | None]:
        """The field of each column, None for one that is not read."""
        return {index: combo.currentData() for index, combo in self.combos.items()}

    def first(self) -> QWidget | None:
        """The first choice."""
        return next(iter(self.combos.values()), None)

    def forget(self) -> None:
        """Drop every value of the file."""
        self.combos, self._head = {}, None
        self._counted()
        self._put(QWidget())

    def retranslate(self) -> None:
        """Labels of the fields in the language now in force."""
        for combo in self.combos.values():
            for place in range(combo.count()):
                combo.setItemText(place, self._label(combo.itemData(place)))

    def _put(self, inside: QWidget) -> None:
        self.area.setWidget(inside)
        for part in (inside, self.area.viewport()):
            part.setAutoFillBackground(False)  # the sheet shows through

    def _heads(self, grid: QGridLayout, numbers: list[int]) -> None:
        for place, text in ((0, N_("Column")), (2, N_("Field"))):
            label = Label(tone="second", size="dense")
            words.put(label, text)
            grid.addWidget(label, 0, place, 1, 2 if place == 0 else 1)
        for place, number in enumerate(numbers):
            label = Label(tone="second", size="dense")
            words.put(label, N_("Row {number}"), number=number)
            grid.addWidget(label, 0, 3 + place)

    def _line(self, grid: QGridLayout, line: int, index: int, head: str, samples: list[list[object]]) -> None:
        letter = Label(column_name(index), tone="third", size="dense")
        name = ElidedLabel(head, bold=True)
        combo = Combo()
        for field_id in (None, *(f.id for f in self._fields())):
            combo.addItem(self._label(field_id), field_id)
        combo.setFixedWidth(px(240))
        words.put_name(combo, lambda: words.said(N_("Field for column {column} {head}"), column=column_name(index),
                                                 head=head))
        combo.activated.connect(lambda _n: self._chosen(index))
        combo.entered.connect(lambda: combo.nextInFocusChain().setFocus())
        self.combos[index] = combo
        for place, widget in enumerate((letter, name, combo)):
            grid.addWidget(widget, line, place)
        for place, cells in enumerate(samples):
            grid.addWidget(ElidedLabel(text_of(cells[index] if index < len(cells) else None)), line, 3 + place)

    def _fields(self) -> list[Field]:
        return [f for f in self._form.fields if f.stored] if self._form else []

    def _label(self, field_id: str | None) -> str:
        return self._form.by_id[field_id].text() if field_id and self._form else _("Not read")

    def _chosen(self, index: int) -> None:
        # A field is taken once: the column that had it before is not read any more.
        field_id = self.combos[index].currentData()
        for other, combo in self.combos.items():
            if field_id and other != index and combo.currentData() == field_id:
                combo.setCurrentIndex(0)
        self._counted()
        self.changed.emit()

    def _counted(self) -> None:
        self._counts = (sum(f is not None for f in self.mapping().values()), self._counts[1])
        for label in (self.count, self.left):
            words.retranslate(label)
        self.left.setVisible(bool(self.left.text()))

    def _count_text(self) -> str:
        read, all_ = self._counts
        return ngettext("{read} of {n} column is read", "{read} of {n} columns are read", all_).format(
            read=read, n=all_)


    def _left_text(self) -> str:
        """The columns that are not read, and of those the program works out by itself, why."""
        if self._head is None or self._form is None:
            return ""
        read = {index for index, field_id in self.mapping().items() if field_id is not None}
        left = [(i, name) for i, name in enumerate(self._head.names) if name and i not in read]
        said = []
        for index, name in left[:_NAMED]:
            own = _("{column} {head} (the program works it out itself)") if worked_out(name, self._form) else \
                "{column} {head}"
            said.append(own.format(column=column_name(index), head=name[:40]))
        if more := len(left) - len(said):
            said.append(ngettext("{n} more", "{n} more", more).format(n=f"{more:,}"))
        return _("Not read: {columns}").format(columns=listed(*said)) if said else ""


def _samples(sheet: Sheet, head: Head) -> list[tuple[int, list[object]]]:
    """The first rows below the head that hold anything, with their numbers in the file."""
    found = []
    for index in range(head.data, min(len(sheet.rows), head.data + 50)):
        if any(text_of(cell) for cell in sheet.rows[index]):
            found.append((index + 1, sheet.rows[index]))
        if len(found) == _SAMPLES:
            break
    return found


def text_of(cell: object) -> str:
    """A cell of the file as text, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return " ".join(str(cell)[:500].split())


