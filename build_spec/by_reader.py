"""A day through AT-SPI, the bus a screen reader uses on Linux, against the real window on a real screen.

    python3 -m build_spec.by_reader OFFICE PASSWORD [--python .venv/bin/python]

Needs a running X screen, a session bus and at-spi with pyatspi (Debian: at-spi2-core, python3-pyatspi), so run it
with the system's Python. Where they are not there it says so and ends well. What it does by names and actions
alone: signs in, makes a customer, enters a complaint, reads the clock in the row of the list, ticks an
answer of a survey, looks for the report of the month. The same story runs in the tests without a bus.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0
BUTTONS = ("push button", "button", "toggle button", "radio button", "check box", "page tab")
CUSTOMER = "岚川自动化有限公司"


def main() -> int:
    """The day, once."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    ask.add_argument("office", type=Path)
    ask.add_argument("password")
    ask.add_argument("--python", default=sys.executable)
    wish = ask.parse_args()
    if why := _missing():
        print(f"Not done: {why}")
        return 0
    command = [wish.python, "-m", "ui", "--office", str(wish.office), "--language", "zh_CN"]
    program = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    try:
        _day(Bus(program.pid), wish.password)
    finally:
        program.terminate()
        program.wait(10)
    print("the day is done")
    return 0


def _missing() -> str:
    if not os.environ.get("DISPLAY") or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return "no screen or no session bus here."
    try:
        _bus()
    except ImportError:
        return "pyatspi is not installed (Debian: python3-pyatspi, at-spi2-core)."
    return ""


def _bus() -> Any:
    """A package of the system, with no wheel to pin."""
    return import_module("pyatspi")


class Bus:
    """The tree of the program, as it comes over the bus."""

    def __init__(self, process: int) -> None:
        self._process = process

    def nodes(self) -> Iterator[Any]:
        """All that is shown."""
        for app in _bus().Registry.getDesktop(0):
            if app is not None and app.get_process_id() == self._process:
                yield from _below(app)

    def find(self, name: str, *roles: str) -> Any:
        """The thing of that name, waited for; a name that ends in … is a beginning."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for node in self.nodes():
                if (not roles or node.getRoleName() in roles) and _is(node.name, name):
                    return node
            time.sleep(0.2)
        raise SystemExit(f"nothing is called {name}")

    def press(self, name: str) -> None:
        """Press the button of that name."""
        acts = self.find(name, *BUTTONS).queryAction()
        names = [acts.getName(n) for n in range(acts.nActions)]
        acts.doAction(next(n for n, act in enumerate(names) if act.lower() in ("press", "toggle")))
        time.sleep(0.5)
        print("pressed", name)

    def fill(self, name: str, text: str) -> None:
        """Put a text into the field of that name."""
        field = self.find(name, "text", "entry", "password text")
        field.queryComponent().grabFocus()
        field.queryEditableText().setTextContents(text)
        time.sleep(0.3)
        print("filled", name)

    def is_on(self, name: str, *roles: str) -> bool:
        """Whether it is checked or selected."""
        state = self.find(name, *roles).getState()
        return bool(state.contains(_bus().STATE_CHECKED) or state.contains(_bus().STATE_SELECTED))


def _below(node: Any) -> Iterator[Any]:
    try:
        if node.getRoleName() != "application" and not node.getState().contains(_bus().STATE_VISIBLE):
            return
        yield node
        below = [node.getChildAtIndex(n) for n in range(min(node.childCount, 400))]
    except Exception:  # noqa: BLE001 - it went away while it was read
        return
    for child in below:
        if child is not None:
            yield from _below(child)


def _is(name: str | None, wanted: str) -> bool:
    name = (name or "").strip()
    return name.startswith(wanted[:-1]) if wanted.endswith("…") else name == wanted


def _day(bus: Bus, password: str) -> None:
    bus.fill("密码", password)
    bus.press("登录")
    bus.find("今天…", "page tab")
    bus.press("客户…")
    bus.press("新建客户")
    bus.fill("客户名称，必填", CUSTOMER)
    bus.press("保存…")
    bus.find(f"客户名称：{CUSTOMER}")
    bus.press("今天…")
    bus.press("登记投诉")
    bus.fill("客户名称，必填", CUSTOMER)
    bus.fill("投诉内容，必填", "空压机半小时又响，停机后重新开机。")
    bus.press("投诉级别：重大投诉")
    bus.press("登记")
    bus.press("返回")
    bus.press("投诉…")
    bus.find("客户与内容：" + CUSTOMER + "…", "table cell")
    print("heard", bus.find("响应 2 小时：进行中，还剩…", "table cell").name)
    bus.press("录入问卷")
    bus.press("产品功能：1 满意")
    assert bus.is_on("产品功能：1 满意", "radio button"), "the tick was not heard"
    bus.press("报告…")
    assert bus.is_on("客户服务月度汇总表", "list item"), "the report of the month is not chosen"


if __name__ == "__main__":
    sys.exit(main())
