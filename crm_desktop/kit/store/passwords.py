"""Passwords: which are good enough, and the growing pause after wrong ones."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.store.folder import ATTEMPTS, UNSOUND, write_whole

SHORTEST = 12
LONGEST = 256
_LEAST_PARTS = 6  # a known word, a walk over the keys or a repeated sign counts as one part
_STRONG_PARTS = 16
_FREE_FAILURES = 2
_LONGEST_PAUSE = 300

# What people choose: the commonest passwords, their pinyin kin, and the words they are made of.
_WORDS = """
password passwort passwd passw0rd p@ssw0rd p@ssword pass word letmein welcome iloveyou admin administrator root user
guest test login master secret monkey dragon sunshine princess football baseball shadow superman batman trustno1 hello
whatever freedom computer internet office company customer crm desktop windows excel microsoft qwertyuiop qwerty
asdfghjkl asdfgh zxcvbnm zxcvbn 1qaz2wsx 3edc4rfv 5tgb6yhn qazwsx edcrfv 1q2w3e4r 5t6y7u8i 1q2w3e q1w2e3r4 a1b2c3
abc123 aa123456 a123456 qq123456 woaini woaini1314 woaiwojia woaiwoziji woaizhongguo woaibaobao woaimama woaibaba
wodemima mima mimamima nihao nihaoma nishishui tianshi tiantian tiankong baobao baobei laopo laogong xiaoming xiaohong
xiaoxiao xiaobao xingfu kuaile pengyou laoshi mama baba gege jiejie didi meimei meiyou buzhidao zhidao haha hehe
asdasd caonima nimade wangwei zhangwei zhangsan lisi wangwu liwei lina wangfang zhanglei liqiang wangyang chenjie
zhongguo china beijing shanghai guangzhou shenzhen chengdu hangzhou taiwan taipei hongkong gongsi bangong bangongshi
kehu mishu jingli guanli guanliyuan taobao alipay weixin wechat tencent baidu huawei zaiyiqi yiqi wangle aini aiwo
5201314 1314520 1314521 7758521 7758258 520520 1314 520 147258369 123123 321321 112233 159357 147258 741852 963852
110110 120120 888888 666666 168168 188 january february spring summer autumn winter monday friday love baby angel
lucky happy money
"""
_COMMON = sorted(_WORDS.split(), key=len, reverse=True)
_WALKS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
          "qazwsxedcrfvtgbyhnujmikolp",
          "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "1q2w3e4r5t6y7u8i9o0p", "!@#$%^&*()", "147258369", "一二三四五六七八九十")


def password_problem(text: str, known: Sequence[str] = ()) -> str | None:
    """Why this can't be a password, or None. `known` are names a guesser would try (user, office)."""
    text = unicodedata.normalize("NFKC", text)
    if "\0" in text or any(0xD800 <= ord(sign) < 0xE000 for sign in text):
        return _("The password holds a sign that can't be typed again. Choose another.")
    if len(text) < SHORTEST:
        return ngettext("A password needs at least {count} character.", "A password needs at least {count} characters.",
                        SHORTEST).format(count=SHORTEST)
    if len(text) > LONGEST:
        return ngettext("A password can have at most {count} character.",
                        "A password can have at most {count} characters.", LONGEST).format(count=LONGEST)
    if _parts(text, known) < _LEAST_PARTS:
        return _("This password is among the first that are guessed. Put together words that only you would.")
    return None


def strength(text: str, known: Sequence[str] = ()) -> str:
    """weak, fair or strong: how hard it is to guess."""
    if password_problem(text, known):
        return "weak"
    return "strong" if _parts(unicodedata.normalize("NFKC", text), known) >= _STRONG_PARTS else "fair"


def _parts(text: str, known: Sequence[str]) -> int:
    """How many independent pieces the text is made of, as a guesser sees it; repeated pieces count once."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = text[:_period(text)]
    names = [unicodedata.normalize("NFKC", name).casefold() for name in known if len(name) > 1]
    pieces: list[str] = []
    at = 0
    while at < len(text):
        size = max(_word(text, at, names), _run(text, at), _year(text, at), 1)
        pieces.append(text[at:at + size])
        at += size
    singles = [piece for piece in pieces if len(piece) == 1]
    wholes = {piece for piece in pieces if len(piece) > 1}
    return min(len(singles), 2 * len(set(singles))) + len(wholes)


def _period(text: str) -> int:
    """The length of the piece the whole text repeats at least twice, else its own length."""
    size = len(text)
    return next((n for n in range(1, size // 2 + 1) if text[n:] == text[:size - n]), size)


def _word(text: str, at: int, names: list[str]) -> int:
    return max((len(word) for word in (*names, *_COMMON) if text.startswith(word, at)), default=0)


def _run(text: str, at: int) -> int:
    """The length of a walk over the keys, the alphabet or one repeated sign, from 3 signs on."""
    size = 1
    while at + size < len(text) and text[at + size] == text[at]:
        size += 1
    for walk in _WALKS:
        for line in (walk, walk[::-1]):
            step = 1
            while at + step < len(text) and text[at:at + step + 1] in line:
                step += 1
            size = max(size, step)
    return size if size >= 3 else 1


def _year(text: str, at: int) -> int:
    """A year or a date in digits (1987, 19870512)."""
    digits = text[at:at + 8]
    if digits[:2] not in ("19", "20") or not digits[:4].isdecimal() or len(digits) < 4:
        return 0
    return 8 if len(digits) == 8 and digits.isdecimal() and 1 <= int(digits[4:6]) <= 12 else 4


def pause_after(failures: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: 0, 0, 1, 2, 4 ... at most 300."""
    return 0 if failures <= _FREE_FAILURES else int(min(2 ** min(failures - _FREE_FAILURES - 1, 20), _LONGEST_PAUSE))


class Wait(Problem):
    """Too many wrong passwords: `seconds` are still to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(ngettext("Too many wrong passwords. Wait {count} second, then try again.",
                                  "Too many wrong passwords. Wait {count} seconds, then try again.",
                                  seconds).format(count=seconds))
        self.seconds = seconds


class Attempts:
    """Wrong passwords of an office, counted in its folder so that starting again forgets nothing."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ATTEMPTS
        self.failures, self._last = 0, clock.now()
        try:
            if self._path.stat().st_size < 1000:
                found = json.loads(self._path.read_bytes())
                self.failures, self._last = max(int(found["failures"]), 0), clock.instant(found["last"])
        except (OSError, *UNSOUND):
            return

    def left(self) -> int:
        """Seconds still to wait; all of them while the clock stands before the last wrong try (see `begin_anew`)."""
        pause = pause_after(self.failures)
        waited = (clock.now() - self._last) // timedelta(seconds=1)
        return pause if waited < 0 else max(pause - waited, 0)

    def begin_anew(self) -> None:
        """Where the clock was set back since, the pause begins now: else it would last until the day of that try."""
        if self._last > clock.now():
            self._last = clock.now()
            self._keep()

    def count(self) -> None:
        """Count a wrong try."""
        self.failures, self._last = self.failures + 1, clock.now()
        self._keep()

    def _keep(self) -> None:
        body = json.dumps({"failures": self.failures, "last": clock.stamp(self._last)}).encode()
        try:
            write_whole(self._path, body)
        except OSError:  # a folder that can only be read; the slow key derivation still protects
            return

    def reset(self) -> None:
        """Forget the wrong tries after a right one."""
        if not self.failures:
            return
        self.failures = 0
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return
