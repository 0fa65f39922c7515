"""Makes the invented names, phones, codes and dates of a sample office. Phones lie in made-up ranges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from crm_desktop.kit import clock
from crm_desktop.kit.sample import words

_OFTEN = 50  # records from one sign of life to the next
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Maker:
    """Everything random about one sample office; two makers with one seed say the same."""

    def __init__(self, seed: int, today: date, customers: int, language: str, zone: ZoneInfo) -> None:
        self.random, self.today, self.customers, self.zone = Random(seed), today, customers, zone
        self.language = language
        self.taiwan = language == "zh_TW"
        self.words = {"zh_TW": words.TAIWAN, "en": words.ENGLISH}.get(language, words.MAINLAND)
        self.kept: dict[str, Any] = {}  # what one feature leaves for those that come after it
        self.heard: Callable[[], object] = lambda: None  # called now and then; may raise Cancelled
        self._records = 0
        self._taken: set[str] = set()
        self._phone = 1000 + self.random.randrange(1000)

    def pick(self, choices: Any) -> Any:
        """One of a sequence."""
        return choices[int(self.random.random() * len(choices))]

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share

    def uid(self) -> str:
        """A stable id for a record, so that the same seed gives the same content."""
        self._records += 1
        if not self._records % _OFTEN:
            self.heard()
        return f"{self.random.getrandbits(64):016x}"

    def person(self) -> str:
        """A person's name."""
        given = self.pick(self.words.given) + (self.pick(self.words.given) if self.chance(0.75) else "")
        surname: str = self.pick(self.words.surnames)
        return f"{given.capitalize()} {surname}" if self.words.latin else surname + given

    def company(self) -> tuple[str, str, str, str]:
        """An unused company's name, with its region, city and industry."""
        while True:
            region, city = self.pick(self.words.cities)
            industry, terms = self.pick(self.words.industries)
            brand = self.pick(self.words.brand) + self.pick(self.words.brand)
            head = city if self.chance(0.55) else ""
            parts = (head, brand.capitalize(), self.pick(terms), self.pick(self.words.endings))
            name = (" " if self.words.latin else "").join(filter(None, parts))
            if name not in self._taken:
                self._taken.add(name)
                return name, region, city, industry

    def _serial(self) -> int:
        self._phone += 1
        return self._phone

    def mobile(self) -> str:
        """A mobile number of a range nobody has, as it is kept."""
        n = self._serial()
        return (
            f"09{n // 1000 % 100:02d}000{n % 1000:03d}"
            if self.taiwan
            else f"1{38 + n // 10000 % 2}0000{n % 10000:04d}"
        )

    def landline(self, city: str) -> str:
        """A landline number of a made-up exchange."""
        n = self._serial()
        area = self.words.areas.get(city, "0512")
        return f"{area}-555{n // 10000 % 10}{n % 10000:04d}" if not self.taiwan else f"{area}-555{n % 10000:04d}"

    def address(self, city: str) -> str:
        """A street address in a city."""
        district, street = self.pick(self.words.districts), self.pick(self.words.streets)
        number = self.random.randrange(1, 999)
        if self.words.latin:
            return f"{number} {street}, {district}, {city}"
        return f"{city}{district}{street}{number}{self.words.number}"

    def code(self) -> str:
        """A business registration code with the right check digit: 18 signs (GB 32100), or 8 digits (Taiwan)."""
        if self.taiwan:
            return self._tax_number()
        organisation = "".join(self.pick("0123456789") for _n in range(8))
        weights = (3, 7, 9, 10, 5, 8, 4, 2)
        rest = 11 - sum(int(d) * w for d, w in zip(organisation, weights, strict=True)) % 11
        body = "91" + self.pick(self.words.districts_code) + organisation + {10: "X", 11: "0"}.get(rest, str(rest))
        total = sum(_CODE_SIGNS.index(c) * pow(3, i, 31) for i, c in enumerate(body))
        return str(body) + _CODE_SIGNS[(31 - total % 31) % 31]

    def _tax_number(self) -> str:
        digits = [self.random.randrange(10) for _n in range(6)] + [self.random.randrange(7)]
        weights = (1, 2, 1, 2, 1, 2, 4)
        total = sum(sum(divmod(d * w, 10)) for d, w in zip(digits, weights, strict=True))
        return "".join(map(str, digits)) + str(-total % 10)  # right by the rule of 2023 (a fifth) and the one before

    def day(self, least: int, most: int) -> date:
        """A day between so many days ago and so many days ago (negative: ahead)."""
        return self.today - timedelta(days=self.random.randint(least, most))

    def instant(self, day: date) -> str:
        """An instant in office hours of a day, as stored."""
        minutes = self.random.randrange(8 * 60 + 30, 17 * 60 + 30)
        return clock.stamp(datetime.combine(day, time(minutes // 60, minutes % 60), self.zone).astimezone(UTC))

    def gone_by(self, day: date) -> str:
        """An instant in office hours of a day, of today one that has been."""
        found, now = self.instant(day), clock.now() - timedelta(minutes=5)
        if found <= clock.stamp(now):
            return found
        opened = datetime.combine(day, time(8, 30), self.zone)
        minutes = max(0, int((now - opened).total_seconds() // 60))
        return clock.stamp(min(now, opened + timedelta(minutes=self.random.randint(0, minutes))))

    def later(self, instant: str, least: int, most: int) -> str | None:
        """An instant so many minutes after another; None when that is still to come."""
        at = clock.instant(instant) + timedelta(minutes=self.random.randint(least, most))
        return clock.stamp(at) if at <= clock.now() else None

    def workday(self, least: int, most: int) -> date:
        """A day of that range, moved off the weekend."""
        found = self.day(least, most)
        return found - timedelta(days=max(0, found.weekday() - 4))
