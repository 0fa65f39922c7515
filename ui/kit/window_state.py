"""What the windows remember on this machine: geometry, columns, last page, theme, font size, language.

A small JSON file in the user's settings; a damaged one counts as empty, and the next save replaces
it. Nothing of a customer is kept here.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import paths


class WindowState(QObject):
    """Keys and plain values, written a moment after the last change."""

    changed = Signal(str)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or paths.config_dir() / "windows.json"
        self._values: dict[str, Any] = self._read()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self.save)

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under that key."""
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep a plain value (text, number, list, dict); None drops the key."""
        if self._values.get(key) == value:
            return
        if value is None:
            self._values.pop(key, None)
        else:
            self._values[key] = value
        self._timer.start()
        self.changed.emit(key)

    def save(self) -> None:
        """Write now. A folder that cannot be written costs the memory, never the work."""
        self._timer.stop()
        part = self.path.with_suffix(".part")
        try:
            part.write_text(json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
            os.replace(part, self.path)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def keep_geometry(self, window: QWidget) -> None:
        """Remember place and size of the window."""
        self.set("geometry", bytes(window.saveGeometry().toBase64().data()).decode())

    def restore_geometry(self, window: QWidget) -> bool:
        """Put the window where it was; False when nothing (usable) is known."""
        kept = self.get("geometry")
        return isinstance(kept, str) and window.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self.path.read_text("utf-8"))
            return values if isinstance(values, dict) else {}
        except (OSError, ValueError):
            return {}
