"""Pins: what the files to edit ask for, and how a pin that differs between systems is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.markers import Marker

from build_spec import pin

ASKED = """# What a test needs.
Apple_Pie==1.0  # sweet
colour ; sys_platform == "win32"
pear==2.9 ; sys_platform == "darwin" and platform_machine == "x86_64"
"""


@pytest.fixture
def asked(tmp_path: Path) -> pin.Wanted:
    file = tmp_path / "asked.in"
    file.write_text(ASKED, "utf-8")
    return pin.wanted(file)


def test_lines_are_told_apart(asked: pin.Wanted) -> None:
    assert asked.here == ["Apple_Pie==1.0"]
    assert asked.others == {"colour": 'sys_platform == "win32"'}
    assert asked.instead == {"pear": ("2.9", 'sys_platform == "darwin" and platform_machine == "x86_64"')}


def test_each_system_gets_one_of_two_pins(asked: pin.Wanted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin, "hashes", lambda names: {n: [f"{n}{v}", "ff"] for n, v in names.items()})
    target = tmp_path / "asked.txt"
    pin.write(target, {"pear": "3.0", "apple-pie": "1.0", "colour": "4"}, asked, "asked.in")
    assert target.read_text("utf-8").splitlines()[1:] == [
        "apple-pie==1.0 \\", "    --hash=sha256:apple-pie1.0 \\", "    --hash=sha256:ff",
        'colour==4 ; sys_platform == "win32" \\', "    --hash=sha256:colour4 \\", "    --hash=sha256:ff",
        'pear==3.0 ; sys_platform != "darwin" or platform_machine != "x86_64" \\',
        "    --hash=sha256:pear3.0 \\", "    --hash=sha256:ff",
        'pear==2.9 ; sys_platform == "darwin" and platform_machine == "x86_64" \\',
        "    --hash=sha256:pear2.9 \\", "    --hash=sha256:ff"]


def test_the_opposite_holds_where_the_condition_does_not(asked: pin.Wanted) -> None:
    condition = asked.instead["pear"][1]
    for system in ("win32", "darwin", "linux"):
        for machine in ("x86_64", "arm64"):
            where = {"sys_platform": system, "platform_machine": machine}
            assert Marker(condition).evaluate(where) != Marker(pin.opposite(condition)).evaluate(where)
