"""Pages are tested on the desk."""

from tests.ui.desk_office import filled, office

__all__ = ["filled", "office"]
