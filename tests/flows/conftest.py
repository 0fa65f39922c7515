"""Stories begin at a terminal in an empty directory, on the morning of 19 November 2026."""

from tests.crm_desktop.conftest import demo_office, made_demo, terminal

__all__ = ["demo_office", "made_demo", "terminal"]
