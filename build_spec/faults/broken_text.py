"""Text files as nobody should write them: a good .csv in one of five encodings, broken in one of many ways."""

from __future__ import annotations

import random
from collections.abc import Callable

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5")
HEADS = ("客户名称", "联系电话", "区域", "行业", "成立日期", "注册资本", "备注")
NAMES = ("龙腾电子", "瑞诚生物", "恒帆机电", "澄屿精密", "新海化工", "大华紡織", "台達電子", "Müller GmbH")
ODD_CELLS = (
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "-", "'", '"', "\t", "0000-00-00", "0-0-0", "99999-99-99", "9999-12-31",
    "10000-01-01", "-1-01-01", "1900-02-29", "民国0年", "113/13/45", "9" * 400, "1e999", "-1e-999", "NaN", "Infinity",
    "٣٤٥", "²", "½", "㊀", "\u202e", "\ufeff", "\ufffd", "\u0000", "\ud7ff", "😀" * 50, "<b>", "&amp;", "{0}", "{name}",
    "%s%n", "../../etc/passwd", "C:\\", "合计", "客户名称", "长" * 5000, "\r", "\n", "\u2028", "\x1a", "\x0b", "是", "0x10")
Change = Callable[[random.Random, str], str]
Raw = Callable[[random.Random, bytes], bytes]


def rows(rng: random.Random, count: int) -> list[list[str]]:
    """A good list: head and rows."""
    made = [list(HEADS)]
    for number in range(count):
        name = f"{rng.choice(NAMES)}{number}"
        made.append([name, f"0512-5550-{rng.randrange(10**4):04d}", "华东", "电子", f"20{rng.randrange(10, 25)}-0{rng.randint(1, 9)}-15",
                     str(rng.randrange(10**6)), "老客户，" + "好" * rng.randrange(30)])
    return made


def csv_text(rng: random.Random, count: int) -> str:
    """The same as text."""
    end = rng.choice(("\n", "\r\n"))
    return end.join(",".join(row) for row in rows(rng, count)) + end


def _cells(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    for _cell in range(rng.randint(1, 12)):
        at = rng.randrange(1, len(lines))
        cells = lines[at].split(",")
        cells[rng.randrange(len(cells))] = rng.choice(ODD_CELLS)
        lines[at] = ",".join(cells)
    return "\n".join(lines)


def _quote(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(('"', '""', '"""', ',"')) + text[at:]


def _ends(rng: random.Random, text: str) -> str:
    parts = text.splitlines()
    return "".join(p + rng.choice(("\n", "\r\n", "\r", "\n\r", "\x0b", "\x0c", "\u2028", "\x85", "")) for p in parts)


def _nulls(rng: random.Random, text: str) -> str:
    for _null in range(rng.randint(1, 40)):
        at = rng.randrange(len(text))
        text = text[:at] + "\0" * rng.choice((1, 1, 1, 500)) + text[at:]
    return text


def _wide(rng: random.Random, text: str) -> str:
    head, _newline, rest = text.partition("\n")
    return head + "," * rng.choice((400, 600, 20_000, 300_000)) + "\n" + rest


def _head(rng: random.Random, text: str) -> str:
    _head, newline, rest = text.partition("\n")
    return rng.choice(("", ",,,,", "客户名称," * 200, "客户名称", "电话,电话,电话,客户名称", "\ufeff客户名称,\ufeff",
                       "客" * 40_000, "sep=", "sep=|", "SEP=\x00")) + newline + rest


def _long(rng: random.Random, text: str) -> str:
    giant = rng.choice(("好", "x", '""', "1", " ")) * rng.choice((40_000, 1_000_000, 10_000_000))
    lines = text.split("\n")
    lines[rng.randrange(1, len(lines))] = rng.choice(("{}", '"{}"', "甲,{}", '甲,"{}"', '"{}')).format(giant)
    return "\n".join(lines)


def _many(rng: random.Random, text: str) -> str:
    return text + rng.choice(("\n", ",\n", " , ,\n", "甲公司\n")) * rng.choice((1_000, 100_000))


def _delimiters(rng: random.Random, text: str) -> str:
    return "".join(rng.choice(",;|\t，；:") if sign == "," and rng.random() < 0.5 else sign for sign in text)


def _repeat(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines * rng.choice((1, 2, 30)))


def flip(rng: random.Random, data: bytes) -> bytes:
    """Some bits are others."""
    changed = bytearray(data)
    for _bit in range(rng.choice((1, 3, 30, 300))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut(rng: random.Random, data: bytes) -> bytes:
    """The end or the beginning is missing."""
    at = rng.randrange(len(data))
    return data[:at] if rng.random() < 0.7 else data[at:]


def splice(rng: random.Random, data: bytes) -> bytes:
    """A piece is missing, there twice, overwritten with one byte, or foreign."""
    a, b = sorted(rng.randrange(len(data)) for _ in range(2))
    piece = rng.choice((b"", data[a:b] * 2, bytes([rng.randrange(256)]) * (b - a), rng.randbytes(rng.randrange(1, 200))))
    return data[:a] + piece + data[b:]


def _mixed(rng: random.Random, data: bytes) -> bytes:
    """Two encodings in one file."""
    lines = data.split(b"\n")
    lines.insert(rng.randrange(len(lines)), "大華紡織,02-2345-6789,北區".encode(rng.choice(ENCODINGS)))
    return b"\n".join(lines)


def _wrong_mark(rng: random.Random, data: bytes) -> bytes:
    return rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\x1f\x8b", b"PK\x03\x04",
                       b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7\n", b"<?xml ")) + data


CHANGES: dict[str, Change] = {
    "odd cells": _cells, "quotes": _quote, "line ends": _ends, "nulls": _nulls, "wide": _wide, "head": _head,
    "giant cell": _long, "many rows": _many, "delimiters": _delimiters, "shuffled": _repeat}
RAW: dict[str, Raw] = {"bits": flip, "cut": cut, "spliced": splice, "two encodings": _mixed, "wrong mark": _wrong_mark}


def broken_text(rng: random.Random) -> tuple[str, bytes]:
    """One file and what was done to it."""
    encoding, text, done = rng.choice(ENCODINGS), csv_text(rng, rng.randint(1, 30)), []
    for name in rng.sample(sorted(CHANGES), rng.choice((0, 1, 1, 2))):
        text = CHANGES[name](rng, text)
        done.append(name)
    data = text.encode(encoding, "replace")
    for name in rng.sample(sorted(RAW), rng.choice((0, 1) if done else (1, 1, 2))):
        data = RAW[name](rng, data or b"\n")
        done.append(name)
    return " + ".join([encoding, *done]), data
