"""Other processes of the program: started, heard, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def started(*words: str | Path) -> subprocess.Popen[str]:
    """Python with these words, on a screen that nobody sees."""
    return subprocess.Popen([sys.executable, *map(str, words)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            text=True, env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"})


def says(process: subprocess.Popen[str], word: str) -> None:
    """Wait until it says that word. Fails when it ends without."""
    assert process.stdout is not None
    assert word in (line.strip() for line in process.stdout), f"it ended without {word}"


def kill(process: subprocess.Popen[str]) -> None:
    """As a power cut does."""
    with process:
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
