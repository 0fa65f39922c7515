"""The rows of a dry run: new ones, changes from old to new, unchanged ones, rejected ones with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.importing import ImportPlan, Outcome
from crm_desktop.kit.store import Store
from ui.imports.columns_view import text_of
from ui.kit import theme, words
from ui.kit.table.cells import Cells
from ui.kit.theme import px

Index = QModelIndex | QPersistentModelIndex
Cell = Callable[[Any], str]
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlanRows(QAbstractTableModel):
    """What a plan does with the rows of one outcome; texts are made when they are looked at."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.items: list[Any] = []
        self.columns: list[tuple[Callable[[], str], Cell, int]] = []

    def show_plan(self, plan: ImportPlan | None, act: str) -> None:
        """The rows of that outcome."""
        self.beginResetModel()
        self.items, self.columns = [], []
        if plan is not None:
            outcomes = list(plan.of(act))
            makers = {"new": self._new, "changed": self._changed, "same": self._same, "rejected": self._rejected}
            makers[act](plan, outcomes)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many lines."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == 0 else _LEFT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[index.column()][1](self.items[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.plain_tip(self.columns[index.column()][1](self.items[index.row()]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802 - Qt's name
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Heads in the language in force."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if section == 0 else _LEFT)
        return self.columns[section][0]() if role == Qt.ItemDataRole.DisplayRole else None

    def widths(self) -> list[int]:
        """How wide each column is at 100 %."""
        return [width for _head, _cell, width in self.columns]

    def _new(self, plan: ImportPlan, outcomes: list[Outcome]) -> None:
        ctx = self._store.context()

        def cell(field_id: str) -> Cell:
            return lambda o: "" if o.values.get(field_id) is None else plan.show(field_id, o.values[field_id], ctx)

        self.items = outcomes
        self.columns = [(lambda: _("Row"), _number, 64)]
        for field_id in plan.mapping.values():
            field = plan.form.by_id[field_id]
            self.columns.append((field.text, cell(field_id), 200 if field.type in ("text", "address") else 140))

    def _changed(self, plan: ImportPlan, outcomes: list[Outcome]) -> None:
        ctx, by_id = self._store.context(), plan.form.by_id

        def shown(field_id: str, value: Any) -> str:
            return "—" if value is None else plan.show(field_id, value, ctx)

        self.items = [(o, d) for o in outcomes for d in o.differences]
        self.columns = [
            (lambda: _("Row"), lambda p: _number(p[0]), 64),
            (lambda: _("Record"), lambda p: self._name(plan, p[0]), 240),
            (lambda: _("Field"), lambda p: by_id[p[1][0]].text(), 150),
            (lambda: _("Before"), lambda p: shown(p[1][0], p[1][1]), 230),
            (lambda: _("After"), lambda p: f"→ {shown(p[1][0], p[1][2])}", 230)]

    def _same(self, plan: ImportPlan, outcomes: list[Outcome]) -> None:
        self.items = outcomes
        self.columns = [(lambda: _("Row"), _number, 64), (lambda: _("Record"), lambda o: self._name(plan, o), 320),
                        (lambda: _("Remark"), lambda o: o.reason, 420)]

    def _rejected(self, plan: ImportPlan, outcomes: list[Outcome]) -> None:
        def cell(index: int) -> Cell:
            def read(outcome: Outcome) -> str:
                cells = plan.sheet.rows[outcome.row - 1]
                return text_of(cells[index]) if index < len(cells) else ""
            return read

        self.items = outcomes
        self.columns = [(lambda: _("Row"), _number, 64), (lambda: _("Reason"), lambda o: o.reason, 600)]
        for index, name in enumerate(plan.head.names[:60]):
            if name:
                self.columns.append((lambda name=name: name, cell(index), 150))  # type: ignore[misc]

    def _name(self, plan: ImportPlan, outcome: Outcome) -> str:
        if outcome.record is None:
            return ""
        return records.name_of(self._store, plan.form.id, outcome.record) or ""


def _number(outcome: Outcome) -> str:
    return str(outcome.row)


class RowsView(QTableView):
    """The table of those rows."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered, self.by_keyboard = -1, True
        self.rows = PlanRows(store, self)
        self.setModel(self.rows)
        self.setItemDelegate(Cells(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        words.put_name(self, N_("Rows of the file"))
        words.put_name(self.horizontalHeader(), N_("Columns"))

    def show_plan(self, plan: ImportPlan | None, act: str) -> None:
        """The rows of that outcome, the first chosen."""
        self.rows.show_plan(plan, act)
        self._fit()
        if self.rows.rowCount():
            self.selectRow(0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Rows and columns follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Sideways by key, as in every list."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (px(64) if event.key() == Qt.Key.Key_Right else -px(64)))
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Heads in the language now in force."""
        if self.rows.columnCount():
            self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.rows.columnCount() - 1)
            self.viewport().update()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        for place, width in enumerate(self.rows.widths()):
            self.setColumnWidth(place, px(width))
