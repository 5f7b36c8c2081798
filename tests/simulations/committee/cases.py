"""A small committee case in its file's form."""

from typing import Any


def case_file(**changes: Any) -> dict[str, Any]:
    """A hardware dealer who keeps quiet about a private loan."""
    return {
        "format": "committee_case/1",
        "title": "五金店进货贷款",
        "customer": "某五金经营部",
        "trade": "五金建材",
        "application": {
            "amount": "300000",
            "term_months": 12,
            "purpose": "旺季进货",
            "repayment": "按月付息，到期还本",
            "proposed_amount": "200000",
            "coverage": "1.4",
        },
        "report": "客户经营五金建材五年，申请三十万元进货。",
        "second_report": "另核了送货单与水电。",
        "second_agrees": True,
        "papers": [
            {"code": "flow", "title": "流水摘要", "rows": [["每月 5 日", "转出 3,000"]], "topics": ["debts", "truth"]},
            {"code": "stock", "title": "盘点表", "rows": [["自有货", "420,000"]], "topics": ["truth"]},
            {"code": "risk", "title": "审查要点", "rows": [["查询", "近三月五次"]], "roles": ["risk_officer"], "topics": ["debts"]},
        ],
        "concerns": [
            {"topic": "debts", "severity": 3, "text": "每月固定转出三千元，收款人不明。", "paper": "flow"},
            {"topic": "truth", "severity": 1, "text": "销售额偏高。", "paper": "flow"},
        ],
        "answers": {"debts": {"text": "客户说是还朋友的。", "paper": ""}, "truth": {"text": "送货单合计一百九十二万。", "paper": "stock"}},
        "truth": {"decision": "refuse", "limit": "0", "story": "瞒着一笔二十万的民间借款。", "findings": ["民间借款二十万"]},
        **changes,
    }
