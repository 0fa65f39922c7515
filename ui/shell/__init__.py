"""The frame around the pages: start, sign-in, navigation, lock. Knows no feature."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec

PAGES = (
    PageSpec("bin", N_("Recycle bin"), "trash-2", 900, "ui.shell.bin_page:BinPage", forms=(), group="foot"),
    PageSpec("settings", N_("Settings"), "settings", 910, "ui.shell.settings_page:SettingsPage", key="Ctrl+,",
             group="foot"),
)
