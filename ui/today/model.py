"""The lines of Today as a list: heads of groups and the lines below them. What stays the same stays in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from crm_desktop.kit.i18n import _
from crm_desktop.today.lines import GROUP_TITLES, GROUPS, Line
from ui.kit import words

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_MOVES = 40  # more lines than this come or go at once: the list is shown anew


@dataclass(frozen=True)
class Head:
    """The head of a group and how many lines it has, those not given one by one too."""

    group: str
    count: int

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same head."""
        return (self.group,)


Entry = Head | Line


class TodayModel(QAbstractListModel):
    """Heads and lines. `put` changes only what changed, so that the row she is on stays under her hand."""

    said = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.verbs: frozenset[str] = frozenset()
        self.kinds: frozenset[str] = frozenset()   # in words
        self._keys: list[tuple[object, ...]] = []

    def put(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        held: dict[str, list[Line]] = {group: [] for group in GROUPS}
        for line in lines:
            held[line.group].append(line)
        wanted: list[Entry] = []
        for group, its in held.items():
            wanted += [Head(group, sum([line.count for line in its])), *its] if its else []
        self.verbs, self.kinds = (frozenset([line.due.verb for line in lines]),
                                  frozenset([line.kind for line in lines]))
        before, self._keys = self._keys, [e.key for e in wanted]
        if before != self._keys:
            old, new = set(before), set(self._keys)
            if not self.entries or len(old ^ new) > _MOVES or len(new) < len(wanted):
                self.beginResetModel()
                self.entries = wanted
                self.endResetModel()
                return
            self._take_out(new)
            self._bring_in(wanted)
        self.entries = wanted
        self.said.emit()  # time went on: every line may say another; dataChanged would lay out all rows anew

    def line(self, index: Index) -> Line | None:
        """The line of a row; None for a head."""
        entry = self.entries[index.row()] if index.isValid() and index.row() < len(self.entries) else None
        return entry if isinstance(entry, Line) else None

    def row_of(self, key: Any) -> int:
        """The row of a line; -1 where it is no longer."""
        return self._keys.index(key) if key in self._keys else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Heads and lines."""
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads can't be chosen."""
        if self.line(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The entry itself for the delegate; its sentence for a screen reader."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{_(GROUP_TITLES[entry.group])} {entry.count:,}" if isinstance(entry, Head) else entry.sentence()
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, Line):
            return words.plain_tip(" · ".join(filter(None, (entry.customer, entry.what))))
        return None

    # Inside

    def _take_out(self, staying: set[Any]) -> None:
        for row in range(len(self.entries) - 1, -1, -1):
            if self.entries[row].key not in staying:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self.entries[row]
                self.endRemoveRows()

    def _bring_in(self, wanted: Sequence[Entry]) -> None:
        for row, entry in enumerate(wanted):
            if row < len(self.entries) and self.entries[row].key == entry.key:
                continue
            there = next((n for n in range(row + 1, len(self.entries)) if self.entries[n].key == entry.key), -1)
            if there < 0:
                self.beginInsertRows(QModelIndex(), row, row)
                self.entries.insert(row, entry)
                self.endInsertRows()
            else:
                self.beginMoveRows(QModelIndex(), there, there, QModelIndex(), row)
                self.entries.insert(row, self.entries.pop(there))
                self.endMoveRows()
