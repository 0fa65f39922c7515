"""What an English sample office reminds of, by the mainland's words."""

from __future__ import annotations

ENGLISH = {
    "寄出保养发票": "Send the invoice for the service", "给出备件到货的日期": "Say when the parts come",
    "把检修报告发给设备部": "Send the repair report", "核对客户的开票信息": "Check the invoice data",
    "整理季度回访的资料": "Prepare the quarter's call-backs", "补全联系人的手机号": "Complete the mobile numbers",
    "问检修后运行情况": "Ask how it runs after the repair",
    "年度保养合同快到期，问续签意向": "Service contract ends soon: ask about renewal",
    "送样机前再打一次电话": "Call once more before the sample machine goes out",
}
