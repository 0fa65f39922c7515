"""The entry point: verbs go to the command line before Qt is imported; without one the window opens."""

from __future__ import annotations

import sys
from pathlib import Path

from crm_desktop import cli


def _window(office: Path | None, language: str | None) -> int:
    from ui.shell import app
    return app.run(office, language)


def main() -> int:
    """Run the program; the exit code is the process's."""
    return cli.run(sys.argv[1:], _window)


if __name__ == "__main__":
    sys.exit(main())
