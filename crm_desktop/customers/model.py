"""What the office means by a customer: who counts, when one is new or lost, when the data is complete."""

from __future__ import annotations

from typing import Any

FORM, NOTE = "customer_master", "communication_record"
COUNTED = ("active", "newly_added")
REMOVED = "removed"

# The rows of customer_status_history that were neither undone nor put right by a later one.
STANDS = ("txn > 0 AND id NOT IN (SELECT corrects FROM customer_status_history"
          " WHERE corrects IS NOT NULL AND txn > 0)")

# The fields that make a customer's data complete (record_completeness): the three required ones and these.
RECOMMENDED = ("address", "postal_code", "telephone", "email", "region", "industry", "company_nature",
               "legal_representative", "registration_code", "business_scope", "channel_type", "customer_class")


def counts(status: str | None) -> bool:
    """Whether a customer with this status counts as a customer of the office."""
    return status in COUNTED


def status_event(old: str | None, new: str | None) -> str | None:
    """What a change of status means in a month's figures: new, lost, or nothing (decision 8)."""
    if counts(new) and not counts(old):
        return "new"
    if counts(old) and not counts(new):
        return "lost"
    return None


def missing(record: dict[str, Any]) -> list[str]:
    """The recommended fields that are still blank, in the form's order."""
    return [f for f in RECOMMENDED if record.get(f) is None]


def completeness(record: dict[str, Any]) -> float:
    """Percent of the required and recommended fields that are filled (003/1.2.1, record_completeness)."""
    filled = 3 + len(RECOMMENDED) - len(missing(record))
    return round(100.0 * filled / (3 + len(RECOMMENDED)), 1)
