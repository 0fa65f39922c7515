"""Proposals beside a complaint being taken: a higher severity by its words, a possible repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.complaints import model, proposals
from crm_desktop.complaints.proposals import Repeat
from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_, _
from ui.kit import words
from ui.kit.days import day_text, parts
from ui.kit.theme import px
from ui.kit.widgets import Button, Label, Mark, Sheet, column, row

if TYPE_CHECKING:
    from ui.kit.form_editor import FormEditor
    from ui.kit.session import Session


class Proposals(QWidget):
    """Two notes that come and go with what is typed. What was put away does not come again for the same reason."""

    def __init__(self, session: Session, editor: FormEditor) -> None:
        super().__init__()
        self._session, self._editor = session, editor
        self._away: set[tuple[str, ...]] = set()
        self._words: tuple[str, ...] = ()
        self.repeat: Repeat | None = None
        box = column(self, spacing=12)
        self.severity, self.again = _Note("near"), _Note("info")
        self.yes, self.no = Button(key="Alt+Y", small=True), Button(kind="flat", key="Alt+X", small=True)
        words.put(self.yes, N_("Take it"))
        words.put(self.no, N_("Not this time"))
        for button in (self.yes, self.no):  # a click on what goes away leaves the keyboard where she types
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.yes.clicked.connect(self.take)
        self.no.clicked.connect(self.put_away)
        self.severity.buttons.insertWidget(0, self.yes)
        self.severity.buttons.insertWidget(1, self.no)
        self.look_there = Button(kind="link")
        words.put(self.look_there, N_("Look at that one"))
        self.look_there.clicked.connect(self._open_repeat)
        self.again.buttons.insertWidget(0, self.look_there)
        box.addWidget(self.severity)
        box.addWidget(self.again)
        self.severity.hide()
        self.again.hide()
        self.hide()

    def look(self) -> None:
        """Work the proposals out anew."""
        store, value = self._session.store, self._editor.value
        said = "\n".join(filter(None, (self._editor.editors[f].text() for f in ("content", "customer_request"))))
        found = tuple(proposals.severe_words(store, said)) if value("severity") in (None, "ordinary") else ()
        self._words = () if found in self._away else found
        if self._words:
            self._say_severity()
        self.repeat = proposals.repeat(store, value("customer"), self._editor.editors["product"].text(), said)
        if self.repeat is not None:
            self._say_repeat(self.repeat)
        self.severity.setVisible(bool(self._words))
        self.again.setVisible(self.repeat is not None)
        self.setVisible(bool(self._words) or self.repeat is not None)

    def forget(self) -> None:
        """Drop all text."""
        self._words, self.repeat = (), None
        for note in (self.severity, self.again):
            note.say("", "")
        self.hide()

    def short(self, narrow: bool) -> None:
        """Each in one line, without the reason."""
        self.severity.short(narrow)
        self.again.short(narrow)

    def take(self) -> None:
        """The severity proposed."""
        if self._words:
            self._editor.put("severity", proposals.MAJOR)
            self.look()

    def put_away(self) -> None:
        """Not for these words."""
        if self._words:
            self._away.add(self._words)
            self.look()

    def _say_severity(self) -> None:
        level = forms.get(model.FORM).by_id["severity"].by_choice[proposals.MAJOR].text()
        found = values.joiner().join(_('"{word}"').format(word=w) for w in self._words[:4])
        self.severity.say(_('Make it "{level}"?').format(level=level),
                          _("It says {words}. Such complaints are reported to the leader.").format(words=found))

    def _say_repeat(self, found: Repeat) -> None:
        ctx = self._session.store.context()
        day = day_text(parts(found.received_at, ctx)[0], ctx)
        text = _("Same customer, same product: {number}, {day}.").format(number=found.number, day=day)
        if found.cause:
            text = _("{text} Cause then: {cause}").format(text=text, cause=" ".join(found.cause.split())[:80])
        self.again.say(_("This may be a repeated complaint"), text)

    def _open_repeat(self) -> None:
        if self.repeat is not None:
            self._session.open(model.FORM, self.repeat.record)


class _Note(Sheet):
    """A head, a reason, buttons."""

    def __init__(self, state: str) -> None:
        super().__init__(role="note", spacing=4)
        self.setProperty("state", "near" if state == "near" else "")
        self._mark, self._text = Mark(state, ""), Label(tone="second", size="small", wrap=True)
        self._head = Label(bold=True, wrap=True)
        line = row(spacing=6)
        line.addWidget(self._mark)
        line.addWidget(self._head, 1)
        self.buttons = row(spacing=8)
        self.buttons.addStretch(1)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(px(4))
        self._parts.addLayout(line)
        self._parts.addWidget(self._text)
        self._parts.addLayout(self.buttons)
        self.box.addLayout(self._parts)

    def short(self, narrow: bool) -> None:
        """In one line, without the reason."""
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom)
        self._text.setVisible(not narrow)

    def say(self, head: str, text: str) -> None:
        """Both sentences."""
        if head != self._head.text() or text != self._text.text():
            self._head.setText(head)
            self._text.setText(text)
            self.setAccessibleName(head)
            self.setAccessibleDescription(text)
