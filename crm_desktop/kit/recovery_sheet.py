"""The recovery sheet: the one paper that opens the office when every password is forgotten."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.kit.i18n import _
from crm_desktop.kit.pdf.blocks import Grid, Heading, Note, Paper, Text
from crm_desktop.kit.store import Store


def sheet(store: Store, code: str) -> Paper:
    """The sheet with the recovery code, in the language in force."""
    return Paper(_("Recovery sheet"), blocks=[
        Grid((_("Office"), _("Folder")), [(store.office.name, str(store.folder))]),
        Heading(_("Recovery code")),
        Grid((_('Type it at sign-in under "Forgot the password"'),), [(code,)], align="c"),
        Heading(_("What it is for")),
        Text(_("Whoever holds this code can open the office and set a new password. Without any password and without"
               " this code nobody can read the data again, not even the makers of the program.")),
        Text(_("Print two copies, put each into a sealed envelope, sign the flaps, and keep them in two places, for"
               " example the safe and another building. Do not keep a picture of it on this computer.")),
        Note(_("The letters O, I and L are not used; 0 and 1 are digits.")),
    ], sign_off=(_("Received by"), _("Kept at")))


def write_sheet(store: Store, code: str, out: Path) -> None:
    """Write the recovery sheet as a PDF. Raises Problem when it can't be written."""
    from crm_desktop.kit import report
    report.write(store, sheet(store, code), out)
