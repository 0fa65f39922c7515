"""Which characters of a name a typed text has matched, so that a window can show them bold."""

from __future__ import annotations

from crm_desktop.kit import hanzi
from crm_desktop.kit.search.ask import SPELLINGS, asked
from crm_desktop.kit.search.grams import bare

_Spelled = list[tuple[int, tuple[str, ...]]]


def highlight(name: str, text: str) -> list[tuple[int, int]]:
    """The ranges (start, end) of the name matched by the text: its characters, its pinyin or its initials."""
    wanted = asked(text)
    if wanted is None or not name:
        return []
    folded, places = hanzi.fold_with_places(name)
    kept = [(char, place) for char, place in zip(folded, places, strict=True) if bare(char)]
    plain = "".join(char for char, _ in kept)
    found: set[int] = set()
    spelled: _Spelled | None = None
    for run in (run for word in wanted.words for run in word):
        at = _literal(plain, run, [place for _, place in kept])
        if not at and run.isascii() and run.isalpha():
            spelled = hanzi.choices(name) if spelled is None else spelled
            at = _by_sound(spelled, run)
        found |= at
    return _ranges(sorted(found))


def _literal(plain: str, run: str, places: list[int]) -> set[int]:
    found: set[int] = set()
    start = plain.find(run)
    while start >= 0:
        found.update(places[start:start + len(run)])
        start = plain.find(run, start + len(run))
    return found


def _by_sound(spelled: _Spelled, run: str) -> set[int]:
    for whole in (False, True):
        for start in range(len(spelled)):
            length = _sounds(spelled[start:], run, whole=whole)
            if length:
                return {place for place, _ in spelled[start:start + length]}
    return set()


def _sounds(spelled: _Spelled, run: str, *, whole: bool) -> int:
    """How many characters from the first on the letters spell; 0 when they don't."""
    if not whole:
        fits = len(run) <= len(spelled) and all(
            any(name.startswith(letter) for name in names)
            for letter, (_, names) in zip(run, spelled, strict=False))
        return len(run) if fits else 0
    if not spelled:
        return 0
    for name in spelled[0][1]:
        for form in (name, *(typed for typed, meant in SPELLINGS.items() if meant == name)):
            if form.startswith(run):
                return 1
            if run.startswith(form) and (more := _sounds(spelled[1:], run[len(form):], whole=True)):
                return more + 1
    return 0


def _ranges(places: list[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for place in places:
        if ranges and ranges[-1][1] == place:
            ranges[-1] = (ranges[-1][0], place + 1)
        else:
            ranges.append((place, place + 1))
    return ranges
