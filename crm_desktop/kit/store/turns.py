"""Who reads in a thread gives way to who saves.

The file is changed only while nobody reads it (the journal of decision 19). A long question of a task would let the
window stand still, and after seconds refuse to save. So a save that has to wait breaks the questions off; each is
asked anew once it is written. A question that was broken off BREAKS times is asked to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Condition, RLock
from typing import Any, TypeVar

from crm_desktop.kit.store import cipher

BREAKS = 8
GRACE_MS, PATIENCE_MS = 20, 5_000  # how long a save waits before it breaks questions off, and in all
_LONGEST = 10.0                    # seconds a question waits for a save to end

Answer = TypeVar("Answer")


class Turns:
    """Shared by all connections of one program to one office."""

    def __init__(self) -> None:
        self._asking: dict[int, Any] = {}
        self._saving = 0
        self._free = Condition()
        self.keys = RLock()  # from reading the key ring to putting the changed one in its place

    def ask(self, connection: Any, question: Callable[[], Answer]) -> Answer:
        """What the question answers. It only reads, and may be asked again."""
        for _turn in range(BREAKS):
            with suppress(_Broken), self._breakable(connection):
                return question()
        return question()

    def commit(self, connection: Any) -> None:
        """Commit; questions of other threads that are in the way are broken off. Raises the database's errors."""
        with self._save():
            _wait(connection, GRACE_MS)
            try:
                for left in range(PATIENCE_MS // GRACE_MS, 0, -1):
                    try:
                        connection.commit()
                        return
                    except cipher.DatabaseError as error:
                        if not cipher.is_busy(error) or left == 1:
                            raise
                    self._break_off()  # in each round: one may just have been about to begin
            finally:
                _wait(connection, PATIENCE_MS)

    def _break_off(self) -> None:
        with self._free:
            for other in self._asking.values():
                other.interrupt()

    @contextmanager
    def _save(self) -> Iterator[None]:
        with self._free:
            self._saving += 1
        try:
            yield
        finally:
            with self._free:
                self._saving -= 1
                self._free.notify_all()

    @contextmanager
    def _breakable(self, connection: Any) -> Iterator[None]:
        with self._free:
            self._free.wait_for(lambda: not self._saving, _LONGEST)
            self._asking[id(connection)] = connection
        try:
            yield
        except cipher.DatabaseError as error:
            if cipher.is_broken_off(error):
                raise _Broken from error
            raise
        finally:
            with self._free:
                del self._asking[id(connection)]


class _Broken(Exception):
    """A save broke the question off."""


def _wait(connection: Any, milliseconds: int) -> None:
    connection.execute(f"PRAGMA busy_timeout={milliseconds}").fetchall()
