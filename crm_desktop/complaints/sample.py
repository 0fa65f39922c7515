"""The sample office's complaints of the last twelve months: every state, with steps, tasks and call-backs."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from crm_desktop.complaints import model
from crm_desktop.complaints.sample_words import (
    AGAIN,
    HAPPY,
    NO_ANSWER,
    NOTES,
    RESPONSES,
    RESULTS,
    STORIES,
    UNHAPPY,
    Two,
)
from crm_desktop.kit import clock, forms
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change, numbers

Row = dict[str, Any]
_HAPPY = ("satisfied", "satisfied", "satisfied", "fairly_satisfied", "fairly_satisfied", "average")
_QUIET = 5  # months back: hardly anybody complained then
# Minutes ago, and what was done: a morning in which every kind of clock is seen, however few the customers.
_TODAY = ((34, "new"), (101, "new"), (17 * 60, "new"), (26 * 60, "answered"), (41 * 60, "answered"),
          (75 * 60, "answered"), (4 * 1440, "solved"), (5 * 1440, "missed"), (6 * 1440, "reopened"),
          (7 * 1440, "called"))


def fill(change: Change, maker: Maker) -> None:
    """About half as many complaints as customers, at most 3,000, and what belongs to them."""
    cases = [_Case(maker, _received(maker)) for _n in range(max(3, min(3000, maker.customers // 2)))]
    for case in cases:
        case.live()
    if maker.customers >= 20:
        for ago, state in _TODAY:
            case = _Case(maker, clock.stamp(clock.now() - timedelta(minutes=ago)))
            case.live(until=state)
            cases.append(case)
    cases.sort(key=lambda c: str(c.row["received_at"]))
    count: Counter[int] = Counter()
    for case in cases:
        year = clock.instant(case.row["received_at"]).astimezone(maker.zone).year
        count[year] += 1
        case.row["complaint_no"] = numbers.write(forms.get(model.FORM), year, count[year])
    ids = change.insert_many(model.FORM, [c.row for c in cases])
    for form, part in ((model.STEP, "steps"), (model.TASK, "tasks"), (model.CALLBACK, "calls"),
                       (model.RESULT, "reports")):
        change.insert_many(form, [{"uid": maker.uid(), "complaint": i, **one} for c, i in zip(cases, ids, strict=True)
                                  for one in getattr(c, part)])


def _received(maker: Maker) -> str:
    """An instant in office hours of the last year; of the quiet month hardly any."""
    quiet = _back(maker.today, _QUIET)
    day = maker.workday(0, 365)
    while (day.year, day.month) == quiet and not maker.chance(0.08):
        day = maker.workday(0, 365)
    return min(maker.instant(day), clock.stamp(clock.now() - timedelta(minutes=3)))


def _back(day: date, months: int) -> tuple[int, int]:
    whole = day.year * 12 + day.month - 1 - months
    return whole // 12, whole % 12 + 1


class _Case:
    """One complaint while its life is made up; it stops where the future begins."""

    def __init__(self, maker: Maker, received: str) -> None:
        self.maker = maker
        self.steps: list[Row] = []
        self.tasks: list[Row] = []
        self.calls: list[Row] = []
        self.reports: list[Row] = []
        self.story = maker.pick(STORIES)
        again = maker.chance(0.08)  # some complain about the same product again and again
        self.owner = maker.pick(maker.kept["staff"])
        customer = maker.pick(maker.kept["customers"][:6] if again else maker.kept["customers"])
        age = clock.now() - clock.instant(received)
        self.young = age < timedelta(days=25)
        self.row: Row = {
            "uid": maker.uid(), "received_at": received, "customer": customer,
            "channel": maker.pick(("phone", "phone", "phone", "mail", "visit", "on_site", "dealer")),
            "complainant": maker.kept["contacts"].get(customer), "contact": maker.mobile(),
            "subject": self.story.subject,
            "product": maker.pick(maker.words.products[:2] if again else maker.words.products),
            "severity": maker.pick(("ordinary",) * 14 + ("major", "major", "special")),
            "is_dispute": maker.chance(0.05),
            "content": self.say(self.story.content), "customer_request": self.say(self.story.request),
            "accepted_by": maker.pick(maker.kept["staff"]), "owner": self.owner, "status": "registered",
            "responsible_department": self.say(self.story.department),
            "new_customer": True if age < timedelta(days=4) and maker.chance(0.15) else None}

    def say(self, words: Two) -> str:
        """The words of this land."""
        return words[self.maker.taiwan]

    def step(self, kind: str, at: str, text: str = "") -> None:
        """Write a step down."""
        self.steps.append({"at": at, "who": self.owner, "kind": kind, "text": text or None})

    def after(self, at: str, least: int, most: int) -> str | None:
        """Some minutes later, in office hours; None when that is still to come."""
        found = self.maker.later(at, least, most)
        return _by_day(self.maker, found, at) if found else None

    def live(self, until: str = "") -> None:
        """From the first response to the close, as far as it got; `until` names where it stands now."""
        if until == "new":
            return
        received, chance = self.row["received_at"], self.maker.chance
        answered = self.maker.later(received, 4, 112 if until or chance(0.93) else 400)
        if answered is None:
            return
        self.row |= {"first_response_at": answered, "status": "handling"}
        self.step("first_response", answered, self.say(self.maker.pick(RESPONSES)))
        self._between(answered)
        if until == "answered" or (not until and self.young and chance(0.04)):
            if chance(0.3):
                self.row["status"] = "escalated"
            return
        solved = self.after(answered, 60, 1400) if until else self.after(answered, 90, 2700 if chance(0.9) else 7000)
        if solved is None:
            return
        self._solve(solved, self.story.solution, self.story.cause)
        if until != "solved":
            self._call(solved, until)

    def _between(self, answered: str) -> None:
        if self.maker.chance(0.35):
            asked = self.after(answered, 5, 60)
            if asked:
                self._task(asked)
        noted = self.after(answered, 30, 400) if self.maker.chance(0.3) else None
        if noted:
            self.step("note", noted, self.say(self.maker.pick(NOTES)))

    def _task(self, asked: str) -> None:
        what, department = self.say(self.story.task), self.row["responsible_department"]
        due, line = clock.stamp(clock.instant(asked) + timedelta(hours=24)), f"{department}：{what}"
        task: Row = {"department": department, "owner": self.maker.pick(self.maker.kept["staff"]), "what": what,
                     "due_at": due}
        self.step("department_task", asked, line)
        done = self.after(asked, 60, 1500)
        if done:
            task |= {"done_at": done, "result": self.say(self.story.solution)}
            self.step("task_done", done, line)
        self.tasks.append(task)

    def _solve(self, at: str, solution: Two, cause: Two) -> None:
        self.row |= {"resolved_at": at, "solution": self.say(solution), "status": "resolved",
                     "cause_class": self.story.cause_class, "cause": self.say(cause)}
        self.step("solution", at, self.say(solution))
        told = self.after(at, 10, 240)
        if told:
            self.row["result"] = self.say(self.maker.pick(RESULTS))
            self.step("result", told, self.row["result"])

    def _call(self, solved: str, until: str = "", *, again: bool = False) -> None:
        """Attempts until somebody answers; who is not satisfied has the case opened again, once."""
        at = self.after(solved, 1000, 4000)
        if at and (until == "missed" or self.maker.chance(0.2)):
            self._record(at, reached=False)
            self.row["callback_due_on"] = (clock.instant(at).astimezone(self.maker.zone).date()
                                           + timedelta(days=1)).isoformat()
            at = None if until == "missed" else self.after(at, 1000, 3000)
        if at is None:
            return
        happy = again or until == "called" or (until != "reopened" and self.maker.chance(0.91))
        self._record(at, reached=True, happy=happy)
        self.row |= {"called_back_at": at, "customer_satisfied": happy, "status": "called_back",
                     "callback_due_on": None}
        if not happy and (until == "reopened" or self.maker.chance(0.6)):
            self._reopen(at, until)
            return
        closed = self.after(at, 10, 2000)
        if closed and self.row.get("result") and until != "called":
            self._close(closed)

    def _record(self, at: str, *, reached: bool, happy: bool = False) -> None:
        words = self.say(self.maker.pick((HAPPY if happy else UNHAPPY) if reached else NO_ANSWER))
        level = self.maker.pick(_HAPPY) if happy else self.maker.pick(("dissatisfied", "very_dissatisfied"))
        self.calls.append({
            "called_back_at": at, "mode": self.maker.pick(("phone", "phone", "phone", "face_to_face", "mail")),
            "reached": reached, "satisfied": happy if reached else None, "satisfaction": level if reached else None,
            "opinions": words, "caller": self.owner})
        self.step("call_back" if reached else "not_reached", at, words)

    def _reopen(self, at: str, until: str) -> None:
        reason = self.calls[-1]["opinions"]
        self.calls[-1]["reopened"] = True
        self.row |= {"status": "handling", "reopened_at": at, "reopened_count": 1, "reopen_reason": reason,
                     "resolved_at": None, "called_back_at": None, "customer_satisfied": None, "result": None}
        self.step("reopened", at, reason)
        solved = self.after(at, 200, 2700 if self.maker.chance(0.9) else 5000)
        if solved and until != "reopened":
            self._solve(solved, AGAIN, self.story.cause)
            self._call(solved, again=True)

    def _close(self, at: str) -> None:
        self.row |= {"status": "closed", "closed_at": at}
        self.step("closed", at)
        if self.maker.chance(0.3):
            self.reports.append({
                "complaint_summary": self.row["content"], "handling_process": self.say(self.story.task),
                "handling_result": self.row["result"], "customer_opinion": self.calls[-1]["opinions"],
                "submitted_to": self.row["responsible_department"], "reporter": self.owner,
                "submitted_on": clock.instant(at).astimezone(self.maker.zone).date().isoformat()})


def _by_day(maker: Maker, instant: str, after: str) -> str:
    """Nobody works at night: the evening before, if that is late enough, else the morning; never the future."""
    at = clock.instant(instant).astimezone(maker.zone)
    if 8 <= at.hour < 18:
        return instant
    evening = datetime.combine(at.date() - timedelta(days=at.hour < 8), time(17, at.minute), maker.zone)
    morning = evening + timedelta(hours=15)
    found = evening if clock.stamp(evening.astimezone(UTC)) > after else morning
    return min(clock.stamp(found.astimezone(UTC)), clock.stamp())
