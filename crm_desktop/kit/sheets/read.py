"""Reads the sheets that offices have: what a file is, is told by its content, not by its name."""

from __future__ import annotations

import csv
import errno
import io
import stat
from dataclasses import dataclass, field
from pathlib import Path

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sheets import encoding as enc
from crm_desktop.kit.sheets.book import read_book
from crm_desktop.kit.sheets.kinds import ZIP_KINDS, Kind, kind_of, refuse
from crm_desktop.kit.sheets.limits import check_size
from crm_desktop.kit.sheets.old_book import read_old_book
from crm_desktop.kit.sheets.whole import held, open_elsewhere, owner_file
from crm_desktop.kit.sheets.write import unsafe

Cell = object
MOST_BYTES = 200 * 1024 * 1024
_LONGEST = 1_000_000  # characters of one cell of a text file; Excel has room for 32,767


@dataclass
class Sheet:
    """A sheet as read: row 1 of the file is rows[0], empty rows included, so that row numbers are the file's own.

    `encoding` is None for a workbook. `merged` are merged areas as (first row, first column, last
    row, last column), counted from 0. `note` is a sentence worth showing, or "". `delimiter` stands between
    the columns of a text file, whose name is `file`; `damaged`: its encoding could not read every sign.
    """

    name: str
    encoding: str | None
    rows: list[list[Cell]]
    sheets: list[str]
    delimiter: str | None = None
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    note: str = ""
    file: str = ""
    damaged: bool = False


def read_sheet(path: Path, *, encoding: str | None = None, sheet: str | None = None) -> Sheet:
    """Read a workbook's sheet (the first that holds something) or a text file. Problem for every bad file."""
    path = Path(path)
    data = _bytes(path)
    kind = kind_of(data)
    if kind is Kind.XLSX:
        found = Sheet(*read_book(data, path.name, sheet))
    elif kind is Kind.XLS:
        found = Sheet(*read_old_book(data, path.name, sheet))
    elif kind is Kind.TEXT:
        found = _read_text(data, path, encoding)
    else:
        raise refuse(kind, path.name)
    found.file = path.name
    if not any(_filled(row) for row in found.rows):
        raise Problem(_("{name} is empty: there is no row in it. Choose another file.").format(name=path.name))
    return found


def _filled(row: list[Cell]) -> bool:
    return any(cell is not None and cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row)


def _bytes(path: Path) -> bytes:
    """The file's bytes; never a folder, a pipe or a giant."""
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise Problem(_("{name} is a folder. Choose a file.").format(name=path.name))
        if not stat.S_ISREG(info.st_mode):
            raise Problem(_("{name} is not a file that can be read. Choose another.").format(name=path.name))
        if owner_file(path) is not None:
            raise open_elsewhere(path)
        if info.st_size > MOST_BYTES:
            raise _too_large(path, info.st_size)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _not_read(error, path) from error
    except ValueError as error:  # a NUL in the name
        raise Problem(_("This file name cannot be used. Choose another.")) from error
    if len(data) > MOST_BYTES:
        raise _too_large(path, len(data))
    if not data:
        raise Problem(_("{name} is empty (0 bytes). Choose another file.").format(name=path.name))
    return data


def _too_large(path: Path, size: int) -> Problem:
    return Problem(
        _("{name} has {size} MB; more than {limit} MB cannot be read. Split it into several files.").format(
            name=path.name, size=size // (1024 * 1024), limit=MOST_BYTES // (1024 * 1024)
        )
    )


def _not_read(error: OSError, path: Path) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(_("There is no file {name}. Choose it again.").format(name=path.name))
    if held(error, path):
        return open_elsewhere(path)
    if isinstance(error, PermissionError):
        return Problem(
            _("You may not read {name}. If it is open in Excel, close it in Excel first.").format(name=path.name)
        )
    if error.errno == errno.ENAMETOOLONG:
        return Problem(_("This file name cannot be used. Choose another."))
    return Problem(
        _("{name} could not be read ({reason}). Copy it to this computer and try again.").format(
            name=path.name, reason=error.strerror or type(error).__name__
        )
    )


def _read_text(data: bytes, path: Path, encoding: str | None) -> Sheet:
    chosen = encoding or enc.find_encoding(data)
    if chosen is None:
        raise Problem(_("The text of {name} cannot be read. Choose its encoding.").format(name=path.name))
    try:
        text = enc.decode(data, chosen)
    except (LookupError, UnicodeError) as error:
        raise Problem(_("The encoding {encoding} is not known. Choose another.").format(encoding=chosen)) from error
    delimiter, said = enc.find_delimiter(text)
    rows = _rows(text, delimiter, path.name)
    if said and rows:
        rows[0] = []
    note = ""
    if path.suffix.lower() in ZIP_KINDS:
        note = _("{name} is not a workbook but a renamed text file; it is read as CSV.").format(name=path.name)
    return Sheet(path.stem, chosen, rows, [path.stem], delimiter, note=note, damaged="\ufffd" in text)


def _rows(text: str, delimiter: str, name: str) -> list[list[Cell]]:
    """The rows of a text file; a quote that never ends is found, for it would swallow all that follows."""
    csv.field_size_limit(_LONGEST)
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    cells = 0
    start = 0
    try:
        for row in reader:
            start, before = before, reader.line_num
            cells += len(row)
            check_size(len(rows) + 1, len(row), cells)
            rows.append([unsafe(cell) if cell[:1] == "'" else cell for cell in row])
    except csv.Error as error:
        raise Problem(
            _("Row {row} of {name} cannot be read: a cell is too long or a quotation mark never ends. "
              "Correct that row.").format(
                row=len(rows) + 1, name=name
            ),
            row=len(rows) + 1,
        ) from error
    if rows and before - start > 1 and _open_quote(text, start):
        raise Problem(
            _("A quotation mark in row {row} of {name} never ends. Correct that row and try again.").format(
                row=len(rows), name=name
            ),
            row=len(rows),
        )
    return rows


def _open_quote(text: str, line: int) -> bool:
    """Whether the last record, which begins after that many lines, has a quote without its end."""
    lines = io.StringIO(text, newline="")
    for _skipped in range(line):
        lines.readline()
    return lines.read().count('"') % 2 == 1
