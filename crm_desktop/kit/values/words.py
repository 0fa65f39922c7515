"""Answers: yes and no, one choice, several choices."""

from __future__ import annotations

import re

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field, fold_word
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values.text import shorten

_YES = frozenset(("1", "是", "对", "對", "有", "真", "y", "yes", "t", "true", "on", "ok", "√", "✓", "✔", "☑", "✅", "v", "o",
                  "○", "●", "是的"))
_NO = frozenset(("0", "否", "错", "錯", "无", "無", "没有", "沒有", "假", "不", "不是", "n", "no", "f", "false", "off", "×", "x",
                 "✗", "✘", "☐", "☒", "❌", "不对", "不對"))
_SEPARATORS = re.compile(r"[、，,;；/／|\s]+")
_LONGEST = 24


def joiner() -> str:
    """What stands between the items of a list, in the language in force."""
    return "; " if i18n.language() == "en" else "、"


def parse_bool(text: str) -> int:
    """Yes is 1, no is 0. Raises Problem."""
    word = fold_word(text)
    if word in _YES or word == fold_word(_("Yes")):
        return 1
    if word in _NO or word == fold_word(_("No")):
        return 0
    raise Problem(_("{text} is neither yes nor no. Write yes or no.").format(text=shorten(text)))


def find_choice(field: Field, text: str) -> str | None:
    """The id of the choice meant: by id, by label in any language, by its place 1 to 9."""
    if text in field.by_choice:
        return text
    word = fold_word(text)
    found = field.answers.get(word)
    if found is None and len(word) == 1 and word in "123456789" and int(word) <= len(field.choices):
        # Where the answers themselves hold bare digits, a digit is an answer and not a place.
        digits = any(w.isdigit() for w in field.answers)
        found = None if digits else field.choices[int(word) - 1].id
    return found


def _unknown(field: Field, text: str) -> Problem:
    answers = joiner().join(c.text() for c in field.choices[:12])
    return Problem(_("{text} is not an answer of {label}. The answers are: {answers}.").format(
        text=shorten(text), label=field.text(), answers=answers))


def parse_choice(field: Field, text: str) -> str:
    """The id of one choice. Raises Problem."""
    found = find_choice(field, text)
    if found is None:
        raise _unknown(field, text)
    return found


def parse_choices(field: Field, text: str) -> list[str]:
    """The ids of several choices, in declared order. Raises Problem.

    A label may hold a separator itself (其他，请说明), so the longest run that is an answer wins.
    """
    cuts = [(m.start(), m.end()) for m in _SEPARATORS.finditer(text)]
    starts = [0, *(end for _start, end in cuts)]
    ends = [*(start for start, _end in cuts), len(text)]
    found: set[str] = set()
    at = 0
    while at < len(starts):
        if starts[at] >= ends[at]:
            at += 1
            continue
        for last in range(min(len(ends), at + _LONGEST) - 1, at - 1, -1):
            choice = find_choice(field, text[starts[at]:ends[last]])
            if choice is not None:
                found.add(choice)
                at = last + 1
                break
        else:
            raise _unknown(field, text[starts[at]:ends[at]])
    return [c.id for c in field.choices if c.id in found]


def choice_text(field: Field, choice: str) -> str:
    """The label of a choice; the id itself where the form no longer has it."""
    known = field.by_choice.get(choice)
    return known.word() if known else choice
