"""The editor of a table field: the grid, and the sums below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.kit import values
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _, pick
from ui.kit import words
from ui.kit.editors.base import Editor, Surroundings
from ui.kit.editors.grid import Grid, fit_columns
from ui.kit.editors.grid_text import fit_rows
from ui.kit.editors.grid_values import VALUE
from ui.kit.theme import px
from ui.kit.widgets import Label

_SUMMED = ("money", "int", "duration")


class TableEditor(Editor):
    """Rows of a table field. Enter or Tab onward; Ctrl+D copies from above; Ctrl+Del deletes the row."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        inner = QVBoxLayout()
        inner.setSpacing(px(4))
        self.grid = Grid(field, around)
        words.put_name(self.grid, self.spoken_name)
        words.put_about(self.grid, N_("Enter or Tab goes on, Ctrl+D copies from above, Ctrl+Del deletes the row, "
                                      "Ctrl+Enter leaves the table"))
        self._controls.append(self.grid)
        self.grid.installEventFilter(self)
        self.setFocusProxy(self.grid)
        self.sums = Label(tone="second", size="dense", wrap=True, parent=self)
        inner.addWidget(self.grid)
        inner.addWidget(self.sums)
        self.box.addLayout(inner, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.grid.edited.connect(self._edited)
        self.grid.grown.connect(self._grown)
        self.grid.next_asked.connect(self.next_asked)
        self.grid.left_by_tab.connect(self.focusNextPrevChild)
        self.set_value(None)

    def value(self) -> Any | None:
        """The rows that hold anything; fixed rows carry their id in the first column."""
        rows = [self._row(row) for row in range(self.grid.rowCount()) if not self.grid.is_row_empty(row)]
        return [row for row in rows if row] or None

    def set_value(self, value: Any | None) -> None:
        """Show kept rows."""
        self._fill([{k: {"v": v} for k, v in row.items()} for row in value or [] if isinstance(row, dict)])
        self.changed.emit()

    def raw(self) -> Any:
        """Every cell as value or text."""
        rows = [self._raw_row(row) for row in range(self.grid.rowCount()) if not self.grid.is_row_empty(row)]
        return {"rows": rows} if rows else None

    def set_raw(self, raw: Any) -> None:
        """Put back what `raw` gave."""
        self._fill(list(raw.get("rows", [])) if isinstance(raw, dict) else [])
        self.changed.emit()

    def problem(self) -> str:
        """The first cell that is not understood, or a needed cell left open."""
        for row in range(self.grid.rowCount()):
            if self.grid.is_row_empty(row):
                continue
            for place, column in enumerate(self.field.columns):
                sentence = self.grid.cell_problem(row, place)
                needed = column.required and column.stored
                if not sentence and needed and self.grid.cell(row, place).data(VALUE) is None:
                    sentence = _("{label} is needed.").format(label=column.text())
                if sentence:
                    return _("Row {row}: {problem}").format(row=row + 1, problem=sentence)
        return ""

    def settle(self) -> None:
        """Take over a cell that is still open."""
        self.grid.cells.commit()

    def set_read_only(self, read_only: bool) -> None:
        """Cells can be read and copied."""
        self.read_only = self.grid.locked = read_only
        self.set_raw(self.raw())

    def retranslate(self) -> None:
        """Heads, answers and sums."""
        self.grid.retranslate()
        fit_columns(self.grid)
        self._name_fixed()
        self._edited(tell=False)

    def changeEvent(self, event: QEvent) -> None:
        """Column widths follow the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "grid"):
            fit_columns(self.grid)
            self.grid.setFixedHeight(self.grid.height_wanted())

    def _fill(self, rows: list[dict[str, Any]]) -> None:
        self.grid.blockSignals(True)
        self.grid.setRowCount(0)
        if self.field.rows:
            self._fill_fixed(rows)
        else:
            for place, row in enumerate(rows):
                self._put_row(place, row)
        self.grid.keep_room()
        self.grid.blockSignals(False)
        if self.grid.rowCount():
            self.grid.setCurrentCell(0, 1 if self.field.rows else 0)
        self._edited(tell=False)

    def _fill_fixed(self, rows: list[dict[str, Any]]) -> None:
        first = self.field.columns[0].id
        self.grid.setRowCount(len(self.field.rows))
        for place, fixed in enumerate(self.field.rows):
            own = next((r for r in rows if (r.get(first) or {}).get("v") == fixed.get("id")), {})
            for column in range(len(self.field.columns)):
                self.grid.cell(place, column)
            self._put_row(place, {k: v for k, v in own.items() if k != first})
        self._name_fixed()

    def _name_fixed(self) -> None:
        for place, fixed in enumerate(self.field.rows):
            item = self.grid.cell(place, 0)
            item.setText(pick(fixed.get("label", {})) or str(fixed.get("id", "")))
            item.setData(VALUE, fixed.get("id"))

    def _put_row(self, place: int, row: dict[str, Any]) -> None:
        for column, field in enumerate(self.field.columns):
            cell = row.get(field.id)
            if isinstance(cell, dict) and "t" in cell:
                self.grid.put_text(place, column, str(cell["t"]))
            elif isinstance(cell, dict):
                self.grid.put_value(place, column, cell.get("v"))

    def _row(self, row: int) -> dict[str, Any]:
        cells = ((c.id, self.grid.cell(row, place).data(VALUE))
                 for place, c in enumerate(self.field.columns) if c.stored)
        return {name: value for name, value in cells if value is not None}

    def _raw_row(self, row: int) -> dict[str, Any]:
        raw: dict[str, Any] = {}
        for place, column in enumerate(self.field.columns):
            item = self.grid.cell(row, place)
            if item.data(VALUE) is not None:
                raw[column.id] = {"v": item.data(VALUE)}
            elif item.text():
                raw[column.id] = {"t": item.text()}
        return raw

    def _grown(self) -> None:
        self.grid.setFixedHeight(self.grid.height_wanted())

    def _edited(self, tell: bool = True) -> None:
        fit_rows(self.grid)
        self._grown()
        self.sums.setText(self._sum_text())
        self.sums.setVisible(bool(self.sums.text()))
        self.updateGeometry()
        if tell:
            if self._sentence and not self.problem():
                self.show_problem("")
            self.changed.emit()

    def _sum_text(self) -> str:
        rows, parts = self.value() or [], []
        for column in self.field.columns:
            if column.type in _SUMMED and sum(column.id in row for row in rows) > 1:
                total = sum(row.get(column.id) or 0 for row in rows)
                parts.append(f"{column.text()} {values.show(column, total, self.around.context())}")
        return _("Sum: {sums}").format(sums=" · ".join(parts)) if parts else ""
