"""What the command line asks of the terminal: its language, and a password typed unseen."""

from __future__ import annotations

import getpass
import os
import sys

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
        raise Problem(_("The two passwords are not the same."))
    return typed


def speak() -> None:
    """Before an office is open: the language of the machine, where it is one of ours."""
    named = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    code = named.partition(".")[0]
    i18n.set_language({"zh_HK": "zh_TW", "zh_SG": "zh_CN"}.get(code, code if code in i18n.LANGUAGES else "en"))
