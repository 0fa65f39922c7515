"""Pinyin: how a text is read, with the readings of surnames, phrases and ambiguous characters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from crm_desktop.kit.hanzi import tables
from crm_desktop.kit.hanzi.folding import fold

_MOST = 4  # readings kept for one character


@cache
def usual(char: str) -> str:
    """The usual reading with its tone, "" for anything else; a rare traditional form is read like the simplified."""
    return tables.usual(char) or tables.usual(tables.simplified().get(ord(char), " "))


def is_han(char: str) -> bool:
    """Whether the character is read in pinyin."""
    return bool(usual(char))


@cache
def plain(char: str) -> str:
    """The usual reading without its tone, "" for anything but a Chinese character."""
    return usual(char)[:-1]


@cache
def _ambiguous() -> frozenset[str]:
    others, simplified = tables.others(), tables.simplified()
    forms = (chr(code) for code, simple in simplified.items() if simple in others)
    return tables.pivots().union(others, forms)


def is_ambiguous(text: str) -> bool:
    """Whether a character of the text, or the surname it may begin with, has more than one common reading."""
    return not _ambiguous().isdisjoint(text) or bool(_surname(text))


def _surname(text: str) -> tuple[str, ...]:
    """The readings of the surname the text begins with, when the table has it."""
    start, known = fold(text[:2]), tables.surnames()
    return known.get(start) or known.get(start[:1]) or ()


def has_surname(text: str) -> bool:
    """Whether the text begins with a surname that is read in its own way."""
    return bool(_surname(text))


def looks_like_person(text: str) -> bool:
    """Whether the text may be a Chinese person's name: two or three characters, four with a double surname."""
    if not 2 <= len(text) <= 4 or not all(map(is_han, text)):
        return False
    return len(text) < 4 or len(_surname(text)) == 2


def toned(text: str, surname: bool | None = None) -> list[str]:
    """The reading of each character with its tone, "" where it has none.

    `surname` says whether the text is a person's name; None looks at its shape.
    """
    found = [usual(char) for char in text]
    for place, reading in _in_phrases(text):
        found[place:place + len(reading)] = reading
    if surname or (surname is None and looks_like_person(text)):
        special = _surname(text)
        found[:len(special)] = special
    return found


def _in_phrases(text: str) -> Iterator[tuple[int, list[str]]]:
    """The known phrases in the text, the longest first, with their places."""
    if tables.pivots().isdisjoint(text):
        return
    known, lengths, free = tables.phrases(), tables.phrase_lengths(), 0
    for place, char in enumerate(text):
        if char not in lengths or place < free:
            continue
        for length in lengths[char]:
            reading = known.get(text[place:place + length])
            if reading:
                yield place, reading.split()
                free = place + length
                break


@cache
def _plain_choices(char: str) -> tuple[str, ...]:
    names = (usual(char), *tables.others().get(fold(char), ()))
    return tuple(dict.fromkeys(name[:-1] for name in names if name))


def _first(reading: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return names if names[:1] == (reading[:-1],) else tuple(dict.fromkeys((reading[:-1], *names)))


def choices(text: str, surname: bool | None = None) -> list[tuple[int, tuple[str, ...]]]:
    """For each Chinese character its place and all readings it may be found by, the best first, no tones."""
    found = [_plain_choices(char) for char in text]
    for place, readings in _in_phrases(text):
        for step, reading in enumerate(readings, place):
            found[step] = _first(reading, found[step])
    person = surname or (surname is None and looks_like_person(text))
    for place, reading in enumerate(_surname(text)):
        names = found[place]
        found[place] = _first(reading, names) if person else tuple(dict.fromkeys((*names, reading[:-1])))
    return [(place, names[:_MOST]) for place, names in enumerate(found) if names]


def _units(text: str, surname: bool | None) -> list[tuple[str, bool]]:
    """The words and the syllables of a text in order; True for a syllable."""
    units: list[tuple[str, bool]] = []
    word = ""
    for char, reading in zip(text, toned(text, surname), strict=True):
        if not reading and char.isalnum():
            word += fold(char)
            continue
        if word:
            units.append((word, False))
            word = ""
        if reading:
            units.append((reading[:-1], True))
    return [*units, (word, False)] if word else units


def pinyin(text: str, *, surname: bool | None = None, between: str = " ") -> str:
    """The text in pinyin without tones, ü as v: 重庆 -> "chong qing"; other words stay, folded."""
    return between.join(unit for unit, _ in _units(text, surname))


def initials(text: str, *, surname: bool | None = None) -> str:
    """The first letters of the syllables, other words whole: 中国移动 -> "zgyd"."""
    return "".join(unit[0] if han else unit for unit, han in _units(text, surname))
