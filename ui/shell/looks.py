"""What the looks one can choose are called: at the gate, in the settings, by Ctrl+K."""

from crm_desktop.kit.i18n import N_

THEMES = {"system": N_("Colours as the system"), "light": N_("Light colours"), "dark": N_("Dark colours")}
DENSITIES = {"dense": N_("Dense rows"), "normal": N_("Normal rows"), "roomy": N_("Roomy rows")}
