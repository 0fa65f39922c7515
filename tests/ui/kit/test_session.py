"""What pages get: the way to tell, undo, go, and to keep customer text out of what stays."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Store
from ui.kit.session import Message, Place, Session
from ui.kit.tasks import Job


def test_a_notice_comes_after_the_change_is_done(session: Session, qtbot: QtBot) -> None:
    heard: list[Any] = []
    session.bridge.noticed.connect(heard.append)
    records.create(session.store, "customer_master", {"customer_name": "恒岚精密机械"})
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert "customer_master" in heard[0].forms


def test_no_notice_after_the_end(session: Session, qtbot: QtBot) -> None:
    heard: list[Any] = []
    session.bridge.noticed.connect(heard.append)
    records.create(session.store, "customer_master", {"customer_name": "恒岚精密机械"})
    session.bridge.detach()
    qtbot.wait(1)
    assert heard == []


def test_undo_says_what_it_took_back(session: Session) -> None:
    told: list[Message] = []
    session.told.connect(told.append)
    one = records.create(session.store, "customer_master", {"customer_name": "恒岚精密机械"})
    session.tell("Saved.", undo=True)
    action = told[0].action
    assert action is not None
    assert action.key == "Ctrl+Z"
    action.trigger()
    assert told[1].sentence == "Undone: New record (KH-0001 恒岚精密机械)"
    assert records.get(session.store, "customer_master", one)["deleted_at"]
    redo = told[1].action
    assert redo is not None and redo.key == "Ctrl+Y"
    redo.trigger()
    assert told[2].sentence == "Done again: New record (KH-0001 恒岚精密机械)"
    assert not records.get(session.store, "customer_master", one)["deleted_at"]
    assert told[2].action is not None
    told[2].action.trigger()
    assert told[3].sentence == told[1].sentence


def test_undo_of_a_message_takes_back_its_own_change(session: Session) -> None:
    told: list[Message] = []
    session.told.connect(told.append)
    one = records.create(session.store, "customer_master", {"customer_name": "恒岚精密机械"})
    session.tell("Saved.", undo=True)
    two = records.create(session.store, "customer_master", {"customer_name": "远沐新材料"})
    assert told[0].action is not None
    told[0].action.trigger()
    assert told[1].sentence == "Undone: New record (KH-0001 恒岚精密机械)"
    assert records.get(session.store, "customer_master", one)["deleted_at"]
    assert not records.get(session.store, "customer_master", two)["deleted_at"]
    told[0].action.trigger()
    assert told[2].sentence == "There is nothing to undo."


def test_redo_is_not_offered_any_more_after_another_change(session: Session, qtbot: QtBot) -> None:
    told: list[Message] = []
    gone: list[Message] = []
    session.told.connect(told.append)
    session.taken_back.connect(gone.append)
    records.create(session.store, "customer_master", {"customer_name": "恒岚精密机械"})
    qtbot.wait(1)
    session.undo()
    qtbot.wait(1)
    assert gone == []
    records.create(session.store, "customer_master", {"customer_name": "远沐新材料"})
    qtbot.waitUntil(lambda: gone == told)
    session.redo()
    assert (told[-1].sentence, told[-1].kind) == ("There is nothing to do again.", "near")


def test_undo_without_anything_to_undo_is_said_quietly(session: Session) -> None:
    told: list[Message] = []
    session.told.connect(told.append)
    assert session.attempt(session.undo)
    assert [(m.kind, m.sentence) for m in told] == [("near", "There is nothing to undo.")]


def test_a_large_undo_is_a_task_and_a_second_one_waits(session: Session, qtbot: QtBot) -> None:
    told: list[Message] = []
    session.told.connect(told.append)
    for _time in range(2):
        with session.store.change("Import") as change:
            change.insert_many("customer_master", [
                {"customer_name": f"公司{n}", "customer_status": "active"} for n in range(100)])
    session.undo()
    session.undo()
    assert told[0].sentence.startswith("Taking it back is still under way.")
    qtbot.waitUntil(lambda: not session.tasks, timeout=30_000)
    assert [m.sentence for m in told[1:]] == ["Undone: Import (100 records)"]
    assert session.store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == 100


def test_a_large_undo_is_of_the_moment_it_was_asked_for(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    works: list[Any] = []
    monkeypatch.setattr(session, "run", lambda work, *_others, **_named: works.append(work))
    with session.store.change("Import") as change:
        change.insert_many("customer_master", [
            {"customer_name": f"公司{n}", "customer_status": "active"} for n in range(100)])
    session.undo()
    later = records.create(session.store, "customer_master", {"customer_name": "远沐新材料"})  # before the task begins
    clone = session.store.clone()
    works[0](clone, Job(lambda _done, _of: None))
    clone.close()
    assert session.store.column("SELECT id FROM customers WHERE deleted_at IS NULL") == [later]


def test_undo_says_what_it_had_to_leave(session: Session) -> None:
    told: list[Message] = []
    session.told.connect(told.append)
    with session.store.change("Import") as change:
        ids = change.insert_many("customer_master", [
            {"customer_name": f"公司{n}", "customer_status": "active"} for n in range(30)])
    records.save(session.store, "customer_master", ids[3], {"region": "华东"})
    session.store.db.conn.execute("UPDATE txns SET user = 'u9' WHERE id = (SELECT max(id) FROM txns)")  # another's
    session.store.db.conn.commit()
    session.undo()
    assert (told[0].kind, told[0].sentence) == (
        "near", "Undone: Import (29 records). 1 record was changed or used since and stays as it is.")


def test_a_problem_becomes_its_sentence(session: Session) -> None:
    told: list[Message] = []
    session.told.connect(told.append)

    def fail() -> None:
        raise Problem("Choose a customer first.")

    assert not session.attempt(fail)
    assert session.attempt(lambda: None)
    assert [(m.kind, m.sentence) for m in told] == [("late", "Choose a customer first.")]


def test_the_last_places_are_eight_different_ones(session: Session) -> None:
    for number in (*range(12), 3):
        session.visited(Place("customers", (("record", number),), f"KH-{number}"))
    assert [p.title for p in session.places] == ["KH-3", "KH-11", "KH-10", "KH-9", "KH-8", "KH-7", "KH-6", "KH-5"]


def test_the_end_takes_our_text_from_the_clipboard(settings: Any, qtbot: QtBot) -> None:
    board = QGuiApplication.clipboard()
    session = Session(Store.memory(), settings)
    session.clip("沈知远 138-0000-4127")
    assert board.text() == "沈知远 138-0000-4127"
    session.close()
    assert board.text() == ""


def test_what_others_put_there_stays(settings: Any, qtbot: QtBot) -> None:
    board = QGuiApplication.clipboard()
    session = Session(Store.memory(), settings)
    session.clip("沈知远")
    board.setText("a recipe")
    session.close()
    assert board.text() == "a recipe"
