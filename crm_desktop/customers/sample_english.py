"""What an English sample office says of its customers, by the mainland's words."""

from __future__ import annotations

ENGLISH = {
    "来电询问滤芯更换周期，已答复每 2000 小时一次。": "Asked how often to change filters: every 2,000 hours.",
    "询问保养合同续签价格，转销售部报价。": "Asked the price of renewing the service contract; sales will quote.",
    "反映发货单与实物数量不符，已核对补发。": "Delivery and list did not agree; checked, the rest is sent.",
    "确认下周二上午到厂检修。": "Confirmed the repair for Tuesday morning.",
    "咨询变频改造方案，约定寄送资料。": "Asked about the inverter upgrade; we send a brochure.",
    "询问备件库存，答复三个工作日内可发。": "Asked for spare parts; they can leave in three working days.",
    "客户迁厂，不再往来": "Moved away, no more business",
}
