"""Every form of the handbook as an empty sheet, to be written on by hand."""

from __future__ import annotations

from functools import partial

from crm_desktop.kit import forms
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.pdf.blocks import FormSheet, Paper
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store

GROUP = N_("Empty forms")
_WIDE = 9  # columns of a table beyond which a sheet lies on its side


class EmptyForm(Report):
    """A report without any data: the sheet of a form, with room to write."""

    def text(self) -> str:
        """The title of the form, and that it is empty."""
        return _("{form} (empty)").format(form=forms.get(self.form or "").text())


def reports() -> list[Report]:
    """One for each form, in the handbook's order. They are no feature's, and so none of `report.all_reports`."""
    return [EmptyForm(f"empty-{form_id.replace('_', '-')}", "", GROUP, (), partial(_sheet, form_id), form=form_id)
            for form_id in forms.ids()]


def _sheet(form_id: str, _store: Store, _options: Options) -> Paper:
    from crm_desktop.kit.list_paper import signers  # with all that reads records: not before somebody prints
    form = forms.get(form_id)
    wide = any(len(f.columns) > _WIDE for f in form.printed)
    return Paper(form.text(), blocks=[FormSheet(form, blank=True)], landscape=wide, code=form.prefix,
                 sign_off=signers(form))
