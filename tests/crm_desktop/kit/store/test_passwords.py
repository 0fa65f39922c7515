"""Good and bad passwords, and the pause after wrong ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm_desktop.kit import clock
from crm_desktop.kit.store import passwords
from crm_desktop.kit.store.passwords import Attempts, Wait, password_problem, pause_after, strength

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", [
    "", "short", "elevensigns", "           ", "十一个汉字的密码还不够", "a" * 257, "kettle\0kettle12", "kettle\ud800kettle",
])
def test_lengths_and_signs(text: str) -> None:
    assert password_problem(text)
    assert strength(text) == "weak"


@pytest.mark.parametrize("text", [
    "password1234", "Password2024!", "123456789012", "qwertyuiop123", "1qaz2wsx3edc", "aaaaaaaaaaaa", "abcabcabcabc",
    "woaini1314520", "WoAiNi5201314", "zhangwei123456", "wodemima12345", "zhongguo2026", "admin1234567",
    "19870512198705",
    "iloveyou1314", "a1b2c3abc123", "１２３４５６７８９０１２", "147258369147", "shenzhen20260101", "!@#$%^&*()!@",
    "12 12 12 12 12 12",
])
def test_what_is_guessed_first(text: str) -> None:
    assert password_problem(text) is not None, text


@pytest.mark.parametrize("text", [
    "six green kettles hum", "correct horse battery staple", "Tq7#vLm2@Rz9", "雨后春笋竹林深处听泉声几度", "茶壶里的风暴从来不怕大声说话",
    "Kunde-Hafen-42-Möwe", "vault test 2026 river", "x" * 3 + "k7Qp#w9Zt!",
])
def test_what_is_good_enough(text: str) -> None:
    assert password_problem(text) is None, text
    assert strength(text) in ("fair", "strong")


def test_names_of_user_and_office_count_little() -> None:
    assert password_problem("longtengdianzi88", ("Wang",)) is None
    assert password_problem("longtengdianzi88", ("Longtengdianzi",)) is not None


def test_longer_is_stronger() -> None:
    assert strength("kettle") == "weak"
    assert strength("maple12kettle") == "fair"
    assert strength("six green kettles hum") == "strong"


def test_the_pause_grows_to_five_minutes() -> None:
    assert [pause_after(n) for n in range(13)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert pause_after(10**9) == 300


def test_failures_outlive_the_program(tmp_path: Path) -> None:
    with clock.frozen(NOON):
        for _ in range(6):
            Attempts(tmp_path).count()
        assert Attempts(tmp_path).failures == 6
        assert Attempts(tmp_path).left() == 8
    with clock.frozen(NOON + timedelta(seconds=5)):
        assert Attempts(tmp_path).left() == 3
    with clock.frozen(NOON + timedelta(seconds=8)):
        assert Attempts(tmp_path).left() == 0
    with clock.frozen(NOON - timedelta(days=1)):  # setting the clock back doesn't shorten it
        assert Attempts(tmp_path).left() == 8


def test_a_right_password_forgets_them(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path)
    attempts.count()
    attempts.reset()
    assert Attempts(tmp_path).failures == 0
    assert list(tmp_path.glob("*.json")) == []


@pytest.mark.parametrize("data", [
    b"", b"{}", b"[]", b"x" * 2000, b'{"failures": "x", "last": 3}', b'{"failures":-5,"last":"?"}',
    b'{"failures": 1e999, "last": "2026-11-21T04:00:00Z"}',
])
def test_a_damaged_count_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "attempts.json").write_bytes(data)
    assert Attempts(tmp_path).failures == 0
    assert Attempts(tmp_path).left() == 0


def test_a_count_that_can_not_be_kept_stops_nobody(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path / "gone")
    attempts.count()
    attempts.reset()
    assert attempts.failures == 0


def test_the_file_tells_no_name_and_no_password(tmp_path: Path) -> None:
    with clock.frozen(NOON):
        Attempts(tmp_path).count()
    assert json.loads((tmp_path / "attempts.json").read_bytes()) == {"failures": 1, "last": "2026-11-21T04:00:00Z"}


def test_the_sentence_counts() -> None:
    assert Wait(1).sentence == "Too many wrong passwords. Wait 1 second, then try again."
    assert Wait(8).seconds == 8
    assert "8 seconds" in Wait(8).sentence


def test_every_denied_word_is_lower_case_as_the_comparison_needs() -> None:
    assert all(word == word.casefold() for word in passwords._COMMON)
