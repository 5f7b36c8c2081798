"""Questions for the tests of the domain."""

from decimal import Decimal
from typing import Any

from assessments.domain.question import Criterion, Option, Question
from assessments.enums import QuestionKind

CANARY = "CANARY-KEY"


def question(kind: QuestionKind, **changes: Any) -> Question:
    """A sound question of the kind, worth 3 points."""
    options = tuple(Option(letter, f"选项{letter}") for letter in "ABCDE")
    bodies: dict[QuestionKind, dict[str, Any]] = {
        QuestionKind.SINGLE: {"options": options, "key": ("B",)},
        QuestionKind.MULTIPLE: {"options": options, "key": ("A", "C")},
        QuestionKind.TRUE_FALSE: {"key": ("T",)},
        QuestionKind.NUMERIC: {"key": ("42500",), "tolerance": Decimal("0.5"), "unit": "元"},
        QuestionKind.FILL_IN: {"key": ("存货", "库存")},
        QuestionKind.ESSAY: {
            "key": (f"{CANARY} 参考答案",),
            "criteria": (Criterion("c1", "要点", Decimal(2)), Criterion("c2", "表达", Decimal(1))),
        },
    }
    base: dict[str, Any] = {
        "kind": kind,
        "stem": "题干",
        "points": Decimal(3),
        "explanation": f"{CANARY} 解析",
        "id": str(kind),
        "topic": "C03.01",
    }
    return Question(**base | bodies[kind] | changes)
