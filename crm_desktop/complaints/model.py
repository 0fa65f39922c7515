"""The rules of a complaint: how long it took, whether that was in time, whether it is open."""

from __future__ import annotations

from typing import Any

from crm_desktop.kit import clock

FORM = "complaint_record"
ENDED = ("resolved", "called_back", "closed")


def minutes(start: str | None, end: str | None) -> int | None:
    """Whole minutes between two stored instants, or None while one is not known."""
    if not start or not end:
        return None
    return int((clock.instant(end) - clock.instant(start)).total_seconds() // 60)


def computed(record: dict[str, Any], response_hours: float, solution_hours: float) -> dict[str, Any]:
    """response_duration, response_in_time, resolution_duration, resolved_in_time (002/1(2), 000/2.1d)."""
    response = minutes(record["received_at"], record["first_response_at"])
    solution = minutes(record["received_at"], record["resolved_at"])
    return {
        "response_duration": response,
        "response_in_time": None if response is None else response <= response_hours * 60,
        "resolution_duration": solution,
        "resolved_in_time": None if solution is None else solution <= solution_hours * 60,
    }


def is_open(record: dict[str, Any]) -> bool:
    """Open until resolved: neither a time of solution nor an end status."""
    return not record.get("resolved_at") and record.get("status") not in ENDED
