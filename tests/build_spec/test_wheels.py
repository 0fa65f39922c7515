"""The lock as another system reads it."""

from __future__ import annotations

import re

import pytest

from build_spec import wheels

LOCK = """# Made by hand; for a test.
apple==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
colour==2.0 ; sys_platform == "win32" \\
    --hash=sha256:ba
pear==3.0 \\
    --hash=sha256:ca
"""


def test_a_condition_that_holds_is_taken_off() -> None:
    assert wheels.for_system(LOCK, "win32") == LOCK.replace(' ; sys_platform == "win32"', "")


def test_a_condition_that_does_not_hold_takes_its_hashes_with_it() -> None:
    lock = wheels.for_system(LOCK, "darwin")
    assert re.findall(r"^\w+==", lock, re.MULTILINE) == ["apple==", "pear=="]
    assert "sha256:ba" not in lock
    assert "sha256:ca" in lock


def test_a_condition_it_does_not_know_ends_it() -> None:
    with pytest.raises(SystemExit, match="not understood"):
        wheels.for_system('plum==1.0 ; python_version < "3.12" \\\n', "linux")


def test_the_locks_are_understood_for_every_system() -> None:
    for platform, _ in wheels.SYSTEMS.values():
        for name in wheels.LOCKS:
            text = (wheels.HERE / name).read_text("utf-8")
            lock = wheels.for_system(text, platform)
            assert ";" not in "".join(line for line in lock.splitlines() if not line.startswith("#"))
            everywhere = re.findall(r"^[^\s;]+==[^\s;]+(?= \\)", text, re.MULTILINE)
            assert everywhere
            assert set(everywhere) <= set(re.findall(r"^\S+==\S+", lock, re.MULTILINE))
