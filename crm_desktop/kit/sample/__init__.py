"""The sample office: invented data that looks real; the same seed and day give the same content.

Each feature fills its own part in its `sample` module: `fill(change, maker)`, in the features' order.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crm_desktop.kit import clock, i18n
from crm_desktop.kit.i18n import N_

if TYPE_CHECKING:  # the sign-in page asks where the sample lies, long before anything is made
    from crm_desktop.kit.sample.maker import Maker
    from crm_desktop.kit.store import Office, Store

Progress = Callable[[int, int], object]


def office_of(language: str) -> Office:
    """The invented office in the words of a land."""
    from crm_desktop.kit.store import Office

    if language == "zh_TW":
        return Office("澄嶼機電股份有限公司客戶服務辦公室", "台中市西屯區望亭路 88 號", "04-5550-0100", language,
                      "Asia/Taipei", "TWD")
    if language == "zh_CN":
        return Office("澄屿机电设备有限公司客户服务办公室", "苏州市工业园区望亭路 88 号", "0512-5550-0100", language)
    return Office("Chengyu Machinery, Customer Service Office", "88 Wangting Road, Suzhou", "0512-5550-0100", language)


def make_demo(folder: Path, customers: int, seed: int, today: date | None, password: str, language: str) -> None:
    """Make a sample office of so many customers, as of a day (by default this moment). The user is "demo"."""
    make(folder, office_of(language), "demo", password, customers, seed, today)


def make(folder: Path, office: Office, user: str, password: str, customers: int, seed: int = 1,
         today: date | None = None, progress: Progress | None = None, *, hints_too: bool = False) -> None:
    """Make a new office and fill it; nothing is left of one that does not become whole.

    `progress(steps done, steps)` is heard again and again, and may raise Cancelled. `hints_too`: its users are
    offered the hints of the first days.
    """
    from crm_desktop.kit import feature
    from crm_desktop.kit.sample.maker import Maker
    from crm_desktop.kit.store.office import found, zone_of

    zone, tell = zone_of(office.zone), progress or (lambda _done, _total: None)
    at = datetime.combine(today, time(10, 26), zone).astimezone(UTC) if today else clock.now()
    with clock.as_of(at) if today else nullcontext(), i18n.using(office.language):
        tell(0, len(feature.modules("sample")) + 1)
        maker = Maker(seed, at.astimezone(zone).date(), customers, office.language, zone)
        store, _code = found(folder, office, user, password, hints=hints_too,
                             fill=lambda store: fill(store, maker, tell))
        store.close()


def fill(store: Store, maker: Maker, tell: Progress = lambda _done, _total: None) -> None:
    """Every feature's part, into an office that is there."""
    from crm_desktop.kit import feature
    from crm_desktop.kit.sample.english import InEnglish

    modules = feature.modules("sample")
    for done, module in enumerate(modules, 1):
        maker.heard = partial(tell, done, len(modules) + 1)
        maker.heard()
        with store.change(N_("Sample office"), kind="setting") as change:
            change.brings_existing = True
            module.fill(InEnglish(change) if maker.language == "en" else change, maker)
