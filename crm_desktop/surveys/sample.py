"""The sample office's returned satisfaction sheets, with a believable spread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change
from crm_desktop.surveys import model

_WEIGHTS = {5: (44, 34, 14, 6, 2), 4: (40, 42, 14, 4), 3: (45, 43, 12)}


def fill(change: Change, maker: Maker) -> None:
    """About as many sheets as three in ten customers, at most 1,500, over twelve months."""
    change.insert_many(model.FORM, _sheets(maker))


def _sheets(maker: Maker) -> Iterator[dict[str, Any]]:
    for _n in range(max(5, min(1500, maker.customers * 7 // 10))):
        row: dict[str, Any] = {
            "uid": maker.uid(),
            "name": maker.person(),
            "contact": maker.mobile(),
            "employer": maker.pick(maker.kept["customers"]) if maker.chance(0.9) else None,
            "products_purchased": maker.pick(maker.words.products),
            "awareness_channel": [maker.pick(("friend", "advertisement", "trade_press"))],
            "answered_on": maker.workday(0, 365).isoformat(),
            "is_valid": True,
        }
        mood = maker.random.random()
        for item, scale in model.SCALES.items():
            if maker.chance(0.97):
                row[item] = _answer(maker, scale, mood)
        if maker.chance(0.04):
            row |= {"is_valid": False, "invalid_reason": "大部分未填" if not maker.taiwan else "大部分未填寫"}
        yield row


def _answer(maker: Maker, scale: tuple[str, ...], mood: float) -> str:
    """An answer that leans towards the sheet's own mood, so that items of one sheet go together."""
    drawn = maker.random.choices(scale, _WEIGHTS[len(scale)])[0]
    return scale[0] if mood < 0.25 and maker.chance(0.6) else drawn
