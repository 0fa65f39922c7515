"""The recycle bin: what was deleted, newest first; bring back, or destroy for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QWidget

from crm_desktop.kit import clock, emptying, forms, records
from crm_desktop.kit.i18n import N_, _, ngettext
from ui.kit import ask, theme, words
from ui.kit.actions import Action
from ui.kit.page import Page
from ui.kit.session import Session
from ui.kit.widgets import EmptyState

Index = QModelIndex | QPersistentModelIndex
_HEADS = (N_("Number"), N_("Name"), N_("Kind"), N_("Deleted"))


class BinRows(QAbstractTableModel):
    """The rows of the bin."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: list[records.BinRow] = []

    def read(self) -> None:
        """Ask the store again."""
        self.beginResetModel()
        self.rows = records.bin_rows(self._session.store)
        self.endResetModel()

    def clear(self) -> None:
        """Drop everything."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many lie there."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """Number, name, kind, when."""
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        row = self.rows[index.row()]
        at = clock.instant(row.deleted_at).astimezone(self._session.store.zone)
        return (row.number, row.name, forms.get(row.form).text(), f"{at:%Y-%m-%d %H:%M}")[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802 - Qt's name
                   role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads in the language in force."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_HEADS[section])
        return int(Qt.AlignmentFlag.AlignLeft) if role == Qt.ItemDataRole.TextAlignmentRole else None


class BinPage(Page):
    """Undo for what was deleted long ago."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model, self.table = BinRows(session, self), QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setHighlightSections(False)
        words.put_name(self.table, N_("Recycle bin"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(EmptyState(N_("The recycle bin is empty.")))
        self.body.addWidget(self.stack, 1)
        self.table.selectionModel().selectionChanged.connect(lambda: self.update_words())
        self.table.activated.connect(lambda: self.session.attempt(self.bring_back))
        theme.look().changed.connect(self._fit)
        self._fit()
        self.refresh(None)

    def subtitle(self) -> str:
        """How many."""
        count = self.model.rowCount()
        return ngettext("{count} record", "{count} records", count).format(count=f"{count:,}")

    def status(self) -> str:
        """How many are chosen."""
        count = len(self._chosen())
        return ngettext("{count} chosen", "{count} chosen", count).format(count=count) if count else ""

    def actions(self) -> Sequence[Action]:
        """Bring back, destroy."""
        return (
            Action("bin_empty", N_("Empty the recycle bin…"), self.empty, icon="trash-2", menu="file",
                   enabled=lambda: bool(self.model.rows), why=N_("The recycle bin is empty."), writes=True),
            Action("bin_restore", N_("Bring back"), self.bring_back, icon="archive-restore", primary=True,
                   enabled=lambda: bool(self._chosen()), why=N_("Choose a record first."), writes=True),
        )

    def refresh(self, notice: Any) -> None:
        """Read again."""
        row = self.table.currentIndex().row()
        self.model.read()
        self.stack.setCurrentIndex(0 if self.model.rows else 1)
        if self.model.rows:  # the keyboard begins at the newest, and after an act stays where it was
            self.table.selectRow(min(max(row, 0), len(self.model.rows) - 1))
        self.update_words()

    def wants(self, notice: Any) -> bool:
        """Deleting and bringing back concern the bin, whatever the form."""
        return notice.many or any(act != "update" for _form, _record, act in notice.changes)

    def retranslate(self) -> None:
        """Heads and kinds."""
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_HEADS) - 1)

    def first_focus(self) -> QWidget:
        """The list."""
        return self.table

    def forget(self) -> None:
        """Drop the names."""
        self.model.clear()

    def bring_back(self) -> None:
        """The chosen ones, as one action."""
        chosen = self._chosen()
        if not chosen:
            return
        with self.session.store.change(N_("Restore from the recycle bin")):
            for row in chosen:
                records.restore(self.session.store, row.form, [row.id])
        count = len(chosen)
        self.session.tell(ngettext("{count} record is back.", "{count} records are back.", count).format(count=count),
                          undo=True)

    def empty(self) -> None:
        """Destroy for good, after the count was typed."""
        count = self.model.rowCount()
        sentence = ngettext("{count} record will be destroyed for good. This cannot be undone.",
                            "{count} records will be destroyed for good. This cannot be undone.",
                            count).format(count=count)
        if ask.destroy(self, sentence, _("Empty"), _("Keep"), str(count),
                       _("Empty the recycle bin")):
            emptying.empty_bin(self.session.store)
            stay = len(records.bin_rows(self.session.store))
            gone = count - stay
            sentence = ngettext("{count} record is gone for good.", "{count} records are gone for good.",
                                gone).format(count=gone)
            if stay:
                sentence = _("Gone for good: {gone}. Still in the bin, because other records name them: {stay}."
                             ).format(gone=gone, stay=stay)
            self.session.tell(sentence)

    def _chosen(self) -> list[records.BinRow]:
        return [self.model.rows[i.row()] for i in self.table.selectionModel().selectedRows()]

    def _fit(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height())
        for column, width in ((0, 140), (2, 220), (3, 150)):
            self.table.setColumnWidth(column, theme.px(width))
