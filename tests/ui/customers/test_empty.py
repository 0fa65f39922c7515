"""An office without customers offers the list that exists already first, then a new customer."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.desk_office import Office
from ui.kit.buttons import Button
from ui.kit.session import Session
from ui.kit.widgets import EmptyState


def test_the_first_offer_is_the_import(session: Session, qtbot: QtBot) -> None:
    office = Office(session, qtbot)
    page = office.page("customers")
    empty = page.list.stack.currentWidget()
    assert isinstance(empty, EmptyState)
    bring_in, new = empty.findChildren(Button)
    assert (bring_in.text(), bring_in.kind, new.text(), new.kind) == (
        "Import from Excel", "primary", "New customer", "link")
    new.click()
    assert page.mode == "form"
    page.back()
    bring_in.click()
    office.settle()
    assert office.desk.current.spec.id == "import"
    assert office.desk.current.state().get("form", "customer_master") == "customer_master"
