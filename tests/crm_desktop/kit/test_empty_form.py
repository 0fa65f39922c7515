"""Empty forms: one for each form of the handbook, without any data of the office."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from crm_desktop.kit import empty_form, forms, records, report
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store
from tests.crm_desktop.kit.pdf.paper import words


def test_every_form_has_one_and_none_is_called_like_a_report() -> None:
    empty = [one.name for one in empty_form.reports()]
    assert len(set(empty)) == len(empty) == len(forms.ids())
    assert not set(empty) & {one.name for one in report.all_reports()}


@pytest.mark.parametrize("form_id", ["complaint_record", "customer_satisfaction_survey", "visitor_register"])
def test_it_holds_the_words_of_the_form_and_nothing_of_a_record(store: Store, form_id: str) -> None:
    records.create(store, "complaint_record", {"customer": records.create(
        store, "customer_master", {"customer_name": "恒岚精密机械"}), "content": "漏油"})
    out = BytesIO()
    name = f"empty-{form_id.replace('_', '-')}"
    assert report.make(store, name, Options(language="en"), out) >= 1
    said = words(PdfReader(out))
    assert forms.get(form_id).text().replace(" ", "") in said.replace(" ", "")
    assert "恒岚" not in said and "漏油" not in said
    assert report.get(name).text() == f"{forms.get(form_id).text()} (empty)"
