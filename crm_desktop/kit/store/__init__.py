"""The encrypted store of one office: the only door to its database.

What it offers is imported with its first use, so that the sign-in page is there before the store is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crm_desktop.kit.store.acts import User
    from crm_desktop.kit.store.change import Change, Changed
    from crm_desktop.kit.store.notice import Notice
    from crm_desktop.kit.store.office import Office
    from crm_desktop.kit.store.store import Store

__all__ = ["Change", "Changed", "Notice", "Office", "Store", "User"]
_PLACES = {"Change": "change", "Changed": "change", "Notice": "notice", "Office": "office", "Store": "store",
           "User": "acts"}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    raise AttributeError(name)
