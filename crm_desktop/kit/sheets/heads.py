"""Finds the head row of a sheet and which column is which field, in any of the three languages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crm_desktop.kit import forms
from crm_desktop.kit.forms import Form

Cell = object
Area = tuple[int, int, int, int]
_SEARCHED = 20  # rows in which a head may stand
_LONGEST = 300  # signs of a head that are looked at; what is longer names no column
_ALIKE = 84.0  # of 100, for a head that is only nearly a label
_APART = 5.0  # how much better than the next field it must be
_SHORTEST = 3
_BETWEEN = " / "  # between the two rows of a head that stands over two rows
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|「[^「」]*」")


@dataclass(frozen=True)
class Head:
    """Where the head stands: its first and last row (counted from 0) and the text over each column."""

    row: int
    last: int
    names: tuple[str, ...]

    @property
    def data(self) -> int:
        """The first row below the head."""
        return self.last + 1


@dataclass(frozen=True)
class _Words:
    """Folded text to field id: labels, other usual headings, and those of what is worked out, never read."""

    labels: dict[str, str]
    synonyms: dict[str, str]
    computed: frozenset[str]


def fold(text: object, *, brackets: bool = True) -> str:
    """A head as it is compared: NFKC, lower, letters and digits only; without remarks in brackets when asked."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold()
    if not brackets:
        plain = _BRACKETS.sub("", plain)
    return "".join(c for c in plain if c.isalnum())


@lru_cache(32)
def _words_of(form_id: str) -> _Words:
    return _collect(forms.get(form_id))


def _words(form: Form) -> _Words:
    try:
        same = forms.get(form.id) is form
    except (KeyError, OSError):
        same = False
    return _words_of(form.id) if same else _collect(form)


def _collect(form: Form) -> _Words:
    labels: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    computed: set[str] = set()
    for field in form.fields:
        texts = [fold(t) for t in field.label.values()]
        if not field.stored:
            computed.update(texts)
            continue
        for text in texts:
            labels.setdefault(text, field.id)
        synonyms.setdefault(fold(field.id), field.id)
    for field_id, texts_ in form.synonyms.items():
        if field_id in form.by_id:
            for text in texts_ if form.by_id[field_id].stored else ():
                synonyms.setdefault(fold(text), field_id)
            if not form.by_id[field_id].stored:
                computed.update(fold(text) for text in texts_)
    labels.pop("", None)
    synonyms.pop("", None)
    return _Words(labels, synonyms, frozenset(computed) - labels.keys())


def find_head(rows: Sequence[Sequence[Cell]], form: Form, merged: Sequence[Area] = ()) -> Head:
    """The head: the row among the first 20 with most known names, two rows where cells are merged over two."""
    words = _words(form)
    best: Head | None = None
    most = 0
    for index in range(min(_SEARCHED, len(rows))):
        single = Head(index, index, _names(rows[index]))
        found = [single]
        if index + 1 < len(rows) and (sure := _two_rows(rows, index, merged, words)) is not None:
            double = Head(index, index + 1, _joined(rows[index], rows[index + 1], index, merged))
            # A title above a whole head adds nothing to it.
            if sure or _score(double.names, words) > _score(_names(rows[index + 1]), words):
                found = [double, single] if sure else [single, double]
        for head in found:
            if (score := _score(head.names, words)) > most:
                best, most = head, score
    return best or _first_filled(rows)


def _first_filled(rows: Sequence[Sequence[Cell]]) -> Head:
    filled = [i for i, row in enumerate(rows[:_SEARCHED]) if any(_text(c) for c in row)]
    wide = [i for i in filled if sum(bool(_text(c)) for c in rows[i]) > 1]
    index = (wide or filled or [0])[0]
    return Head(index, index, _names(rows[index]) if rows else ())


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell)[:_LONGEST].split())


