"""The one clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.kit import clock


def test_a_frozen_clock_stands_and_runs_on_afterwards() -> None:
    at = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
    with clock.frozen(at):
        assert clock.stamp() == "2026-10-31T16:30:00Z"
        assert clock.today(ZoneInfo("Asia/Shanghai")).isoformat() == "2026-11-01"
        assert clock.today(ZoneInfo("UTC")).isoformat() == "2026-10-31"
        with clock.frozen(at.replace(year=2027)):
            assert clock.now().year == 2027
        assert clock.now() == at
    assert clock.now() != at


def test_a_stamp_is_read_back() -> None:
    at = datetime(2026, 11, 19, 10, 26, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert clock.stamp(at) == "2026-11-19T02:26:05Z"
    assert clock.instant(clock.stamp(at)) == at


@pytest.mark.parametrize("text", ["", "2026-11-19", "2026-11-19T02:26:05", "2026-02-30T00:00:00Z", "x", "2026-11-19T24:00:00Z",
                                  "2026-11-19 02:26:05Z", "2026-W47-4T02:26:05Z", "2026-11-19T02:26:05+"])
def test_other_text_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match="."):
        clock.instant(text)


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"), clock.frozen(datetime(2026, 1, 1)):
        pass
