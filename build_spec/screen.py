"""A screen without glass: Xvfb, what is painted on it, and a keyboard."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from PIL import Image

COLOURS = 64  # text alone has more, for its edges are smooth
STILL = 1.5
PATIENCE = 120.0


class Screen:
    """One screen of Xvfb; `with` it, it is there. Its name is empty where Xvfb could not start."""

    def __init__(self, width: int, height: int) -> None:
        self._size = f"{width}x{height}x24"
        self._folder = tempfile.TemporaryDirectory(prefix="crm-screen-")
        self._server: subprocess.Popen[bytes] | None = None
        self.name = ""

    def __enter__(self) -> Screen:
        ours, theirs = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(theirs), "-screen", "0", self._size, "-fbdir", self._folder.name, "-nolisten", "tcp"],
            pass_fds=(theirs,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs)
        with os.fdopen(ours) as answer:
            number = answer.readline().strip()
        self.name = f":{number}" if number else ""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
        self._folder.cleanup()

    def picture(self) -> Image.Image:
        """What is painted now."""
        raw = Path(self._folder.name, "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", raw[:100])
        start, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        return Image.frombytes("RGB", (width, height), raw[start + 12 * colours:][:line * height], "raw", "BGRX", line)

    def painted(self, target: Path) -> None:
        """Wait for a window with text that stands still, and keep its picture. Ends the program when none comes."""
        end, last, since = time.monotonic() + PATIENCE, self.picture(), time.monotonic()
        while time.monotonic() < end:
            time.sleep(0.25)
            now = self.picture()
            if now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > STILL and len(now.getcolors(now.width * now.height) or ()) > COLOURS:
                now.save(target)
                return
        last.save(target)
        raise SystemExit(f"No window was painted; see {target}.")

    def _keys(self, *words: str) -> None:
        """Through the server's keyboard, to the program's window: there is no desktop that would give it the keys."""
        for command in (["search", "--onlyvisible", "--class", "crm-desktop", "windowfocus", "--sync"], words):
            subprocess.run(["xdotool", *command], env={**os.environ, "DISPLAY": self.name}, check=True,
                           stdout=subprocess.DEVNULL)

    def type(self, text: str) -> None:
        """Into the field that has the keyboard, with Enter after it."""
        self._keys("type", "--delay", "30", text)
        self._keys("key", "Return")

    def press(self, key: str) -> None:
        """One key, as xdotool calls it."""
        self._keys("key", key)
