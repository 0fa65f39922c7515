"""What Ctrl+K answers: by every word of what is typed, and with the empty forms of the handbook."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import records
from ui.kit.command_box import Asked, Hit, asked
from ui.shell.finder import Finder
from ui.shell.main_window import MainWindow


def found(window: MainWindow, text: str) -> list[Hit]:
    assert window.desk is not None
    return list(Finder(window.desk).find(Asked(text)))


def numbered(window: MainWindow, typed: str) -> list[Hit]:
    assert window.desk is not None
    return list(Finder(window.desk).find(asked(typed)))


@pytest.mark.parametrize("text", ["<b>&\"' =cmd", "complaint zzz", "满意 报喜"])
def test_what_holds_only_a_part_of_the_text_is_no_answer(desk: MainWindow, text: str) -> None:
    assert found(desk, text) == []


@pytest.mark.parametrize("text", ["complaint record", "record & complaint", "complaint"])
def test_the_words_may_stand_in_any_order(desk: MainWindow, text: str) -> None:
    assert "Customer complaint record" in [hit.text for hit in found(desk, text)]


def test_an_empty_form_is_shown_to_be_printed(desk: MainWindow) -> None:
    hit = next(h for h in found(desk, "visitor register empty") if h.group == "Empty forms")
    assert hit.text == "Customer visitor register (empty)"
    hit.run()
    assert desk.desk is not None and desk.desk.current is not None
    page = desk.desk.current
    assert page.spec is not None and page.spec.id == "reports"
    assert page.report().name == "empty-visitor-register"  # type: ignore[attr-defined]
    QApplication.processEvents()


def test_a_page_called_by_its_name_stands_before_the_records(desk: MainWindow) -> None:
    assert desk.session is not None
    for name in ("Surveys of the north", "Su Company"):
        records.create(desk.session.store, "customer_master", {"customer_name": name})
    first = found(desk, "survey")[0]
    assert (first.text, first.group) == ("Surveys", "Pages and actions")
    assert found(desk, "back up")[0].text == "Back up now"
    assert found(desk, "su")[0].group == "Customers", "two letters are rather those of a customer"
    assert found(desk, "north")[0].group == "Customers"


def test_a_short_number_finds_the_record_of_that_number(desk: MainWindow) -> None:
    assert desk.session is not None
    for place in range(1, 13):
        records.create(desk.session.store, "customer_master", {
            "customer_name": f"Company {'ABCDEFGHIJKL'[place - 1]}", "phone": f"021 5550 01{place:02}"})
    for typed, number in (("#12", "KH-0012"), ("#0012", "KH-0012"), ("#7", "KH-0007"), ("#kh-0003", "KH-0003")):
        assert [hit.detail.split(" ")[0] for hit in numbered(desk, typed)] == [number]
    assert numbered(desk, "#99") == []
