"""The list of complaints: what is open with the tightest limit first, late, near, call-backs owed, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.complaints import clocks, model
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition
from ui.complaints.list_columns import FIRST, hours_of, list_columns
from ui.kit.actions import Action
from ui.kit.record_list import RecordList, View
from ui.kit.while_seen import WhileSeen

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

DEFAULT = "open"
_TIGHTEST = ("next_limit_at",)


def views() -> tuple[View, ...]:
    """What is seen first; late and near are asked anew each time, for time passes."""
    return (View(DEFAULT, N_("In progress"), clocks.still_open(), _TIGHTEST),
            View("late", N_("Late"), clocks.late, _TIGHTEST),
            View("near", N_("Near the limit"), clocks.near, _TIGHTEST),
            View("owed", N_("Call-back owed"), (Condition("callback_due_on", "filled"),), ("callback_due_on",)),
            View("closed", N_("Closed cases"), (Condition("status", "is", "closed"),), ("-received_at",)),
            View("serious", N_("Major and special"), (Condition("severity", "in", ("major", "special")),),
                 ("-received_at",)),
            View("all", N_("All")))


class ComplaintList(RecordList):
    """Opens with what is in progress; its clocks go on while one looks."""

    def __init__(self, session: Session, *, new: Action, import_: Action) -> None:
        self._hours = hours_of(session.store)
        super().__init__(session, model.FORM, views=views(), columns=list_columns(session.store, self._hours), new=new,
                         import_=import_, first=FIRST)
        WhileSeen(self, self.tick)
        self.views.bar.choose(DEFAULT)
        self.views.show_view(DEFAULT)
        if self.listing is not None and self.listing.count:
            self.table.choose_row(0)
            self.table.by_itself = True

    def refresh(self, notice: Notice | None = None) -> None:
        """With the limits in force now in the heads."""
        self._hours.update(hours_of(self.session.store))
        super().refresh(notice)

    def tick(self) -> None:
        """The marks of the rows seen, and the counts of the views, at this moment."""
        self.table.viewport().update()
        self.views.count_soon()
