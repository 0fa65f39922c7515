"""The cheat sheet: the keys of the program on paper, for the wall beside the screen.

The core has no windows. What they answer to is read off them by `build_spec/keys.py` into `resources/keys/`, a file
a room, and a test holds the files to the windows.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby
from math import ceil

from crm_desktop.kit import paths
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.pdf.blocks import Block, Grid, PageBreak, Paper, Section, SideBySide
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store

NAME, GROUP = "keys", N_("Help")
_SIGNS, _KEY_SIGNS = 15, 10  # letters in a line of a cell
_ROWS = 80                   # rows of a page, in all three columns
_OF_MAC = {"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧"}
Line = tuple[str, tuple[str, str]]
Group = tuple[str, Sequence[tuple[str, str]]]  # a title, and its keys with what they do, in the language of the print


def groups() -> list[Group]:
    """Every room's keys, in the language in force."""
    found: list[tuple[int, str, list[tuple[str, str]]]] = []
    for path in paths.resource("keys").glob("*.json"):
        found += [(one["order"], one["title"], one["keys"]) for one in json.loads(path.read_text("utf-8"))]
    return [(_(title), [(_shown(key), _(text)) for key, text in keys]) for _order, title, keys in sorted(found)]


def sheet(given: Sequence[Group]) -> Paper:
    """As few pages as have room, about equally full, each in three columns."""
    ends = list(accumulate(map(_height, given)))
    count = ceil(ends[-1] / _ROWS)
    pages: list[list[Group]] = [[] for _n in range(count)]
    for group, end in zip(given, ends, strict=True):
        pages[int((end - _height(group) / 2) / ends[-1] * count)].append(group)
    blocks: list[Block] = []
    for page in pages:
        blocks += [*([PageBreak()] if blocks else []), _columns(page)]
    return Paper(_("Keys at a glance"), blocks=blocks, date_text="")


def _columns(page: Sequence[Group]) -> SideBySide:
    """Three of about the same height; a group that is cut has its title over both parts."""
    lines = [(title, line) for title, keys in page for line in keys]
    heights = list(accumulate(_row(*line) + (n == 0) for _title, keys in page for n, line in enumerate(keys)))
    first, second = (_cut(lines, bisect_right(heights, heights[-1] * part / 3 + 0.5)) for part in (1, 2))
    left, middle, right = _grid(lines[:first]), _grid(lines[first:second]), _grid(lines[second:])
    return SideBySide(left, SideBySide(middle, right), 1 / 3)


def _cut(lines: Sequence[Line], at: int) -> int:
    """Where a column ends: no group leaves one or two of its keys alone."""
    titles = [title for title, _line in lines]
    for less in (1, 2):
        if less < at < len(lines) and titles[at - less - 1] != titles[at] == titles[at - 1]:
            return at - less
    for more in (1, 2):
        if at + more < len(lines) and titles[at - 1] == titles[at + more - 1] != titles[at + more]:
            return at + more
    return at


def _height(group: Group) -> float:
    """About how many rows of a column a group takes, with its title."""
    return 1 + sum(_row(key, text) for key, text in group[1])


def _row(key: str, text: str) -> float:
    """About how high a row is; a Chinese sign is as wide as two letters."""
    lines = max(-(-len(key) // _KEY_SIGNS),
                -(-sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text) // _SIGNS))
    return 1 + 0.65 * (lines - 1)


def _build(store: Store, options: Options) -> Paper:  # noqa: ARG001 - as every report is built
    return sheet(groups())


REPORTS = [Report(NAME, N_("Keys at a glance"), GROUP, (), _build)]


def _shown(key: str) -> str:
    """As the keycaps say it."""
    return " ".join("".join(_OF_MAC.get(part, part) for part in one.split("+")) if len(one) > 1 else one
                    for one in key.split(" ")) if sys.platform == "darwin" else key


def _grid(lines: Sequence[Line]) -> Grid:
    rows: list[Sequence[str | None] | Section] = []
    for title, held in groupby(lines, key=lambda line: line[0]):
        rows += [Section(title), *(keys for _title, keys in held)]
    return Grid((_("Key"), _("What it does")), rows, align="ll", widths=(42, 58))
