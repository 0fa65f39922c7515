"""About: version, what it is made of, licences."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit

import crm_desktop
from crm_desktop.kit import paths
from crm_desktop.kit.i18n import N_, _
from ui.kit import words
from ui.kit.theme import px
from ui.kit.widgets import Label
from ui.shell.setting_sections import Section

if TYPE_CHECKING:
    from ui.kit.session import Session

_NOTICES = ("LICENSE", "THIRD_PARTY.md")


class About(Section):
    """What somebody who looks after the program wants to know."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        title, line = Label(size="lead", bold=True), Label(tone="second", wrap=True)
        words.put(title, lambda: f"{_('CRM Desktop')} {crm_desktop.__version__}")
        words.put(line, N_("Customers, complaints, call-backs and surveys of one office, on one computer, encrypted."))
        self.box.addWidget(title)
        self.box.addWidget(line)
        made_of = Label(self._made_of(), size="small", tone="second", wrap=True)
        self.box.addWidget(made_of)
        self.licences = QPlainTextEdit(licence_text())
        self.licences.setReadOnly(True)
        self.licences.setMinimumHeight(px(280))
        words.put_name(self.licences, N_("Licences"))
        head = Label(bold=True)
        words.put(head, N_("Licences"))
        self.box.addWidget(head)
        self.box.addWidget(self.licences)

    def _made_of(self) -> str:
        engine = self.session.store.value("SELECT sqlite_version()")
        return (f"Python {platform.python_version()} · Qt {qVersion()} · SQLite {engine} · "
                f"{platform.system()} {platform.release()}")


def licence_text() -> str:
    """Our licence and those of the parts, as far as they are shipped."""
    found = []
    for base in (paths.resource().parent, paths.resource(), paths.resource("licences")):
        found += [p for name in _NOTICES if (p := base / name).is_file()]
    for part in (("fonts", "OFL.txt"), ("icons", "LICENSE")):
        if paths.resource(*part).is_file():
            found.append(paths.resource(*part))
    return "\n\n".join(p.read_text("utf-8", errors="replace") for p in dict.fromkeys(found))
