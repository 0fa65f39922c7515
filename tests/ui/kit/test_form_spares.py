"""A form that was made before it was asked for is like any other, and is there for one opening only."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import delete

from crm_desktop.kit import records
from crm_desktop.kit.store import drafts
from tests.ui.desk_office import Office, filled, office
from ui.kit import tab_order, theme
from ui.kit.form_editor import FormEditor
from ui.kit.form_spares import FormSpares
from ui.kit.record_form import RecordForm

__all__ = ["filled", "office"]
PAGES = ("customers", "complaints", "visits", "reception", "surveys", "improvement", "reminders", "staff")


@pytest.fixture
def opened(office: Office) -> Any:
    """Opens the form of a new record of a page, or of one; some or all of it made ahead."""
    def opening(page_id: str, record: int = 0, *, steps: int | None = None) -> RecordForm:
        page = office.page(page_id)
        form_id = next(iter(page.LISTS))
        if record:
            page.show_card(form_id, record)
        for _step in islice(page.ahead(), steps):
            pass
        assert bool(page.findChildren(FormEditor)) is (steps != 0)
        if record:
            page.show_form(form_id, record)
        else:
            page.new(form_id, {})
        form: RecordForm = page.form
        return form

    return opening


def told(form: RecordForm) -> dict[str, Any]:
    """All that can be seen, heard and typed of a form."""
    editor = form.editor
    assert editor is not None
    focus = form.window().focusWidget()
    office_settle()
    seen = [w for w in editor.findChildren(QWidget) if w.isVisible()]
    stops = tab_order.stops([*editor.fields.tab_parts(), editor.footer])
    return {
        "values": editor.values(), "raw": editor.raw(), "dirty": editor.is_dirty(), "problems": editor.problems(),
        "fields": list(editor.boxes), "sections": [s.accessibleName() for s in editor.fields.sections],
        "focus": [n for n, b in editor.boxes.items() if b.isAncestorOf(focus)],
        "names": [(type(w).__name__, w.accessibleName(), w.accessibleDescription(), w.isEnabled()) for w in seen
                  if w.focusPolicy() != Qt.FocusPolicy.NoFocus],
        "places": {n: (b.mapTo(editor, b.rect().topLeft()).toTuple(), b.size().toTuple())
                   for n, b in editor.boxes.items()},
        "stops": [(type(w).__name__, w.accessibleName()) for w in stops],
        "locked": [n for n, e in editor.editors.items() if e.read_only],
        "buttons": {k: (b.text(), b.isEnabled()) for k, b in editor.footer.buttons.items()},
        "height": editor.fields.widget().height(), "side": form.side is not None and form.side.isVisible()}


def office_settle() -> None:
    for _turn in range(4):
        QApplication.processEvents()


@pytest.mark.parametrize("page_id", PAGES)
def test_a_form_made_ahead_is_like_any_other(office: Office, opened: Any, page_id: str) -> None:
    plain = told(opened(page_id, steps=0))
    office.desk.pages[page_id].back()
    office.settle()
    form = opened(page_id)
    assert told(form) == plain
    assert len(form.findChildren(FormEditor)) == 1


def test_half_of_it_is_enough(office: Office, opened: Any) -> None:
    plain = told(opened("complaints", steps=0))
    for steps in (1, 2, 5):
        office.desk.pages["complaints"].back()
        office.settle()
        assert told(opened("complaints", steps=steps)) == plain


def test_the_form_of_a_record_too(office: Office, opened: Any) -> None:
    plain = told(opened("customers", 2, steps=0))
    assert plain["values"]["customer_name"]
    office.desk.pages["customers"].back()
    office.settle()
    page = office.desk.pages["customers"]
    page.show_card("customer_master", 3)
    list(page.ahead())
    assert told(opened("customers", 2)) == plain


def test_what_is_typed_at_once_stands_in_the_first_field(office: Office, opened: Any) -> None:
    form = opened("complaints")
    focus = office.desk.focusWidget()
    assert focus is form.editor.editors["customer"].focus_widget()
    office.type("x")
    assert form.editor.editors["customer"].line.text() == "x"


def test_it_is_there_for_one_opening_and_has_its_own_draft(office: Office, opened: Any) -> None:
    first = opened("complaints")
    first.editor.put("content", "no power")
    slot = first.view.own.slot
    first.editor.discard()
    second = opened("complaints")
    assert second is not first
    assert second.editor.value("content") is None
    assert second.view.own.slot != slot
    second.editor.put("content", "it leaks")
    second.editor.flush_draft()
    second.editor.discard()
    kept = {d.slot: d.body["content"]["t"] for d in drafts.every(office.store) if d.form == "complaint_record"}
    assert kept == {slot: "no power", second.view.own.slot: "it leaks"}


def test_another_plan_or_another_look_makes_another_form(office: Office) -> None:
    page = office.page("visits")
    form_id = "callback_record"
    record = records.newest(office.store, form_id)
    page.show_card(form_id, record)
    list(page.ahead())
    page.reviewing = True
    page.show_form(form_id, record)
    assert not page.form.editor.editors["leader_opinion"].read_only
    page.reviewing = False
    page.back()
    list(page.ahead())
    assert page.spares._made
    theme.look().set(factor=1.25)
    assert not page.spares._made


def test_those_no_longer_wanted_go_away(office: Office) -> None:
    page = office.page("customers")
    for record in (2, 3):
        page.show_card("customer_master", record)
        list(page.ahead())
        assert sorted(page.spares._made) == [("customer_master", 0), ("customer_master", record)]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(page.stack.findChildren(RecordForm)) == 2


def test_a_page_that_outlives_the_look_goes_in_silence(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    look, stack = theme.Look(), QStackedWidget()
    monkeypatch.setattr(theme, "_look", look)
    FormSpares(office.session, stack)
    delete(look)  # as when the program ends
    delete(stack)
