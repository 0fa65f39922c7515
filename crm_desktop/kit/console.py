"""What the command line asks of the terminal: its language, and a password typed unseen."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _


def password(again: bool = False) -> str:
    """The password from CRM_DESKTOP_PASSWORD, else asked for; `again` for a new one."""
    given = os.environ.get("CRM_DESKTOP_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Problem(_("Set CRM_DESKTOP_PASSWORD, or run the command where the password can be typed."))
    typed = getpass.getpass(_("Password: "))
    if again and getpass.getpass(_("Password again: ")) != typed:
        raise Problem(_("The two passwords are not the same. Type the same one twice."))
    return typed


def speak(argv: Sequence[str] = ()) -> None:
    """Before an office is open: the language asked for ahead of the command, else the machine's where it is ours."""
    if (asked := _asked(argv)) in i18n.LANGUAGES:
        i18n.set_language(asked)
        return
    named = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    code = named.partition(".")[0]
    i18n.set_language({"zh_HK": "zh_TW", "zh_SG": "zh_CN"}.get(code, code if code in i18n.LANGUAGES else "en"))


def _asked(argv: Sequence[str]) -> str:
    """The --language that stands before the command: help pages and mistakes are said before anything is parsed."""
    words = iter(argv)
    for word in words:
        if word in ("--office", "--language"):
            value = next(words, "")
        elif word.startswith("-"):
            word, _equals, value = word.partition("=")
        else:
            break
        if word == "--language":
            return value
    return ""


def ending(out: Path) -> None:
    """A paper goes to a .pdf, and never over a file of another kind (the office's own, for one)."""
    if out.suffix.lower() != ".pdf":
        raise Problem(_("The name of the file must end in {ending}: {name}.").format(ending=".pdf", name=out.name[:80]))


def known(form_id: str) -> None:
    """Raises Problem for a form that keeps no records."""
    from crm_desktop.kit import feature
    if form_id not in feature.entities():
        raise Problem(_("There is no form {form}. The command forms lists them.").format(form=form_id[:60]))
