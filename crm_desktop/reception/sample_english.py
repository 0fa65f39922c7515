"""What visitors of an English sample office want, by the mainland's words."""

from __future__ import annotations

ENGLISH = {
    "来取滤芯，顺便了解保养合同。": "Fetched filters and asked about the service contract.",
    "保养合同报价": "Offer for a service contract", "送来故障零件，要求鉴定原因。": "Brought a broken part and wants to know why.",
    "出具鉴定结论": "Report on the part", "洽谈二期厂房供气方案。": "Talked about air for the second hall.",
    "提供方案和报价": "Plan and offer", "反映发票抬头有误。": "The name on the invoice is wrong.", "重开发票": "New invoice",
    "参观样机，了解能耗。": "Looked at a machine, asked about power use.", "提供能耗测试数据": "Figures of power use",
    "要求提前发货。": "Wants the goods earlier.", "提前一周发货": "Ship a week earlier",
    "该型号已停产，备件无法供应，已推荐替代型号。": "No longer made, no parts; another type proposed.",
    "已寄出并电话确认。": "Sent and confirmed by telephone.", "客户已签收。": "Received and signed.",
    "已邮件发送，客户确认收到。": "Mailed, receipt confirmed.", "与销售沟通": "Talk to sales",
}
