"""What a file is by its first bytes, and the sentence for each kind that is no sheet."""

from __future__ import annotations

import enum
import re
import zipfile
from io import BytesIO

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _

#: Suffixes under which a workbook, not a text, is expected.
ZIP_KINDS = (".xlsx", ".xlsm", ".xls", ".et", ".xltx", ".xltm")


class Kind(enum.Enum):
    """The kinds of file people choose, rightly or by mistake."""

    XLSX = enum.auto()
    XLS = enum.auto()
    TEXT = enum.auto()
    LOCKED = enum.auto()
    OTHER_SHEET = enum.auto()
    PICTURE = enum.auto()
    PDF = enum.auto()
    WEB_PAGE = enum.auto()
    DOCUMENT = enum.auto()
    ARCHIVE = enum.auto()
    DAMAGED = enum.auto()
    BINARY = enum.auto()


_SIGNS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF", Kind.PDF),
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"{\\rtf", Kind.DOCUMENT),
    (b"SQLite format 3", Kind.BINARY),
    (b"MZ\x90", Kind.BINARY),
    (b"\x7fELF", Kind.BINARY),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)[\s>]", re.IGNORECASE)
_CONTROL = bytes(c for c in range(1, 32) if c not in b"\t\n\x0b\x0c\r\x1a\x1b")


def kind_of(data: bytes) -> Kind:
    """The kind of a file by its content."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" or data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return Kind.PICTURE
    return _texty(data)


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.lower().replace("\\", "/").lstrip("/") for name in archive.namelist()}
            declared = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - zipfile meets hostile bytes with many kinds of error; all mean the same
        return Kind.DAMAGED
    if "xl/workbook.bin" in names or b"spreadsheet" in declared:
        return Kind.OTHER_SHEET
    if "xl/workbook.xml" in names or "[content_types].xml" in names and any(n.startswith("xl/") for n in names):
        return Kind.XLSX
    if b"opendocument" in declared or any(name.startswith(("word/", "ppt/")) for name in names):
        return Kind.DOCUMENT
    return Kind.ARCHIVE


def _compound(data: bytes) -> Kind:
    """The old container of Microsoft: a workbook, a document, or a workbook behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Kind.LOCKED
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return Kind.XLS
    return Kind.DOCUMENT if "WordDocument".encode("utf-16-le") in data else Kind.BINARY


def _texty(data: bytes) -> Kind:
    head = data[:65536]
    plain = head.replace(b"\0", b"")[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain.startswith(b"<") and (_HTML.search(plain) or b"office:spreadsheet" in plain or plain[:5] == b"<?xml"):
        return Kind.WEB_PAGE
    odd = sum(head.count(c) for c in _CONTROL)
    if odd * 50 > len(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and not _even_zeros(head):
        return Kind.BINARY
    if head.count(0) == len(head):
        return Kind.BINARY
    return Kind.TEXT


def _even_zeros(head: bytes) -> bool:
    """Text of two bytes a character: small bytes are then halves of characters, no controls."""
    zeros = head.count(0)
    even = head[::2].count(0)
    return zeros * 20 > len(head) and min(even, zeros - even) * 4 <= zeros


def refuse(kind: Kind, name: str) -> Problem:
    """The sentence that says what the file is and what to do."""
    sentences = {
        Kind.LOCKED: _("{name} is protected by a password. Open it in Excel and save it without one."),
        Kind.OTHER_SHEET: _("{name} is a workbook of another kind. Open it and save it as .xlsx."),
        Kind.PICTURE: _("{name} is a picture, not a workbook. Choose an .xlsx or .csv file."),
        Kind.PDF: _("{name} is a PDF, not a workbook. Choose an .xlsx or .csv file."),
        Kind.WEB_PAGE: _("{name} is a web page, not a workbook. Open it in Excel and save it as .xlsx."),
        Kind.DOCUMENT: _("{name} is a document, not a workbook. Choose an .xlsx or .csv file."),
        Kind.ARCHIVE: _("{name} is a packed archive. Unpack it and choose the .xlsx or .csv file inside."),
        Kind.DAMAGED: _("{name} is damaged. Open it in Excel and save it again."),
    }
    sentence = sentences.get(kind) or _("{name} is neither a workbook nor a text file. Choose an .xlsx or .csv file.")
    return Problem(sentence.format(name=name))
