"""Lists of records: a lazy model, a table at home with a million rows, a chooser of columns."""

from ui.kit.table.chooser import ColumnsPopup
from ui.kit.table.model import Column, TableModel, column_of, columns_of
from ui.kit.table.view import Table

__all__ = ["Column", "ColumnsPopup", "Table", "TableModel", "column_of", "columns_of"]
