"""Finds out how a text file is written: its encoding, and what stands between its columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from crm_desktop.kit.sheets.common import SIMPLIFIED, TRADITIONAL

_SAMPLE = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", "\t", ";", "|", "，", "；")
_LOOKED_AT = 60  # rows
_CODECS = {"big5": ("cp950", "big5hkscs")}  # as Windows in Taiwan writes it, then with Hong Kong's signs
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]")
_HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_FULL = re.compile("[\u3000-\u303f\uff00-\uffef\u2010-\u2027]")
_SAID = re.compile(r"^sep=(.)\r?\n?$", re.IGNORECASE)  # Excel's own first line: which sign separates


def find_encoding(data: bytes) -> str | None:
    """The encoding the bytes are written in, or None where none fits."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    wide = _utf16(data)
    if wide:
        return wide
    if _reads(data, "utf-8"):
        return "utf-8"
    return _chinese(data) or _guessed(data)


def decode(data: bytes, encoding: str) -> str:
    """The text; a byte that does not fit becomes U+FFFD, so that its row can be named later.

    Raises LookupError for an encoding nobody knows.
    """
    choices = _CODECS.get(encoding.lower(), (encoding,))
    for codec in choices:
        try:
            return data.decode(codec).removeprefix("\ufeff")
        except UnicodeError:
            continue
    return data.decode(choices[0], "replace").removeprefix("\ufeff")


def _reads(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeError:
        return False
    return True


def _utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: the separators and digits leave a zero byte in every second place."""
    sample = data[: _SAMPLE & ~1]
    zeros = sample.count(0)
    if zeros < 2 or len(sample) < 4:
        return None
    even = sample[::2].count(0)
    name = "utf-16-le" if even < zeros - even else "utf-16-be"
    if min(even, zeros - even) * 4 > zeros:  # 一 and 需 have a zero byte in the other place
        return None
    text = sample[: len(sample) & ~1].decode(name, "replace")
    if len(_ODD.findall(text)) > len(text) // 50:
        return None
    enough = zeros * 5 > len(sample) or not _reads(sample, "utf-8")
    known = sum(c < "\u0250" or "\u2010" <= c <= "\u9fff" or c > "\uf8ff" for c in text)
    return name if enough and known * 20 > len(text) * 19 and _lines(text) else None


def _lines(text: str) -> bool:
    return any(sign in text for sign in ",;\t|\r\n")


def _chinese(data: bytes) -> str | None:
    """GB18030 or Big5: the one in which the text consists of common characters."""
    sample = _sample(data)
    found = {}
    for name, codecs_, known, other in (
        ("gb18030", ("gb18030",), SIMPLIFIED, TRADITIONAL),
        ("big5", _CODECS["big5"], TRADITIONAL, SIMPLIFIED),
    ):
        scores = [s for codec in codecs_ if (s := _score(sample, codec, known, other)) is not None]
        if scores:
            found[name] = max(scores)
    if not found or max(found.values()) <= 0:
        return None
    return max(found, key=lambda name: found[name])


def _sample(data: bytes) -> bytes:
    """The beginning, cut at a line end so that no character is cut in two."""
    if len(data) <= _SAMPLE:
        return data
    head = data[:_SAMPLE]
    return head[: head.rfind(b"\n") + 1] or head


def _score(sample: bytes, codec: str, known: frozenset[str], other: frozenset[str]) -> float | None:
    """How much the bytes look like Chinese in that encoding; None where they do not fit it."""
    text = sample.decode(codec, "replace")
    foreign = Counter(c for c in text if c > "\x7f")
    count = foreign.total()
    if not count or foreign["\ufffd"] * 50 > count:
        return None
    score = 0.0
    for sign, times in foreign.items():
        if sign in known:
            score += times
        elif sign in other:
            score += times * 0.6
        elif _FULL.match(sign):
            score += times * 0.2
        elif not _HANZI.match(sign):
            score -= times * 2
        elif codec == "gb18030" and not _plain_gb(sign):
            score -= times * 0.6
    return (score - foreign["\ufffd"] * 10) / count


def _plain_gb(sign: str) -> bool:
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _guessed(data: bytes) -> str | None:
    """Neither UTF nor Chinese: ask charset-normalizer (Japanese, Korean, Western)."""
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data)).best()
    return codecs.lookup(best.encoding).name if best is not None else None


def find_delimiter(text: str) -> tuple[str, bool]:
    """The sign between the columns, and whether the first line is Excel's `sep=` note saying so."""
    first, _, _ = text[:16].partition("\n")
    said = _SAID.match(first)
    if said:
        return said.group(1), True
    sample = _first_lines(text)
    return max(_DELIMITERS, key=lambda sign: _evenness(sample, sign)), False


def _first_lines(text: str) -> str:
    lines = io.StringIO(text[:_SAMPLE], newline="").readlines()
    return "".join(lines[:_LOOKED_AT])


def _evenness(sample: str, sign: str) -> float:
    """How often the rows agree on a width above one; wider is better among equals."""
    try:
        rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=sign))
    except csv.Error:
        return 0.0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    filled = sum(1 for row in rows if any(cell.strip() for cell in row))
    if not widths or not filled:
        return 0.0
    width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    if times == 1 and filled > 1:
        return 0.0  # one row alone holds that sign in its text
    return times / filled + min(width, 50) / 1000
