"""Reads .xls by xlrd: calamine ends the whole program on some damaged files of that old kind."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta
from typing import Any

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sheets.kinds import Kind, refuse
from crm_desktop.kit.sheets.limits import check_size

_DAY_ZERO = {0: datetime(1899, 12, 30), 1: datetime(1904, 1, 1)}


def read_old_book(data: bytes, name: str, sheet: str | None) -> tuple[Any, ...]:
    """The rows of the sheet of that name, or of the first sheet that holds any, as `Sheet` takes them."""
    try:
        return _read(_open(data), name, sheet)
    except Problem:
        raise
    except Exception as error:  # noqa: BLE001 - xlrd meets damaged bytes with many kinds of error
        raise refuse(Kind.LOCKED if "encrypted" in str(error).lower() else Kind.DAMAGED, name) from error


def _open(data: bytes) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ragged_rows=True, formatting_info=True)
    except Exception as error:  # noqa: BLE001 - formats may be broken where the cells are not
        if "encrypted" in str(error).lower():
            raise
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ragged_rows=True)


def _read(book: Any, name: str, sheet: str | None) -> tuple[Any, ...]:
    names = [s.name for s in book.sheets() if s.visibility == 0] or book.sheet_names()
    if sheet is not None and sheet not in book.sheet_names():
        raise Problem(_("There is no sheet {sheet} in {name}. Choose another sheet.").format(sheet=sheet, name=name))
    wanted = [sheet] if sheet is not None else names
    found = next((s for n in wanted if (s := book.sheet_by_name(n)).nrows), None)
    if found is None:
        raise Problem(_("{name} is empty: there is no row in it. Choose another file.").format(name=name))
    rows: list[list[Any]] = []
    cells = 0
    for index in range(found.nrows):
        cells += found.row_len(index)
        check_size(index + 1, found.row_len(index), cells)
        rows.append([_cell(book, c) for c in found.row(index)])
    merged = [(r1, c1, r2 - 1, c2 - 1) for r1, r2, c1, c2 in getattr(found, "merged_cells", [])]
    return found.name, None, rows, names, None, merged


def _cell(book: Any, cell: Any) -> Any:
    """The cell as calamine would give it."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT or cell.ctype == xlrd.XL_CELL_NUMBER:
        return cell.value
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return ""


def _moment(serial: float, mode: int) -> Any:
    try:
        at = _DAY_ZERO[mode] + timedelta(seconds=round(serial * 86_400))
    except (OverflowError, ValueError):
        return serial
    if 0 <= serial < 1:
        return at.time()
    return at.date() if at.time() == time() else at
