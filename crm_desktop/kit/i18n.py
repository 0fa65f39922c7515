"""The one door to translation: gettext catalogues, shared by core, command line, paper and windows.

Source strings are English. The screen has one language for the process; a print may borrow
another for its own context (`using`), so that a letter goes out in the reader's language.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from crm_desktop.kit import paths

NAMES = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}  # each in its own language, never translated
LANGUAGES = tuple(NAMES)
_screen = "en"
_borrowed: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """The language in force here: the print's own, else the screen's."""
    return _borrowed.get() or _screen


def set_language(code: str) -> None:
    """Choose the screen's language. Raises ValueError for one we do not ship."""
    global _screen
    if code not in LANGUAGES:
        raise ValueError(code)
    _screen = code


@contextmanager
def using(code: str) -> Iterator[None]:
    """Everything translated inside speaks `code`; the screen keeps its own language."""
    if code not in LANGUAGES:
        raise ValueError(code)
    token = _borrowed.set(code)
    try:
        yield
    finally:
        _borrowed.reset(token)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("crm_desktop", paths.resource("i18n"), languages=[code], fallback=True)


def _(message: str) -> str:
    """The message in the language in force."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The message for a count, with the language's own plural rule."""
    return _catalogue(language()).ngettext(one, many, count)


def listed(*parts: str) -> str:
    """Parts of one saying with the comma of the language between them; what is empty or already said is left out."""
    return _(", ").join(dict.fromkeys(filter(None, parts)))


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a message for extraction; it is translated later, where it is shown."""
    return message


def sentences(parts: Iterable[str]) -> str:
    """Whole sentences one after the other; Chinese puts no space between them."""
    return (" " if language() == "en" else "").join(parts)


def pick(labels: Mapping[str, str]) -> str:
    """The label of a declared form in the language in force; English where one is missing."""
    return labels.get(language()) or labels.get("en") or next(iter(labels.values()), "")
