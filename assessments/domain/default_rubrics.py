"""Scoring sheets to start from: the interview, the rehearsals. Levels are 1 below, 2 needs work, 3 meets, 4 strong."""

from decimal import Decimal
from typing import Any

from .rubric import Level, Rubric, RubricCriterion

LEVELS = ("1 不合格", "2 需改进", "3 合格", "4 优秀")
RED_LINES = {"integrity": "编造、隐瞒或替客户遮掩", "promise": "承诺包批、秒批或收受好处"}

SHEETS: dict[str, tuple[str, str, tuple[tuple[str, str, str], ...]]] = {
    "INTERVIEW": (
        "综合面谈评分表",
        "interview",
        (
            ("motive", "动机：为什么做小微贷，能否说出具体的人和事", "8"),
            ("conduct", "品行：对差错和利益的态度，前后说法是否一致", "9"),
            ("pressure", "抗压：被追问、被拒绝时的反应与恢复", "8"),
        ),
    ),
    "REHEARSAL": (
        "贷审会演练评分表",
        "simulation",
        (
            ("presentation", "陈述：先结论后依据，八分钟内讲清数字来源", "7"),
            ("evidence", "证据：关键数字有三个独立来源，偏差有闭合", "7"),
            ("answers", "答疑：问什么答什么，不知道的列为补件", "6"),
            ("judgement", "判断：额度、期限、条件与还款能力相称", "5"),
        ),
    ),
}


def stored(code: str) -> dict[str, Any]:
    """One of SHEETS in the form a rubric row keeps: title, purpose, criteria, red lines."""
    title, purpose, rows = SHEETS[code]
    criteria = [
        {"code": one, "text": text, "maximum": "4", "weight": weight, "levels": [[str(n), LEVELS[n - 1]] for n in range(1, 5)]}
        for one, text, weight in rows
    ]
    return {"title": title, "purpose": purpose, "criteria": criteria, "red_lines": RED_LINES}


def read_rubric(criteria: list[dict[str, Any]], red_lines: dict[str, str]) -> Rubric:
    """A stored sheet as the domain reads it."""
    return Rubric(
        tuple(
            RubricCriterion(
                row["code"],
                row["text"],
                Decimal(row["maximum"]),
                Decimal(row.get("weight", "1")),
                tuple(Level(Decimal(points), words) for points, words in row.get("levels", [])),
            )
            for row in criteria
        ),
        dict(red_lines),
    )
