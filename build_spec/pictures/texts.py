"""What is typed in the pictures, in each language. All people and companies are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Texts:
    """One language: the office, the file it imports, the call that comes, the letters that are looked for."""

    office: str
    documents: str
    address: str
    phone: str
    user: str
    letters: str
    file: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # KNOWN stands for a customer who is there already
    call: dict[str, Any]


KNOWN = "="
_CHINA = (
    ("苏州明泽精密机械有限公司", "A级", "机械制造", "华东", "0512-5550-2301", "苏州市吴中区越溪街道 16 号", "office@mingze.example", "S-017"),
    ("杭州云栖食品有限公司", "B级", "食品", "华东", "0571-5550-7788", "杭州市余杭区文一西路 210 号", "", "S-018"),
    ("武汉长亭电子有限公司", "B级", "电子", "华中", "027-5550-4410", "武汉市洪山区光谷大道 3 号", "hr@changting.example", "S-021"),
    (KNOWN, "C级", "包装", "华东", "0571-5550-2020", "杭州市萧山区市心路 9 号", "", "S-022"),
    ("厦门澜海包装有限公司", "C级", "包装", "华南", "打前台转", "厦门市集美区杏林湾路 9 号", "", "S-025"),
    ("成都锦澜仪表有限公司", "VIP", "仪器仪表", "西南", "028-5550-6120", "成都市高新区天府大道 77 号", "", "S-031"))
_TAIWAN = (
    ("台中明澤精密機械有限公司", "A級", "機械製造", "中部", "04-5550-2301", "台中市西屯區工業一路 16 號", "office@mingze.example", "S-017"),
    ("新北雲棲食品股份有限公司", "B級", "食品", "北部", "02-5550-7788", "新北市板橋區文化路 210 號", "", "S-018"),
    ("新竹長亭電子股份有限公司", "B級", "電子", "北部", "03-5550-4410", "新竹市東區光復路 3 號", "hr@changting.example", "S-021"),
    (KNOWN, "C級", "包裝", "東部", "03-5550-2020", "花蓮市中山路 9 號", "", "S-022"),
    ("台南瀾海包裝有限公司", "C級", "包裝", "南部", "請總機轉", "台南市安平區永華路 9 號", "", "S-025"),
    ("高雄錦瀾儀器有限公司", "VIP", "儀器", "南部", "07-5550-6120", "高雄市前鎮區中華五路 77 號", "", "S-031"))
_GRADES = {"A级": "Grade A", "B级": "Grade B", "C级": "Grade C", "打前台转": "ask the front desk"}

ALL = {
    "zh_CN": Texts(
        "澄屿机电设备有限公司客户服务办公室", "文档", "苏州市工业园区望亭路 88 号", "0512-5550-0100", "陈敏", "jc", "客户名单.xlsx",
        ("单位名称", "客户等级", "行业", "区域", "电话", "通讯地址", "邮箱", "老编号"), _CHINA,
        {"content": "2 号空压机从昨天下午起噪声明显变大，停机后重新开机，半小时又响。",
         "customer_request": "今天派人来看，别耽误夜班。", "subject": "product", "product": "空压机 KY-22"}),
    "zh_TW": Texts(
        "澄嶼機電股份有限公司客戶服務辦公室", "文件", "台中市西屯區望亭路 88 號", "04-5550-0100", "陳敏", "jc", "客戶名單.xlsx",
        ("公司名稱", "客戶等級", "產業", "區域", "電話", "通訊地址", "電子郵件", "舊編號"), _TAIWAN,
        {"content": "2 號空壓機從昨天下午起噪音明顯變大，停機後重新開機，半小時又響。",
         "customer_request": "今天派人來看，不要耽誤夜班。", "subject": "product", "product": "空壓機 KY-22"}),
    "en": Texts(
        "Chengyu Machinery, Customer Service Office", "Documents", "88 Wangting Road, Suzhou", "0512-5550-0100",
        "Chen Min", "lan", "Our customers.xlsx",
        ("Customer name", "Customer grade", "Industry", "Region", "Telephone", "Address", "E-mail", "Old number"),
        tuple(tuple(_GRADES.get(cell, cell) for cell in line) for line in _CHINA),
        {"content": "Compressor no. 2 has been much louder since yesterday afternoon. Switched off and on again, "
                    "it was back after half an hour.",
         "customer_request": "Send somebody today, before the night shift.", "subject": "product",
         "product": "Compressor KY-22"}),
}
