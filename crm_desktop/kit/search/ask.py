"""What is asked of the index: the text typed, turned into an expression of grams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crm_desktop.kit import hanzi
from crm_desktop.kit.search.grams import END, FRONT, HEADS, RUNS, WORD, bare, mark

_MOST_WORDS, _LONGEST, _MOST_SPLITS = 8, 64, 6
SPELLINGS = {"lyu": "lv", "nyu": "nv", "lue": "lve", "nue": "nve"}


@dataclass(frozen=True)
class Asked:
    """The words typed, each as its runs of Chinese or of Latin letters and digits."""

    words: tuple[tuple[str, ...], ...]

    @property
    def everything(self) -> str:
        """All words, anywhere."""
        return " AND ".join(_anywhere(run) for word in self.words for run in word)

    def tiers(self) -> Iterator[str]:
        """From the best kind of hit to the plainest; each further one also finds what those before it found."""
        runs = [run for word in self.words for run in word]
        joined = RUNS.findall("".join(runs))[:_MOST_WORDS]
        if len(joined) == 1 and joined[0].isascii():
            yield f"key : {_three(FRONT + FRONT + joined[0] + END)}"
        yield f"name : ({' AND '.join(_marked(joined, END))})"
        others = [_anywhere(run) for run in runs[1:]]
        yield " AND ".join([f"name : {_marked(runs[:1], '')[0]}", *others])
        if runs[0].isascii():
            if len(runs[0]) > 2:
                yield " AND ".join([f"key : {_three(runs[0] + END)}", *others])
            if runs[0].isalpha():
                yield " AND ".join([f"name : ({_spelled_front(runs[0])})", *others])
        yield f"{{name key}} : ({self.everything})"
        yield self.everything


def asked(text: str) -> Asked | None:
    """The text typed, or None when there is nothing in it to search for."""
    words = (bare(word) for word in hanzi.fold(text).split())
    found = tuple(tuple(run[:_LONGEST] for run in RUNS.findall(word)[:_MOST_WORDS]) for word in words if word)
    return Asked(found[:_MOST_WORDS]) if found else None


def _phrase(grams: list[str]) -> str:
    return f'"{" ".join(grams)}"'


def _three(stretch: str) -> str:
    return _phrase(list(map("".join, zip(stretch, stretch[1:], stretch[2:], strict=False))))


def _two(stretch: str) -> str:
    return _phrase(list(map("".join, zip(stretch, stretch[1:], strict=False))))


def _marked(runs: list[str], end: str) -> list[str]:
    """The runs from the front of a name, up to its end when `end` is the mark."""
    marked = [*runs]
    marked[-1] += end
    marked[0] = (FRONT + FRONT if runs[0].isascii() else FRONT) + marked[0]
    return [_three(run) if plain.isascii() else _two(run) for run, plain in zip(marked, runs, strict=True)
            if len(run) > (2 if plain.isascii() else 1)]


def _anywhere(run: str) -> str:
    if not run.isascii():
        return _phrase([run]) if len(run) == 1 else _two(run)
    if len(run) > 2:
        ways = [_three(run), *_spelled(run)]
    else:
        ways = [_three(WORD + WORD + run) if len(run) == 1 else _phrase([WORD + run])]
        if run.isalpha():
            ways += [_spelled_front(run), *([_two(run.translate(HEADS))] if len(run) == 2 else [])]
    return f"({' OR '.join(ways)})" if len(ways) > 1 else ways[0]


def _spelled(run: str) -> list[str]:
    """The run as initials and as pinyin, when it may be those."""
    if not run.isalpha():
        return []
    return [_three(run.translate(HEADS)), *map(_three, filter(lambda way: len(way) > 2, splits(run)))]


def _spelled_front(run: str) -> str:
    """The run as initials or pinyin at the front of a name."""
    if len(run) == 1:
        return _phrase([FRONT + FRONT + run.translate(HEADS)])
    return " OR ".join([_three(FRONT + run.translate(HEADS)), *(_three(FRONT + way) for way in splits(run))])


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
