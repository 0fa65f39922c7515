"""The posts of an English sample office, by the mainland's words."""

from __future__ import annotations

ENGLISH = {
    "客户服务部经理": "Head of customer service", "客户关系主管": "Customer relations supervisor", "客户关系专员": "Customer relations",
    "投诉处理专员": "Complaints", "售后服务专员": "After-sales", "大客户专员": "Key accounts", "秘书": "Secretary",
    "客户服务部": "Customer service", "售后服务部": "After-sales", "销售部": "Sales", "办公室": "Office",
}
