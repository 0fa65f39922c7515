"""Settings: this computer, the office, the rules the features declare, the password, about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from crm_desktop.kit import feature
from crm_desktop.kit.i18n import N_, _
from ui.kit.actions import Action
from ui.kit.page import Page
from ui.kit.segments import SegmentBar
from ui.kit.session import Session
from ui.kit.theme import px
from ui.kit.widgets import Button, Sheet, column, row
from ui.shell.about import About
from ui.shell.acts import SECTIONS
from ui.shell.backup_section import BackupSection
from ui.shell.setting_sections import OfficeSection, PasswordSection, RulesSection, Section, ThisComputer
from ui.shell.users_section import UsersSection

_MAKE: dict[str, Callable[[Session], Section]] = {
    "computer": ThisComputer, "office": OfficeSection, "rules": RulesSection, "password": PasswordSection,
    "users": UsersSection, "backups": BackupSection, "about": About}


class SettingsPage(Page):
    """One section at a time; what concerns the office is saved with Ctrl+S."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._sections: dict[str, Section] = {}
        titles = [(key, title) for key, title in SECTIONS
                  if key != "rules" or any(f.settings for f in feature.all_features())]
        self._titled = {key for key, _title in titles}
        self.bar = SegmentBar(titles, name=N_("Section"))
        self.bar.chosen.connect(self.show_section)
        line = row()
        line.addWidget(self.bar)
        line.addStretch(1)
        self.body.addLayout(line)
        self.stack = QStackedWidget()
        self._frames: dict[str, QWidget] = {}
        self.body.addWidget(self.stack, 1)

    def actions(self) -> Sequence[Action]:
        """Save, where the section has something to save."""
        section = self._section()
        if not section.saves:
            return ()
        return (Action("settings_save", section.verb, section.save, key="Ctrl+S", icon="save", primary=True,
                       menu="file", writes=True),)

    def subtitle(self) -> str:
        """Where the section applies."""
        return _(self._section().applies) if self._section().applies else ""

    def state(self) -> dict[str, Any]:
        """The section in view."""
        return {"section": self.bar.current()}

    def restore(self, state: dict[str, Any]) -> None:
        """Back to a section."""
        self.show_section(str(state.get("section", "computer")))

    def show_section(self, key: str) -> None:
        """Show a section."""
        if key in self._titled:
            self.bar.choose(key)
            self.section(key)
            self.stack.setCurrentWidget(self._frames[key])
            self.update_head()
            if field := self._section().first_field():
                field.setFocus()

    def section(self, key: str) -> Section:
        """A section, made when it is first asked for."""
        if key not in self._sections:
            self._frames[key], holder = _framed()
            section = self._sections[key] = _MAKE[key](self.session)
            section.setEnabled(not (section.saves and self.session.read_only))
            holder.box.addWidget(section)
            self.stack.addWidget(self._frames[key])
        return self._sections[key]

    def refresh(self, notice: Any) -> None:
        """What holds now; what is typed stays."""
        for section in self._sections.values():
            section.show_values()

    def wants(self, notice: Any) -> bool:
        """Only changes of settings."""
        return bool(notice.kind == "setting")

    def forget(self) -> None:
        """Passwords and office data go."""
        for section in self._sections.values():
            section.forget()

    def first_focus(self) -> QWidget:
        """Where the section in view begins, or its name in the bar."""
        named = (button for button in self.bar.findChildren(Button) if button.isChecked())
        return self._section().first_field() or next(named)

    def _section(self) -> Section:
        return self.section(self.bar.current() or "computer")


def _framed() -> tuple[QWidget, Sheet]:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    ground = QWidget()
    ground.setProperty("role", "page")
    box = column(ground)
    sheet = Sheet(margin=16)
    sheet.setMaximumWidth(px(1120))
    box.addWidget(sheet)
    box.addStretch(1)
    area.setWidget(ground)
    return area, sheet
