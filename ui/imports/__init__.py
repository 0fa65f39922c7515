"""Import from Excel and CSV: choose, look, match the columns, see what would happen, bring in, or take back."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec

PAGES = (PageSpec("import", N_("Import"), "upload", 950, "ui.imports.page:ImportPage", group="hidden"),)
