"""The read view of a record: labels and values in sections, what is missing named below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from crm_desktop.kit import values
from crm_desktop.kit.forms import Field, Form
from crm_desktop.kit.i18n import N_, pick
from ui.kit import theme, words
from ui.kit.buttons import IconButton
from ui.kit.editors import masked
from ui.kit.form_editor_layout import LABEL_MAX, LABEL_MIN, sections_of
from ui.kit.theme import px
from ui.kit.widgets import HLine, Label, Mark, column, row

TWO_COLUMNS_FROM = 720


class ValueLine(QWidget):
    """One label and its value; sensitive values are masked until looked at."""

    def __init__(self, field: Field, looked: Callable[[Field], object]) -> None:
        super().__init__()
        self.field, self._looked, self._whole, self._open = field, looked, "", False
        line = row(self, spacing=12)
        self.label = Label(tone="second", wrap=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words.put(self.label, field.text)
        self.value = Label(wrap=True)
        self.value.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)  # level with the label
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.value, 1)
        self.eye: IconButton | None = None
        if field.sensitive:
            self.eye = IconButton("eye", N_("Show the value (the look is logged)"), small=True)
            self.eye.clicked.connect(self._look)
            line.addWidget(self.eye, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, text: str) -> None:
        """Show a value."""
        self._whole, self._open = text, False
        self._show()

    def set_label_width(self, width: int) -> None:
        """All labels of a view share their width."""
        self.label.setFixedWidth(width)
        self.label.setMinimumHeight(0)  # what it needed when it was narrower would count as needed now
        self.label.setMinimumHeight(self.label.heightForWidth(width))

    def _show(self) -> None:
        hidden = self.field.sensitive and not self._open and bool(self._whole)
        text = masked(self._whole) if hidden else self._whole
        self.value.setText(text or "—")
        self.value.set_tone("" if text else "third")
        self.value.setAccessibleName(words.said(N_("{label}: {value}"), label=self.field.text(), value=text or "—"))
        if self.eye is not None:
            self.eye.setVisible(hidden)

    def _look(self) -> None:
        self._looked(self.field)
        self._open = True
        self._show()


class ReadView(QScrollArea):
    """All values of a record, in paper order."""

    def __init__(self, form: Form, fields: Sequence[str] | None, context: Callable[[], values.Context],
                 looked: Callable[[Field], object], *, hide_empty: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self._context, self._hide_empty = form, context, hide_empty
        self._columns = self._labels_wide = 0
        self.record: dict[str, Any] = {}
        self.lines: dict[str, ValueLine] = {}
        self._missing: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.put_name(self, form.text)
        chosen = [form.by_id[f] for f in fields] if fields is not None else list(form.fields)
        self._sections: list[tuple[QWidget, QGridLayout, list[ValueLine]]] = []
        inside = QWidget()
        inside.setProperty("role", "page")  # its ground is the sheet's: said before it has its place
        self.setWidget(inside)  # before it is filled: to move a full one costs more than to make it
        box = column(inside, spacing=12)
        for group, members in sections_of(form, [f for f in chosen if f.type != "signature"]):
            box.addWidget(self._section(group, members, looked))
        self.missing = self._missing_line()
        box.addWidget(self.missing)
        box.addStretch(1)

    def show_record(self, record: dict[str, Any], missing: Sequence[str] = ()) -> None:
        """Show these values and name these missing fields."""
        self.record = dict(record)
        ctx = self._context()
        for name, line in self.lines.items():
            line.say(values.show(line.field, record.get(name), ctx))
        names = values.joiner().join(self.form.by_id[n].text() for n in missing)
        self.missing.setVisible(bool(missing))
        words.put(self.missing_mark, N_("{count} missing"), count=len(missing))
        self.missing_names.setText(names)
        self._missing = tuple(missing)
        self.arrange()

    def forget(self) -> None:
        """Drop all values."""
        self.show_record({})

    def arrange(self) -> None:
        """Lay out for the width in force."""
        self._columns, self._labels_wide = self._fitting(), self._label_width()
        for section, grid, lines in self._sections:
            shown = [line for line in lines if not self._hide_empty or self.record.get(line.field.id) is not None]
            for line in lines:
                grid.removeWidget(line)
                line.setVisible(line in shown)
                line.set_label_width(self._labels_wide)
            self._place(grid, shown)
            section.setVisible(bool(shown))

    def _label_width(self) -> int:
        """Of all labels. In a narrow column they wrap, so that no value need be cut; the scroll bar is no matter."""
        width = max((line.label.fontMetrics().horizontalAdvance(line.label.text()) for line in self.lines.values()),
                    default=0) + 2
        width = min(px(LABEL_MAX), max(px(LABEL_MIN), width), max(px(LABEL_MIN), self.width() * 2 // 5))
        return max(width, min(px(LABEL_MAX), self._longest_word() + 2))

    def _longest_word(self) -> int:
        """What no label can be narrower than; Chinese breaks between any two characters."""
        return max((line.label.fontMetrics().horizontalAdvance(word) for line in self.lines.values()
                    for word in line.label.text().split() if word.isascii()), default=0)

    def _place(self, grid: QGridLayout, lines: list[ValueLine]) -> None:
        at, side = 0, 0
        for line in lines:
            wide = line.field.type in ("multiline", "table", "address")
            if side and (wide or side >= self._columns):
                at, side = at + 1, 0
            grid.addWidget(line, at, side, 1, self._columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            side = self._columns if wide else side + 1
        for place in range(2):
            grid.setColumnStretch(place, 1 if place < self._columns else 0)

    def _fitting(self) -> int:
        return 2 if self.viewport().width() / theme.look().factor >= TWO_COLUMNS_FROM else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two, labels as wide as they may be."""
        super().resizeEvent(event)
        if (self._fitting(), self._label_width()) != (self._columns, self._labels_wide):
            self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another font: other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "missing"):
            QTimer.singleShot(0, self, self.arrange)

    def retranslate(self) -> None:
        """Values in the language in force."""
        self.show_record(self.record, self._missing)

    def _section(self, group: Any, members: Sequence[Field], looked: Callable[[Field], object]) -> QWidget:
        section = QWidget()
        box = column(section, spacing=6)
        if group is not None:
            head = row(spacing=12)
            title = Label(bold=True)
            words.put(title, lambda: pick(group.label))
            head.addWidget(title)
            head.addWidget(HLine(), 1)
            box.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(6))
        box.addLayout(grid)
        lines = [ValueLine(field, looked) for field in members]
        for line in lines:
            line.setParent(section)
            self.lines[line.field.id] = line
        self._sections.append((section, grid, lines))
        return section

    def _missing_line(self) -> QWidget:
        holder = QWidget()
        box = column(holder, spacing=6)
        box.addWidget(HLine())
        line = row(spacing=8)
        self.missing_mark, self.missing_names = Mark("near", ""), Label(size="small", tone="second", wrap=True)
        line.addWidget(self.missing_mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.missing_names, 1)
        box.addLayout(line)
        holder.hide()
        return holder
