"""A program that is about to be killed: it signs in, saves one thing, types into one form, and says when the draft is kept.

    python -m tests.flows.day_kill OFFICE PASSWORD SETTINGS FORM

FORM is a key of FORMS. Timers of drafts are short here, nothing else is other than on a desk.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.flows.killed import kill, says, started

TEXT, DIGITS = "写到一半", "1231"
SHEETS = ("12311122233311", "21211133322211")
COMPLAINT, MONTH = "complaint_record", "2026-11"
SAVED = "断电之前已保存的提醒"


def _case(hand: Any, *, solved: bool = False, called: bool = False) -> int:
    from crm_desktop.complaints import service
    case = service.register(hand.store, {"customer": 4, "content": "主轴异响"})
    if solved:
        service.respond(hand.store, case, "已回电")
        service.solve(hand.store, case, "换轴承")
    if called:
        service.call_back(hand.store, case, reached=True, satisfaction="satisfied")
    return case


def _act(name: str, field: str = "", **how: bool) -> Callable[[Any], None]:
    def type_in(hand: Any) -> None:
        hand.window.session.open(COMPLAINT, _case(hand, **how), name)
        hand.settle()
        if field:
            hand.to_field(field)
        hand.text(TEXT)
    return type_in


def _finish(hand: Any) -> None:
    from crm_desktop.complaints import service
    task = service.add_task(hand.store, _case(hand), "售后服务部", "换轴承")
    hand.window.session.open("complaint_task", task, "finish")
    hand.settle()
    hand.text(TEXT)


def _plan(hand: Any) -> int:
    from crm_desktop.visits import planning
    return planning.plan(hand.store, {"planned_customer": 4, "planned_date": "2026-11-20", "purpose": "回访",
                                      "start_time": "14:00", "callback_mode": ["face_to_face"]})


def _new(form: str, field: str) -> Callable[[Any], None]:
    def type_in(hand: Any) -> None:
        hand.window.session.new(form)
        hand.settle()
        hand.to_field(field)
        hand.text(TEXT)
    return type_in


def _intake(hand: Any) -> None:
    hand.press("F7")
    hand.fragment("rcsw")
    hand.press("Return")
    hand.text(TEXT)


def _visit(hand: Any) -> None:
    hand.window.session.open("callback_plan", _plan(hand), "record_callback")
    hand.settle()
    hand.to_field("visit_notes")
    hand.text(TEXT)


def _sheet(hand: Any) -> None:
    """Whole sheets before it."""
    hand.press("F9")
    for sheet in SHEETS:
        hand.digits(sheet)
        hand.press("Return")
    hand.digits(DIGITS)


def _customer(hand: Any) -> None:
    """One that is there already."""
    hand.window.session.open("customer_master", 1)
    hand.settle()
    hand.press("F2")
    hand.page.form.editor.focus("region")
    hand.press("Ctrl+A")
    hand.text(TEXT)


def _asked(name: str) -> Callable[[Any], None]:
    def type_in(hand: Any) -> None:
        hand.window.session.open("callback_plan", _plan(hand), name)
        hand.settle()
        hand.text(TEXT)
    return type_in


def _promise(hand: Any) -> None:
    from crm_desktop.reception import service
    contact = hand.store.value("SELECT min(id) FROM contacts WHERE deleted_at IS NULL")
    record = service.receive(hand.store, {"customer_name": contact, "resolution": "promised", "promised_days": 3,
                                          "visit_requests": "图纸"})
    hand.window.session.open("reception_record", record, "keep_promise")
    hand.settle()
    hand.to_field("promise_note")
    hand.text(TEXT)


def _visitor(hand: Any) -> None:
    hand.window.go("reception")
    hand.settle()
    hand.press("Alt+I")
    hand.text(TEXT)


def _remarks(hand: Any) -> None:
    hand.window.go("reports", {"report": "monthly", "period": MONTH})
    hand.until(lambda: hand.page.preview.content())
    hand.page.remarks.open()
    hand.text(TEXT)


# The form typed into, and the form its draft is kept under ("" where the text is kept at once).
FORMS: dict[str, tuple[Callable[[Any], None], str]] = {
    "intake": (_intake, COMPLAINT),
    "respond": (_act("respond"), COMPLAINT),
    "add_step": (_act("add_step"), COMPLAINT),
    "add_task": (_act("add_task"), COMPLAINT),
    "finish": (_finish, COMPLAINT),
    "solve": (_act("solve"), COMPLAINT),
    "record_result": (_act("record_result", "result"), COMPLAINT),
    "call_back": (_act("call_back", "opinions", solved=True), COMPLAINT),
    "close": (_act("close", "cause", solved=True, called=True), COMPLAINT),
    "reopen": (_act("reopen", solved=True), COMPLAINT),
    "plan": (_new("callback_plan", "purpose"), "callback_plan"),
    "customer": (_customer, "customer_master"),
    "visit": (_visit, "callback_record"),
    "telephone": (_new("telephone_callback_record", "customer_occupation"), "telephone_callback_record"),
    "reception": (_new("reception_record", "visit_requests"), "reception_record"),
    "reminder": (_new("reminder", "what"), "reminder"),
    "postpone": (_asked("postpone"), "callback_plan"),
    "cancel": (_asked("cancel"), "callback_plan"),
    "keep_promise": (_promise, "reception_record"),
    "sign_in": (_visitor, "visitor_register"),
    "sheet": (_sheet, "customer_satisfaction_survey"),
    "remarks": (_remarks, ""),
}


def kept(store: Any, form: str) -> bool:
    """Whether what was typed is kept."""
    from crm_desktop.kit.store import drafts
    from crm_desktop.remarks import service as remarks
    if not form:
        return TEXT in remarks.text(store, "monthly", MONTH)
    found = [d for d in drafts.every(store) if d.form == form]
    return bool(found) and (TEXT in str(found[0].body) or len(found[0].body.get("paper", {}).get("answers", {})) == 4)


def killed_in(office: Path, password: str, settings: Path, name: str) -> None:
    """Start the program, let it type into that form, and kill it once the draft is kept."""
    process = started("-m", "tests.flows.day_kill", office, password, settings, name)
    try:
        says(process, "kept")
    finally:
        kill(process)


def main(office: Path, password: str, settings: Path, name: str) -> None:
    """Type, say that the draft is kept, wait for the end."""
    from build_spec import stage
    from crm_desktop.kit import clock, records
    from tests.conftest import NOW, SHANGHAI
    from tests.flows.day_hand import Hand
    from ui.kit import form_editor
    from ui.kit.window_state import WindowState
    from ui.reports import remarks_box
    from ui.surveys import entry_frame
    form_editor.DRAFT_MS = entry_frame.DRAFT_MS = remarks_box._PAUSE_MS = 1
    with clock.frozen(NOW):
        window = stage.window(WindowState(settings), "zh_CN")
        hand = Hand(window, SHANGHAI)
        stage.at_the_door(hand, office)
        hand.text(password)
        hand.press("Return")
        hand.until(window.is_open)
        records.create(hand.store, "reminder", {"what": SAVED, "due_on": "2026-11-20"})
        type_in, form = FORMS[name]
        type_in(hand)
        hand.until(lambda: kept(hand.store, form))
        print("kept", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4])
