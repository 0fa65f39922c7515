"""Forms of a page that are made before they are asked for, so that they open at once.

    yield from self.spares.ahead({(form_id, 0): self.plan(form_id, 0)})     in small steps, while nobody types
    form = self.spares.take(form_id, 0, self.plan(form_id, 0))              one that is made already, or a new one
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from ui.kit import theme
from ui.kit.record_form import FormPlan, RecordForm

if TYPE_CHECKING:
    from ui.kit.session import Session

Key = tuple[str, int]  # of which form and record (0: a new one)


class FormSpares(QObject):
    """At most one form for each key, in the stack it will be shown in: to move a full one costs more than to make it.

    A form holds nothing of an office before it is begun. One that was made for another look is thrown away.
    """

    def __init__(self, session: Session, stack: QStackedWidget) -> None:
        super().__init__(stack)  # what it listens to is let go with the stack
        self._session, self._stack = session, stack
        self._made: dict[Key, tuple[RecordForm, object]] = {}
        theme.look().changed.connect(self.drop)

    def ahead(self, wanted: dict[Key, Callable[[], FormPlan]]) -> Iterator[None]:
        """Make those that are missing, field by field; away with those that are no longer wanted."""
        for key in [k for k in self._made if k not in wanted]:
            self._away(key)
        for key, plan in wanted.items():
            if key not in self._made:
                form = self._new(key[0], plan())
                self._made[key] = form, form.plan.looks()
                yield
            yield from self._made[key][0].view.prepare()
            yield

    def take(self, form_id: str, record: int, plan: FormPlan) -> RecordForm:
        """The form of that plan; it is the caller's."""
        form, looks = self._made.pop((form_id, record), (None, None))
        if form is not None and looks == plan.looks():
            form.plan = plan
            return form
        if form is not None:
            _throw_away(self._stack, form)
        return self._new(form_id, plan)

    def drop(self) -> None:
        """All of them."""
        for key in list(self._made):
            self._away(key)

    def _new(self, form_id: str, plan: FormPlan) -> RecordForm:
        form = RecordForm(self._session, form_id, plan)
        self._stack.addWidget(form)
        return form

    def _away(self, key: Key) -> None:
        _throw_away(self._stack, self._made.pop(key)[0])


def _throw_away(stack: QStackedWidget, form: RecordForm) -> None:
    stack.removeWidget(form)
    form.hide()
    form.deleteLater()
