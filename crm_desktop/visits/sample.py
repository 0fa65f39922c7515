"""The sample office's call-backs: twelve months in every state, a quiet month, and the coming two weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.query import Query
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change
from crm_desktop.reminders.service import remind
from crm_desktop.visits import model
from crm_desktop.visits import sample_words as words
from crm_desktop.visits.model import LIST, PHONE, PLAN, RECORD, REPORT

Row = dict[str, Any]
_BACK, _AHEAD = 365, 14
# Call-backs a person and day in the coming weeks; the share of that in the past and in the last days.
_FULL, _PAST, _RECENT = 3.6, 0.3, 0.75
_NOON = (12 * 60, 13 * 60 + 30)
_QUIET = 5  # so many months ago nearly nothing happened
_UNREACHED = ("no_answer", "no_answer", "call_again", "wrong_number")
_FIT = ("good", "good", "fairly_good", "fairly_good", "average", "poor")


def fill(change: Change, maker: Maker) -> None:
    """Plans of every person on every working day, then what came of them."""
    own = change.store.user.staff
    maker.kept["visitors"] = [*maker.kept["staff"], *([own] if own else [])]
    plans = [row for day in _days(maker) for row in _of_day(maker, day)]
    ids = change.insert_many(PLAN, iter(plans))
    met, called = [], []
    for plan, record in zip(plans, ids, strict=True):
        if plan["callback_mode"][0] == "phone" and plan["state"] in (model.DONE, model.MISSED) and maker.chance(0.5):
            called.append(_call(maker, plan, record))
        elif plan["state"] == model.DONE:
            met.append(_record(maker, plan, record))
    kept = change.insert_many(RECORD, iter(met))
    made = [c for c in called if c]
    _numbers(change, made)
    change.insert_many(PHONE, iter(made))
    change.insert_many(REPORT, _reports(maker, met, kept))
    change.insert_many(LIST, _lists(maker, plans, ids))
    _remind(change, maker, met, kept, [c for c in made if c.get("next_attempt_on")])


def _say(maker: Maker, pairs: words.Pairs) -> str:
    return str(maker.pick(pairs)[maker.taiwan])


def _days(maker: Maker) -> Iterator[date]:
    """Every working day of the year behind and the two weeks ahead."""
    for n in range(-_BACK, _AHEAD + 1):
        day = maker.today + timedelta(days=n)
        if day.weekday() < 5 or not n:  # who looks at the sample on a Sunday finds somebody at work
            yield day


def _quiet(maker: Maker, day: date) -> bool:
    months = (maker.today.year - day.year) * 12 + maker.today.month - day.month
    return months == _QUIET


def _of_day(maker: Maker, day: date) -> Iterator[Row]:
    """One day of everybody, without overlaps, between nine and half past five; noon is left free."""
    past = _RECENT if (maker.today - day).days < 13 else min(1.0, _PAST + maker.customers / 150_000)
    busy = min(_FULL, maker.customers / 110) * (1.0 if day >= maker.today else past)
    busy *= 0.15 if _quiet(maker, day) else 0.5 if day.weekday() > 4 else 1.0
    for person in maker.kept["visitors"]:
        count = int(busy * (0.4 + 1.2 * maker.random.random()) + maker.random.random())
        gap = 8 if count > 2 else 18  # quarters of an hour at most until the next
        at = 540 + 15 * maker.random.randrange(gap)
        for _n in range(count):
            mode = maker.pick(("phone", "phone", "phone", "face_to_face", "face_to_face", "mail"))
            minutes = maker.pick((60, 60, 90, 120)) if mode == "face_to_face" else maker.pick((15, 30))
            if at < _NOON[1] and at + minutes > _NOON[0]:
                at = _NOON[1] + 15 * maker.random.randrange(3)
            if at + minutes > 1050:
                break
            longer = 60 if day > maker.today and maker.chance(0.015) else 0  # runs into the next: the scheduler says so
            yield _plan(maker, person, day, mode, at, minutes + longer)
            at += minutes + 15 * maker.random.randrange(1, gap)


def _plan(maker: Maker, person: int, day: date, mode: str, at: int, minutes: int) -> Row:
    timed = mode != "mail" or maker.chance(0.5)
    row: Row = {
        "uid": maker.uid(), "filled_on": min(day - timedelta(days=maker.random.randrange(2, 12)),
                                             maker.today).isoformat(),
        "callback_specialist": person, "planned_customer": maker.pick(maker.kept["customers"]),
        "planned_date": day.isoformat(), "purpose": _say(maker, words.PURPOSES), "callback_mode": [mode],
        "expected_cost": maker.pick((10000, 20000, 35000)) if mode == "face_to_face" else None,
        "start_time": model.clock(at) if timed else None, "duration": minutes, "state": model.PLANNED}
    return row | _state(maker, day, at)


def _state(maker: Maker, day: date, at: int) -> Row:
    """How it stands today: past ones nearly all made, a few of the last days left open."""
    draw, gone = maker.random.random(), day < maker.today
    if not gone:
        now = clock.now().astimezone(maker.zone)
        if day == maker.today and at + 30 < now.hour * 60 + now.minute and draw < 0.7:
            return {"state": model.DONE}
        if draw > 0.97:
            return {"state": model.CANCELLED, "state_reason": _say(maker, words.CANCELLED)}
        return _put_off(maker, day, model.POSTPONED) if draw > 0.9 else {}
    if draw > 0.98 and (maker.today - day).days < 8:
        return {}
    if draw < (0.01 if (maker.today - day).days < 15 else 0.06):
        return {"state": model.MISSED, "state_reason": _say(maker, words.MISSED)}
    if draw < 0.1:
        return {"state": model.CANCELLED, "state_reason": _say(maker, words.CANCELLED)}
    return _put_off(maker, day, model.DONE) if draw < 0.17 else {"state": model.DONE}


def _put_off(maker: Maker, day: date, state: str) -> Row:
    """A plan that was put off once."""
    was = day - timedelta(days=maker.pick((2, 3, 5, 7, 9)))
    was -= timedelta(days=max(0, was.weekday() - 4))
    why, start = _say(maker, words.POSTPONED), maker.pick(("09:30", "10:00", "14:00", "15:30"))
    row = {"moved_on": min(was - timedelta(days=1), maker.today).isoformat(), "from_date": was.isoformat(),
           "from_time": start, "to_date": day.isoformat(), "reason": why}
    return {"state": state, "state_reason": why, "postponements": [row]}


def _record(maker: Maker, plan: Row, record: int) -> Row:
    """What came of a plan that was made."""
    day = date.fromisoformat(plan["planned_date"])
    row: Row = {
        "uid": maker.uid(), "date": plan["planned_date"], "callback_date": plan["planned_date"],
        "customer_visited": plan["planned_customer"], "visitor": plan["callback_specialist"],
        "key_points": plan["purpose"], "visit_notes": _say(maker, words.NOTES), "callback_plan": record,
        "start_time": plan["start_time"], "mode": plan["callback_mode"][0],
        "product_fit_satisfaction": maker.pick(_FIT)}
    if maker.chance(0.6):
        row["customer_opinions"] = _say(maker, words.OPINIONS)
    if maker.chance(0.4):
        row["countermeasures"] = _say(maker, words.MEASURES)
    if maker.chance(0.25):
        row |= {"next_action": _say(maker, words.NEXT),
                "next_action_on": (day + timedelta(days=maker.random.randrange(2, 16))).isoformat()}
    if (maker.today - day).days > 4 and maker.chance(0.9):
        row |= {"reviewed_on": (day + timedelta(days=2)).isoformat(), "reviewed_by": maker.kept["staff"][0]}
        if maker.chance(0.3):
            row["leader_opinion"] = _say(maker, words.AGREED)
    return row


def _call(maker: Maker, plan: Row, record: int) -> Row | None:
    """The telephone record of a plan: up to three attempts, the last one reached the customer where it was done."""
    person = maker.kept["contacts"].get(plan["planned_customer"])
    if person is None:
        return None
    day, reached = date.fromisoformat(plan["planned_date"]), plan["state"] == model.DONE
    calls: list[Row] = []
    for number in range(maker.pick((1, 1, 2, 3)), 0, -1):
        hour = plan["start_time"] if number == 1 else maker.pick(("09:10", "10:40", "14:20", "16:05"))
        at = datetime.combine(day - timedelta(days=number - 1), time.fromisoformat(hour or "11:00"), maker.zone)
        final = reached and number == 1
        calls.append({"call_number": len(calls) + 1, "called_at": clock.stamp(at.astimezone(UTC)),
                      "purpose": plan["purpose"], "result": _say(maker, words.REACHED if final else words.UNREACHED),
                      **({"content": _say(maker, words.NOTES)} if final
                         else {"next_action": _say(maker, words.AGAIN)})})
    row: Row = {"uid": maker.uid(), "customer_name": person, "customer": plan["planned_customer"],
                "caller": plan["callback_specialist"], "calls": calls, "callback_plan": record,
                "outcome": "reached" if reached else maker.pick(_UNREACHED)}
    if not reached and row["outcome"] != "wrong_number" and (maker.today - day).days < 20:
        row |= {"next_attempt_on": (maker.today + timedelta(days=maker.random.randrange(-1, 6))).isoformat(),
                "next_attempt_time": maker.pick((None, "09:30", "14:00", "16:00"))}
    return row


def _numbers(change: Change, calls: list[Row]) -> None:
    """Position and number of the persons called."""
    known = {r["id"]: r for r in Query("contact_person").run(change.store).read(
        sorted({c["customer_name"] for c in calls}), ("position", "mobile"))}
    for call in calls:
        person = known[call["customer_name"]]
        call |= {"customer_occupation": person["position"], "contact": person["mobile"]}


def _reports(maker: Maker, met: list[Row], kept: list[int]) -> Iterator[Row]:
    """One visit face to face in six has its report; older ones are reviewed."""
    for row, record in zip(met, kept, strict=True):
        if row["mode"] != "face_to_face" or not maker.chance(0.17):
            continue
        day = date.fromisoformat(row["callback_date"])
        at = datetime.combine(day, time.fromisoformat(row["start_time"] or "10:00"), maker.zone)
        found: Row = {
            "uid": maker.uid(), "date": row["callback_date"], "callback_customer": row["customer_visited"],
            "callback_time": min(clock.stamp(at.astimezone(UTC)), clock.stamp()), "callback_staff": row["visitor"],
            "purpose": row["key_points"], "form_of_callback": "面談" if maker.taiwan else "面谈",
            "result": row.get("next_action"), "main_content": row["visit_notes"],
            "main_opinions": row.get("customer_opinions"), "product_rating": _say(maker, words.RATED),
            "product_expectations": _say(maker, words.EXPECTED), "service_rating": _say(maker, words.SERVED),
            "service_improvements": row.get("countermeasures"), "callback_record": record}
        if (maker.today - day).days > 7:
            found |= {"leader_review": _say(maker, words.AGREED), "reviewed_by": maker.kept["staff"][0],
                      "reviewed_on": (day + timedelta(days=3)).isoformat()}
        yield found


def _lists(maker: Maker, plans: list[Row], ids: list[int]) -> Iterator[Row]:
    """A list at the head of each month, of call-backs that were planned in it."""
    months: dict[str, list[tuple[Row, int]]] = {}
    for plan, record in zip(plans, ids, strict=True):
        months.setdefault(plan["planned_date"][:7], []).append((plan, record))
    for rows in months.values():
        some = {plan["planned_customer"]: (plan, record) for plan, record in rows[:60:4]}
        first = min(date.fromisoformat(rows[0][0]["planned_date"]), maker.today)
        yield {"uid": maker.uid(), "list_date": first.isoformat(), "prepared_by": maker.pick(maker.kept["staff"]),
               "entries": [{"customer": customer, "reason": _say(maker, words.LISTED), "due_on": plan["planned_date"],
                            "plan": record} for customer, (plan, record) in some.items()]}


def _remind(change: Change, maker: Maker, met: list[Row], kept: list[int], calls: list[Row]) -> None:
    """The next steps that are still to come are reminders, as when they are typed."""
    soon = (maker.today - timedelta(days=1)).isoformat()
    for row, record in list(zip(met, kept, strict=True)):
        if row.get("next_action_on", "") >= soon:
            made = remind(change, what=row["next_action"], due_on=row["next_action_on"], owner=row["visitor"],
                          customer=row["customer_visited"], form=RECORD, record=record)
            change.update(RECORD, record, {"reminder": made})
    for row in calls:
        record = change.execute("SELECT id FROM telephone_callbacks WHERE uid = ?", (row["uid"],))[0][0]
        made = remind(change, what=row["calls"][-1]["next_action"], due_on=row["next_attempt_on"],
                      due_time=row["next_attempt_time"], owner=row["caller"], customer=row["customer"], form=PHONE,
                      record=record)
        change.update(PHONE, record, {"reminder": made})
