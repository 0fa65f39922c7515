"""Leaving the desk: what is typed is kept first; where a full disk takes no draft, she may choose to lose it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from crm_desktop.kit.errors import Problem
from ui.kit.actions import Action
from ui.kit.words import Message

if TYPE_CHECKING:
    from ui.kit.page import Page
    from ui.kit.session import Session


class WayOut(NamedTuple):
    """How she leaves without what is typed: the word of it, and what is done then."""

    verb: Message
    go: Callable[[], object]


def may_leave(session: Session, page: Page, otherwise: WayOut | None) -> bool:
    """Whether the page in view lets her go. Where its draft can't be kept, that is said and the way out offered."""
    try:
        return page.leave()
    except Problem as problem:
        session.tell(problem.sentence, "late", _offer(session, otherwise) if otherwise else None)
        return False


def _offer(session: Session, way: WayOut) -> Action:
    def lose() -> None:
        session.store.keeps_drafts = False
        way.go()

    return Action("lose_typed", way.verb, lose, guard=session.attempt)
