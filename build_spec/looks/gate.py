"""The rooms before an office is open: sign-in, a wrong password, the four steps of a new office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from crm_desktop.kit import i18n
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
            "gate sample": self.sample, "gate sample under way": self.sample_under_way,
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

    def sample(self) -> None:
        """The sample office asks for the password that everybody may know."""
        from crm_desktop.kit.sample import own
        self.window.show_sign_in(own.place(i18n.language()))

    def sample_under_way(self) -> None:
        """It is being made; and something was wrong before."""
        from ui.kit.message_bar import ProgressPanel
        from ui.kit.tasks import Task
        self.window.show_wizard()
        assert self.window.wizard is not None
        line = self.window.wizard.language.sample
        line.drop.show()
        line.problem.say(i18n._("Another window is making the sample office just now. Try again in a minute."))
        line.box.insertWidget(1, ProgressPanel(Task(lambda _store, _job: None, None,
                                                    i18n._("Making the sample office…"), line)))

    def step(self, at: int) -> None:
        """A step of the wizard; from the second on with something wrong or missing in them."""
        self.window.show_wizard()
        wizard = self.window.wizard
        assert wizard is not None
        wizard.show_step(at)
        wizard.office.path.setText(PATH)
        if at:
            wizard.next()
