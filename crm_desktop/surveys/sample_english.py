"""What an English sample office's surveys say, by the mainland's words."""

from __future__ import annotations

ENGLISH = {
    "了解客户对产品和服务的满意程度，找出要改进的项目。": "Learn how content customers are, and what to improve.",
    "产品 6 项、服务 8 项，另留书面意见。": "6 items on products, 8 on service, and room for remarks.",
    "第一周发放，第二周电话提醒，第三周收回录入，第四周出报告。": "Week 1 send, week 2 remind, week 3 key, week 4 report.",
    "客户满意度调查表、回邮信封": "Survey sheets, stamped envelopes", "客户专员 2 人，录入 1 人": "2 for the customers, 1 to key",
    "上门再快一些，夜间也能有人接电话": "Come faster, and answer at night", "配件备货太少": "Too few parts in stock",
    "希望每季度来一次现场培训": "Training here every quarter, please", "工程师讲解再细一些": "Engineers could explain more",
    "噪声再小一点": "A little quieter", "说明书字太小": "The print of the manual is too small",
    "控制屏加中文报警说明": "Alarms in plain words on the panel", "已致电致歉，约定本周上门检修。": "Called to apologise; we come this week.",
    "主管上门说明，客户接受。": "The manager went there; accepted.", "表格撕掉一半": "Half of the sheet is torn off",
    "上半年": "first half of", "下半年": "second half of", "客户满意度调查": "Customer satisfaction survey",
}
