"""Make resources/hanzi/ anew from pypinyin, OpenCC and Unihan; run by hand when one of them changes.

The program itself imports neither pypinyin (57 MB of memory, 0.2 s) nor OpenCC: it reads these small
tables in a few milliseconds. A test compares the tables with both libraries.

    python build_spec/make_hanzi.py [Unihan_IRGSources.txt or .bz2]

Without the Unihan file (Debian: package unicode-data) the table of strokes is left as it is.
"""

from __future__ import annotations

import bz2
import sys
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[1] / "resources" / "hanzi"
COMMON = range(0x3400, 0xA000)
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
BIG5_LEVELS, MOST_STROKES = ((0xA440, 0xC67E), (0xC940, 0xF9D5)), 65
NASAL = {"n": "en", "ng": "en", "m": "mu", "hm": "hen", "hng": "heng"}


@cache
def numbered(syllable: str) -> str:
    """zhōng -> zhong1, lǜ -> lv4, ma -> ma5."""
    tone, letters = "5", ""
    for char in unicodedata.normalize("NFD", syllable):
        if char == "\u0308":
            letters = letters[:-1] + "v"
        elif char in TONES:
            tone = TONES[char]
        elif char.isascii() and char.isalpha():
            letters += char
    return NASAL.get(letters, letters) + tone


def toneless(syllable: str) -> str:
    return syllable.rstrip("12345")


def folding() -> dict[str, str]:
    """Each traditional or variant character and the simplified one it is found by."""
    from opencc import OpenCC

    steps = [OpenCC(name) for name in ("t2s", "tw2s", "hk2s")]
    found = {}
    for code in [*COMMON, 0x3007, *range(0x20000, 0x2A6E0)]:
        char = chr(code)
        simple = steps[0].convert(char)
        for step in steps[1:]:
            simple = steps[0].convert(simple if simple != char else step.convert(char))
        if simple != char and len(simple) == 1:
            found[char] = simple
    found["锺"] = "钟"
    del found["么"]  # a common character of its own; OpenCC would make 幺 of it
    return found


def default_readings() -> dict[str, str]:
    """Each common character and its usual reading with the tone."""
    from pypinyin.pinyin_dict import pinyin_dict

    found = {chr(code): numbered(text.split(",")[0]) for code, text in pinyin_dict.items()
             if code in COMMON or code == 0x3007}
    return {char: reading for char, reading in found.items() if toneless(reading)}


def phrases(default: dict[str, str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The phrases read otherwise than character by character, and the other readings of characters."""
    from opencc import OpenCC
    from pypinyin.constants import PHRASES_DICT

    other, count = {}, defaultdict(Counter)
    traditional = OpenCC("s2t")
    for phrase, raw in PHRASES_DICT.items():
        reading = [numbered(r[0]) for r in raw]
        if len(phrase) != len(reading) or not all(char in default for char in phrase):
            continue
        for char, syllable in zip(phrase, reading, strict=True):
            count[char][syllable] += 1
        differs = any(toneless(default[c]) != toneless(r) for c, r in zip(phrase, reading, strict=True))
        if differs and len(phrase) <= 4:
            other[phrase] = reading
    for phrase in list(other):
        form = traditional.convert(phrase)
        if len(form) == len(phrase):
            other.setdefault(form, other[phrase])
    return other, {char: often for char in count if (often := _often(default[char], count[char]))}


def _often(usual: str, count: Counter[str]) -> list[str]:
    total = sum(count.values())
    plain: Counter[str] = Counter()
    for syllable, n in count.items():
        plain[toneless(syllable)] += n
    names = [s for s, n in plain.most_common() if s != toneless(usual) and n >= 3 and n / total >= 0.04]
    return [max((s for s in count if toneless(s) == name), key=lambda s: count[s]) for name in names]


def strokes(file: Path) -> dict[str, int]:
    """The strokes of each common character: Unihan's count, but Taiwan's own for the characters of Big5."""
    raw = file.read_bytes()
    lines = (bz2.decompress(raw) if file.suffix == ".bz2" else raw).decode("utf-8").splitlines()
    rows = [line.split() for line in lines if "\tkTotalStrokes\t" in line]
    found = {chr(int(row[0].removeprefix("U+"), base=16)): int(row[-1]) for row in rows}
    for first, last in BIG5_LEVELS:
        chars = _big5(first, last)
        found.update(zip(chars, _rising([found.get(char, 0) for char in chars]), strict=True))
    return {char: n for char, n in found.items() if ord(char) in COMMON}


def _big5(first: int, last: int) -> str:
    codes = (code.to_bytes(2, "big") for code in range(first, last + 1))
    return "".join(code.decode("big5", "ignore") for code in codes if 0x40 <= code[1] < 0x7F or 0xA1 <= code[1] < 0xFF)


def _rising(counts: list[int]) -> list[int]:
    """The rising counts nearest to these: Big5 is ordered by strokes, so where Unihan falls back, it differs."""
    cost, steps = [0] * MOST_STROKES, []
    for count in counts:
        best, chosen, arrived = 0, [], []
        for n in range(MOST_STROKES):
            best = n if cost[n] < cost[best] else best
            chosen.append(best)
            arrived.append(cost[best] + min(abs(count - n), 3))
        cost = arrived
        steps.append(chosen)
    n, found = min(range(MOST_STROKES), key=lambda n: cost[n]), []
    for chosen in reversed(steps):
        found.append(n)
        n = chosen[n]
    return found[::-1]


def grouped(pairs: dict[str, str]) -> str:
    """One line for each value: the value, a tab, all characters that have it."""
    groups = defaultdict(list)
    for char, value in pairs.items():
        groups[value].append(char)
    return "".join(f"{value}\t{''.join(sorted(groups[value]))}\n" for value in sorted(groups))


def tables() -> dict[str, str]:
    """The text of every made file by name, but for the strokes."""
    default = default_readings()
    other, often = phrases(default)
    return {
        "fold.txt": grouped(folding()),
        "readings.txt": grouped(default),
        "phrases.txt": "".join(f"{p}\t{' '.join(other[p])}\n" for p in sorted(other)),
        "others.txt": "".join(f"{c}\t{' '.join(often[c])}\n" for c in sorted(often)),
    }


def main() -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    for name, text in tables().items():
        (HOME / name).write_text(text, "utf-8", newline="\n")
    if len(sys.argv) > 1:
        counts = strokes(Path(sys.argv[1]))
        (HOME / "strokes.txt").write_text(grouped({c: f"{n:02d}" for c, n in counts.items()}), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
