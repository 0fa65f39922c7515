"""One window per office on a machine: a second start brings the first to the front."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QObject, QTimer, Signal

if TYPE_CHECKING:  # QtNetwork comes when somebody is to be called or heard
    from PySide6.QtNetwork import QLocalServer

_ANSWER_MS = 800
_SOON_MS = 100  # the page is painted by then


def _name(folder: Path) -> str:
    import getpass

    key = f"{getpass.getuser()}|{folder.resolve()}".encode()
    digest = QCryptographicHash.hash(key, QCryptographicHash.Algorithm.Sha256).toHex().data()
    return "crm-desktop-" + bytes(digest).decode()[:24]


def call_first(folder: Path) -> bool:
    """Ask a window that already has this office to come to the front; whether there was one."""
    name = _name(folder)
    if os.name == "posix" and not os.path.lexists(QDir.temp().filePath(name)):  # where Qt puts its sockets
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_ANSWER_MS):
        return False
    socket.write(b"front\n")
    there = socket.waitForBytesWritten(_ANSWER_MS)
    socket.disconnectFromServer()
    return there


class Doorbell(QObject):
    """Hears the second start."""

    rung = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self._folder = Path()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON_MS)
        self._timer.timeout.connect(lambda: self.hang(self._folder))

    def soon(self, folder: Path) -> None:
        """Listen for this office once the page is painted: the network's classes are worth a tenth of the start."""
        if self._server is None or self._folder != folder:
            self.take_down()
            self._folder = folder
            self._timer.start()

    def hang(self, folder: Path) -> None:
        """Listen for this office, and for no other."""
        from PySide6.QtNetwork import QLocalServer

        self.take_down()
        self._folder = folder
        name = _name(folder)
        QLocalServer.removeServer(name)  # what a killed program left; a living one answered call_first
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        self._server.listen(name)

    def take_down(self) -> None:
        """Listen no more."""
        self._timer.stop()
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _came(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            self.rung.emit()
