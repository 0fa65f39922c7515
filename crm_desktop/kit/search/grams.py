"""What is written into the index: a document cut into short pieces of text ("grams").

Chinese runs are cut into single characters and pairs, Latin and digits into threes, so that any fragment
is a phrase of grams and no length needs a scan. First come stretches, kept with the document because
a gram can only be taken out of the index by naming it again; then grams, by a rule that must not
change for a stored stretch (else FORMAT in `index` is raised and the index built anew).

Marks are letters that folding never leaves, because it takes their accents off: WORD and FRONT stand
before a word and a name, END after a name, a number and a telephone. Pinyin is written in two such
alphabets, HEADS for the first letter of a syllable and TAILS for the others, so that "hao" finds 郝 but
not 赵 (zhao). Grams of all parts but the name begin with a letter
of their part, so that a name is asked alone without passing by all the others, and a change of one part
leaves the others as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crm_desktop.kit import hanzi

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HEADS = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ"
_TAILS = "àáâãäåçèéêëìíîïñòóôõöùúûüý"
WORD, FRONT, END = "ĀĂĄ"
NAME, NUMBER, PHONES, PEOPLE, WORDS = PARTS = ("", "Ć", "Ĉ", "Ċ", "Č")
HEADS = str.maketrans(_LETTERS, _HEADS)
_TAIL = str.maketrans(_LETTERS, _TAILS)
_AROUND = 3  # syllables kept on each side of another reading
_MOST_NAME, _MOST_WORDS, _MOST_PEOPLE = 1_000, 20_000, 200  # characters of a name, of other text; further names
_LATIN = re.compile("[a-z0-9]+")
_WIDE = re.compile("[^a-z0-9]+")
RUNS = re.compile("[a-z0-9]+|[^a-z0-9]+")
_ENDS = FRONT + END
_LETTERED = re.compile(f"[a-z0-9{_HEADS}]")
_SPELLED = re.compile(f"[a-z0-9{_TAILS}]")
_OTHER_THAN_DIGITS = re.compile("[^0-9]+")
_LONG_PHONE = 15  # more digits are several telephones with spaces between
_PHONES = re.compile(r"[\n,;/|\u3001]+")


@dataclass
class Doc:
    """A record as the search sees it.

    `name` weighs most and is found by pinyin too, `people` (one a line) are further names, `phones` one
    a line, `words` and `latin` any other text. Sensitive values never come here.
    """

    form: str
    record: int
    number: str = ""
    name: str = ""
    words: str = ""
    phones: str = ""
    latin: str = ""
    people: str = ""


class _Kept(dict[int, str]):
    """Code point -> itself, or nothing for spaces and punctuation, which searching overlooks."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = unicodedata.category(char)
        keep = char.isalnum() if char.isascii() else kind[0] not in "PZC" or kind == "Co"  # private: rare names
        self[code] = char if keep else ""
        return self[code]


class _Spelling(dict[int, str]):
    """Code point -> its syllable with the first letter marked, or only that letter."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__()
        self._whole = whole

    def __missing__(self, code: int) -> str:
        syllable = hanzi.plain(chr(code))
        self[code] = mark(syllable) if self._whole else mark(syllable[:1])
        return self[code]


_kept = _Kept()
_whole, _first = _Spelling(whole=True), _Spelling(whole=False)


@cache
def mark(syllable: str) -> str:
    """The syllable in the two alphabets of the index."""
    return syllable[:1].translate(HEADS) + syllable[1:].translate(_TAIL)


def bare(text: str) -> str:
    """Folded text without spaces and punctuation."""
    return text.translate(_kept)


def source(doc: Doc) -> str:
    """The stretches of name, number, telephones, people and other words: a line for each part, spaces between."""
    number = bare(hanzi.fold(doc.number))
    people = (stretch for line in doc.people.splitlines()[:_MOST_PEOPLE] for stretch in _of_name(line))
    words = f"{doc.words}\n{doc.latin}"[:_MOST_WORDS] if doc.words or doc.latin else ""
    parts = (
        _of_name(doc.name),
        [FRONT + FRONT + run + END if run.isascii() else run for run in RUNS.findall(number)],
        [digits + END for digits in _phones(doc.phones)] if doc.phones else (),
        people,
        _of_text(words) if words else (),
    )
    return "\n".join(map(" ".join, parts))


def _of_name(name: str) -> list[str]:
    name = name[:_MOST_NAME]
    folded = hanzi.fold(name)
    joined = bare(folded)
    if not joined:
        return []
    words = _LATIN.findall(folded)
    if not words:
        return [FRONT + joined + END, *_spelled(name)]
    runs: list[str] = RUNS.findall(joined)
    runs[-1] += END
    runs[0] = (FRONT + FRONT if joined[0].isascii() else FRONT) + runs[0]
    runs += [WORD + WORD + word[:2] for word in dict.fromkeys(words)]
    return runs if joined.isascii() else [*runs, *_spelled(name)]


def _spelled(name: str) -> list[str]:
    """The name in pinyin and in initials, read as a person's and as another, and with other readings of a character."""
    if not hanzi.is_ambiguous(name):
        spelling = name.translate(_whole)
        return [FRONT + FRONT + spelling, FRONT + name.translate(_first)] if spelling else []
    seen: list[str] = []
    for surname in (True, False) if hanzi.has_surname(name) else (False,):
        found = [readings for _, readings in hanzi.choices(name, surname)]
        main = [mark(readings[0]) for readings in found]
        seen.append(FRONT + FRONT + "".join(main))
        seen.append(FRONT + "".join([syllable[0] for syllable in main]))
    for place, readings in enumerate(found):
        for reading in readings[1:]:
            seen += _other_reading(main, place, mark(reading))
    return list(dict.fromkeys(seen))


def _other_reading(main: list[str], place: int, syllable: str) -> list[str]:
    start = max(0, place - _AROUND)
    near = [*main[start:place], syllable, *main[place + 1:place + 1 + _AROUND]]
    spelling = ("" if start else FRONT + FRONT) + "".join(near)
    if syllable[0] == main[place][0]:
        return [spelling]
    return [spelling, ("" if start else FRONT) + "".join([part[0] for part in near])]


def _phones(phones: str) -> Iterator[str]:
    for phone in _PHONES.split(hanzi.fold(phones)):
        digits = _OTHER_THAN_DIGITS.sub("", phone)
        if len(digits) > _LONG_PHONE:
            yield from filter(None, (_OTHER_THAN_DIGITS.sub("", part) for part in phone.split()))
        elif digits:
            yield digits


def _of_text(text: str) -> Iterator[str]:
    for line in dict.fromkeys(hanzi.fold(text).splitlines()):
        for chunk in line.split():
            for run in _LATIN.findall(bare(chunk)):
                yield WORD + WORD + run
        yield from _WIDE.findall(bare(line))


def grams(source: str) -> str:
    """The grams of a document's source, spaces between them: what the index is given."""
    found: list[str] = []
    for part, line in zip(PARTS, source.split("\n"), strict=True):
        for stretch in line.split(" "):
            if not _LETTERED.search(stretch):
                found += [part + char for char in dict.fromkeys(stretch.strip(_ENDS))]
                found += cut(stretch, 2, part)
                continue
            found += cut(stretch, 3, part)
            if not _SPELLED.search(stretch):
                found += cut(stretch.strip(FRONT), 2, part)
    return " ".join(found)


def cut(stretch: str, size: int, part: str) -> list[str]:
    """Every piece of that size, with the mark of its part before it."""
    return [part + stretch[start:start + size] for start in range(len(stretch) - size + 1)]
