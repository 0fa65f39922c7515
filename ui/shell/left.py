"""Where she was when the office was locked: the same user comes back to that page and record, on the same day."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock

if TYPE_CHECKING:
    from ui.shell.desk import Desk


@dataclass(frozen=True)
class Left:
    """A page of a user in an office, with ids and days alone: nothing of a customer outlives the lock."""

    office: Path
    user: str
    day: str
    page: str
    state: dict[str, Any] = field(default_factory=dict)


def place(desk: Desk, office: Path | None) -> Left | None:
    """Where she is now."""
    if office is None or desk.current is None or desk.current.spec is None:
        return None
    state = {k: v for k, v in desk.current.state_to_lock().items() if isinstance(v, (int, str))}
    return Left(office, desk.session.store.user.uid, today(desk), desk.current.spec.id, state)


def begin(desk: Desk, office: Path, before: Left | None) -> None:
    """Open the first page of the session; after a lock the place she left."""
    same = before is not None and before.page in desk.specs and (before.office, before.user, before.day) == (
        office, desk.session.store.user.uid, today(desk))
    if before is None or not same:
        desk.go(first_page(desk))
    elif not (desk.go(before.page, remember=False)
              and desk.session.attempt(lambda: desk.go(before.page, before.state))):
        desk.go(before.page)


def remember(desk: Desk) -> None:
    """Keep the page and the day for the next start."""
    settings, page = desk.session.settings, desk.current
    settings.set("last_day", today(desk))
    settings.set("last_page", page.spec.id if page and page.spec else None)


def first_page(desk: Desk) -> str:
    """The page of last time; on a new day the first of the rail."""
    settings, shown = desk.session.settings, [s.id for s in desk.specs.values() if s.group != "hidden"]
    last = settings.get("last_page") if settings.get("last_day") == today(desk) else None
    return last if last in shown else shown[0]


def today(desk: Desk) -> str:
    """The office's day."""
    return clock.today(desk.session.store.zone).isoformat()
