"""Scoring sheets to start from: the interview, the rehearsals. Levels are 1 below, 2 needs work, 3 meets, 4 strong."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from . import standard_criteria as criteria
from .content import plain
from .rubric import Level, Rubric, RubricCriterion

TOP = 4
LEVELS = ("不合格", "需改进", "合格", "优秀")
RED_LINES = {"integrity": "编造、隐瞒或替客户遮掩", "promise": "承诺包批、秒批或收受好处"}

# code → (title, purpose, criteria, red lines)
SHEETS: dict[str, tuple[str, str, tuple[criteria.Row, ...], dict[str, str]]] = {
    "INTERVIEW": ("综合面谈评分表", "interview", criteria.INTERVIEW, RED_LINES),
    "REHEARSAL": ("贷审会演练评分表", "simulation", criteria.REHEARSAL, RED_LINES),
    "PRESENTER": ("贷审会主调陈述评分表", "simulation", criteria.PRESENTER, RED_LINES),
    "SECOND": ("协办 B 角评分表", "simulation", criteria.SECOND, RED_LINES),
    "COMMITTEE": ("贷审会委员评分表", "simulation", criteria.COMMITTEE, RED_LINES),
    "SECRETARY": ("贷审会秘书评分表", "simulation", criteria.SECRETARY, RED_LINES),
    "INVESTIGATION": ("贷款调查提问与报告评分表", "simulation", criteria.INVESTIGATION, criteria.INVESTIGATION_RED_LINES),
    "COLD_VISIT": ("陌拜演练评分表", "simulation", criteria.COLD_VISIT, criteria.COLD_VISIT_RED_LINES),
}


def stored_criterion(code: str, text: str, points: Decimal, anchors: Sequence[str]) -> dict[str, Any]:
    """One criterion as a rubric row keeps it: four levels, the highest of which gives all of its points."""
    levels = [[str(number), anchor] for number, anchor in enumerate(anchors, start=1)]
    return {"code": code, "text": text, "maximum": str(TOP), "weight": plain(points / TOP), "levels": levels}


def points_of(row: Mapping[str, Any]) -> Decimal:
    """How many points a stored criterion can give."""
    return Decimal(row["maximum"]) * Decimal(row.get("weight", "1"))


def stored(code: str) -> dict[str, Any]:
    """One of SHEETS in the form a rubric row keeps: title, purpose, criteria, red lines."""
    title, purpose, rows, red_lines = SHEETS[code]
    listed = [stored_criterion(one, text, Decimal(points), anchors or LEVELS) for one, text, points, anchors in rows]
    return {"title": title, "purpose": purpose, "criteria": listed, "red_lines": red_lines}


def read_rubric(rows: list[dict[str, Any]], red_lines: dict[str, str]) -> Rubric:
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
            for row in rows
        ),
        dict(red_lines),
    )
