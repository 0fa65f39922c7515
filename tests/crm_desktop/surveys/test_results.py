"""Results of a survey or a period: every number against a query of its own, and against the rows it opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.kit import emptying, records
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Condition
from crm_desktop.kit.store import Store
from crm_desktop.surveys import codes, figures, model, plans, schema, service
from crm_desktop.surveys.figures import Scope
from tests.crm_desktop.sample_office import filled

SCOPES = ("plan 1", "plan 2", "plan 3", "2026", "2026-H2", "2026-11", "2026-W46", "2020")


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(260, seed=5)
    yield store
    store.close()


def scope_of(text: str) -> tuple[Scope, str]:
    """A scope and the same as a test of the sheets, written by hand."""
    if text.startswith("plan"):
        return Scope(plan=int(text[5:])), f"deleted_at IS NULL AND survey_plan = {text[5:]}"
    period = Period.parse(text)
    return Scope(period=period), f"deleted_at IS NULL AND answered_on >= '{period.start}' AND answered_on <= '{period.end}'"


@pytest.mark.parametrize("text", SCOPES)
def test_counts_and_headline(office: Store, text: str) -> None:
    scope, where = scope_of(text)
    found = figures.results(office, scope)
    count = f"SELECT count(*) FROM satisfaction_sheets WHERE {where}"
    assert found.whole.returned == office.value(count)
    assert found.whole.valid == office.value(f"{count} AND is_valid = 1")
    assert found.whole.satisfied == office.value(
        f"{count} AND is_valid = 1 AND overall_service IN ('satisfied', 'fairly_satisfied')")
    assert found.causes == {r["invalid_cause"]: r["n"] for r in office.rows(
        f"SELECT invalid_cause, count(*) AS n FROM satisfaction_sheets WHERE {where} AND is_valid = 0 GROUP BY 1")}
    assert scope.rows().run(office).count == found.whole.returned
    assert scope.valid_rows().run(office).count == found.whole.valid


@pytest.mark.parametrize("text", SCOPES)
def test_items(office: Store, text: str) -> None:
    scope, where = scope_of(text)
    for item in figures.results(office, scope).whole.items:
        ticked = {r["a"]: r["n"] for r in office.rows(
            f"SELECT {item.id} AS a, count(*) AS n FROM satisfaction_sheets WHERE {where} AND is_valid = 1"
            f" AND {item.id} IS NOT NULL GROUP BY 1")}
        assert {a: n for a, n in item.answers.items() if n} == ticked
        best = {"product_competitiveness": ["strong"], "needs_fulfilment": ["fully_met", "basically_met"]}.get(
            item.id, ["satisfied", "fairly_satisfied"])
        assert item.top == sum(ticked.get(a, 0) for a in best)
        assert item.top == scope.valid_rows(Condition(item.id, "in", model.top(item.id))).run(office).count
        if not ticked:
            assert item.share is item.mean is None
            continue
        assert item.share == pytest.approx(100 * item.top / sum(ticked.values()))
        worth = {"product_competitiveness": {"strong": 100, "average": 50, "rather_weak": 0},
                 "needs_fulfilment": {"fully_met": 100, "basically_met": 200 / 3, "hardly_met": 100 / 3,
                                      "not_met_at_all": 0}}.get(
            item.id, {"satisfied": 100, "fairly_satisfied": 75, "average": 50, "dissatisfied": 25,
                      "very_dissatisfied": 0})
        assert item.mean == pytest.approx(sum(worth[a] * n for a, n in ticked.items()) / sum(ticked.values()))


@pytest.mark.parametrize("text", SCOPES)
def test_classes_add_up(office: Store, text: str) -> None:
    scope, where = scope_of(text)
    found = figures.results(office, scope)
    by_hand = {r["g"]: (r["n"], r["top"]) for r in office.rows(
        "SELECT c.customer_class AS g, count(*) AS n, sum(s.overall_service IN ('satisfied', 'fairly_satisfied'))"
        f" AS top FROM (SELECT * FROM satisfaction_sheets WHERE {where} AND is_valid = 1) s"
        " LEFT JOIN customers c ON c.id = s.employer GROUP BY 1")}
    assert {p.group: (p.valid, p.satisfied) for p in found.classes if p.valid} == {
        g: (n, top or 0) for g, (n, top) in by_hand.items()}
    assert sum(p.returned for p in found.classes) == found.whole.returned
    scores = [s for s in (records.whole(office, model.FORM, i)["satisfaction_score"] for i in office.column(
        f"SELECT id FROM satisfaction_sheets WHERE {where} AND is_valid = 1")) if s is not None]
    assert found.whole.mean == (pytest.approx(sum(scores) / len(scores), abs=0.051) if scores else None)


def test_against_the_survey_before(office: Store) -> None:
    now, then = (figures.results(office, Scope(plan=p), compare=False).whole for p in (3, 2))
    found = figures.results(office, Scope(plan=3))
    assert now.rate is not None
    assert then.rate is not None
    assert found.rate_change() == pytest.approx(round(now.rate, 1) - round(then.rate, 1))
    item = found.whole.items[0]
    assert item.share is not None
    assert then.items[0].share is not None
    assert found.item_change(item) == pytest.approx(round(item.share, 1) - round(then.items[0].share, 1))
    first = figures.results(office, Scope(plan=1))
    assert first.last is None
    assert first.rate_change() is first.item_change(first.whole.items[0]) is None


def test_below_the_threshold_and_too_few(office: Store) -> None:
    assert figures.results(office, Scope(plan=3)).below
    few = figures.results(office, Scope(period=Period.parse("2026-W34")))
    assert few.whole.valid < few.least
    assert not few.enough
    assert not few.below
    assert few.rate_change() is None


def test_the_counter_of_a_plan_is_in_its_results(office: Store) -> None:
    found = figures.results(office, Scope(plan=3))
    assert found.progress == plans.progress(office, 3)
    assert found.progress is not None
    assert (found.progress.returned, found.progress.valid) == (found.whole.returned, found.whole.valid)


def by_hand(store: Store) -> dict[int, tuple[object, ...]]:
    rows = store.rows("SELECT * FROM satisfaction_sheets WHERE deleted_at IS NULL")
    return {r["id"]: (r["survey_plan"], r["answered_on"], r["is_valid"], r["employer"], codes.code(r)) for r in rows}


def in_short(store: Store) -> dict[int, tuple[object, ...]]:
    return {r["sheet"]: (r["plan"], r["day"], r["valid"], r["employer"], r["code"])
            for r in store.rows("SELECT * FROM sheet_codes")}


def test_the_short_sheets_follow_every_change(store: Store, frozen_clock: object) -> None:
    plan = records.create(store, model.PLAN, {"survey_objective": "x"})
    kept = [service.key_sheet(store, {i: s[0] for i, s in model.SCALES.items()} | {"name": str(n), "survey_plan": plan})
            for n in range(4)]
    records.save(store, model.FORM, kept[0].id, {"product_price": "average", "is_valid": False, "invalid_reason": "x"})
    records.delete(store, model.FORM, [kept[1].id, kept[2].id])
    assert in_short(store) == by_hand(store)
    assert plans.progress(store, plan).valid == 1
    records.restore(store, model.FORM, [kept[1].id])
    assert in_short(store) == by_hand(store)
    emptying.empty_bin(store)
    store.undo()
    records.save(store, model.FORM, kept[3].id, {"survey_plan": None})
    store.undo()
    assert in_short(store) == by_hand(store)


def test_sheets_of_before_are_counted_after_migrating() -> None:
    """What the migration works out in SQL is what the follow rule keeps."""
    store = filled(60, seed=6)
    kept = store.rows("SELECT * FROM sheet_codes ORDER BY sheet")
    store.db.execute("DROP TABLE sheet_codes")
    schema.m0003_codes(store.db)
    again = store.rows("SELECT * FROM sheet_codes ORDER BY sheet")
    store.close()
    assert [r | {"points": None} for r in again] == [r | {"points": None} for r in kept]
    assert all(abs((a["points"] or 0) - (b["points"] or 0)) <= 1 for a, b in zip(again, kept, strict=True))


@given(st.lists(st.fixed_dictionaries({}, optional={i: st.sampled_from(s) for i, s in model.SCALES.items()}),
                max_size=12))
def test_counting_codes(sheets: list[dict[str, str]]) -> None:
    found = codes.counted("".join(codes.code(s) for s in sheets))
    assert found == {i: {a: sum(1 for s in sheets if s.get(i) == a) for a in scale}
                     for i, scale in model.SCALES.items()}
