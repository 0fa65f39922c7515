"""Spreadsheets in and out: .xlsx, .xls, .xlsm and .csv of any office, and our own, formula-safe."""

from __future__ import annotations

from crm_desktop.kit.sheets.heads import Head, find_head, map_columns, signature, worked_out
from crm_desktop.kit.sheets.parts import column_name
from crm_desktop.kit.sheets.read import Sheet, read_sheet
from crm_desktop.kit.sheets.write import Share, write_sheet

#: The encodings a user may choose for a text file, as (codec, name shown).
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("gb18030", "GB18030"),
    ("big5", "Big5"),
)

__all__ = [
    "ENCODINGS",
    "Head",
    "Share",
    "Sheet",
    "column_name",
    "find_head",
    "map_columns",
    "read_sheet",
    "signature",
    "worked_out",
    "write_sheet",
]
