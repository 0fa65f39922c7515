"""Due lines are judged by one moment, in the office's own day."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.kit.due import Moment

# 18:30 UTC on the 21st is 02:30 on the 22nd in Shanghai
AT = Moment("2026-11-21T18:30:00Z", date(2026, 11, 22), ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(("when", "state"), [
    ("2026-11-21T18:29:59Z", "late"), ("2026-11-21T18:30:00Z", "due"), ("2026-11-22T15:59:59Z", "due"),
    ("2026-11-22T16:00:00Z", "soon"), ("2026-11-21", "late"), ("2026-11-22", "due"), ("2026-11-23", "soon"),
])
def test_state_of_an_instant_and_of_a_day(when: str, state: str) -> None:
    assert AT.state(when) == state


def test_three_more_days_are_shown() -> None:
    assert AT.last == date(2026, 11, 25)
