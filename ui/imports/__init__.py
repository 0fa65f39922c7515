"""Import from Excel and CSV: choose, look, match the columns, see what would happen, bring in, or take back."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import HintSpec, PageSpec

PAGES = (PageSpec("import", N_("Import"), "upload", 950, "ui.imports.page:ImportPage", group="hidden"),)
HINTS = (HintSpec("import", 20, N_("Your customers are in an Excel list? Import it: first you see what would happen, "
                                   "and afterwards you can still take it all back."), "go_import", done=N_("Import")),)
