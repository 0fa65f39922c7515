"""What is asked at every key, every change and on Today is read by an index, however much has gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from crm_desktop.complaints import proposals as complaint_proposals
from crm_desktop.customers import service as customers
from crm_desktop.kit import clock, due, feature, records, search
from crm_desktop.kit import timeline as events
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.reminders import ring
from crm_desktop.today import lines as today
from tests.asked import asked, scans
from tests.crm_desktop.sample_office import AT, filled

LISTS = [e for e in feature.entities().values() if not e.part_of]


def customer_list(text: str) -> Callable[[Store], Any]:
    return lambda s: Query("customer_master", text=text).run(s).rows(0, 50, ("customer_name",))


ASKED: dict[str, Callable[[Store], Any]] = {
    "today": lambda s: due.read(s),
    "today of one": lambda s: due.read(s, person=1),
    "badge of today": today.counts,
    "reminders to say": lambda s: ring.unsaid(s, due.moment(s)),
    "next reminder": lambda s: ring.next_at(s, due.moment(s)),
    "timeline": lambda s: events.timeline(s, 3),
    "counts of the timeline": lambda s: events.counts(s, 3),
    "card": lambda s: records.whole(s, "customer_master", 3),
    "same names": lambda s: customers.same_names(s, "华东机械有限公司"),
    "repeated complaint": lambda s: complaint_proposals.repeat(s, 3, "空压机", "漏油"),
    "open complaints": lambda s: complaint_proposals.open_ones(s, 3),
    **{f"find {text}": lambda s, t=text: search.find(s.db.conn, t, limit=50) for text in ("公", "gs", "138", "KH-0003")},
    **{f"list by {text}": customer_list(text) for text in ("公司", "gongsi")},
    **{f"list of {e.form}": lambda s, e=e: Query(e.form).run(s).rows(0, 60, e.columns) for e in LISTS},
    **{f"{e.form} of a customer": lambda s, e=e: Query(e.form, where=(Condition(e.customer, "is", 3),)).run(s).ids()
       for e in feature.entities().values() if e.customer},
}


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(40, seed=2)
    yield store
    store.close()


@pytest.mark.parametrize("name", ASKED)
def test_no_table_is_read_from_end_to_end(office: Store, name: str) -> None:
    with clock.frozen(AT), asked(office) as said:
        ASKED[name](office)
    questions = [sql for sql in said if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert [(sql, steps) for sql in questions if (steps := scans(office, sql))] == []


def test_a_table_without_an_index_would_be_seen(office: Store) -> None:
    assert scans(office, "SELECT id FROM complaints WHERE content = 'x' ORDER BY solution LIMIT 20")
    assert scans(office, "SELECT count(*) FROM complaints WHERE content = 'x'")
    assert not scans(office, "SELECT id FROM complaints WHERE id = 3")
