"""The encrypted store of one office: the only door to its database."""

from crm_desktop.kit.store.change import Change, Changed
from crm_desktop.kit.store.notice import Notice
from crm_desktop.kit.store.office import Office
from crm_desktop.kit.store.store import Store, User

__all__ = ["Change", "Changed", "Notice", "Office", "Store", "User"]
