"""The morning sheet: what is due, with a box to tick, for everybody or for oneself."""

from __future__ import annotations

from itertools import groupby

from crm_desktop.kit import due
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.pdf.blocks import Block, Grid, Note, Paper, Section, Text
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store
from crm_desktop.kit.values import paper_day, whole_day
from crm_desktop.today.lines import GROUP_TITLES, Line, More, read

_BOX = "□"


def everybody(store: Store, options: Options) -> Paper:
    """What is due for everybody."""
    return _sheet(store, None, _("Morning sheet"))


def own(store: Store, options: Options) -> Paper:
    """What is due for the signed-in user, and what nobody is responsible for."""
    return _sheet(store, store.user.staff, _("My morning sheet"))


def _sheet(store: Store, person: int | None, title: str) -> Paper:
    at = due.moment(store)
    found = read(store, at, person)
    count = sum(line.count for line in found)
    blocks: list[Block] = [Note(whole_day(at.today) + " · " + ngettext(
        "{count} line", "{count} lines", count).format(count=f"{count:,}"))]
    if not found:
        blocks.append(Text(_("Nothing is due until {day}.").format(day=paper_day(at.last.isoformat()))))
    else:
        blocks.append(_grid(found))
    return Paper(title, period_text=paper_day(at.today.isoformat()), blocks=blocks)


def _grid(found: list[Line]) -> Grid:
    rows: list[list[str] | Section] = []
    for group, lines in groupby(found, key=lambda line: line.group):
        held = list(lines)
        rows.append(Section(f"{_(GROUP_TITLES[group])}  {sum(line.count for line in held):,}"))
        rows += [["" if isinstance(line, More) else _BOX, ("▲ " if line.shape == due.LATE else "") + line.mark,
                  line.when, line.kind, " · ".join(filter(None, (line.customer, line.what))), line.person]
                 for line in held]
    heads = (_("Done"), _("State"), _("When"), _("Kind"), _("What is to be done"), _("Who"))
    return Grid(heads, rows, align="clllll", widths=(6, 17, 13, 10, 44, 10), flexible=True)


REPORTS = [Report("today", N_("Morning sheet"), N_("Today"), (), everybody),
           Report("today-own", N_("My morning sheet"), N_("Today"), (), own)]
