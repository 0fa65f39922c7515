"""The frame around the pages: start, sign-in, navigation, lock. Knows no feature."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import HintSpec, PageSpec, WatchSpec

PAGES = (
    PageSpec("bin", N_("Recycle bin"), "trash-2", 900, "ui.shell.bin_page:BinPage", forms=(), group="foot"),
    PageSpec("settings", N_("Settings"), "settings", 910, "ui.shell.settings_page:SettingsPage", key="Ctrl+,",
             group="foot"),
)
WATCHES = (WatchSpec(90, "ui.shell.ahead:Ahead"),)
HINTS = (
    HintSpec("find", 30, N_("{key} finds everything: a customer by one character, by pinyin or the last digits of the "
                            "telephone, a page, something to do."), "find"),
    HintSpec("keys", 50, N_("{key} lists the keys of the page you are on, and prints them for the wall beside the "
                            "screen."), "keys"),
    HintSpec("safe", 60, N_("Whatever you type is kept as a draft by itself. When you leave the desk, {key} locks the "
                            "office; left alone, it locks itself."), "lock", "settings_computer"),
)
