"""The log of bugs: what kind, where in the program, and nothing of the office's data (threat 20)."""

from __future__ import annotations

from pathlib import Path

import crm_desktop
from crm_desktop.kit import clock, paths

_LARGEST = 2_000_000


def log(error: BaseException) -> Path:
    """Write a bug to the log: type and places only, as messages and values may hold customers' data.

    Returns the log, or "-" where it can't be written: a bug is not made worse by that.
    """
    import platform
    import traceback

    lines = [f"{clock.stamp()} {crm_desktop.__version__} {platform.system()} {platform.python_version()}"
             f" {type(error).__module__}.{type(error).__qualname__}"]
    lines += [f"    {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    try:
        target = paths.log_dir() / "bugs.log"
        mode = "w" if target.exists() and target.stat().st_size > _LARGEST else "a"
        with target.open(mode, encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return Path("-")
    return target
