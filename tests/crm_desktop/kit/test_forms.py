"""The declared forms as the program reads them."""

from __future__ import annotations

import pytest

from crm_desktop.kit import forms
from crm_desktop.kit.i18n import using


def test_every_form_can_be_read_and_has_a_number() -> None:
    for form_id in forms.ids():
        form = forms.get(form_id)
        assert form.by_id[form.number_field].default == "auto_number"
        assert form.numbering in ("year", "plain")
        assert forms.by_prefix(form.prefix) == form_id


@pytest.mark.parametrize(("form_id", "prefix", "numbering"), [
    ("customer_master", "KH", "plain"), ("contact_person", "LX", "plain"), ("staff_record", "YG", "plain"),
    ("purchase_record", "CG", "year"), ("complaint_record", "TS", "year"), ("callback_plan", "HJ", "year"),
    ("callback_record", "HF", "year"), ("customer_satisfaction_survey", "DC", "year"),
    ("communication_record", "GT", "year"), ("customer_information_analysis_report", "FX", "year")])
def test_numbers_of_the_main_forms(form_id: str, prefix: str, numbering: str) -> None:
    form = forms.get(form_id)
    assert (form.prefix, form.numbering) == (prefix, numbering)


@pytest.mark.parametrize(("form_id", "field_id", "begins"), [
    ("customer_master", "customer_status", "active"), ("customer_master", "data_level", "internal"),
    ("customer_master", "customer_class", None), ("complaint_record", "received_at", "now"),
    ("complaint_record", "status", "registered"), ("customer_satisfaction_survey", "is_valid", True),
    ("staff_record", "active", True), ("callback_plan", "duration", 60), ("callback_plan", "state", "planned")])
def test_what_a_new_record_begins_with(form_id: str, field_id: str, begins: object) -> None:
    assert forms.get(form_id).by_id[field_id].default == begins


def test_system_fields_are_not_printed() -> None:
    plan = forms.get("callback_plan")
    hidden = [f.id for f in plan.fields if f.system]
    assert hidden == ["start_time", "duration", "state", "state_reason", "postponements", "number"]
    assert not set(hidden) & {f.id for f in plan.printed}
    assert [c.id for c in plan.by_id["state"].choices] == ["planned", "done", "missed", "postponed", "cancelled"]


def test_what_the_handbook_does_not_print_is_marked() -> None:
    record = forms.get("callback_record")
    assert record.by_id["callback_plan"].inferred and not record.by_id["visit_notes"].inferred


def test_synonyms_name_fields_of_the_form() -> None:
    form = forms.get("customer_master")
    assert {"单位名称", "公司名称", "客户", "企业名称", "名稱", "company", "customer"} <= set(form.synonyms["customer_name"])
    assert set(form.synonyms) <= set(form.by_id)


def test_one_heading_means_one_field() -> None:
    """A synonym that also is another field's own label would map a sheet wrongly."""
    for form_id in forms.ids():
        form = forms.get(form_id)
        labels = {forms.fold_word(text): f.id for f in form.fields for text in f.label.values()}
        seen: dict[str, str] = {}
        for field_id, words in form.synonyms.items():
            for word in map(forms.fold_word, words):
                assert labels.get(word, field_id) == field_id, (form_id, word)
                assert seen.setdefault(word, field_id) == field_id, (form_id, word)


def test_labels_follow_the_language() -> None:
    form = forms.get("complaint_record")
    with using("zh_TW"):
        assert (form.text(), form.by_id["channel"].text()) == ("客訴紀錄表", "客訴管道")
        assert forms.area_title("complaints") == "客訴"
        assert form.by_id["status"].by_choice["closed"].text() == "已結案"
    with using("en"):
        assert form.text() == "Customer complaint record"


def test_a_computed_field_looks_like_its_result() -> None:
    rate = forms.get("customer_master").by_id["latest_satisfaction"]
    assert not rate.stored and rate.result.type == "percent" and rate.result.label == rate.label
    name = forms.get("customer_master").by_id["customer_name"]
    assert name.result is name


def test_required_fields_leave_the_number_out() -> None:
    assert [f.id for f in forms.get("customer_master").required] == ["customer_name", "customer_status"]


def test_an_unknown_form_is_a_bug() -> None:
    with pytest.raises(KeyError):
        forms.get("no_such_form")
    assert forms.by_prefix("??") is None


def test_tables_have_columns_and_fixed_rows() -> None:
    table = forms.get("customer_relationship_strengthening").by_id["contacts"]
    assert [row["id"] for row in table.rows][:2] == ["general_manager", "deputy_general_manager"]
    assert table.columns[0].choices and table.columns[0].type == "choice"
