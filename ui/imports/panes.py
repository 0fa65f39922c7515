"""The parts of the import page below its line: notes, the segments with their counts, columns or rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.kit import forms
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.importing import ImportPlan
from crm_desktop.kit.store import Store
from ui.imports.columns_view import ColumnsView
from ui.imports.note import Note
from ui.imports.rows_view import RowsView
from ui.imports.work import Source
from ui.kit.actions import Action
from ui.kit.widgets import EmptyState, Label, SegmentBar, column

_ACTS = (("new", N_("Added")), ("changed", N_("Changed")), ("same", N_("Unchanged")), ("rejected", N_("Rejected")))


class Panes(QWidget):
    """Shows a file and its plan; knows nothing of how they come about."""

    def __init__(self, store: Store, choose: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self._plan: ImportPlan | None = None
        self.note, self.remark = Note(), Note()
        self.segments = SegmentBar([("columns", N_("Columns")), *_ACTS], name=N_("What would happen"))
        self.columns, self.rows = ColumnsView(), RowsView(store)
        self.empty = EmptyState(N_("Drop an Excel or CSV file here, or choose one."), choose)
        self.stack = QStackedWidget()
        for part in (self.empty, self.columns, self.rows):
            self.stack.addWidget(part)
        box = column(self, spacing=12)
        for part in (self.note, self.remark, self.segments):
            box.addWidget(part)
        self.whole = Label(tone="second", wrap=True)
        self.whole.hide()
        box.addWidget(self.stack, 1)
        box.addWidget(self.whole)
        box.setAlignment(self.segments, Qt.AlignmentFlag.AlignLeft)
        self.segments.chosen.connect(self.show_act)
        self.rows.selectionModel().currentRowChanged.connect(lambda index: self._show_whole(index.row()))
        self.segments.hide()

    def clear(self) -> None:
        """No file, and nothing of the one before."""
        self._source = self._plan = None
        self.rows.show_plan(None, "")
        self.whole.setText("")
        self.columns.forget()
        self.remark.leave()
        self.segments.hide()
        self.stack.setCurrentWidget(self.empty)

    def show_source(self, source: Source) -> None:
        """The columns of a file just read."""
        self._source = source
        self.columns.show_columns(forms.get(source.form_id), source.sheet, source.head, source.mapping)
        said = source.sheet.note
        if source.sheet.damaged:
            said = _("Some signs cannot be read in this encoding. Choose another one above.")
        self.remark.say(said, "near") if said else self.remark.leave()
        self.segments.show()
        self.show_plan(None)
        self.to_columns()

    def show_plan(self, plan: ImportPlan | None) -> None:
        """The counts of a dry run, and the rows of the segment in view; None while there is none."""
        self._plan = plan
        for act, _word in _ACTS:
            self.segments.set_count(act, plan.count(act) if plan is not None else None)
        self.segments.updateGeometry()
        self.show_act(self.segments.current())

    def to_columns(self) -> bool:
        """Back to the columns; says whether something else was in view."""
        was = self.stack.currentWidget() is self.rows
        self.segments.choose("columns")
        self.show_act("columns")
        return was

    def show_act(self, act: str) -> None:
        """The columns, or the rows of one outcome."""
        self.whole.hide()
        if self._source is None:
            self.stack.setCurrentWidget(self.empty)
        elif act == "columns":
            self.stack.setCurrentWidget(self.columns)
        else:
            self.rows.show_plan(self._plan, act)
            self.stack.setCurrentWidget(self.rows)
            self._show_whole(0)

    def _show_whole(self, row: int) -> None:
        """The reason of the row in view may be longer than its cell."""
        rejected = self.segments.current() == "rejected" and 0 <= row < len(self.rows.rows.items)
        self.whole.setText(self.rows.rows.items[row].reason if rejected else "")
        self.whole.setVisible(rejected)
