"""The model of a list: knows how many rows there are and reads only those that are seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter

from crm_desktop.kit import forms, i18n, values
from crm_desktop.kit.feature import Entity
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, listed
from ui.kit import words
from ui.kit.editors.lines import masked
from ui.kit.widgets import state_said
from ui.kit.words import Message

PAGE, PAGES_KEPT = 32, 120
_DRAWN_KEPT = 2_000
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
DASH = "—"
Index = QModelIndex | QPersistentModelIndex
Row = dict[str, Any]
Drawn = tuple[tuple[str, str] | None, str, bool, bool]  # mark, text, quiet, at the right
_NOTHING: Drawn = (None, "", False, False)
MARK = Qt.ItemDataRole.UserRole + 1    # (state, text) of a cell that shows a state

_WIDTHS = {"date": 96, "datetime": 130, "duration": 96, "money": 120, "percent": 84, "int": 84, "score": 76,
           "choice": 92, "bool": 72, "user_ref": 92, "customer_ref": 220, "contact_ref": 96, "phone": 156,
           "multiline": 240, "address": 220, "email": 180, "multi_choice": 150}
_ANSWER = 130  # a column of answers is as wide as the longest of them, up to this
_UNKNOWN = N_("not known")
_UP, _DOWN = N_("ascending"), N_("descending")
_NOT_SORTED = N_("{column}: can't be sorted by this")
_RIGHT = ("money", "percent", "int", "score", "duration")


class Rows(Protocol):
    """What a table shows: crm_desktop.kit.query.Listing, or anything that answers the same."""

    count: int

    def rows(self, offset: int, limit: int, columns: Sequence[str]) -> list[Row]: ...


@dataclass(frozen=True)
class Column:
    """One column. `mark` may answer (state, text) for a row; `show` a text of its own.

    `paint(painter, rect, row, chosen)` paints its cells itself; `tall` asks for rows of two lines.
    """

    id: str
    title: Message
    field: Field | None = None
    width: int = 120
    right: bool = False
    sortable: bool = True
    mark: Callable[[Row, values.Context], tuple[str, str] | None] | None = None
    show: Callable[[Row, values.Context], str] | None = None
    needs: tuple[str, ...] = ()
    paint: Callable[[QPainter, QRect, Row, bool], object] | None = None
    tall: bool = False

    def fields(self) -> tuple[str, ...]:
        """The fields it reads."""
        return (self.id, *self.needs) if self.field is not None else self.needs

    def head(self) -> str:
        """Its title in the language in force."""
        return words.said(self.title)


def column_of(field: Field, entity: Entity | None = None) -> Column:
    """The column of a declared field."""
    kind = field.result.type
    known = field.stored or (entity is not None and field.id in entity.generated)
    sortable = known and not field.sensitive and not field.multiple and kind not in ("table", "multi_choice")
    if kind == "form_ref" and not field.ref:
        sortable = False
    width = _WIDTHS.get(kind, 130)
    if entity is not None and field.id in entity.title and kind == "text":
        width = 220
    if field.default == "auto_number":
        width = 112
    if kind == "choice":
        width = max([width, *(min(_ANSWER, _wide(choice.text()) + 24) for choice in field.choices)])
    return Column(field.id, field.text, field, width, kind in _RIGHT, sortable)


def columns_of(form: forms.Form, entity: Entity | None = None) -> list[Column]:
    """A column for every field that fits into a cell."""
    return [column_of(f, entity) for f in form.fields if f.type not in ("signature", "table")]


def _wide(text: str) -> int:
    """About how wide words are at 100 %; a column is made before any font is known."""
    return sum(14 if ord(sign) > 0x2E7F else 8 for sign in text)


def _is_quiet(row: Row, column: Column, text: str) -> bool:
    return not text or (column.right and row.get(column.id) in (0, 0.0))


class TableModel(QAbstractTableModel):
    """Rows by number, read page by page; the last pages are kept."""

    def __init__(self, context: Callable[[], values.Context], parent: Any = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ctx: values.Context | None = None
        self.columns: list[Column] = []
        self.own: dict[int, Callable[[QPainter, QRect, Row, bool], object]] = {}  # columns that paint themselves
        self.listing: Rows | None = None
        self.sort: tuple[str, ...] = ()
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._drawn: dict[int, list[Drawn]] = {}
        self._language = ""

    def set_listing(self, listing: Rows | None, sort: tuple[str, ...] = ()) -> None:
        """Show another list (or the same, read anew)."""
        self.beginResetModel()
        self.listing, self.sort, self._ctx = listing, sort, None
        self._pages.clear()
        self._drawn.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns, in this order."""
        self.beginResetModel()
        self.columns = list(columns)
        self.own = {n: c.paint for n, c in enumerate(columns) if c.paint is not None}
        self._pages.clear()
        self._drawn.clear()
        self.endResetModel()

    def context(self) -> values.Context:
        """The surroundings of the values, asked once a listing."""
        if self._ctx is None:
            self._ctx = self._context()
        return self._ctx

    def row(self, number: int) -> Row | None:
        """A row's values; its page is read when it is not kept."""
        if self.listing is None or not 0 <= number < self.listing.count:
            return None
        page = number // PAGE
        if page not in self._pages:
            names = dict.fromkeys(n for c in self.columns for n in c.fields())
            self._pages[page] = self.listing.rows(page * PAGE, PAGE, list(names))
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        rows = self._pages[page]
        return rows[number % PAGE] if number % PAGE < len(rows) else None

    def record(self, number: int) -> int | None:
        """The id of the record in a row."""
        row = self.row(number)
        return None if row is None else int(row["id"])

    def line(self, number: int) -> Sequence[Drawn]:
        """What is painted in a row, column by column; kept while the list stands."""
        if self._language != i18n.language():
            self._language = i18n.language()
            self._drawn.clear()
        found = self._drawn.get(number)
        if found is None:
            row = self.row(number)
            if row is None:
                return [_NOTHING] * len(self.columns)
            if len(self._drawn) > _DRAWN_KEPT:
                self._drawn.clear()
            found = self._drawn[number] = [self._draw(row, column) for column in self.columns]
        return found

    def _draw(self, row: Row, column: Column) -> Drawn:
        if column.paint is not None:
            return _NOTHING
        mark = column.mark(row, self.context()) if column.mark is not None else None
        text = mark[1] if mark else self.text(row, column)
        return mark, text or DASH, _is_quiet(row, column, text), column.right

    def text(self, row: Row, column: Column) -> str:
        """What a cell says."""
        if column.show is not None:
            return column.show(row, self.context())
        if column.field is None:
            return str(row.get(column.id) or "")
        value = row.get(column.id)
        if column.field.sensitive and value is not None:
            return masked(values.show(column.field, value, self.context()))
        return values.show(column.field, value, self.context(), near=True).replace("\n", " ")

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() or self.listing is None else self.listing.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Never editable: that would turn the input method on where single keys act."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid() or index.column() >= len(self.columns):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
                        MARK):
            return None
        row = self.row(index.row())
        return None if row is None else self._cell(row, column, role)

    def _cell(self, row: Row, column: Column, role: int) -> Any:
        mark = column.mark(row, self.context()) if column.mark is not None else None
        if role == MARK:
            return mark
        text = mark[1] if mark else self.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = text
            if column.field is not None and mark is None and not column.field.sensitive:
                whole = values.show(column.field, row.get(column.id), self.context())[:500] or text
            return words.plain_tip(whole)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = state_said(*mark) if mark else text
            return words.said(N_("{label}: {value}"), label=column.head(), value=said or words.said(_UNKNOWN))
        return text or DASH

    def headerData(self, section: int, orientation: Qt.Orientation,
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The head of a column; a screen reader hears how it is sorted."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place, down = self.sorted_by(column.id)
            state = "" if place == 0 else words.said(_DOWN if down else _UP)
            return listed(column.head(), state)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.plain_tip(column.head() if column.sortable else words.said(_NOT_SORTED, column=column.head()))
        return None

    def sorted_by(self, name: str) -> tuple[int, bool]:
        """Which key a column is in the order (0: none, 1 first), and whether it goes down."""
        for place, key in enumerate(self.sort, 1):
            if key.lstrip("-") == name:
                return place, key.startswith("-")
        return 0, False
