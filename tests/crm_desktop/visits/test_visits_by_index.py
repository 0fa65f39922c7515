"""What windows ask all day long is read by an index, whatever has gathered in the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from crm_desktop.kit import clock, due
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from crm_desktop.reception import service as reception
from crm_desktop.visits import agenda, figures, planning
from crm_desktop.visits import due as visits_due
from tests.asked import asked, plan
from tests.crm_desktop.sample_office import AT, filled

TABLES = ("callback_plans", "callback_records", "telephone_callbacks", "callback_reports", "receptions",
          "visitor_registers")
MONTH = Period.parse("2026-11")
PLAN = {"callback_specialist": 1, "planned_date": "2026-11-20", "start_time": "10:00", "duration": 60}
ASKED: dict[str, Callable[[Store], Any]] = {
    "week": lambda s: agenda.agenda(s, "2026-11-16", "2026-11-22"),
    "week of one": lambda s: agenda.agenda(s, "2026-11-16", "2026-11-22", person=1, kinds=("phone",)),
    "loads": lambda s: agenda.loads(s, "2026-11-01", "2026-11-30"),
    "loads of one": lambda s: agenda.loads(s, "2026-11-01", "2026-11-30", person=1),
    "conflicts": lambda s: planning.conflicts(s, PLAN),
    "free": lambda s: planning.free_slot(s, 1, "2026-11-20", 30),
    "due visits": lambda s: visits_due.visits(s, due.moment(s)),
    "due calls": lambda s: visits_due.attempts(s, due.moment(s)),
    "due promises": lambda s: reception.promises(s, due.moment(s)),
    "inside": reception.inside,
    "month": lambda s: figures.month(s, MONTH),
    "people": lambda s: figures.people(s, MONTH),
    "made by": lambda s: figures.made_by(s, MONTH),
    "called back": lambda s: figures.called_back(s, MONTH),
}


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(40, seed=2)
    yield store
    store.close()


@pytest.mark.parametrize("name", ASKED)
def test_nothing_is_read_from_end_to_end(office: Store, name: str) -> None:
    with clock.frozen(AT), asked(office) as said:
        ASKED[name](office)
    ours = [sql for sql in said if sql.startswith("SELECT") and any(f" {t}" in sql or f'"{t}"' in sql for t in TABLES)]
    assert ours
    for sql in ours:
        steps = plan(office, sql)
        assert not [step for step in steps if step.startswith("SCAN") and any(t in step for t in TABLES)], (sql, steps)
