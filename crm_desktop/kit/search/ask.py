"""What is asked of the index: the text typed, turned into an expression of grams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from crm_desktop.kit import hanzi
from crm_desktop.kit.search.grams import (
    END,
    FRONT,
    HEADS,
    NAME,
    NUMBER,
    PARTS,
    PEOPLE,
    PHONES,
    RUNS,
    WORD,
    bare,
    cut,
    mark,
)

_MOST_WORDS, _LONGEST, _LONGEST_TEXT, _MOST_SPLITS = 8, 64, 1_000, 6
SPELLINGS = {"lyu": "lv", "nyu": "nv", "lue": "lve", "nue": "nve"}


@dataclass(frozen=True)
class Asked:
    """The words typed, each as its runs of Chinese or of Latin letters and digits."""

    words: tuple[tuple[str, ...], ...]

    @property
    def everything(self) -> str:
        """All words, anywhere."""
        return _all(_anywhere(run, PARTS) for word in self.words for run in word)

    def tiers(self) -> Iterator[str]:
        """From the best kind of hit to the plainest; each further one also finds what those before it found."""
        runs = [run for word in self.words for run in word]
        joined = RUNS.findall("".join(runs))[:_MOST_WORDS]
        if len(joined) == 1 and joined[0].isascii():
            yield _threes(FRONT + FRONT + joined[0] + END, NUMBER)
        yield _all(_at_front(joined, END))
        others = [_anywhere(run, PARTS) for run in runs[1:]]
        yield _all([*_at_front(runs[:1], ""), *others])
        if runs[0].isascii():
            if len(runs[0]) > 2:
                yield _all([_any([_threes(runs[0] + END, part) for part in (NUMBER, PHONES)]), *others])
            if runs[0].isalpha():
                yield _all([_any(_spelled_front(runs[0], NAME)), *others])
        yield _all(_anywhere(run, (NAME, NUMBER, PHONES)) for run in runs)
        yield self.everything


def asked(text: str) -> Asked | None:
    """The text typed, or None when there is nothing in it to search for."""
    words = (bare(word) for word in hanzi.fold(text[:_LONGEST_TEXT]).split())
    found = tuple(tuple(run[:_LONGEST] for run in RUNS.findall(word)[:_MOST_WORDS]) for word in words if word)
    return Asked(found[:_MOST_WORDS]) if found else None


def _all(expressions: Iterable[str]) -> str:
    return " AND ".join(expressions)


def _any(expressions: list[str]) -> str:
    return f"({' OR '.join(expressions)})" if len(expressions) > 1 else expressions[0]


def _threes(stretch: str, part: str) -> str:
    return f'"{" ".join(cut(stretch, 3, part))}"'


def _twos(stretch: str, part: str) -> str:
    return f'"{" ".join(cut(stretch, 2, part))}"'


def _at_front(runs: list[str], end: str) -> list[str]:
    """The runs from the front of a name, up to its end when `end` is the mark."""
    marked = [*runs]
    marked[-1] += end
    marked[0] = (FRONT + FRONT if runs[0].isascii() else FRONT) + marked[0]
    return [_threes(run, NAME) if plain.isascii() else _twos(run, NAME)
            for run, plain in zip(marked, runs, strict=True) if len(run) > (2 if plain.isascii() else 1)]


def _anywhere(run: str, parts: Iterable[str]) -> str:
    return _any([way for part in parts for way in _ways(run, part)])


def _ways(run: str, part: str) -> list[str]:
    """The ways in which a run can stand in a part of a document."""
    if part == PHONES:
        return [_threes(run, part)] if run.isdigit() and run.isascii() and len(run) > 2 else []
    if not run.isascii():
        return [_twos(run, part) if len(run) > 1 else f'"{part}{run}"']
    spelled = run.isalpha() and part in (NAME, PEOPLE)
    if len(run) > 2:
        return [_threes(run, part), *(_spelled(run, part) if spelled else [])]
    if part == NUMBER:  # every number of a form begins with the same letters
        return []
    ways = [_threes((WORD + WORD + run)[-3:], part)]
    return [*ways, *_spelled_front(run, part), *_spelled(run, part)] if spelled else ways


def _spelled(run: str, part: str) -> list[str]:
    """The run as initials and as pinyin anywhere in a name."""
    initials = run.translate(HEADS)
    if len(run) < 3:
        return [_twos(initials, part)] if len(run) == 2 else []
    return [_threes(initials, part), *(_threes(way, part) for way in splits(run) if len(way) > 2)]


def _spelled_front(run: str, part: str) -> list[str]:
    """The run as initials or pinyin at the front of a name."""
    if len(run) == 1:
        return [_threes(FRONT + FRONT + run.translate(HEADS), part)]
    return [_threes(FRONT + run.translate(HEADS), part), *(_threes(FRONT + way, part) for way in splits(run))]


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:n] for name in hanzi.plain_syllables() for n in range(1, len(name) + 1))


def splits(run: str) -> list[str]:
    """The ways to read letters as syllables, the last one perhaps unfinished; in the alphabets of the index."""
    found: list[str] = []
    known = hanzi.plain_syllables()

    def walk(place: int, done: str) -> None:
        if len(found) >= _MOST_SPLITS:
            return
        left = run[place:]
        if left in _beginnings() or left in SPELLINGS:
            found.append(done + mark(SPELLINGS.get(left, left)))
        for length in range(min(6, len(left) - 1), 0, -1):
            piece = left[:length]
            if piece in known or piece in SPELLINGS:
                walk(place + length, done + mark(SPELLINGS.get(piece, piece)))

    walk(0, "")
    return found
