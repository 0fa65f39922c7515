"""An act on the call-back chosen in the scheduler: where it can't be done its key says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.visits import planning
from crm_desktop.visits.agenda import Row
from crm_desktop.visits.model import PLAN
from ui.kit.actions import Action

CHOOSE = N_("Choose a call-back first.")


def _nothing() -> Row | None:
    return None


@dataclass(eq=False)
class OnChosen(Action):
    """`chosen` answers the entry the keyboard is on."""

    why: str = CHOOSE
    chosen: Callable[[], Row | None] = field(default=_nothing)

    def trigger(self) -> bool:
        """Run it, or say what is to be done first."""
        done = super().trigger()
        if not done and self.guard is not None:
            self.guard(self._say)
        return done

    def _say(self) -> None:
        row = self.chosen()
        if self.why == CHOOSE and row is not None and row.form == PLAN:
            planning.turn({"state": row.state}, "")
        raise Problem(_(self.why))
