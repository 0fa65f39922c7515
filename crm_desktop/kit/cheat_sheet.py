"""The cheat sheet: keys on one page of A4 for the wall beside the screen. Whoever has the keys hands them over."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import BinaryIO

from crm_desktop.kit import report
from crm_desktop.kit.i18n import _
from crm_desktop.kit.pdf.blocks import Grid, Paper, Section, SideBySide
from crm_desktop.kit.store import Store

_SIGNS = 16  # letters in a row of a column
Group = tuple[str, Sequence[tuple[str, str]]]  # a title, and its keys with what they do, in the language of the print


def sheet(groups: Sequence[Group]) -> Paper:
    """The groups in three columns of about the same height; one that is cut has its title over both parts."""
    lines = [(title, line) for title, keys in groups for line in keys]
    heights = list(accumulate(_rows_of(text) for _title, (_key, text) in lines))
    first, second = (bisect_right(heights, heights[-1] * part / 3 + 0.5) for part in (1, 2))
    left, middle, right = _grid(lines[:first]), _grid(lines[first:second]), _grid(lines[second:])
    return Paper(_("Keys at a glance"), blocks=[SideBySide(left, SideBySide(middle, right), 1 / 3)], date_text="")


def _rows_of(text: str) -> int:
    """About how many rows of a column a text takes; a Chinese sign is as wide as two letters."""
    return -(-sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text) // _SIGNS)


def write_sheet(store: Store, groups: Sequence[Group], out: BinaryIO) -> int:
    """Write the cheat sheet as a PDF in the language in force; gives its number of pages."""
    return report.write(store, sheet(groups), out)


def _grid(lines: Sequence[tuple[str, tuple[str, str]]]) -> Grid:
    rows: list[Sequence[str | None] | Section] = []
    for title, held in groupby(lines, key=lambda line: line[0]):
        rows += [Section(title), *(keys for _title, keys in held)]
    return Grid((_("Key"), _("What it does")), rows, align="ll", widths=(42, 58))
