"""The sheets of reception: promised days in their blank, numbers of identity cards masked."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from crm_desktop.kit import records, report
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store
from crm_desktop.reception import service


def printed(store: Store, name: str) -> str:
    out = BytesIO()
    report.make(store, name, Options(language="en"), out)
    return "".join("".join(p.extract_text().split()) for p in PdfReader(out).pages)


@pytest.fixture
def visitor(store: Store, frozen_clock: object) -> int:
    customer = records.create(store, "customer_master", {"customer_name": "甲公司"})
    return records.create(store, "contact_person", {"customer": customer, "contact_name": "王强"})


def test_the_days_stand_in_their_blank(store: Store, visitor: int) -> None:
    service.receive(store, {"customer_name": visitor, "resolution": "promised", "promised_days": 17})
    text = printed(store, "reception-record")
    assert "Promisedtoberesolvedwithin17days" in text
    assert "6Dec2026" in text
    service.receive(store, {"customer_name": visitor, "resolution": "solved"})
    assert "within__days" in printed(store, "reception-record")


def test_identity_numbers_are_masked(store: Store, frozen_clock: object) -> None:
    service.sign_in(store, {"visitor_name": "张三", "id_card_number": "110101199003070775"})
    text = printed(store, "visitor-register")
    assert "张三" in text
    assert "0775" not in text
