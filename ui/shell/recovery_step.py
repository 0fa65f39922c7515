"""The last step: the recovery sheet must be saved or printed; the last four signs prove that it exists."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from ui.kit import ask, words
from ui.kit.buttons import Button
from ui.kit.caption import Captioned, ProblemLine
from ui.kit.printing import print_pdf
from ui.kit.widgets import Label, Mark, row
from ui.shell.first_steps import Step

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store


class RecoveryStep(Step):
    """Save or print, then type the end of the code."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._code, self._exists = "", False
        line = Label(wrap=True)
        words.put(line, N_(
            "The recovery sheet opens the office when a password is forgotten. Keep it on paper in a safe"
            " place, away from this computer. Without it a forgotten password cannot be mended."))
        buttons = row(spacing=8)
        self.save, self.print = Button(icon="download"), Button(icon="printer")
        words.put(self.save, N_("Save as PDF…"))
        words.put(self.print, N_("Print…"))
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        buttons.addWidget(self.save)
        buttons.addWidget(self.print)
        buttons.addStretch(1)
        self.done, self.problem = Mark("done", ""), ProblemLine()
        self.signs = QLineEdit()
        self.signs.setMaxLength(8)
        self.signs.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)
        self.signs_row = Captioned(N_("The last 4 signs of the code on the sheet"), self.signs)
        self.signs.textChanged.connect(self._typed)
        self.box.addWidget(line)
        self.box.addLayout(buttons)
        for part in (self.done, self.problem, self.signs_row):
            self.box.addWidget(part)
        self.wipe()

    def prepare(self, store: Store, code: str) -> None:
        """The office is made; this is its code."""
        self._store, self._code = store, code

    def proved(self) -> bool:
        """Whether the sheet exists and was read from."""
        typed = self.signs.text().upper().translate(str.maketrans("OILU", "011V")).strip()
        ends = (self._code[-4:], self._code.replace("-", "")[-4:])  # some count the dash as a sign
        return self._exists and bool(self._code) and (typed in ends or typed.replace("-", "") == ends[1])

    def in_order(self) -> bool:
        """Only when proved."""
        return self.proved()

    def begin(self) -> None:
        """The keyboard goes to the next thing to do."""
        (self.signs if self._exists else self.save).setFocus()

    def wipe(self) -> None:
        """Forget the code."""
        self._store, self._code, self._exists = None, "", False
        self.signs.clear()
        self.signs_row.setEnabled(False)
        self.done.hide()

    def write(self, out: Path | BinaryIO) -> None:
        """The sheet as a PDF."""
        from crm_desktop.kit import recovery_sheet, report

        if self._store is not None:
            report.write(self._store, recovery_sheet.sheet(self._store, self._code), out)

    def _save(self) -> None:
        if self._store is None:
            return
        name = _("Recovery sheet {office}").format(office=self._store.folder.stem) + ".pdf"
        path = ask.save_file(self, _("Save the recovery sheet"), name, "PDF (*.pdf)")
        if path is not None and self._attempt(lambda: self.write(path)):
            self._now_exists(_("Saved as {name}").format(name=path.name))

    def _print(self) -> None:
        printer = ask.printer(self, _("Print the recovery sheet"))
        if printer is None:
            return

        def act() -> None:
            content = BytesIO()  # never a file: the code opens the office
            self.write(content)
            print_pdf(content.getvalue(), printer)

        if self._attempt(act):
            self._now_exists(_("Sent to the printer"))

    def _attempt(self, act: Callable[[], object]) -> bool:
        self.problem.say("")
        try:
            act()
        except Problem as problem:
            self.problem.say(problem.sentence)
            return False
        return True

    def _now_exists(self, word: str) -> None:
        self._exists = True
        self.done.set("done", word)
        self.done.show()
        self.signs_row.setEnabled(True)
        self.signs.setFocus()
        self.changed.emit()

    def _typed(self) -> None:
        full = len(self.signs.text().strip()) >= 4
        wrong = full and self._exists and not self.proved()
        self.signs_row.say(_("These are not the last 4 signs of the code. Look at the sheet again.") if wrong else "")
        self.changed.emit()
