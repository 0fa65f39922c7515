"""Twelve months of complaints: every state, a quiet month, steps that fit the case, the words of the land."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crm_desktop.complaints import clocks, history, model
from crm_desktop.kit import clock
from crm_desktop.kit.store import Store
from tests.crm_desktop.sample_office import AT, filled


@pytest.fixture(scope="module")
def made() -> Iterator[Store]:
    store = filled(600, seed=11)
    yield store
    store.close()


@pytest.fixture
def office(made: Store) -> Iterator[Store]:
    with clock.frozen(AT):
        yield made


def test_every_state_is_there(office: Store) -> None:
    states = set(office.column("SELECT DISTINCT status FROM complaints"))
    assert states >= {"registered", "handling", "resolved", "called_back", "closed"}
    one = "SELECT count(*) FROM complaints WHERE "
    for test in ("reopened_count = 1 AND status = 'closed'", "reopened_count = 1 AND resolved_at IS NULL",
                 "next_limit_at < '2026-11-19T00:00:00Z'", "callback_due_on IS NOT NULL", "new_customer = 1",
                 "severity = 'special'", "cause_class = 'delivery_delay'"):
        assert office.value(one + test) > 0, test
    assert office.value("SELECT count(*) FROM complaint_callbacks WHERE reached = 0") > 5
    assert office.value("SELECT count(*) FROM complaint_tasks") > 20
    assert office.value("SELECT count(*) FROM complaint_results") > 20
    states = {c.state for both in clocks.many(office, office.column("SELECT id FROM complaints")).values()
              for c in both.values() if c}
    assert states == {"run", "near", "late", "done", "done_late"}


def test_one_month_was_quiet(office: Store) -> None:
    counts = office.column("SELECT count(*) FROM complaints WHERE received_at BETWEEN '2025-12' AND '2026-11'"
                           " GROUP BY substr(received_at, 1, 7) ORDER BY 1")
    assert len(counts) == 11
    assert 3 * sorted(counts)[0] < sorted(counts)[1]


def test_steps_fit_the_case(office: Store) -> None:
    for case in office.rows("SELECT * FROM complaints"):
        steps = history.steps(office, case["id"])
        assert [s.at for s in steps] == sorted(s.at for s in steps)
        kinds = [s.kind for s in steps]
        assert kinds[0] == "registered"
        assert ("closed" in kinds) == (case["status"] == "closed")
        assert kinds.count("reopened") == (case["reopened_count"] or 0)
        assert kinds.count("solution") == bool(case["resolved_at"]) + (case["reopened_count"] or 0)
        if case["status"] == "closed":
            assert case["result"] and case["cause_class"] and case["called_back_at"]
        assert (case["next_limit_at"] is not None) == model.is_open(case)


def test_a_number_says_the_year_and_its_order(office: Store) -> None:
    numbers = office.column("SELECT complaint_no FROM complaints ORDER BY received_at, id")
    assert numbers == sorted(numbers)
    assert {n[:8] for n in numbers} == {"TS-2025-", "TS-2026-"}


def test_taiwan_speaks_its_own_words() -> None:
    store = filled(60, language="zh_TW")
    texts = "".join(store.column("SELECT content || coalesce(solution, '') || coalesce(cause, '') FROM complaints"))
    steps = "".join(store.column("SELECT coalesce(text, '') FROM complaint_steps"))
    store.close()
    assert "客訴" in steps
    for words in (texts, steps):
        assert not set(words) & set("发气滤压两该给这为机们样还没东备验响应货质员电话户线级")
