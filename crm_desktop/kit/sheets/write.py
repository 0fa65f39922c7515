"""Writes .xlsx and .csv, quickly and formula-safe.

The .xlsx is streamed by ourselves: openpyxl's write-only mode takes seven times as long and
XlsxWriter's constant-memory mode over three times; the quicker writers in Rust take rows as dicts by
head, so that two columns with the same head, as in a list of rejected rows, would become one.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sheets import parts
from crm_desktop.kit.sheets.limits import MOST_ROWS
from crm_desktop.kit.sheets.whole import whole_file

Cell = object
MOST_TEXT = 32_767
_LOOK = 100  # rows looked at for the column widths
_CHUNK = 500  # rows joined into one write
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's day numbers are one off: such dates go out as text
# What may not stand in a cell as it is: markup, characters XML does not know, escapes of Excel's
# own, line ends other than \n, spaces that a reader would trim.
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff\t\n]|_x[0-9A-Fa-f]{4}_|^[ \u3000]|[ \u3000]$|  ")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
#: A cell that a spreadsheet would take for a formula, its own ' before it included (see `safe`).
RISKY = re.compile("'*[ \u3000]*[=+\\-@\t\r\n\x00＝＋－＠]")


class Share(float):
    """A part of a whole: a number that a workbook shows with its %, so that it can be counted with; words in a .csv."""

    text: str

    def __new__(cls, percent: float, text: str) -> Share:
        """85.8 percent are 0.858."""
        made = super().__new__(cls, round(percent / 100, 8))
        made.text = text
        return made


def write_sheet(
    path: Path,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str = "",
    ready: Callable[[], object] | None = None,
) -> int:
    """Write a sheet as .xlsx or .csv, by the suffix; nothing half done is left. Returns the count of rows.

    `ready()` is called when all is written, before the file takes its name; what it raises leaves the old file.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise Problem(_("The name of the file must end in .xlsx or .csv."))
    with whole_file(path) as file:
        count = _write_csv(file, heads, rows) if suffix == ".csv" else _write_xlsx(file, heads, rows, title)
        if ready is not None:
            ready()
        return count


def safe(text: str) -> str:
    """The text with a ' before it where a spreadsheet would run it as a formula. `unsafe` takes it off."""
    return "'" + text if RISKY.match(text) else text


def unsafe(text: str) -> str:
    """What `safe` was given."""
    return text[1:] if text[:1] == "'" and RISKY.match(text) else text


def _plain(value: Cell) -> object:
    if type(value) is str:
        return safe(value.replace("\x00", "")) if value else ""
    if value is None:
        return ""
    if isinstance(value, Share):
        return safe(value.text)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")
    if isinstance(value, str):
        return safe(str(value))
    return value


def _write_csv(file: BinaryIO, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow([_plain(h) for h in heads])
    count = 0
    for row in rows:
        writer.writerow([_plain(v) for v in row])
        count += 1
    text.flush()
    text.detach()
    return count


def _write_xlsx(file: BinaryIO, heads: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> int:
    stream = iter(rows)
    first = list(islice(stream, _LOOK))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for name, text in parts.fixed(title):
            book.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with book.open(sheet, "w", force_zip64=True) as out:
            out.write(parts.sheet_start(_widths(heads, first)).encode())
            out.write(_head(heads).encode())
            count = 0
            for so_far, text in _chunks(chain(first, stream), len(heads)):
                out.write(text.encode())
                count = so_far
            out.write(parts.SHEET_END.encode())
    return count


def _head(heads: Sequence[str]) -> str:
    inner = "".join(
        f'<c r="{letter}1" s="{parts.BOLD}" t="inlineStr"><is>{_text(str(head))}</is></c>'
        for letter, head in zip(parts.letters(len(heads)), heads, strict=True)
    )
    return f'<row r="1">{inner}</row>'


def _chunks(rows: Iterable[Sequence[Cell]], width: int) -> Iterator[tuple[int, str]]:
    """The rows as XML, some hundred at a time, each with the count of rows so far."""
    opens = [f'<c r="{letter}' for letter in parts.letters(max(width, 1))]
    special = _SPECIAL.search
    out: list[str] = []
    number = 1
    for row in rows:
        number += 1
        if number > MOST_ROWS:
            raise Problem(_("There are more than 1,048,575 rows, more than a spreadsheet can hold. Choose fewer."))
        at = str(number)
        out.append(f'<row r="{at}">')
        if len(row) > len(opens):
            opens = [f'<c r="{letter}' for letter in parts.letters(len(row))]
        for start, value in zip(opens, row, strict=False):
            if type(value) is str:
                if value == "":
                    continue
                text = _text(value) if len(value) > MOST_TEXT // 2 or special(value) else f"<t>{value}</t>"
                out.append(f'{start}{at}" t="inlineStr"><is>{text}</is></c>')
            elif value is not None:
                out.append(f"{start}{at}{_other(value)}")
        out.append("</row>")
        if number % _CHUNK == 0:
            yield number - 1, "".join(out)
            out.clear()
    yield number - 1, "".join(out)


def _text(value: str) -> str:
    """A text as XML: illegal characters dropped, escapes escaped, cut where Excel would call the file broken."""
    value = _ILLEGAL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(value) > MOST_TEXT // 2:
        value = _cut(value)
    value = _ESCAPE.sub("_x005F_", value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<t xml:space="preserve">{value}</t>'


def _cut(value: str) -> str:
    wide = value.encode("utf-16-le")
    if len(wide) // 2 <= MOST_TEXT:
        return value
    return wide[: (MOST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _other(value: Cell) -> str:
    """The rest of a cell that is no text: number, yes or no, date."""
    if type(value) is bool:
        return f'" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")):
            return '"/>'
        style = f'" s="{parts.SHARE}' if isinstance(value, Share) else ""
        return f'{style}"><v>{value!r}</v></c>'
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day >= _FIRST_DAY:
            serial = day.toordinal() - _EPOCH
            if isinstance(value, datetime):
                seconds = value.hour * 3600 + value.minute * 60 + value.second
                return f'" s="{parts.MOMENT}"><v>{serial + seconds / 86400!r}</v></c>'
            return f'" s="{parts.DAY}"><v>{serial}</v></c>'
        value = value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return f'" t="inlineStr"><is>{_text(str(value))}</is></c>'


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[float]:
    """Widths that show the heads and most of the first rows; a Chinese character counts twice."""
    found = [_wide(h) + 3 for h in heads]
    for row in rows:
        for index, value in enumerate(row[: len(found)]):
            if value is not None:
                found[index] = max(found[index], _wide(str(value)[:60]) + 2)
    return [min(max(width, 9), 60) for width in found]


def _wide(text: str) -> float:
    return sum(2.1 if ord(c) > 0x2E7F else 1.1 for c in text.partition("\n")[0])
