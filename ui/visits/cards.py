"""The cards of call-backs: the record, its state beside the name."""

from __future__ import annotations

from crm_desktop.kit import forms, values
from crm_desktop.visits.model import PHONE, PLAN
from ui.kit.record_card import RecordCard

_STATES = {PLAN: "state", PHONE: "outcome"}


class VisitCard(RecordCard):
    """A plan says whether it is done, a telephone record whether somebody was reached."""

    def chips(self) -> list[tuple[str, bool]]:
        """The state."""
        field = _STATES.get(self.form_id)
        if not field or not self.values.get(field):
            return []
        word = values.show(forms.get(self.form_id).by_id[field], self.values[field], self.session.store.context())
        return [(word, self.values[field] in ("done", "reached"))]
