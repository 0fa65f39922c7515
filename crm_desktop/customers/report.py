"""The papers about customers: the list as filtered, the card, the information analysis report."""

from __future__ import annotations

from crm_desktop.customers import figures, model
from crm_desktop.kit import feature, forms, rates, records, values
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.list_paper import list_report, sheet_report
from crm_desktop.kit.pdf.blocks import Block, Chart, FormSheet, Grid, Heading, Note, Paper, SideBySide, Text
from crm_desktop.kit.pdf.numerals import heading_number
from crm_desktop.kit.period import Period, month_name
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store
from crm_desktop.kit.timeline import timeline

_CARD_ROWS = 40
_MOST_GROUPS = 12
_LIST = ("customer_no", "customer_name", "customer_class", "region", "telephone", "account_manager", "customer_status")


def card(store: Store, options: Options) -> Paper:
    """One customer on paper: the form, contacts, the newest purchases, the service history."""
    customer = options.record or options.customer or records.newest(store, model.FORM)
    record, ctx = records.whole(store, model.FORM, customer), store.context()
    blocks: list[Block] = [FormSheet(forms.get(model.FORM), record)]
    blocks += _part(store, customer, "contact_person",
                    ("contact_name", "position", "department", "mobile", "telephone", "email"),
                    "ORDER BY is_main_contact DESC, id")
    blocks += _part(store, customer, "purchase_record", ("purchase_date", "number", "product", "quantity", "amount"),
                    f"ORDER BY purchase_date DESC, id DESC LIMIT {_CARD_ROWS}")
    history, day = timeline(store, customer, limit=_CARD_ROWS), forms.get("purchase_record").by_id["purchase_date"]
    rows = [(values.show(day, r.day(store.zone), ctx), forms.get(r.form).text(), r.number, r.summary, r.person)
            for r in history]
    heads = (_("Date"), _("Kind"), _("Number"), _("Content"), _("Handled by"))
    blocks += [Heading(forms.get("customer_service_history").text()),
               Grid(heads, rows, align="l", widths=(13, 18, 16, 41, 12)) if rows else Note(_("No entries yet."))]
    if len(history) == _CARD_ROWS:
        blocks.append(Note(_("The newest {count} entries.").format(count=_CARD_ROWS)))
    return Paper(_("Customer card"), record["customer_no"], blocks=blocks)


def _part(store: Store, customer: int, form_id: str, columns: tuple[str, ...], tail: str) -> list[Block]:
    form, ctx = forms.get(form_id), store.context()
    rows = store.rows(
        f'SELECT {", ".join(columns)} FROM "{feature.entity(form_id).table}"'
        f" WHERE customer = ? AND deleted_at IS NULL {tail}",
        (customer,),
    )
    if not rows:
        return [Heading(form.text()), Note(_("No entries yet."))]
    right = "".join("r" if form.by_id[c].type in ("int", "money") else "l" for c in columns)
    shown = [[values.show(form.by_id[c], row[c], ctx) for c in columns] for row in rows]
    return [Heading(form.text()), Grid([form.by_id[c].text() for c in columns], shown, align=right)]


def analysis(store: Store, options: Options) -> Paper:
    """customer_information_analysis_report (003/1.1.2(7), 8.1): by region, class, industry, data, new and lost."""
    period = options.period_or(store)
    form, total = forms.get("customer_information_analysis_report"), figures.total(store)
    mean, bands = figures.completeness(store)
    number = iter(range(1, 20))
    blocks: list[Block] = [Text(_("Total customers: {count}").format(count=f"{total:,}"), bold=True)]
    for title, field in (
        (_("By region"), "region"),
        (_("By class"), "customer_class"),
        (_("By grade"), "customer_grade"),
        (_("By industry"), "industry"),
        (_("By lifecycle stage"), "lifecycle_stage"),
    ):
        blocks += _groups(store, heading_number(next(number)) + title, field, total)
    blocks += [Heading(heading_number(next(number)) + _("Data completeness")), *_complete(mean, bands, total)]
    blocks += [Heading(heading_number(next(number)) + _("New and lost customers")), *_moves(store, period)]
    return Paper(
        form.text(),
        "",
        period_text=period.span(),
        blocks=blocks,
        sign_off=("prepared", "reviewed", "approved"),
        code=form.prefix,
    )


