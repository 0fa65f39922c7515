"""The rooms before an office is open: sign-in, a wrong password, the four steps of a new office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.shell.main_window import MainWindow

PATH = "~/文档/澄屿机电设备有限公司客户服务办公室.crm"


class Gates:
    """The rooms of a window before its office."""

    def __init__(self, window: MainWindow, office: Path, scratch: Path) -> None:
        self.window, self._office, self._scratch = window, office, scratch

    def walk(self, only: str = "") -> Iterator[str]:
        """Through all whose name holds `only`."""
        rooms: dict[str, Callable[[], None]] = {
            "gate sign in": self.sign_in, "gate wrong password": self.wrong, "gate locked": self.locked,
            **{f"gate step {n + 1}": (lambda n=n: self.step(n)) for n in range(4)}}
        for name, lead in rooms.items():
            if only in name:
                lead()
                for _turn in range(4):
                    QApplication.processEvents()
                yield name
        self.window.sign_in.password.clear()

    def sign_in(self) -> None:
        """The password is asked for."""
        self.window.show_sign_in(self._office)
        self.window.sign_in.path.setText(PATH)

    def wrong(self) -> None:
        """It was another one."""
        self.sign_in()
        self.window.sign_in.password.setText("not this one")
        self.window.sign_in.submit()

    def locked(self) -> None:
        """The office was locked."""
        self.window.sign_in.password.clear()
        self.window.show_sign_in(self._office, locked=True)
        self.window.sign_in.path.setText(PATH)

    def step(self, at: int) -> None:
        """A step of the wizard; from the second on with something wrong or missing in them."""
        self.window.show_wizard()
        wizard = self.window.wizard
        assert wizard is not None
        wizard.show_step(at)
        wizard.office.path.setText(PATH)
        if at:
            wizard.next()
