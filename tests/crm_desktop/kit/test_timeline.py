"""A customer's service history over all features."""

from __future__ import annotations

from crm_desktop.customers import service
from crm_desktop.kit import records, timeline
from crm_desktop.kit.store import Store


def test_newest_first_over_dates_and_instants(store: Store, frozen_clock: object) -> None:
    one = records.create(store, "customer_master", {"customer_name": "甲公司"})
    other = records.create(store, "customer_master", {"customer_name": "乙公司"})
    records.create(store, "complaint_record", {"customer": one, "content": "漏油\n第二行", "received_at": "2026-11-03T02:00:00Z"})
    records.create(store, "callback_plan", {"planned_customer": one, "planned_date": "2026-11-24", "purpose": "保养"})
    records.create(store, "callback_record", {"customer_visited": one, "callback_date": "2026-11-02", "key_points": "正常"})
    records.create(store, "customer_satisfaction_survey", {"employer": one, "answered_on": "2026-10-01", "overall_service": "average"})
    records.create(store, "purchase_record", {"customer": one, "purchase_date": "2026-11-03", "product": "LG-37", "amount": 100})
    service.add_note(store, one, "来电询价")
    records.create(store, "complaint_record", {"customer": other, "content": "别家的"})
    rows = timeline.timeline(store, one)
    assert [r.form for r in rows] == ["callback_plan", "communication_record", "complaint_record", "purchase_record",
                                      "callback_record", "customer_satisfaction_survey"]
    assert rows[2].summary == "漏油 第二行"
    assert rows[-1].summary == "Average"
    assert timeline.counts(store, one)["complaint_record"] == 1
    assert [r.form for r in timeline.timeline(store, one, only=("purchase_record",))] == ["purchase_record"]
    assert len(timeline.timeline(store, one, limit=2)) == 2


def test_what_lies_in_the_bin_is_not_told(store: Store) -> None:
    one = records.create(store, "customer_master", {"customer_name": "甲公司"})
    note = service.add_note(store, one, "来电询价")
    records.delete(store, "communication_record", [note])
    assert timeline.timeline(store, one) == []


def test_contacts_are_those_in_which_somebody_spoke(store: Store, frozen_clock: object) -> None:
    one = records.create(store, "customer_master", {"customer_name": "甲公司"})
    complaint = records.create(store, "complaint_record", {"customer": one, "content": "漏油",
                                                           "received_at": "2026-11-03T02:00:00Z"})
    records.create(store, "purchase_record", {"customer": one, "purchase_date": "2026-11-03", "product": "LG-37",
                                              "amount": 100})
    for reached, at in ((1, "2026-11-04T02:00:00Z"), (0, "2026-11-05T02:00:00Z")):
        records.create(store, "complaint_callback_record", {
            "complaint": complaint, "customer": one, "reached": reached, "satisfied": reached or None,
            "called_back_at": at, "mode": "phone"})
    service.add_note(store, one, "来电询价")
    assert [r.form for r in timeline.contacts(store, one, 5)] == [
        "communication_record", "complaint_callback_record", "complaint_record"]
    assert len(timeline.contacts(store, one, 2)) == 2
