"""What stands beside a complaint being taken: how long the call is, the two limits, proposals, who is calling."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from crm_desktop.kit import clock, values
from crm_desktop.kit.i18n import N_, _
from ui.complaints.intake_caller import CallerSheet
from ui.complaints.intake_proposals import Proposals
from ui.kit import words
from ui.kit.days import day_text, parts
from ui.kit.form_editor_fields import plain_scroll
from ui.kit.theme import px
from ui.kit.while_seen import WhileSeen
from ui.kit.widgets import HLine, Label, Mark, Sheet, column, row

if TYPE_CHECKING:
    from ui.kit.form_editor import FormEditor
    from ui.kit.session import Session

_SECOND, _PAUSE_MS = 1000, 300
LIMITS = (("response", N_("First response")), ("solution", N_("Solution")))


class IntakeSide(QScrollArea):
    """Read only but for the proposals, which Alt+Y takes and Alt+X puts away. Scrolls where it is too high."""

    def __init__(self, session: Session, editor: FormEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.editor = session, editor
        self._begun, self._narrow = clock.now(), False
        self.limits = Limits(session, editor)
        self.proposals = Proposals(session, editor)
        self.caller = CallerSheet(session)
        plain_scroll(self)
        inside = QWidget()
        inside.setProperty("role", "page")
        self.setWidget(inside)  # before it is filled: to move a full one costs more than to make it
        self.line = QBoxLayout(QBoxLayout.Direction.TopToBottom, inside)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(px(12))
        for part in (self.limits, self.proposals, self.caller):
            self.line.addWidget(part)
        self.line.addStretch(1)
        words.put_name(self, N_("Beside the call"))
        self._tick = WhileSeen(self, self.say_time, _SECOND)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        editor.changed.connect(self._pause.start)
        self.look()

    def say_time(self) -> None:
        """How long the call has lasted, and what is left of the limits."""
        self.limits.show_now(int((clock.now() - self._begun).total_seconds()))

    def look(self) -> None:
        """Look at what stands in the form now."""
        self.caller.show_customer(self.editor.value("customer"))
        self.proposals.look()
        self._fit()
        self.say_time()

    def place(self, narrow: bool) -> None:
        """Where there is no room beside, only limits and proposals, a line each."""
        self.caller.short(narrow)
        self.limits.short(narrow)
        self.proposals.short(narrow)
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        """On top of the form it is as high as it needs to be."""
        high = self.widget().sizeHint().height() if self._narrow else 0
        self.setMinimumHeight(high)
        self.setMaximumHeight(high or 16777215)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """What stands in it became higher or lower."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def forget(self) -> None:
        """The office is being locked: no clock reads it any more, nobody's name stays."""
        self._tick.stop()
        self._pause.stop()
        self.editor.changed.disconnect(self._pause.start)
        self.caller.show_customer(None)
        self.proposals.forget()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The form was left."""
        self._pause.stop()
        super().hideEvent(event)

    def retranslate(self) -> None:
        """What is proposed, in the language in force."""
        self.proposals.look()

    @property
    def asking(self) -> QWidget:
        """What Alt+Y and Alt+X answer, as long as it can be seen."""
        return self.proposals.severity

    def take(self) -> None:
        """Alt+Y."""
        self.proposals.take()

    def put_away(self) -> None:
        """Alt+X."""
        self.proposals.put_away()


class Limits(Sheet):
    """Until when the complaint must be answered and solved, by the rule in force now."""

    def __init__(self, session: Session, editor: FormEditor) -> None:
        super().__init__(spacing=6)
        self._session, self._editor = session, editor
        head = row(spacing=8)
        title = Label(bold=True)
        words.put(title, N_("Limits"))
        self.call = Mark("running", "", size="dense")
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.call)
        self.head = QWidget()
        self.head.setLayout(head)
        self.box.addWidget(self.head)
        self.lines = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.lines.setSpacing(px(6))
        self.box.addLayout(self.lines)
        self.rule = HLine()
        self.until: dict[str, Label] = {}
        self.rest: dict[str, Label] = {}
        for kind, name in LIMITS:
            self._add(kind, name)
        words.put_name(self, N_("Limits"))

    def _add(self, kind: str, name: str) -> None:
        if self.until:
            self.lines.addWidget(self.rule)
        line, caption = row(spacing=8), Label(tone="second")
        words.put(caption, name)
        self.until[kind], self.rest[kind] = Label(bold=True), Label(tone="second", size="small", wrap=True)
        texts = column(spacing=0)
        texts.addWidget(self.until[kind])
        texts.addWidget(self.rest[kind])
        line.addWidget(caption)
        line.addLayout(texts, 1)
        caption.setMinimumWidth(px(88))
        self.lines.addLayout(line, 1)

    def show_now(self, seconds: int) -> None:
        """The limits from the time of the complaint as entered; `seconds` is how long the call lasts."""
        minutes, rest = divmod(max(0, seconds), 60)
        self.call.setText(_("Call {minutes}:{seconds}").format(minutes=minutes, seconds=f"{rest:02d}"))
        store, received = self._session.store, self._editor.value("received_at")
        ctx = store.context()
        for kind, _name in LIMITS:
            hours = store.setting(f"complaints.{kind}_hours")
            if not received:
                self._put(kind, "—", "")
                continue
            end = clock.instant(received) + timedelta(hours=hours)
            day, time = parts(clock.stamp(end), ctx)
            left = int((end - clock.now()).total_seconds() // 60)
            length = values.length_text(abs(left))
            said = _("{time} over").format(time=length) if left < 0 else _("{time} left").format(time=length)
            self._put(kind, _("by {time}").format(time=" ".join(filter(None, (day_text(day, ctx), time)))),
                      _("{hours} h after the complaint · {left}").format(hours=hours, left=said))

    def _put(self, kind: str, until: str, rest: str) -> None:
        for label, text in ((self.until[kind], until), (self.rest[kind], rest)):
            if label.text() != text:
                label.setText(text)

    def short(self, narrow: bool) -> None:
        """In one line, without the reckoning."""
        self.lines.setDirection(QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom)
        for part in (self.head, self.rule, *self.rest.values()):
            part.setVisible(not narrow)