def _groups(store: Store, title: str, field: str, total: int) -> list[Block]:
    declared, found = forms.get(model.FORM).by_id[field], figures.by(store, field)
    if not found:
        return [Heading(title), Note(_("There are no customers yet."))]
    named = [(_named(declared, value), count) for value, count in found]
    if len(named) > _MOST_GROUPS:
        rest = sum(n for _name, n in named[_MOST_GROUPS - 1 :])
        named = [
            *named[: _MOST_GROUPS - 1],
            (_("All others ({count})").format(count=len(found) - _MOST_GROUPS + 1), rest),
        ]
    grid = Grid(
        (declared.text(), _("Customers"), _("Share")),
        [(n, f"{c:,}", rates.share(c, total)) for n, c in (*named, (_("Total"), total))],
        align="lrr",
        total=True,
    )
    chart = Chart.of("hbars", dict(named[:8]), title=_("Customers"))
    return [Heading(title), SideBySide(grid, chart)]


def _named(field: forms.Field, value: str | None) -> str:
    if value is None:
        return _("Not entered")
    return field.by_choice[value].text() if value in field.by_choice else value


def _complete(mean: float | None, bands: list[tuple[int, int]], total: int) -> list[Block]:
    names = {100: _("Complete (100%)"), 80: _("80% and more"), 60: _("60% to below 80%"), 0: _("Below 60%")}
    grid = Grid(
        (_("Data completeness"), _("Customers"), _("Share")),
        [
            *((names[b], f"{n:,}", rates.share(n, total)) for b, n in bands),
            (_("Mean"), "", rates.percent(mean)),
        ],
        align="lrr",
        widths=(50, 25, 25),
        total=True,
    )
    count = 3 + len(model.RECOMMENDED)
    return [grid, Note(_("Completeness: filled required and recommended fields out of {count}.").format(count=count))]


def movement_grid(store: Store, period: Period) -> Grid:
    """The table of new and lost customers by class, with the total."""
    declared, rows = forms.get(model.FORM).by_id["customer_class"], figures.movement(store, period)
    cells = [[_named(declared, m.group), *(f"{n:,}" for n in (m.start, m.new, m.lost, m.end))] for m in rows]
    sums = [f"{sum(getattr(m, k) for m in rows):,}" for k in ("start", "new", "lost", "end")]
    return Grid(
        (_("Customers"), _("At the start"), _("Added"), _("Lost"), _("At the end")),
        [*cells, [_("Total"), *sums]],
        align="lrrrr",
        total=True,
    )


def _moves(store: Store, period: Period) -> list[Block]:
    if period.kind != "month":
        return [movement_grid(store, period)]
    months = period.latest(6)
    labels = [month_name(m.start.month) for m in months]
    new, lost = zip(*(figures.changed_in(store, m) for m in months), strict=True)
    left, right = (Chart.of("bars", dict(zip(labels, counts, strict=True)), title=title, emphasis=5)
                   for title, counts in ((_("New customers"), new), (_("Lost customers"), lost)))
    return [movement_grid(store, period), SideBySide(left, right)]


REPORTS = [
    list_report("customer-list", N_("Customer list"), N_("Customers"), model.FORM, _LIST),
    Report("customer-card", N_("Customer card"), N_("Customers"), ("record", "customer"), card),
    Report("customer-analysis", N_("Customer information analysis report"), N_("Customers"), ("period",), analysis),
    list_report(
        "contact-list",
        N_("Contact list"),
        N_("Customers"),
        "contact_person",
        ("contact_name", "customer", "position", "mobile", "telephone", "email"),
    ),
    list_report(
        "purchase-list",
        N_("Purchase list"),
        N_("Customers"),
        "purchase_record",
        ("number", "purchase_date", "customer", "product", "quantity", "amount", "salesperson"),
    ),
    sheet_report("communication_record", N_("Customers")),
]
