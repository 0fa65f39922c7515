"""The preview of a case beside the list: where it stands, how its limit is worked out, the next act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from crm_desktop.complaints import clocks, model
from crm_desktop.kit import forms, records, values
from crm_desktop.kit.i18n import N_
from ui.complaints import case_acts
from ui.complaints.case_acts import ACTS
from ui.complaints.case_clocks import Ledger, tightest
from ui.complaints.case_steps import StepLine
from ui.kit import theme, words
from ui.kit.form_editor_fields import plain_scroll
from ui.kit.list_acts import ListFace
from ui.kit.theme import px
from ui.kit.while_seen import WhileSeen
from ui.kit.widgets import Button, ElidedLabel, Label, column, row

if TYPE_CHECKING:
    from ui.kit.session import Session

OPEN_FROM, BROAD_FROM = 1600, 1200  # effective width of the window: open by itself from there, broad from there


class CasePreview(QWidget):
    """One case at a glance."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.record, self._case = session, 0, dict[str, object]()
        box, head = column(self, spacing=8), row(spacing=8)
        self.number = Label(size="lead", bold=True)
        self.severity = ElidedLabel(tone="second", size="dense")
        self.open = Button(small=True, key="Enter")
        words.put(self.open, N_("Open"))
        self.open.clicked.connect(lambda: self._go(""))
        head.addWidget(self.number)
        head.addWidget(self.severity, 1)
        head.addWidget(self.open)
        box.addLayout(head)
        self.who = ElidedLabel(tone="second", size="small")
        box.addWidget(self.who)
        self.line = StepLine(gap=8)
        box.addWidget(self.line)
        inside, self.area = QWidget(), QScrollArea()
        inside.setProperty("role", "page")
        pile = column(inside, spacing=8)
        pile.setContentsMargins(0, 0, px(6), 0)  # numbers at the right keep off the scroll bar
        self.content, self.ledger = Label(wrap=True), Ledger()
        pile.addWidget(self.content)
        pile.addWidget(self.ledger)
        pile.addStretch(1)
        plain_scroll(self.area)
        words.put_name(self.area, N_("Preview"))
        self.area.setWidget(inside)
        box.addWidget(self.area, 1)
        self.next = Button(kind="primary")
        self.next.clicked.connect(lambda: self._go(case_acts.next_act(self._case)))
        box.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeft)
        WhileSeen(self, self.tick)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """What wraps in it scrolls or folds in it: the page stays as high as the window."""
        return False

    def show_record(self, record: int) -> None:
        """That case as it is now."""
        store = self.session.store
        case, both = records.get(store, model.FORM, record), clocks.of(store, record)
        self.record, self._case = record, case
        ctx, by_id = store.context(), forms.get(model.FORM).by_id
        said = {f: values.show(by_id[f], case[f], ctx) for f in ("severity", "customer", "complainant", "contact")}
        self.number.setText(str(case["complaint_no"]))
        self.severity.setText(said["severity"])
        person = " ".join(filter(None, (said["complainant"], said["contact"])))
        self.who.setText(" · ".join(filter(None, (said["customer"], person))))
        self.content.setText(str(case["content"]))
        self.line.show_case(case, both)
        one = tightest(both) or both[model.SOLUTION] or both[model.RESPONSE]
        self.ledger.setVisible(one is not None)
        if one is not None:
            self.ledger.show_clock(one, ctx)
        act = case_acts.next_act(case)
        self.next.setVisible(bool(act) and not self.session.read_only)
        if act:
            words.put(self.next, ACTS[act].text)
            self.next.set_icon(ACTS[act].icon)

    def forget(self) -> None:
        """Drop all text."""
        self.record, self._case = 0, {}
        for label in (self.number, self.severity, self.who, self.content):
            label.setText("")
        self.line.forget()
        self.ledger.clear()
        self.next.hide()

    def tick(self) -> None:
        """The clocks at this moment."""
        if self.record:
            self.show_record(self.record)

    def retranslate(self) -> None:
        """Values in the language in force."""
        self.tick()

    def _go(self, act: str) -> None:
        if self.record:
            self.session.open(model.FORM, self.record, act)


class CaseListFace(ListFace):
    """The list of complaints with that preview, open by itself where there is much room."""

    _by_hand = False

    def make_look(self) -> CasePreview:
        """The case at a glance."""
        return CasePreview(self.session)

    def toggle(self) -> None:
        """Space: from now on as she wants it."""
        self._by_hand = True
        super().toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Open by itself in a wide window."""
        super().resizeEvent(event)
        room = self.window().width() / theme.look().factor
        self.fit(376 if room >= BROAD_FROM else 344)
        if not self._by_hand and (room >= OPEN_FROM) == self.sheet.isHidden():
            self.sheet.setVisible(room >= OPEN_FROM)
            self.follow()
