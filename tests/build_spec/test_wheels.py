"""The lock as another system reads it."""

from __future__ import annotations

import re

from build_spec import wheels

LOCK = """# Made by hand; for a test.
apple==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
colour==2.0 ; sys_platform == "win32" \\
    --hash=sha256:ba
pear==3.0 ; sys_platform != "darwin" or platform_machine != "x86_64" \\
    --hash=sha256:ca
pear==2.9 ; sys_platform == "darwin" and platform_machine == "x86_64" \\
    --hash=sha256:da
"""


def pins(lock: str) -> list[str]:
    return re.findall(r"^\w+==\S+(?= \\$)", lock, re.MULTILINE)


def test_what_holds_on_a_system_is_kept_without_its_condition() -> None:
    assert pins(wheels.for_system(LOCK, "win32", "AMD64")) == ["apple==1.0", "colour==2.0", "pear==3.0"]
    assert pins(wheels.for_system(LOCK, "darwin", "arm64")) == ["apple==1.0", "pear==3.0"]
    assert pins(wheels.for_system(LOCK, "darwin", "x86_64")) == ["apple==1.0", "pear==2.9"]


def test_what_does_not_hold_takes_its_hashes_with_it() -> None:
    lock = wheels.for_system(LOCK, "darwin", "arm64")
    assert re.findall(r"sha256:(\w+)", lock) == ["aa", "ab", "ca"]


def test_the_locks_are_understood_for_every_system() -> None:
    for where, _ in wheels.SYSTEMS.values():
        for name in wheels.LOCKS:
            text = (wheels.HERE / name).read_text("utf-8")
            lock = wheels.for_system(text, *where)
            assert ";" not in "".join(line for line in lock.splitlines() if not line.startswith("#"))
            everywhere = re.findall(r"^[^\s;]+==[^\s;]+(?= \\)", text, re.MULTILINE)
            assert everywhere
            assert set(everywhere) <= set(re.findall(r"^\S+==\S+", lock, re.MULTILINE))
