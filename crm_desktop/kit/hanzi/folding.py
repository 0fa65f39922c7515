"""Folding: the one shape in which texts are compared, whatever was typed."""

from __future__ import annotations

import unicodedata

from crm_desktop.kit.hanzi import tables


class _Folds(dict[int, str]):
    """Code point -> its folded text, worked out once for each character that turns up."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = "".join(_fold_one(char) for char in _compatible(chr(code)))
        return folded


def _compatible(char: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())


def _fold_one(char: str) -> str:
    if char == "\n" or (char.isascii() and char.isprintable()):
        return char
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Cf"):
        return ""
    if kind[0] == "Z" or kind in ("Cc", "Cs"):
        return " "
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() and base.isalpha() else tables.simplified().get(ord(char), char)


_folds = _Folds()


def fold(text: str) -> str:
    """The text for comparing: full width to half, lower case, no accents, simplified, no invisible marks."""
    return text.lower() if text.isascii() and text.isprintable() else text.translate(_folds)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text it comes from."""
    parts = [_folds[ord(char)] for char in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]