def _names(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(_text(c) for c in row)


def _score(names: Sequence[str], words: _Words) -> int:
    return len({f for n in names if n and (f := _known(n, words))})


def _known(name: str, words: _Words) -> str | None:
    """The field a head names exactly: as a label, as a usual heading, then both without bracketed remarks."""
    for text in _readings(name):
        found = words.labels.get(text) or (None if text in words.computed else words.synonyms.get(text))
        if found:
            return found
    return None


@lru_cache(4096)  # the cells of a sheet are tried again and again
def _readings(name: str) -> tuple[str, ...]:
    parts = [name]
    if _BETWEEN in name:
        parts.append(name.rpartition(_BETWEEN)[2])
    found = [fold(p) for p in parts] + [fold(p, brackets=False) for p in parts]
    return tuple(dict.fromkeys(f for f in found if f))


def _two_rows(
    rows: Sequence[Sequence[Cell]], index: int, merged: Sequence[Area], words: _Words
) -> bool | None:
    """Whether the head may stand over this row and the next: True when merged cells say so, None when it can't."""
    top, below = _names(rows[index]), _names(rows[index + 1])
    if not any(top) or not any(below):
        return None
    width = max(len(top), len(below))
    for r1, c1, r2, _c2 in merged:
        if r1 == index and r2 == index + 1 and any(top[c1 : c1 + 1]):
            return True
    if any(r1 == r2 == index and c2 > c1 and any(below[c1 : c2 + 1]) for r1, c1, r2, c2 in merged):
        return False
    blank = [i for i in range(width) if not (top[i] if i < len(top) else "")]
    if any(i < len(below) and below[i] for i in blank) and all(_known(n, words) for n in below if n):
        return False
    return None


def _joined(top: Sequence[Cell], below: Sequence[Cell], index: int, merged: Sequence[Area]) -> tuple[str, ...]:
    upper, lower = list(_names(top)), list(_names(below))
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    for r1, c1, r2, c2 in merged:
        if r1 <= index <= r2:
            for column in range(c1 + 1, min(c2 + 1, width)):
                upper[column] = upper[column] or upper[c1]
    if not merged:
        for column in range(1, width):
            if lower[column] and not upper[column] and lower[column - 1]:
                upper[column] = upper[column - 1]
    return tuple(
        up + _BETWEEN + low if up and low and up != low else up or low for up, low in zip(upper, lower, strict=True)
    )


def map_columns(
    head: Sequence[Cell] | Head, form: Form, chosen: Mapping[int, str | None] | None = None
) -> dict[int, str]:
    """Which column holds which field. What the user chose stands (None: not read); each field is taken once."""
    names = head.names if isinstance(head, Head) else _names(head)
    words = _words(form)
    fixed = {i: f for i, f in (chosen or {}).items() if 0 <= i < len(names)}
    found = {i: f for i, f in fixed.items() if f is not None and f in form.by_id}
    open_ = [i for i, n in enumerate(names) if n and i not in fixed]
    for rank in range(4):
        for index in list(open_):
            field = _at_rank(names[index], words, rank)
            if field and field not in found.values():
                found[index] = field
                open_.remove(index)
    for index in open_:
        field = _nearly(names[index], words, set(found.values()))
        if field:
            found[index] = field
    return dict(sorted(found.items()))


def _at_rank(name: str, words: _Words, rank: int) -> str | None:
    """Label or usual heading, whole or without brackets: the surer reading of any column goes first."""
    table = words.labels if rank % 2 == 0 else words.synonyms
    whole = {fold(p) for p in (name, name.rpartition(_BETWEEN)[2])}
    for text in _readings(name):
        if (text in whole) == (rank < 2) and text in table and (rank % 2 == 0 or text not in words.computed):
            return table[text]
    return None


def _nearly(name: str, words: _Words, taken: set[str]) -> str | None:
    """The field whose label is nearly this head, when no other is as near."""
    from rapidfuzz import fuzz, process

    text = fold(name.rpartition(_BETWEEN)[2], brackets=False)
    if len(text) < _SHORTEST or any(t in words.computed for t in _readings(name)):
        return None
    known = {**{t: None for t in words.computed}, **words.synonyms, **words.labels}
    near = process.extract(text, list(known), scorer=fuzz.ratio, limit=8, score_cutoff=_ALIKE - _APART)
    best: dict[str | None, float] = {}
    for other, score, _index in near:
        best[known[other]] = max(best.get(known[other], 0.0), score)
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][0] is None or ranked[0][0] in taken or ranked[0][1] < _ALIKE:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _APART:
        return None
    return ranked[0][0]


def worked_out(name: str, form: Form) -> bool:
    """Whether a head names what the program works out by itself, and so never reads."""
    words = _words(form)
    return any(text in words.computed and text not in words.synonyms for text in _readings(name))


def signature(head: Sequence[Cell] | Head) -> str:
    """A short name for these heads in this order: a mapping chosen once is found again by it."""
    names = head.names if isinstance(head, Head) else _names(head)
    text = "\x1f".join(fold(n) for n in names).rstrip("\x1f")
    return hashlib.sha256(text.encode()).hexdigest()[:16]
