"""What an English sample office improves, by the mainland's words."""

from __future__ import annotations

ENGLISH = {
    "“投诉问题的处理”满意率低于其他项目。": "Handling of complaints is rated below the other items.",
    "投诉转办没有时限。": "Nothing says how soon a complaint is passed on.",
    "投诉登记后 2 小时内回复，48 小时内给出方案。": "Answer within 2 hours, a plan within 48.",
    "上半年该项满意率上升 6 点。": "Up by 6 points in the first half-year.",
    "滤芯压差报警重复投诉 5 次。": "5 complaints about the same filter alarm.",
    "同批滤芯密封圈偏硬。": "The seals of that batch are too hard.", "更换供应商批次，逐台回访。": "Another batch; call on every machine.",
    "仍有 2 台报警，另行处理。": "2 machines still alarm; handled apart.",
    "“服务效率”满意率只有六成左右。": "Only some 60 % are content with how fast we are.",
    "派工靠电话，没有排程。": "Work is given out by telephone, without a plan.",
    "每天上午排好当日派工，下午三点前通知客户。": "Plan the day each morning, tell customers before three.",
    "三季度投诉率高于基期。": "More complaints in the third quarter than before.", "夏季高温停机集中。": "Summer heat stops machines.",
    "六月前完成冷却系统预防检修。": "Service all coolers before June.",
    "三次投诉超过 48 小时才解决。": "Three complaints took more than 48 hours.", "备件从外地调拨。": "Parts came from far away.",
    "常用备件本地备货。": "Keep the usual parts here.",
}
