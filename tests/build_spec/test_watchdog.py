"""The watchdog notices what makes the window stand still, and names the line."""

from __future__ import annotations

import importlib
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from build_spec.watchdog import ROOT, Step, Watchdog, tell


@pytest.fixture
def dog() -> Iterator[Watchdog]:
    before = signal.getsignal(signal.SIGALRM) if hasattr(signal, "SIGALRM") else None
    yield Watchdog(50, lambda: "customers")
    if before is not None:
        signal.signal(signal.SIGALRM, before)


def of_the_program(source: str) -> Callable[[], object]:
    """A function that stands in a file of the program."""
    names: dict[str, Callable[[], object]] = {}
    exec(compile(source, str(ROOT / "ui" / "slow.py"), "exec"), {"sleep": time.sleep}, names)
    return names["save"]


def test_a_long_stretch_is_told_with_its_line(dog: Watchdog) -> None:
    dog.do("Ctrl+S", of_the_program("def save():\n    sleep(0.2)\n"))
    step = dog.steps[-1]
    assert (step.what, step.page) == ("Ctrl+S", "customers")
    assert step.ms >= 200 > step.work
    if hasattr(signal, "SIGALRM"):
        assert "ui/slow.py:2 save" in step.lines


def test_turns_after_a_key_belong_to_it(dog: Watchdog) -> None:
    dog.do("Return", lambda: None)
    dog.do("", lambda: time.sleep(0.1))
    dog.do("", lambda: None)
    assert [step.what for step in dog.steps] == ["start", "Return"]
    assert dog.steps[-1].ms >= 100


def test_an_error_goes_through_and_is_timed(dog: Watchdog) -> None:
    def fails() -> None:
        raise ValueError
    with pytest.raises(ValueError):  # noqa: PT011 - this one
        dog.do("Esc", fails)
    assert dog.steps[-1].what == "Esc"


def test_a_step_that_loads_something_is_told_from_the_others(dog: Watchdog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "wave", raising=False)
    dog.do("F8", lambda: importlib.import_module("wave"))
    dog.do("F8", lambda: importlib.import_module("wave"))
    assert [step.first for step in dog.steps[1:]] == [True, False]


def test_what_is_there_for_the_first_time_is_told_from_the_others() -> None:
    there = {"list"}
    dog = Watchdog(50, kinds=lambda: there)
    dog.do("F7", lambda: there.add("form"))
    dog.do("Escape", lambda: there.discard("form"))
    dog.do("F7", lambda: there.add("form"))
    dog.look()
    assert [(step.what, step.first) for step in dog.steps[1:]] == [("F7", True), ("Escape", False), ("F7", False)]


@pytest.mark.parametrize(("steps", "code"), [
    ([Step("F7", "complaints", 49, 49), Step("F8", "visits", 150, 149, first=True)], 0),
    ([Step("F7", "complaints", 900, 20)], 0),  # it waited
    ([Step("F7", "complaints", 60, 51)], 1),
    ([Step("F8", "visits", 160, 151, first=True)], 1)])
def test_a_step_over_its_limit_ends_the_watch_with_1(steps: list[Step], code: int,
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(steps, 50, 150, 5) == code
    assert f"{len(steps)} steps" in capsys.readouterr().out
