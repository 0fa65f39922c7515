"""What was written, form by form: whether a count made before still holds, without asking the file again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store

State = tuple[int, int, int]  # of the file, of what is not accounted for here, of the form
_KEPT = 200  # counts of one form


class Written:
    """Each store keeps account of its own changes; anything else that was written makes every count be made anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = store.db.conn.total_changes
        self._unknown = self._changes = 0
        self._forms: Counter[str] = Counter()
        self._counts: dict[str, tuple[State, dict[Any, int]]] = {}
        self._file: int | None = None

    def begin(self) -> None:
        """A transaction begins: what was written until now without one counts as unknown."""
        at = self._store.db.conn.total_changes
        if at != self._known:
            self._known, self._unknown = at, self._unknown + 1

    def end(self, forms: Mapping[str, int] | None) -> None:
        """It was committed. `forms` are those it wrote to, with how many records came (less those that went)."""
        self._known = self._store.db.conn.total_changes
        self._changes += forms is not None
        for form, more in (forms or {}).items():
            kept = self._counts.pop(form, None)
            self._forms[form] += 1
            if kept is not None and form in kept[1]:
                file, unknown, _version = kept[0]
                self._counts[form] = (file, unknown, self._forms[form]), {form: kept[1][form] + more}

    def _version(self) -> int:
        """That of the file. Where somebody else wrote, such as a command, names may have changed too."""
        version = int(self._store.value("PRAGMA data_version"))
        if version != self._file:
            self._file = version
            self._store.names.clear()
        return version

    def state(self) -> State | None:
        """Differs from that of before where any record may have changed; None inside a change."""
        if self._store.db.conn.in_transaction:
            return None
        self.begin()
        return self._version(), self._unknown, self._changes

    def count(self, form: str, asked: Any, count: Callable[[], int]) -> int:
        """A count of records, made only when it isn't known. Where `asked` is the form: all that are not deleted."""
        if self._store.db.conn.in_transaction:  # what is not committed may be taken back
            return count()
        self.begin()
        now = self._version(), self._unknown, self._forms[form]
        at, kept = self._counts.get(form, (now, {}))
        if at != now or len(kept) > _KEPT:
            kept = {}
        if asked not in kept:
            kept[asked] = count()
        self._counts[form] = now, kept
        return kept[asked]
