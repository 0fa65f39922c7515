"""Who reads in a thread gives way to who saves: on real connections, in two threads."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import pytest

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Store, cipher, turns

# Goes on for minutes until something was saved, or until it is ended.
_LONG = ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < (CASE WHEN"
         " (SELECT count(*) FROM settings WHERE id = '{saved}') THEN 100 ELSE 1000000000 END)) SELECT count(*) FROM n")


@pytest.fixture
def office() -> Any:
    store = Store.memory()
    yield store
    store.close()


def _save(store: Store, value: str) -> None:
    with store.writing():
        store.db.conn.execute("INSERT OR REPLACE INTO settings (id, value) VALUES ('probe', ?)", (value,))


class _Asking:
    """A task that asks one long question as often as it must."""

    def __init__(self, office: Store, sql: str) -> None:
        self.begun, self.answers, self.asked = Event(), [], 0
        self._office, self._sql = office, sql
        self.thread = Thread(target=self._run)
        self.thread.start()
        assert self.begun.wait(20)

    def _run(self) -> None:
        clone = self.clone = self._office.clone()
        clone.db.conn.set_progress_handler(lambda: self.begun.set(), 10_000)
        ask = clone._ask

        def counted(*args: Any) -> Any:
            self.asked += 1
            return ask(*args)

        clone._ask = counted  # type: ignore[method-assign]
        try:
            self.answers.append(clone.value(self._sql))
        except (Problem, cipher.DatabaseError) as error:
            self.answers.append(error)
        clone.close()


def test_a_save_does_not_wait_for_a_long_question_which_is_asked_anew(office: Store) -> None:
    task = _Asking(office, _LONG.format(saved="probe"))
    _save(office, "1")
    task.thread.join(60)
    assert task.answers == [100]  # it saw what was saved
    assert task.asked == 2
    assert office.value("SELECT value FROM settings WHERE id = 'probe'") == "1"


def test_a_question_broken_off_too_often_is_asked_to_its_end(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "BREAKS", 1)
    monkeypatch.setattr(turns, "PATIENCE_MS", 60)
    task = _Asking(office, _LONG.format(saved="never"))
    _save(office, "1")
    task.begun.clear()
    assert task.begun.wait(20)
    with pytest.raises(Problem):
        _save(office, "2")
    assert office.value("SELECT value FROM settings WHERE id = 'probe'") == "1"
    assert not office.db.conn.in_transaction
    task.clone.db.conn.interrupt()
    task.thread.join(60)
    assert [cipher.is_broken_off(answer) for answer in task.answers] == [True]


def test_what_reads_in_the_window_is_never_broken_off(office: Store) -> None:
    assert not office.gives_way
    clone = office.clone()
    assert clone.gives_way
    assert clone.turns is office.turns
    clone.close()


def test_an_error_of_the_question_is_told_as_ever(office: Store) -> None:
    clone = office.clone()
    with pytest.raises(cipher.DatabaseError, match="no such table"):
        clone.value("SELECT 1 FROM not_there")
    clone.close()
    _save(office, "3")
    assert office.value("SELECT value FROM settings WHERE id = 'probe'") == "3"
