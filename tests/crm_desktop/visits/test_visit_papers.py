"""The papers of call-backs: the week with room to write, one page of preparation, the handbook's sheets."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from crm_desktop.kit import clock, records, report
from crm_desktop.kit.pdf.blocks import Grid, Heading, Note
from crm_desktop.kit.pdf.ruler import Ruler
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store
from crm_desktop.visits import planning
from crm_desktop.visits.model import PHONE, PLAN, RECORD, REPORT
from crm_desktop.visits.preparation import brief
from crm_desktop.visits.preparation_paper import preparation_paper
from crm_desktop.visits.report import rate_values
from crm_desktop.visits.week_paper import week_paper
from tests.crm_desktop.sample_office import AT, filled


def printed(store: Store, name: str, **options: Any) -> tuple[int, str]:
    """How many pages, and their text with blanks taken out."""
    out = BytesIO()
    with clock.frozen(AT):
        pages = report.make(store, name, Options(language="en", **options), out)
    return pages, "".join("".join(p.extract_text().split()) for p in PdfReader(out).pages)


@pytest.fixture
def customer(store: Store, frozen_clock: object) -> int:
    return records.create(store, "customer_master", {"customer_name": "甲公司"})


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(120, seed=3)
    yield store
    store.close()


def test_the_week_of_one_person(store: Store, customer: int) -> None:
    other = records.create(store, "staff_record", {"name": "李娜"})
    for who, day, start in ((None, "2026-11-18", "10:00"), (other, "2026-11-18", "11:00"), (None, "2026-11-25", "10:00")):
        planning.plan(store, {"planned_customer": customer, "planned_date": day, "start_time": start, "purpose": f"看{start}",
                              **({"callback_specialist": who} if who else {})})
    _pages, whole = printed(store, "visit-plan", period="2026-W47")
    assert "2call-backs" in whole
    assert "10:00–11:00" in whole
    assert "11:00–12:00" in whole
    assert "Monday" in whole
    assert "Saturday" not in whole
    hers = Query(PLAN, where=(Condition("callback_specialist", "is", other),))
    _pages, mine = printed(store, "visit-plan", period="2026-W47", query=hers)
    assert "李娜:1call-back" in mine
    assert "11:00–12:00" in mine
    assert "10:00–11:00" not in mine


def test_the_week_leaves_nothing_out(store: Store, customer: int) -> None:
    with store.change("import") as change:
        change.insert_many(PLAN, [{"planned_customer": customer, "planned_date": "2026-11-18", "state": "planned"}
                                  for _n in range(130)])
    note, *_rest = week_paper(store, Options(period="2026-W47")).blocks
    assert isinstance(note, Note) and note.text == "130 call-backs"


def test_a_month_is_told_by_its_weeks(store: Store, customer: int) -> None:
    for day in ("2026-10-30", "2026-11-01", "2026-11-02", "2026-11-18", "2026-11-30", "2026-12-01"):
        records.create(store, PLAN, {"planned_customer": customer, "planned_date": day, "state": "planned"})
    heads = [b.text for b in week_paper(store, Options(period="2026-11")).blocks if isinstance(b, Heading)]
    assert heads == ["Week 44 of 2026  1 Nov 2026  1 call-back", "Week 45 of 2026  2 Nov to 8 Nov 2026  1 call-back",
                     "Week 46 of 2026  9 Nov to 15 Nov 2026  0 call-backs",
                     "Week 47 of 2026  16 Nov to 22 Nov 2026  1 call-back",
                     "Week 48 of 2026  23 Nov to 29 Nov 2026  0 call-backs",
                     "Week 49 of 2026  30 Nov 2026  1 call-back"]
    assert not any(isinstance(b, Heading) for b in week_paper(store, Options(period="2026-W47")).blocks)


def test_an_overlap_is_marked_and_explained(store: Store, customer: int) -> None:
    for start in ("10:00", "10:30"):
        planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-18", "start_time": start})
    assert "▲10:30–11:30" in printed(store, "visit-plan", period="2026-W47")[1]
    assert "▲overlaps" in printed(store, "visit-plan", period="2026-W47")[1]


def test_the_preparation_is_one_page_for_everybody(office: Store) -> None:
    for customer in office.column("SELECT id FROM customers ORDER BY id LIMIT 12"):
        assert printed(office, "visit-preparation", customer=customer)[0] == 1
    assert printed(office, "visit-preparation")[0] == 1


def test_what_does_not_fit_is_cut_and_said(store: Store, customer: int) -> None:
    for n in range(30):
        records.create(store, "contact_person", {"customer": customer, "contact_name": f"王强{n}", "position": "很长的职务" * 20})
        records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-10",
                                       "key_points": "很长的一段话" * 60, "countermeasures": "另一段很长的话" * 60})
        records.create(store, "purchase_record", {"customer": customer, "purchase_date": "2026-01-05", "quantity": 1,
                                                  "product": f"{n}很长的产品名称" * 8, "amount": 10**11})
    pages, text = printed(store, "visit-preparation", customer=customer)
    assert pages == 1
    assert "Cuttofitthepage:" in text
    assert "29contactpersons" in text


ADDRESS = "Building 14, Gate 3, West Yard of the Old Shipyard, 1288 Lower Riverside Industrial Parkway, Pudong New Area"
PLACE = "Meeting room 4 on the second floor of the workshop, behind the reception; ask for a visitor card at gate 3"
PURPOSE = ("Find out how the new base is doing, hear whether the neighbours are content, show the offer for the service "
           "contract.\nTake the sound meter along and measure once more at the fence.")


def test_where_to_go_and_what_for_is_never_cut(store: Store, customer: int) -> None:
    records.save(store, "customer_master", customer, {"address": ADDRESS})
    for n in range(12):
        records.create(store, RECORD, {"customer_visited": customer, "callback_date": f"2026-11-{n + 1:02d}",
                                       "key_points": "They talked about the vibration of the second compressor. " * 6})
    plan = planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-20", "place": PLACE,
                                 "purpose": PURPOSE})
    pages, text = printed(store, "visit-preparation", record=plan)
    assert pages == 1
    for whole in (ADDRESS, PLACE, PURPOSE):
        assert "".join(whole.split()) in text
    records.save(store, PLAN, plan, {"purpose": PURPOSE * 30})
    pages, text = printed(store, "visit-preparation", record=plan)
    assert pages > 1, "a purpose longer than the page is whole too"
    assert text.count("measureoncemoreatthefence") == 30


def test_a_line_of_history_has_as_much_room_in_every_language(store: Store, customer: int) -> None:
    for text in ("客户反映二号空压机夜间振动明显，" * 20, "They talked about the compressor and its noise at night, " * 20):
        records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-18", "key_points": text})
    (english, chinese), = [[row[3] for row in b.rows] for b in preparation_paper(store, Options(customer=customer)).blocks
                           if isinstance(b, Grid) and len(b.heads) >= 5]
    ruler = Ruler()
    assert english.endswith("…") and chinese.endswith("…")
    assert 0.8 < ruler.width(english, 1) / ruler.width(chinese, 1) < 1.25
    assert english.removesuffix("…").split()[-1] in ("They", "talked", "about", "the", "compressor", "and", "its", "noise",
                                                     "at", "night"), "no half of a word"


@pytest.mark.parametrize(("text", "most", "cut"), [
    ("一二三四五", 5, "一二三四五"), ("一二三四五六", 5, "一二三四…"), ("abcdefghij", 5, "abcdefghij"),
    ("the two words", 5, "the two…"), ("a  b\nc", 5, "a b c"), ("一，二三四", 3, "一…"), ("", 5, "")])
def test_a_text_is_cut_to_a_width(text: str, most: int, cut: str) -> None:
    assert brief(text, most) == cut


def test_a_report_is_one_page(store: Store, customer: int) -> None:
    made = records.create(store, REPORT, {"callback_customer": customer, "result": "满意", "leader_review": "同意"})
    pages, text = printed(store, "callback-report", record=made)
    assert pages == 1
    assert "满意" in text
    assert "同意" in text
    assert printed(store, "callback-report", customer=customer)[1] == text


def test_the_rate_sheet_by_person(store: Store, customer: int) -> None:
    me = store.user.staff
    for day in ("2026-11-18", "2026-11-20"):
        planning.plan(store, {"planned_customer": customer, "planned_date": day})
    records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-18"})
    who = records.create(store, "contact_person", {"customer": customer, "contact_name": "王强"})
    other = records.create(store, "staff_record", {"name": "李娜"})
    records.create(store, PHONE, {"customer_name": who, "caller": other, "calls": [{"called_at": "2026-11-18T02:00:00Z"}]})
    store.set_setting("visits.rate_target", 90)
    found = rate_values(store, Period.parse("2026-11"))
    assert found["by_person"] == [{"user": me, "planned": 2, "done": 1, "rate": 50.0},
                                  {"user": other, "planned": 0, "done": 1, "rate": None}]
    assert (found["target"], found["key_account_rate"], found["complaint_callback_rate"]) == (90, None, None)
