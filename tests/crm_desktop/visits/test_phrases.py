"""Days said in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from crm_desktop.visits import phrases


@pytest.mark.parametrize(("text", "day"), [
    ("三天后派人", date(2026, 11, 22)), ("两周内答复", date(2026, 12, 3)), ("明天电话", date(2026, 11, 20)),
    ("後天再訪", date(2026, 11, 21)), ("下周二送样", date(2026, 11, 24)), ("11月24日前紧固", date(2026, 11, 24)),
    ("11-24 前紧固皮带轮并测振", date(2026, 11, 24)), ("十二天后复测", date(2026, 12, 1)),
    ("二三十天后再看", date(2026, 12, 9)), ("十二三天后", date(2026, 12, 1)), ("十十天后", date(2026, 11, 29)),
    ("we call again in 3 days", date(2026, 11, 22)), ("call again In Three days", date(2026, 11, 22)),
    ("the offer comes within a week", date(2026, 11, 26)), ("offer by next Friday", date(2026, 11, 27)),
    ("一个月后回访", date(2026, 12, 19)), ("2月29日", None), ("平均每天省电约 11%", None), ("昨天 11-02", None),
    ("", None)])
def test_days_said_in_a_sentence(text: str, day: date | None) -> None:
    found = phrases.said(text, date(2026, 11, 19))
    assert (found.day if found else None) == day
