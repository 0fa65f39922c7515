"""The entry point: verbs go to the command line before Qt is imported; without one the window opens."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from crm_desktop.kit import i18n


def _window(office: Path | None, language: str | None) -> int:
    from ui.shell import app
    return app.run(office, language)


def plain(argv: Sequence[str]) -> tuple[Path | None, str | None] | None:
    """Office and language of a start that only opens the window; None: the command line has to look at it.

    The command line brings the store with it, which the sign-in page would wait for.
    """
    given = dict(zip(argv[::2], argv[1::2], strict=False))
    office, language = given.pop("--office", None), given.pop("--language", None)
    if given or len(argv) != 2 * ((office is not None) + (language is not None)) or office == "" \
            or language not in (None, *i18n.LANGUAGES):
        return None
    return Path(office) if office is not None else None, language


def main() -> int:
    """Run the program; the exit code is the process's."""
    argv = sys.argv[1:]
    asked = plain(argv)
    if asked is None:
        return _commands(argv)
    try:
        return _window(*asked)
    except Exception as error:  # noqa: BLE001 - told in one line by the command line, as any other
        return _commands(argv, error)


def _commands(argv: Sequence[str], error: Exception | None = None) -> int:
    from crm_desktop import cli

    def fail(*_asked: object) -> NoReturn:
        assert error is not None
        raise error

    return cli.run(argv, _window if error is None else fail)


if __name__ == "__main__":
    sys.exit(main())
