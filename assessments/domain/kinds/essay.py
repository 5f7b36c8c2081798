"""Free text: people mark it by criteria, a machine never does."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from assessments.domain.kinds.base import no_options, typed
from assessments.domain.question import Answer, Defect, Mark, Question
from assessments.domain.text import MAX_ESSAY
from assessments.enums import Outcome


class Essay:
    automatic = False

    def defects(self, question: Question) -> Iterator[Defect]:
        yield from no_options(question)
        if not question.criteria:
            yield Defect("criteria", "criteria_missing")
        elif (
            any(one.points <= 0 for one in question.criteria)
            or sum((one.points for one in question.criteria), Decimal(0)) != question.points
        ):
            yield Defect("criteria", "criteria_points", str(sum((one.points for one in question.criteria), Decimal(0))))

    def view(self, question: Question) -> dict[str, Any]:
        return {"max_length": MAX_ESSAY}

    def normalise(self, question: Question, raw: object) -> Answer:
        return typed(raw, MAX_ESSAY)

    def mark(self, question: Question, answer: Answer) -> Mark:
        return Mark(None, question.points, Outcome.NEEDS_RATER, {"length": len(answer[0])})
