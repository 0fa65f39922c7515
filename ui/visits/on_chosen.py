"""An act on the call-back chosen in the scheduler: where it can't be done its key says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.visits import planning
from crm_desktop.visits.model import PLAN
from ui.kit.actions import Action

if TYPE_CHECKING:
    from ui.visits.scheduled import ScheduledPage

CHOOSE = N_("Choose a call-back first.")


@dataclass(eq=False)
class OnChosen(Action):
    """Of the scheduler of that page."""

    why: str = CHOOSE
    page: ScheduledPage | None = None

    def trigger(self) -> bool:
        """Run it, or say what is to be done first."""
        done = super().trigger()
        if not done and self.guard is not None:
            self.guard(self._say)
        return done

    def _say(self) -> None:
        assert self.page is not None
        if self.why != CHOOSE:  # of an office that can't be written
            raise Problem(_(self.why))
        row = self.page.current_row()
        if row is not None and row.form == PLAN:
            planning.turn({"state": row.state}, "")
        self.page.session.tell(_(CHOOSE), "near")
