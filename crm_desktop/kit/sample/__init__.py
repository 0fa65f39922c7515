"""The sample office: invented data that looks real; the same seed gives the same content.

Each feature fills its own part in its `sample` module: `fill(change, maker)`, in the features' order.
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path

from crm_desktop.kit import clock, feature, i18n
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Office
from crm_desktop.kit.store.office import found, zone_of

_OFFICES = {
    "zh_CN": Office("澄屿机电设备有限公司客户服务办公室", "苏州市工业园区望亭路 88 号", "0512-5550-0100", "zh_CN"),
    "zh_TW": Office("澄嶼機電股份有限公司客戶服務辦公室", "台中市西屯區望亭路 88 號", "04-5550-0100", "zh_TW",
                    "Asia/Taipei", "TWD"),
    "en": Office("Chengyu Machinery, Customer Service Office", "88 Wangting Road, Suzhou", "0512-5550-0100", "en"),
}


def make_demo(folder: Path, customers: int, seed: int, today: date | None, password: str, language: str) -> None:
    """Make a sample office of so many customers, as of a day (by default the present one). The user is "demo"."""
    office = _OFFICES[language]
    zone = zone_of(office.zone)
    day = today or clock.today(zone)
    at = datetime.combine(day, time(10, 26), zone).astimezone(UTC)
    with clock.frozen(at), i18n.using(language):
        store, _code = found(folder, office, "demo", password)
        whole = False
        try:
            maker = Maker(seed, day, customers, language, zone)
            for module in feature.modules("sample"):
                with store.change(N_("Sample office"), kind="setting") as change:
                    change.brings_existing = True
                    module.fill(change, maker)
            whole = True
        finally:
            store.close()
            if not whole:
                shutil.rmtree(folder, ignore_errors=True)
