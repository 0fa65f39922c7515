"""Workbooks as nobody should write them: a good .xlsx whose bytes, parts or package are broken in one of many ways."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache

from build_spec.faults import broken_text as plain

Parts = dict[str, bytes]
Change = Callable[[random.Random, Parts], None]
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
RELS = "xl/_rels/workbook.xml.rels"
_NUMBERS = ("0", "-1", "60", "2958465", "2958466", "99999999", "1e308", "-1e308", "1e999", "NaN", "", "0x1F", "１２",
            "45000.999999999", "-0.5", "0.9999999999")
_TYPES = ("s", "n", "b", "d", "e", "str", "inlineStr", "zz", "")
_DTD = ('<!DOCTYPE x [<!ENTITY a "{a}">'
        + "".join(f'<!ENTITY {c} "{("&" + p + ";") * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True))
        + '<!ENTITY out SYSTEM "file:///etc/passwd">]>')


@cache
def good(seed: int, kind: int) -> bytes:
    """A workbook: by the usual library with dates, formulas and merged cells, or as this program exports one."""
    import tempfile
    from datetime import datetime
    from pathlib import Path

    import openpyxl

    from crm_desktop.kit.sheets import write_sheet
    rng, out = random.Random(seed), io.BytesIO()
    table = plain.rows(rng, 12)
    if kind == 0:
        with tempfile.TemporaryDirectory() as place:
            write_sheet(Path(place, "a.xlsx"), table[0], table[1:])
            return Path(place, "a.xlsx").read_bytes()
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table:
        sheet.append(row)
    for at in range(2, 8):
        sheet.cell(at, 5).value = datetime(2020, 1, at)
        sheet.cell(at, 6).value = f"=F{at - 1}*2" if kind == 2 else at * 1.5
    if kind == 2:
        sheet.insert_rows(1)
        sheet["A1"] = "客户名册"
        sheet.merge_cells("A1:G1")
        book.create_sheet("另一张").append(["空"])
    book.save(out)
    return out.getvalue()


def _sub(rng: random.Random, parts: Parts, name: str, pattern: str, by: Callable[[re.Match[str]], str],
         share: float = 0.3) -> None:
    text = parts.get(name, b"").decode("utf-8", "replace")
    parts[name] = re.sub(pattern, lambda m: by(m) if rng.random() < share else m[0], text).encode("utf-8", "replace")


def _bytes(rng: random.Random, parts: Parts) -> None:
    name = rng.choice(sorted(parts))
    parts[name] = rng.choice((plain.flip, plain.cut, plain.splice))(rng, parts[name] or b" ")


def _lost(rng: random.Random, parts: Parts) -> None:
    del parts[rng.choice(sorted(parts))]


def _swapped(rng: random.Random, parts: Parts) -> None:
    one, other = rng.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]


def _relations(rng: random.Random, parts: Parts) -> None:
    target = rng.choice(("worksheets/sheet9.xml", "../../../etc/passwd", "/xl/workbook.xml", "", "http://127.0.0.1/x",
                         "styles.xml", "sharedStrings.xml", "worksheets/" + "a/" * 2000 + "x.xml", "\u202e.xml"))
    _sub(rng, parts, RELS, r'Target="[^"]*"', lambda _m: f'Target="{target}"', 0.6)
    if rng.random() < 0.3:
        _sub(rng, parts, RELS, r'Id="rId\d+"', lambda _m: 'Id="rId1"', 1)


def _numbers(rng: random.Random, parts: Parts) -> None:
    _sub(rng, parts, SHEET, r"<v>[^<]*</v>", lambda _m: f"<v>{rng.choice(_NUMBERS)}</v>")


def _kinds(rng: random.Random, parts: Parts) -> None:
    _sub(rng, parts, SHEET, r' t="\w+"', lambda _m: f' t="{rng.choice(_TYPES)}"')


def _styles(rng: random.Random, parts: Parts) -> None:
    codes = ("[$-804]e", "y" * 5000, "[h]:mm", '"', "\\")
    _sub(rng, parts, SHEET, r' s="\d+"| r="[A-Z]\d+"',
         lambda m: m[0] + f' s="{rng.choice((-1, 7, 65536, 2**31, 2**64))}"')
    _sub(rng, parts, STYLES, r'(numFmtId|count)="\d+"', lambda m: f'{m[1]}="{rng.choice((-1, 14, 22, 164, 2**32))}"')
    _sub(rng, parts, STYLES, r'formatCode="[^"]*"', lambda _m: 'formatCode="' + rng.choice(codes) + '"')


def _places(rng: random.Random, parts: Parts) -> None:
    places = ("A0", "XFD1", "XFE1", "ZZZZ9", "A1048576", "A1048577", "A4294967296", "A99999999999999999999", "1A", "",
              "A-1", "一1", "a1", "A1:B2", "AAAAAAAAAAAAAAAAAAAA1")
    _sub(rng, parts, SHEET, r' r="[A-Z]+\d+"', lambda _m: f' r="{rng.choice(places)}"', 0.1)


def _row_numbers(rng: random.Random, parts: Parts) -> None:
    numbers = (0, 1, -1, 1048576, 1048577, 2**31, 2**32, 2**64, 10**30)
    _sub(rng, parts, SHEET, r'<row r="\d+"', lambda _m: f'<row r="{rng.choice(numbers)}"', 0.2)


def _size(rng: random.Random, parts: Parts) -> None:
    size = rng.choice(("A1:XFD1048576", "A1:ZZZZ99999999", "B2:A1", "A1", "", "A1:A4294967297", "XFD1048576:XFD1048576"))
    text = parts.get(SHEET, b"")
    text = re.sub(rb"<dimension[^>]*/>", b"", text)
    parts[SHEET] = text.replace(b"<sheetData>", f'<dimension ref="{size}"/><sheetData>'.encode())


def _merged(rng: random.Random, parts: Parts) -> None:
    area = rng.choice(("A1:XFD1048576", "A1:A1", "Z9:A1", "A1:ZZZZ99999999999", "", "A1", "A:A", "1:1048576"))
    many = rng.choice((1, 1, 20_000))
    inner = f'<mergeCell ref="{area}"/>' * many
    merged = f'</sheetData><mergeCells count="{many}">{inner}</mergeCells>'.encode()
    parts[SHEET] = parts.get(SHEET, b"").replace(b"</sheetData>", merged)


def _entities(rng: random.Random, parts: Parts) -> None:
    name = rng.choice([n for n in (SHEET, STRINGS, BOOK) if n in parts])
    text = parts[name].decode("utf-8", "replace")
    at = text.find("?>") + 2
    text = text[:at] + _DTD.replace("{a}", "好" * rng.choice((1, 1000))) + text[at:]
    entity = rng.choice(("&i;", "&i;" * 50, "&out;", "&nothing;", "&#0;", "&#xD800;", "&#99999999;", "&"))
    parts[name] = re.sub(r"<t([^>]*)>[^<]*</t>", rf"<t\1>{entity}</t>", text, count=rng.choice((1, 0))).encode()


def _deep(rng: random.Random, parts: Parts) -> None:
    name, deep = rng.choice(sorted(parts)), rng.choice((1_000, 100_000))
    tag = rng.choice(("a", "row", "c", "is", "r", "sheetData"))
    text = parts[name]
    at = text.rfind(b"</")
    parts[name] = text[:at] + f"<{tag}>".encode() * deep + f"</{tag}>".encode() * rng.choice((deep, 0)) + text[at:]


def _strings(rng: random.Random, parts: Parts) -> None:
    _sub(rng, parts, STRINGS, r'(uniqueCount|count)="\d+"',
         lambda m: f'{m[1]}="{rng.choice((0, -1, 10**9, 2**31, 2**64))}"', 0.8)
    _sub(rng, parts, SHEET, r"<v>\d+</v>", lambda _m: f"<v>{rng.choice((10**6, 2**32, 2**64, -1))}</v>", 0.1)


def _giant(rng: random.Random, parts: Parts) -> None:
    name = rng.choice([n for n in (SHEET, STRINGS) if n in parts])
    many = rng.choice((40_000, 10_000_000))
    parts[name] = re.sub(rb"<t([^>]*)>[^<]*</t>", lambda m: b"<t" + m[1] + b">" + b"x" * many + b"</t>", parts[name],
                         count=rng.choice((1, 3)))


def _bomb(rng: random.Random, parts: Parts) -> None:
    """Small in the package, large outside of it."""
    name = rng.choice((SHEET, STRINGS, STYLES, "xl/media/a.png", "xl/worksheets/sheet7.xml", "docProps/app.xml"))
    piece = rng.choice((b" ", b"\0", b"<row/>", b"<c/>", b"<a>"))
    parts[name] = parts.get(name, b"")[:-60] + piece * rng.choice((1_000_000, 8_000_000))


def _rows(rng: random.Random, parts: Parts) -> None:
    line = rng.choice((b"<row/>", b"<row><c/></row>", b'<row><c t="inlineStr"><is><t>a</t></is></c></row>'))
    parts[SHEET] = parts.get(SHEET, b"").replace(b"</sheetData>", line * rng.choice((1_000, 200_000)) + b"</sheetData>")


def _columns(rng: random.Random, parts: Parts) -> None:
    cells = b'<c t="inlineStr"><is><t>a</t></is></c>' * rng.choice((499, 600, 16_384, 100_000))
    parts[SHEET] = parts.get(SHEET, b"").replace(b"</row>", cells + b"</row>", rng.choice((1, 3)))


def _odd_cells(rng: random.Random, parts: Parts) -> None:
    from xml.sax.saxutils import escape
    _sub(rng, parts, SHEET, r"<t[^>]*>[^<]*</t>", lambda _m: f"<t>{escape(rng.choice(plain.ODD_CELLS))}</t>")
    _sub(rng, parts, STRINGS, r"<t[^>]*>[^<]*</t>", lambda _m: f"<t>{escape(rng.choice(plain.ODD_CELLS))}</t>")


def _formulas(rng: random.Random, parts: Parts) -> None:
    formula = rng.choice(("1/0", "A1", "SUM(A:A)", "(" * 8000, 'WEBSERVICE("http://127.0.0.1")', "", "IF(" * 500))
    kind = rng.choice(("", ' t="shared" si="0"', ' t="shared" ref="A1:XFD1048576" si="4294967295"',
                       ' t="array" ref="ZZZZ1"'))
    _sub(rng, parts, SHEET, r"(<c[^>]*>)(?:<f[^>]*>[^<]*</f>)?", lambda m: f"{m[1]}<f{kind}>{formula}</f>")


def _names(rng: random.Random, parts: Parts) -> None:
    name = rng.choice(("", "a" * 40_000, "\u202e", "另一张", "&#0;", "Sheet1"))
    _sub(rng, parts, BOOK, r' name="[^"]*"', lambda _m: f' name="{name}"', 0.8)
    if rng.random() < 0.3:
        _sub(rng, parts, BOOK, r"<sheet ", lambda _m: '<sheet state="veryHidden" ', 1)


def _recoded(rng: random.Random, parts: Parts) -> None:
    name = rng.choice(sorted(parts))
    encoding = rng.choice(("utf-16", "utf-16-be", "gb18030", "utf-32"))
    parts[name] = parts[name].decode("utf-8", "replace").replace("UTF-8", encoding).encode(encoding, "replace")


CHANGES: dict[str, Change] = {
    "bytes of a part": _bytes, "part lost": _lost, "parts swapped": _swapped, "relations": _relations, "numbers": _numbers,
    "types": _kinds, "styles": _styles, "places": _places, "row numbers": _row_numbers, "size said": _size, "merged": _merged,
    "entities": _entities, "deep": _deep, "strings": _strings, "giant cell": _giant, "bomb": _bomb, "rows": _rows,
    "columns": _columns, "odd cells": _odd_cells, "formulas": _formulas, "sheet names": _names, "recoded": _recoded}


def _pack(rng: random.Random, parts: Parts, *, odd: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, data in parts.items():
            if odd and rng.random() < 0.3:
                name = rng.choice((name.upper(), "/" + name, name.replace("/", "\\"), "../" + name, name + "\0"))
            packed = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)) if odd else zipfile.ZIP_DEFLATED
            book.writestr(zipfile.ZipInfo(name), data, packed)
        if odd:
            book.comment = rng.randbytes(rng.randrange(400))
    return out.getvalue()


def _central(rng: random.Random, data: bytes) -> bytes:
    """The list of parts at the end says what isn't so: sizes, places, flags."""
    changed, start = bytearray(data), max(data.find(b"PK\x01\x02"), 0)
    for _field in range(rng.randint(1, 6)):
        at = rng.randrange(start, len(changed) - 4)
        changed[at:at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x01\0\0\0", rng.randbytes(4)))
    return bytes(changed)


def unpacked(data: bytes) -> Parts:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def broken_book(rng: random.Random) -> tuple[str, bytes]:
    """One file and what was done to it."""
    data, done = good(rng.randrange(20), rng.randrange(3)), []
    parts = unpacked(data)
    for name in rng.sample(sorted(CHANGES), rng.choice((0, 1, 1, 1, 2, 3))):
        CHANGES[name](rng, parts)
        done.append(name)
    odd = not rng.randrange(8)
    data = _pack(rng, parts, odd=odd)
    done += ["odd package"] if odd else []
    if not done or not rng.randrange(6):
        name, change = rng.choice((("bits", plain.flip), ("cut", plain.cut), ("spliced", plain.splice),
                                   ("package list", _central)))
        data = change(rng, data)
        done.append(name)
    return " + ".join(["xlsx", *done]), data
