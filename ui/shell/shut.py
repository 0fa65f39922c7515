"""At sign-in: why an office can only be looked at from here, and which backup would be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import reading
from crm_desktop.kit.store.lock import Elsewhere, Held
from ui.kit import ask, style, words
from ui.kit.buttons import Button
from ui.kit.widgets import Label, column


class Shut(QFrame):
    """Hidden while the office can be opened. `reopened`: it is to be tried again.

    What another machine noted goes when the user says that nobody has it open there any more.
    """

    reopened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._why = Path(), Problem("")
        self.setProperty("role", "soft")
        style.mark(self, state="near")
        self.why, self.backup = Label(tone="near", wrap=True, size="dense"), Label(wrap=True, size="dense")
        self.free = Button(kind="link")
        words.put(self.free, N_("Try to open it again"))
        self.free.clicked.connect(self._ask)
        box = column(self, margin=12, spacing=6)
        for part in (self.why, self.backup, self.free):
            box.addWidget(part)
        self.hide()

    def show_reason(self, folder: Path, why: Problem | None) -> bool:
        """Say why; says whether there is a backup to look at."""
        self._folder, self._why = folder, why or Problem("")
        newest = reading.newest(folder) if why is not None else None
        here = isinstance(why, Held) and not isinstance(why, Elsewhere)  # then it is enough to close that window
        self.setVisible(why is not None and not (here and newest is None))
        self.free.setVisible(isinstance(why, Held))
        words.put(self.free, N_("That machine has it open no more…") if isinstance(why, Elsewhere)
                  else N_("Try to open it again"))
        self.why.setText(self._why.sentence)
        self.backup.setText("" if newest is None else _(
            "The newest backup can be looked at, read-only: {time}, {age}.").format(
                time=reading.moment(newest), age=reading.age(newest)))
        self.backup.setVisible(newest is not None)
        return newest is not None

    def retranslate(self) -> None:
        """In the language in force."""
        if not self.isHidden():
            known = self._why
            why = known if isinstance(known, Held) and not isinstance(known, Elsewhere) else \
                reading.closed(self._folder)
            self.show_reason(self._folder, why or known)

    def _ask(self) -> None:
        holder = self._why.holder if isinstance(self._why, Elsewhere) else None
        if holder is None:
            self.reopened.emit()
            return
        sentence = _("Open the office here only if nobody has it open on {host}: two machines that write at once "
                     "damage it.").format(host=holder.host)
        if ask.choose(self, sentence, _("Nobody has it open there"), _("Leave it")) == 0:
            self.reopened.emit()
