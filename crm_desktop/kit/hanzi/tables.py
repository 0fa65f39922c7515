"""The tables of resources/hanzi, each read on first use and kept small."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache

from crm_desktop.kit import paths

FIRST, LAST = 0x3400, 0x9FFF
ZERO = "\u3007"  # 〇 stands outside the block of characters


def _lines(name: str) -> Iterator[tuple[str, str]]:
    for line in paths.resource("hanzi", name).read_text("utf-8").splitlines():
        key, _, value = line.partition("\t")
        yield key, value


@cache
def simplified() -> dict[int, str]:
    """Code point of a traditional or variant character -> the simplified character."""
    return {ord(char): simple for simple, chars in _lines("fold.txt") for char in chars}


@cache
def _readings() -> tuple[array[int], list[str]]:
    numbers, names = array("H", bytes(2 * (LAST - FIRST + 1))), [""]
    for reading, chars in _lines("readings.txt"):
        names.append(reading)
        for char in chars:
            if char != ZERO:
                numbers[ord(char) - FIRST] = len(names) - 1
    return numbers, names


def usual(char: str) -> str:
    """The usual reading of a character with its tone, "zhong1"; "" for what has none."""
    code = ord(char)
    if FIRST <= code <= LAST:
        numbers, names = _readings()
        return names[numbers[code - FIRST]]
    return "ling2" if char == ZERO else ""


def syllables() -> list[str]:
    """Every reading with its tone, in the order of the alphabet."""
    return _readings()[1][1:]


@cache
def plain_syllables() -> frozenset[str]:
    """Every syllable without its tone."""
    return frozenset(name[:-1] for name in syllables())


@cache
def others() -> dict[str, tuple[str, ...]]:
    """Character -> its other common readings with tones."""
    return {char: tuple(text.split()) for char, text in _lines("others.txt")}


@cache
def phrases() -> dict[str, str]:
    """Phrase -> its readings with tones, for phrases not read character by character."""
    return dict(_lines("phrases.txt"))


@cache
def phrase_lengths() -> dict[str, tuple[int, ...]]:
    """First character -> the lengths of the phrases it begins, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases():
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


@cache
def pivots() -> frozenset[str]:
    """The characters that are read differently in some phrase."""
    return frozenset(char for phrase, text in phrases().items()
                     for char, reading in zip(phrase, text.split(), strict=True) if usual(char)[:-1] != reading[:-1])


@cache
def surnames() -> dict[str, tuple[str, ...]]:
    """Simplified surname -> its readings with tones."""
    return {name: tuple(text.split()) for name, text in _lines("surnames.txt")}


@cache
def strokes() -> bytes:
    """The number of strokes of each character from FIRST to LAST."""
    counts = bytearray(LAST - FIRST + 1)
    for number, chars in _lines("strokes.txt"):
        for char in chars:
            counts[ord(char) - FIRST] = int(number)
    return bytes(counts)
