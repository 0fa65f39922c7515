"""Measures text and breaks it into lines. Text is only ever text here: nothing in it is markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from crm_desktop.kit.pdf.fonts import Face, face

MM = 72 / 25.4
BODY, SMALL, TINY = 10.5, 9.0, 7.5
LEADING, DROP = 1.42, 0.36  # from base line to base line, and from a line's middle down to its base, in em
SIDES = 10.0  # room left and right of a cell's text, together
MARK = 0.62  # size of the digits in the mark of an uncovered character, in em
TICK = 0.86  # side of a tick box, in em
_NO_START = frozenset("!%),.:;?]}¢°’”†‡•…‰′″℃、。々〉》」』】〕〗〞︰︱︳﹐﹑﹒"
                      "﹔﹕﹖﹗﹚﹜﹞！％），．：；？］｜｝～–—─ー·・")
_NO_END = frozenset("$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥№")
_TIGHT = 0.62
_NAMED = 12  # uncovered characters named
_SHORT = 4  # lines that are made about as long as each other
_SEAMS = "-/_.@?&=+,;:"
# Characters that have no ink of their own: joiners, direction marks, variation selectors.
_INKLESS = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
                      "\U000e0000-\U000e0fff]")
_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LATIN = re.compile(r"[^\s\u2e80-\uffef]+")
_TOKEN = re.compile(r"[ \u00a0\u3000]+|[^ \u00a0\u2e80-\uffef\U00010000-\U0010ffff]+|.", re.DOTALL)


class Run(NamedTuple):
    """A piece of text inside a mixed line."""

    dx: float
    text: str
    size: float


class Tick(NamedTuple):
    """A tick box inside a mixed line."""

    dx: float
    ticked: bool


class Mixed(NamedTuple):
    """A line of tick boxes and texts."""

    width: float
    pieces: tuple[Run | Tick, ...]


Line = str | Mixed


class Ruler:
    """Measures and breaks the texts of one paper, and remembers which characters the font lacks."""

    def __init__(self) -> None:
        self.regular, self.bold = face(), face(True)
        self.missing: dict[str, None] = {}
        self.tight = False

    def pad(self, room: float) -> float:
        """Room between things; less of it where that saves a last page of few lines."""
        return room * _TIGHT if self.tight else room

    def face(self, bold: bool) -> Face:
        """The face of that weight."""
        return self.bold if bold else self.regular

    def clean(self, text: str) -> str:
        """The text as it can be set: line ends and spaces made plain, inkless characters left out."""
        covered = self.regular.covered
        if covered.issuperset(text):
            return text
        text = _INKLESS.sub("", _ENDS.sub("\n", text)).replace("\t", "    ")
        if not covered.issuperset(text.replace("\n", "")):
            text = unicodedata.normalize("NFC", text)
            self.missing.update((c, None) for c in text if c != "\n" and c not in covered)
        return text

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide cleaned text without line ends stands."""
        widths = self.face(bold).widths
        try:
            return sum(map(widths.__getitem__, text)) * size
        except KeyError:
            return sum(widths[c] if c in widths else self.mark(c) for c in text) * size

    def mark(self, char: str) -> float:
        """How wide the mark of an uncovered character is, in em."""
        return len(f"{ord(char):04X}") * self.regular.widths["0"] * MARK * 1.06 + 0.4

    def wrap(self, text: str, width: float, size: float, bold: bool = False) -> list[str]:
        """The lines of a text; none is wider than `width`."""
        lines: list[str] = []
        for part in self.clean(text).split("\n"):
            if self.width(part, size, bold) <= width:
                lines.append(part)
            else:
                self._fill(part, width, size, bold, lines)
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        return lines

    def balanced(self, text: str, width: float, size: float, bold: bool = False) -> list[str]:
        """The lines of a short text, as many as must be, all about as long: no last line of a single sign."""
        lines = self.wrap(text, width, size, bold)
        if not 1 < len(lines) <= _SHORT or "\n" in text:
            return lines
        low, high = width / len(lines) * 0.5, width
        while high - low > size / 4:
            middle = (low + high) / 2
            tried = self.wrap(text, middle, size, bold)
            if len(tried) > len(lines) or not set(_words(text)).issubset(_words("\n".join(tried))):
                low = middle
            else:
                high, lines = middle, tried
        return lines

    def _fill(self, text: str, width: float, size: float, bold: bool, lines: list[str]) -> None:
        """Break one paragraph. Words stay whole where a line is wide enough for them."""
        line, used, known = "", 0.0, self.face(bold).widths
        for unit in units(text):
            wide = known[unit] * size if unit in known else self.width(unit, size, bold)
            if used + wide <= width:
                line, used = line + unit, used + wide
                continue
            if unit.isspace():  # spaces hang over the edge and begin no line
                lines.append(line)
                line, used = "", 0.0
                continue
            if line:
                lines.append(line.rstrip())
            line, used = self._chop(unit, width, size, bold, lines) if wide > width else (unit, wide)
        if line:
            lines.append(line.rstrip())

    def _chop(self, unit: str, width: float, size: float, bold: bool, lines: list[str]) -> tuple[str, float]:
        """Break a word wider than a line, at a seam where there is one; gives the rest."""
        start, used, position = 0, 0.0, 0
        while position < len(unit):
            wide = self.width(unit[position], size, bold)
            if used + wide > width and position > start:
                half = start + (position - start) // 2
                seam = max((unit.rfind(s, half, position) for s in _SEAMS), default=-1)
                position = seam + 1 if seam >= half else position
                lines.append(unit[start:position])
                start, used = position, 0.0
                continue
            used, position = used + wide, position + 1
        return unit[start:], used

    def fit(self, text: str, width: float, size: float) -> str:
        """The text on one line, cut with an ellipsis where it is too wide."""
        text = self.clean(text).replace("\n", " ")
        if self.width(text, size) <= width:
            return text
        used = self.width("…", size)
        for position, char in enumerate(text):
            used += self.width(char, size)
            if used > width:
                return text[:position].rstrip() + "…"
        return text

    def ticks(self, options: Sequence[tuple[bool, str]], width: float, size: float, note: str = "") -> list[Line]:
        """Tick boxes with their labels, as many a line as there is room for; a small note behind them."""
        box, x = TICK * size + 0.28 * size, 0.0
        lines: list[Line] = []
        pieces: list[Run | Tick] = []
        pack: list[tuple[bool | None, str, float]] = [(ticked, label, size) for ticked, label in options]
        pack += [(None, note, SMALL)] if note else []
        for ticked, label, high in pack:
            indent = 0.0 if ticked is None else box
            words = self.wrap(label, max(width - indent, size), high)
            for number, word in enumerate(words):
                wide = indent + self.width(word, high)
                if pieces and (number or x + wide > width):
                    lines.append(Mixed(x, tuple(pieces)))
                    pieces, x = [], 0.0
                if number == 0 and ticked is not None:
                    pieces.append(Tick(x, ticked))
                pieces.append(Run(x + indent, word, high))
                x += wide + size * 1.05
        if pieces:
            lines.append(Mixed(x, tuple(pieces)))
        return lines

    def names_of_missing(self) -> str:
        """The uncovered characters met so far, as codes with their names."""
        names = [f"U+{ord(c):04X} {unicodedata.name(c, '')}".rstrip() for c in list(self.missing)[:_NAMED]]
        return ", ".join(names) + (" …" if len(self.missing) > _NAMED else "")


def _words(text: str) -> list[str]:
    """The words of a text that are written apart; Chinese ones may be cut anywhere."""
    return _LATIN.findall(text)


def units(text: str) -> list[str]:
    """The pieces between which a line may break: Latin words whole, Chinese by character with its marks."""
    starts, before = [0], ""
    for token in _TOKEN.finditer(text):
        first = token[0][0]
        free = first not in _NO_START and before not in _NO_END if not before.isspace() else True
        if token.start() and (first.isspace() or free):
            starts.append(token.start())
        before = token[0][-1]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
