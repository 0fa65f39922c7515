"""The morning of the sample office: well kept, on a working day and on a Sunday alike."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from crm_desktop.kit import clock
from crm_desktop.kit.sample import make_demo
from crm_desktop.kit.store import Store
from crm_desktop.today import lines
from tests.conftest import NOW

PASSWORD = "six green kettles hum"


@pytest.mark.parametrize("later", [0, 3])
def test_a_handful_is_late_and_a_dozen_due(later: int, tmp_path: Path) -> None:
    day = date(2026, 11, 19) + timedelta(days=later)
    make_demo(tmp_path / "a.crm", 500, 1, day, PASSWORD, "zh_CN")
    with clock.frozen(NOW + timedelta(days=later)):
        store = Store.open(tmp_path / "a.crm", "demo", PASSWORD)
        found = lines.read(store)
        many = Counter(line.group for line in found)
        assert 3 <= many["late"] <= 20 and 10 <= many["today"] <= 40 and many["soon"] >= 10
        assert min(line.at.day(line.due.at) for line in found if line.due.at) > day - timedelta(days=30)
        assert len({line.due.at for line in found if line.group == "today" and len(line.due.at) > 10}) >= 8
        came = store.column("SELECT received_at FROM receptions WHERE date = ?", (day.isoformat(),))
        assert len(set(came)) == len(came) and all(at < clock.stamp() for at in came)
        store.close()
