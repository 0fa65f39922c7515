"""Sort keys: text that sorts by its code points in the order a reader of the language expects."""

from __future__ import annotations

import re
from functools import cache

from crm_desktop.kit.hanzi import readings, tables
from crm_desktop.kit.hanzi.folding import fold

_HAN = 0x1000  # characters sort after digits and Latin letters
_UNKNOWN = chr(0x2000)
_DIGITS = re.compile("[0-9]+")


@cache
def _rank() -> dict[str, str]:
    return {name: chr(_HAN + number) for number, name in enumerate(tables.syllables())}


def _number(match: re.Match[str]) -> str:
    """Digits sort by their value: the count of digits goes first, nine for nine and more."""
    digits = match[0].lstrip("0") or "0"
    return f"{chr(ord('0') + min(len(digits), 9))}{digits}"


def _run(match: re.Match[str]) -> str:
    """As `_number`, for runs of any length. The keys of names lie stored in every office and stay as they are."""
    digits = match[0].lstrip("0") or "0"
    return f"{'9' * (len(digits) // 9)}{len(digits) % 9}{digits}"


def number_key(number: str) -> str:
    """A key for a record's number (编号): A-2 before A-17, KH-2000 before KH-10000, in every language the same."""
    return _DIGITS.sub(_run, fold(number.strip()))


def _other(char: str) -> str:
    folded = fold(char)
    return folded if folded.isascii() else _UNKNOWN + folded


class _Ranks(dict[int, str]):
    """Code point -> its part of a key, by the usual reading."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = _by_reading(char, readings.usual(char))
        return self[code]


_ranks = _Ranks()


def _by_reading(char: str, reading: str) -> str:
    return _rank().get(reading, _UNKNOWN) + char if reading else _other(char)


def _by_pinyin(text: str) -> str:
    if not readings.is_ambiguous(text):
        return text.translate(_ranks)
    return "".join(map(_by_reading, text, readings.toned(text)))


@cache
def _stroke_rank(char: str) -> str:
    code = ord(char)
    number = tables.strokes()[code - tables.FIRST] if tables.FIRST <= code <= tables.LAST else 0
    return chr(_HAN + number) + char if number else _other(char)


def sort_key(text: str, language: str) -> str:
    """A key that sorts in the order of the language: zh_TW by strokes, else by pinyin and tone.

    Digits come first and by their value, then Latin letters, then Chinese characters. Compare keys by
    code point (BINARY in the database); they are made to be stored and mean nothing to a reader.
    """
    text = text.strip()
    if text.isascii():
        key = text.lower()
    elif language == "zh_TW":
        key = "".join(map(_stroke_rank, text))
    else:
        key = _by_pinyin(text)
    return _DIGITS.sub(_number, key)
