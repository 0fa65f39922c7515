"""Reads an .xlsx by calamine, after a look at its parts: a bomb or a giant is never unpacked."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sheets.kinds import Kind, refuse
from crm_desktop.kit.sheets.limits import check_size

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_UNPACKED = 2 * 1024**3
_CHUNK = 4 * 1024 * 1024
# Literal beginnings, for they make the search quick; an x: before the names does not matter.
_ROW = re.compile(rb"row[^>]*?\sr=[\"'](\d{1,9})")
_BARE_ROW = re.compile(rb"<(?:\w+:)?row\b")
_WIDE = re.compile(rb"r=\"([A-Za-z]{2,4})\d|r='([A-Za-z]{1,4})\d")  # cells right of Z
_DEEP = re.compile(rb"r=\"[A-Za-z]+(\d{6,9})|r='[A-Za-z]+(\d{1,9})")  # cells below row 99,999
_SAID = re.compile(rb"sst[^>]*?ount\s*=\s*[\"'](\d+)")  # how many texts there are said to be
_COUNTS = re.compile(rb"ount\s*=\s*[\"'](\d+)")
_NO_SHEETS = ("xl/styles", "xl/theme/", "xl/drawings/", "xl/charts/", "docprops/", "xl/media/")
_OVERLAP = 4096  # bytes seen twice, so that no cell is cut between two chunks

Found = tuple[str, None, list[list[Any]], list[str], None, list[tuple[int, int, int, int]]]


def read_book(data: bytes, name: str, sheet: str | None) -> Found:
    """The rows of the sheet of that name, or of the first sheet that holds any, as `Sheet` takes them."""
    _look_inside(data, name)
    try:
        return _read(data, name, sheet)
    except Problem:
        raise
    except BaseException as error:
        if not _readers_fault(error):
            raise
        kind = Kind.LOCKED if type(error).__name__ == "PasswordError" else Kind.DAMAGED
        raise refuse(kind, name) from error


def _readers_fault(error: BaseException) -> bool:
    """Errors of calamine; a panic in its Rust code arrives as a BaseException of its own."""
    if type(error).__name__ == "PanicException":
        return True
    return isinstance(error, Exception) and not isinstance(error, MemoryError)


def _read(data: bytes, name: str, sheet: str | None) -> Found:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        names = _visible(book)
        if sheet is not None and sheet not in book.sheet_names:
            raise Problem(_("There is no sheet {sheet} in {name}. "
                            "Choose another sheet.").format(sheet=sheet, name=name))
        chosen = book.get_sheet_by_name(sheet) if sheet is not None else _first_filled(book, names)
        if chosen is None:
            raise Problem(_("{name} is empty: there is no row in it. Choose another file.").format(name=name))
        rows = _cells(chosen)
        areas = chosen.merged_cell_ranges or []
    merged = [(r1, c1, r2, c2) for (r1, c1), (r2, c2) in areas]
    return chosen.name, None, rows, names, None, merged


def _visible(book: CalamineWorkbook) -> list[str]:
    """The sheets with cells that can be seen; all of them where none can."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    cells, seen = SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible
    shown = [one.name for one in book.sheets_metadata if one.typ == cells and one.visible == seen]
    return shown or list(book.sheet_names)


def _first_filled(book: CalamineWorkbook, names: list[str]) -> CalamineSheet | None:
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            return sheet
    return None


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    check_size(sheet.total_height, sheet.total_width, sheet.total_height * sheet.total_width)
    return sheet.to_python(skip_empty_area=False)


def _look_inside(data: bytes, name: str) -> None:
    """List the parts before anything is unpacked, then measure each sheet without keeping it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = [i for i in archive.infolist() if not i.filename.lower().startswith("xl/media/")]
            if any(i.flag_bits & 1 for i in infos):
                raise refuse(Kind.LOCKED, name)
            if sum(i.file_size for i in infos) > _MOST_UNPACKED:
                raise Problem(_("{name} unpacks to more than {limit} GB. Split it into several files.").format(
                    name=name, limit=_MOST_UNPACKED // 1024**3))
            for info in infos:
                part = info.filename.lower().lstrip("/")
                if part.startswith("xl/sharedstrings"):
                    _believe(archive, info, name)
                elif part.endswith(".xml") and not part.startswith(_NO_SHEETS):
                    _measure(archive, info)
    except Problem:
        raise
    except Exception as error:  # noqa: BLE001 - zipfile and zlib meet hostile bytes with many kinds of error
        raise refuse(Kind.DAMAGED, name) from error


def _measure(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """The sheet's true size: one stray cell far away would make the reader lay out every cell between."""
    height = width = bare = 0
    before = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            text = before + chunk
            rows = _ROW.findall(text)
            height = max(height, *map(int, rows)) if rows else height
            bare += 0 if rows else len(_BARE_ROW.findall(chunk))
            for double, single in _DEEP.findall(text):
                height = max(height, int(double or single))
            for double, single in set(_WIDE.findall(text)):
                width = max(width, _number(double or single))
            before = chunk[-_OVERLAP:]
    height = max(height, bare)
    check_size(height, width, height * width)


def _believe(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    """The reader makes room for as many texts as are announced: more than the part has bytes is a lie."""
    before = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            text = before + chunk
            for found in _SAID.finditer(text):
                tag = text[found.start():text.find(b">", found.end()) + 1 or None]
                if any(int(count[:19]) > info.file_size for count in _COUNTS.findall(tag)):
                    raise refuse(Kind.DAMAGED, name)
            before = chunk[-_OVERLAP:]


def _number(letters: bytes) -> int:
    """AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
