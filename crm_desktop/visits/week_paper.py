"""The plan of a week on paper: day by day, with lines left to write on."""

from __future__ import annotations

from datetime import date

from crm_desktop.kit import forms, records
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.pdf.blocks import Block, Grid, Heading, Note, Paper, Section
from crm_desktop.kit.period import Period, day_text, span_text
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store
from crm_desktop.visits import model
from crm_desktop.visits.agenda import Row, agenda
from crm_desktop.visits.model import PLAN

_DAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
_BLANK = 1  # lines left open below each working day


def week_paper(store: Store, options: Options) -> Paper:
    """The plans of a week (or another period), of everybody or of the person the query names."""
    period, person = options.period_or(store, "week"), _person(options)
    rows = [r for r in agenda(store, period.start.isoformat(), period.end.isoformat(), person, day_cap=-1,
                              walk_ins=False) if r.state != model.CANCELLED]
    who = records.name_of(store, "staff_record", person) if person else None
    count = _count(rows)
    note = count if who is None else _("{who}: {count}").format(who=who, count=count)
    blocks: list[Block] = [Note(note), *_weeks(store, period, rows, everybody=who is None)]
    if any(r.clash for r in rows):
        blocks.append(Note("▲ " + _("overlaps another call-back of the same person")))
    return Paper(_("Call-back plan of the week") if period.kind == "week" else _("Call-back plan"), str(period),
                 period_text=period.span(), blocks=blocks, sign_off=("prepared", "reviewed", "approved"),
                 landscape=True)


def _person(options: Options) -> int | None:
    """The person that the query's condition names."""
    if options.query is None or options.query.form != PLAN:
        return None
    for condition in options.query.where:
        if condition.field == "callback_specialist":
            value = condition.value[0] if isinstance(condition.value, list | tuple) else condition.value
            return int(value) if value is not None else None
    return None


def _count(rows: list[Row]) -> str:
    return ngettext("{count} call-back", "{count} call-backs", len(rows)).format(count=len(rows))


def _weeks(store: Store, period: Period, rows: list[Row], *, everybody: bool) -> list[Block]:
    """One grid of a week; of a longer period one for each of its weeks, with the days that lie inside."""
    by_day: dict[str, list[Row]] = {}
    for row in rows:
        by_day.setdefault(row.day, []).append(row)
    if period.kind == "week":
        return [_grid(store, _days(period), by_day, everybody=everybody, blank=_BLANK)]
    blocks: list[Block] = []
    for week in period.weeks():
        days = [day for day in _days(week) if period.holds(day)]
        mine = [row for day in days for row in by_day.get(day.isoformat(), ())]
        blocks.append(Heading(f"{week.title()}  {span_text(days[0], days[-1])}  {_count(mine)}"))
        if mine:
            blocks.append(_grid(store, days, by_day, everybody=everybody))
    return blocks


def _grid(store: Store, days: list[date], by_day: dict[str, list[Row]], *, everybody: bool, blank: int = 0) -> Grid:
    """The call-backs of these days; with `blank` every working day stands there, with so many lines to write on."""
    lines: list[list[str] | Section] = []
    width = 8 if everybody else 7
    for day in days:
        mine, open_day = by_day.get(day.isoformat(), []), blank and day.weekday() < 5
        if not mine and not open_day:
            continue
        lines.append(Section(f"{day_text(day)}  {_(_DAYS[day.weekday()])}"))
        lines += [_line(store, r, everybody) for r in mine]
        if open_day:
            lines += [[""] * width for _n in range(blank)]
    heads = [_("Time"), _("Customer"), _("Method"), _("Purpose"), _("Place"), _("State"), _("Done, remarks")]
    widths = [11.0, 26.0, 11.0, 33.0, 13.0, 9.0, 22.0]
    if everybody:
        heads.insert(6, _("By whom"))
        widths.insert(6, 10.0)
    return Grid(heads, lines, align="l", widths=widths, flexible=True)


def _line(store: Store, row: Row, everybody: bool) -> list[str]:
    form = forms.get(PLAN)
    mode, state = form.by_id["callback_mode"].by_choice[row.kind], form.by_id["state"].by_choice[row.state]
    until = model.clock((model.minute(row.start) or 0) + row.minutes) if row.start else ""
    time = f"{row.start}–{until}" if row.start else _("All day")
    found = [f"▲ {time}" if row.clash else time, row.name, mode.text(), row.purpose, row.place, state.text(), ""]
    if everybody:
        found.insert(6, records.name_of(store, "staff_record", row.person) or "" if row.person else "")
    return found


def _days(period: Period) -> list[date]:
    return [date.fromordinal(n) for n in range(period.start.toordinal(), period.end.toordinal() + 1)]
