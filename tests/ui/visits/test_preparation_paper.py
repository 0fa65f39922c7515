"""The sheet of preparation in the preview: of the plan or of the customer it was asked for, and the line says whose."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from crm_desktop.kit import records
from tests.ui.desk_office import Office
from tests.ui.visits.test_scheduler import calm, planned

__all__ = ["calm"]


def shown(office: Office, **about: int) -> tuple[str, str]:
    """What stands in the line, and on the paper."""
    office.desk.go("reports", {"report": "visit-preparation", **about})
    page = office.desk.pages["reports"]
    page.make()
    office.bot.waitUntil(lambda: not office.session.tasks, timeout=30_000)
    paper = PdfReader(BytesIO(page.preview.content()))
    return page.options.record.line.text(), "".join(p.extract_text() for p in paper.pages)


def test_of_a_plan_and_of_a_customer(calm: Office) -> None:
    plan = planned(calm)
    number = records.get(calm.store, "callback_plan", plan)["number"]
    whose = records.get(calm.store, "callback_plan", plan)["planned_customer"]
    name = records.name_of(calm.store, "customer_master", whose)
    line, paper = shown(calm, record=plan)
    assert number in line and name in paper
    other = calm.store.value("SELECT min(id) FROM customers WHERE id <> ? AND deleted_at IS NULL", (whose,))
    name = records.name_of(calm.store, "customer_master", other)
    line, paper = shown(calm, customer=other)
    assert name in line and name in paper
    page = calm.desk.pages["reports"]
    assert page.state() == {"report": "visit-preparation", "customer": other}
    assert page.header.back.isVisible(), "it was asked for elsewhere"
