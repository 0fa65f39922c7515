"""The two papers every entity has: its list as filtered, and one record as the handbook's sheet."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.kit import feature, forms, query, records, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.pdf.blocks import Block, FormSheet, Grid, Note, Paper
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store

_RIGHT = ("int", "money", "percent", "score", "duration")
_WIDE = {"text": 18.0, "multiline": 30.0, "address": 26.0, "customer_ref": 26.0, "email": 22.0, "phone": 18.0,
         "datetime": 20.0, "date": 13.0, "choice": 12.0, "user_ref": 11.0, "money": 15.0}
_PAGE, _LONGEST = 500, 300


def list_report(name: str, title: str, group: str, form_id: str, columns: Sequence[str]) -> Report:
    """The list of an entity as a report: the query and the columns of the window, or all records."""
    def build(store: Store, options: Options) -> Paper:
        asked = options.query or query.Query(form_id)
        return list_paper(store, asked, tuple(options.columns or columns), _(title))
    return Report(name, title, group, ("query",), build)


def list_paper(store: Store, asked: query.Query, columns: Sequence[str], title: str) -> Paper:
    """Every record of the query, in its order, with these columns; wide lists lie on their side."""
    form, ctx, listing = forms.get(asked.form), store.context(), asked.run(store, full=True)
    fields = [form.by_id[c] for c in columns]
    rows = []
    for offset in range(0, listing.count, _PAGE):
        rows += [[_short(values.show(f, row.get(f.id), ctx)) for f in fields]
                 for row in listing.rows(offset, _PAGE, columns)]
    name_like = {form.number_field: 15.0, "customer_name": 30.0}
    widths = [name_like.get(f.id, _WIDE.get(f.result.type, 12.0)) for f in fields]
    grid = Grid([f.text() for f in fields], rows,
                align="".join("r" if f.result.type in _RIGHT else "l" for f in fields), widths=widths,
                flexible=True)
    count = ngettext("{count} record", "{count} records", listing.count).format(count=f"{listing.count:,}")
    blocks: list[Block] = [Note(count), *_cut(rows), grid] if rows else [Note(_("There are no records."))]
    return Paper(title, blocks=blocks, landscape=sum(widths) > 95)


def _short(text: str) -> str:
    """A cell of a list; the whole text stands on the sheet of the record."""
    return text if len(text) <= _LONGEST else text[:_LONGEST - 1] + "…"


def _cut(rows: Sequence[Sequence[str]]) -> list[Note]:
    told = _("Texts are cut after {count} characters; they stand whole on the sheet of each record.")
    cut = any(cell.endswith("…") and len(cell) == _LONGEST for row in rows for cell in row)
    return [Note(told.format(count=_LONGEST))] if cut else []


def sheet_report(form_id: str, group: str) -> Report:
    """One record as the handbook's sheet, the newest when none is named. Called like the form: complaint-record.

    A customer can be named instead where the form is about one.
    """
    def build(store: Store, options: Options) -> Paper:
        record = chosen(store, form_id, options)
        found, form = records.whole(store, form_id, record), forms.get(form_id)
        return Paper(form.text(), str(found.get(form.number_field) or ""), blocks=[FormSheet(form, found)],
                     code=form.prefix, sign_off=signers(form))
    options = ("record", "customer") if feature.entity(form_id).customer else ("record",)
    return Report(form_id.replace("_", "-"), "", group, options, build, form=form_id)


def chosen(store: Store, form_id: str, options: Options) -> int:
    """The record asked for, else the newest of that customer, else the newest of all. Raises Problem where none is."""
    if options.record:
        return options.record
    return newest_of(store, form_id, options.customer) if options.customer else records.newest(store, form_id)


def newest_of(store: Store, form_id: str, customer: int) -> int:
    """The id of a customer's newest record of a form. Raises Problem when there is none."""
    entity = feature.entity(form_id)
    found = store.value(f'SELECT max(id) FROM "{entity.table}" WHERE "{entity.customer}" = ? AND deleted_at IS NULL',
                        (customer,))
    if not found:
        raise Problem(_("There is no record of this form for this customer: {form}. Enter one first.").format(
            form=forms.get(form_id).text()))
    return int(found)


def signers(form: forms.Form) -> tuple[str, ...]:
    """Who signs at the foot of a sheet: nobody where the form has signature fields of its own."""
    return () if any(f.type == "signature" for f in form.fields) or form.kind == "questionnaire" else (
        "prepared", "reviewed", "approved")
