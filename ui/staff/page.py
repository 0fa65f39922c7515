"""The page of the staff register."""

from __future__ import annotations

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition
from ui.kit.actions import Action
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import RecordPage


class StaffPage(RecordPage):
    """List, card and form of the people of the office."""

    LISTS = {"staff_record": "staff-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """With those still employed as a view."""
        views = (View("active", N_("Employed"), (Condition("active", "is", 1),)),)
        return RecordList(self.session, form_id, views=views, new=new, import_=import_)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("New person")
