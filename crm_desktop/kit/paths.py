"""Where things lie: shipped resources (also in the frozen program), the user's settings, logs."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import platformdirs

_NAME = "crm-desktop"


def resource(*parts: str) -> Path:
    """A shipped file below resources/."""
    base = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2]))
    return base.joinpath("resources", *parts)


def _home() -> Path | None:
    """CRM_DESKTOP_HOME moves settings and logs to another place (tests, a stick)."""
    value = os.environ.get("CRM_DESKTOP_HOME")
    return Path(value) if value else None


def config_dir() -> Path:
    """The user's own settings on this machine; made when missing."""
    return _made(_home() or platformdirs.user_config_path(_NAME, appauthor=False))


def log_dir() -> Path:
    """Where the log of bugs is written; made when missing."""
    home = _home()
    return _made(home / "log" if home else platformdirs.user_log_path(_NAME, appauthor=False))


def copies_dir(*, make: bool = True) -> Path:
    """Where backups are copied to while they are looked at; made when missing, unless that isn't wanted."""
    home = _home()
    place = home / "copies" if home else platformdirs.user_cache_path(_NAME, appauthor=False) / "copies"
    return _made(place) if make else place


def samples_dir(*, make: bool = True) -> Path:
    """Where the sample office of this computer lies; made when missing, unless that isn't wanted."""
    home = _home()
    place = home / "sample" if home else platformdirs.user_data_path(_NAME, appauthor=False) / "sample"
    return _made(place) if make else place


def _made(place: Path) -> Path:
    """A home that is full or may not be written keeps nobody out: whoever writes there says what becomes of it."""
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
    return place


def documents_dir() -> Path:
    """Where an office folder is proposed first."""
    return _home() or platformdirs.user_documents_path()
