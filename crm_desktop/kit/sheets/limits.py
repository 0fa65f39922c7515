"""How large a sheet may be."""

from __future__ import annotations

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _

MOST_ROWS = 1_048_576
MOST_COLUMNS = 500
MOST_CELLS = 30_000_000  # rows times columns: a reader holds them all at once


def check_size(rows: int, columns: int, cells: int) -> None:
    """Raises Problem for a sheet beyond what a spreadsheet, or this program, can hold."""
    if rows > MOST_ROWS:
        raise Problem(_("There are more than {limit} rows. Split the file into several.").format(
            limit=f"{MOST_ROWS:,}"))
    if columns > MOST_COLUMNS:
        raise Problem(
            _("Row {row} has more than {limit} columns. Remove the columns that are not needed.").format(
                row=rows, limit=MOST_COLUMNS
            )
        )
    if cells > MOST_CELLS:
        raise Problem(_("The sheet is too large. Remove empty rows and columns, or split it into several files."))
