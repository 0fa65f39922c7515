"""The contact persons of a customer, as pages need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crm_desktop.kit.query import Condition, Listing, Query

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

FORM = "contact_person"
COLUMNS = ("contact_name", "position", "mobile", "telephone", "email", "is_main_contact")


def query(customer: int) -> Query:
    """The contacts of a customer, the main one first."""
    return Query(FORM, where=(Condition("customer", "is", customer),), sort=("-is_main_contact", "number"))


def contacts(store: Store, customer: int, most: int = 50) -> list[dict[str, Any]]:
    """They themselves."""
    listing: Listing = query(customer).run(store)
    return listing.rows(0, most, COLUMNS)


def main_contact(store: Store, customer: int) -> int | None:
    """The main contact of a customer, or the only one."""
    found = contacts(store, customer, 2)
    if found and (found[0]["is_main_contact"] or len(found) == 1):
        return int(found[0]["id"])
    return None
